import { join } from 'node:path';
import { scenarios } from '../../../src/main/simulator/scenarios.ts';
import type { DaySummary } from '../../../src/shared/statistics/summaries.ts';
import { RANGES, type Shares } from '../../../src/shared/statistics/ranges.ts';
import { griZone } from '../../../src/shared/statistics/measures.ts';
import { wholePercentages } from '../../../src/shared/statistics/rounding.ts';
import { DAY, MINUTE } from '../../../src/shared/time.ts';
import { plainGrid } from '../../support/plain-grid.ts';
import { reading } from '../../support/readings.ts';
import { runCli } from '../../support/run-cli.ts';
import { ROOT } from '../support/runtime.ts';
import { expect, test } from '../support/test.ts';

// The figures of every page beside those that the command line prints of the same folder, as they are rounded there.

const { people } = scenarios['two-people'];
const ENTRY = join(ROOT, 'out/main/cli.js');

/** What the command line prints as JSON. */
interface Stats extends Record<
  'meanMgdl' | 'sdMgdl' | 'cvPercent' | 'gmiPercent' | 'lbgi' | 'hbgi' | 'gri' | 'coveragePercent',
  number
> {
  from: string;
  to: string;
  percent: Shares;
  episodes: Record<'veryLow' | 'low' | 'high' | 'veryHigh', number>;
}
type Slot = Record<'minute' | 'days', number> & Record<'p5' | 'p25' | 'p50' | 'p75' | 'p95', number | null>;
type Entry = { patientId: string | null; kind: string; decision: string; at: string; mgdl: number | null };
type Stored = { measuredAt: string; mgdl: number; sensorSerial: string };

const whole = (value: number) => `${Math.round(value)}%`;
const tenth = (value: number) => `${value.toFixed(1)}%`;
const spaced = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
const time = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', timeStyle: 'short' });
const clock = (minute: number) => spaced(time.format(minute * MINUTE));
const dateBeside = (date: string, days: number) =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
/** Whole percentages that add up, as they are written. */
const shares = (all: readonly number[]) =>
  wholePercentages(all).map((one, i) => (one === 0 && all[i]! > 0 ? '<1%' : `${one}%`));

for (const { patientId, firstName, lastName, unit, zone } of people) {
  const name = `${firstName} ${lastName}`;
  const glucose = (mgdl: number) =>
    unit === 'mmol' ? `${(mgdl / 18).toFixed(1)} mmol/L` : `${Math.round(mgdl)} mg/dL`;
  const civil = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const dateOf = (instant: number) => civil.format(instant).slice(0, 10);
  const minuteOf = (instant: number) => {
    const [hour = 0, minute = 0] = civil.format(instant).slice(11).split(':').map(Number);
    return hour * 60 + minute;
  };

  test(`${name}: every page has the figures of the command line on the same data`, async ({
    launch,
    dataDir,
  }) => {
    const { app } = await launch();
    const page = await app.firstWindow();
    await page.getByRole('button', { name: 'Try it with demo data' }).click();
    await page.getByRole('button', { name: 'Statistics', exact: true }).click();
    await page.getByRole('radio', { name }).check();

    const cli = async <T>(...args: string[]): Promise<T> => {
      const folder = ['--demo', '--data-dir', `${dataDir}-demo`];
      const run = await runCli([...folder, '--json', ...args], { entry: ENTRY });
      expect(run.error).toBe('');
      return run.json() as T;
    };
    const goTo = (to: string) => page.getByRole('button', { name: to, exact: true }).click();

    // Whole days that are over: nothing is added to them while they are looked at.
    const today = dateOf(Date.now());
    const [from, to] = [dateBeside(today, -14), dateBeside(today, -1)];
    await page.getByRole('button', { name: 'Two dates' }).click();
    await page.getByLabel('From', { exact: true }).fill(from);
    await page.getByLabel('To', { exact: true }).fill(to);
    const stats = await cli<Stats>('stats', patientId, '--from', from, '--to', today);
    const rests = `of 14 days, ${whole(stats.coveragePercent)} of the time`;
    await expect(page.locator('.rests')).toContainText(rests);

    await test.step('Statistics', async () => {
      // As much time, not as many days: one of them may have 25 hours.
      const begin = Date.parse(stats.from);
      const earlier = new Date(2 * begin - Date.parse(stats.to)).toISOString();
      const before = await cli<Stats>('stats', patientId, '--from', earlier, '--to', stats.from);
      const row = (figure: string) => page.locator(`[data-figure="${figure}"] td`);
      const expectRow = async (figure: string, text: (one: Stats) => string) => {
        const both = (await row(figure).allInnerTexts()).slice(0, 2).map(spaced);
        expect.soft(both, figure).toEqual([text(stats), text(before)]);
      };
      await expectRow('mean', ({ meanMgdl }) => glucose(meanMgdl));
      await expectRow('sd', ({ sdMgdl }) => glucose(sdMgdl));
      await expectRow('gmi', ({ gmiPercent }) => tenth(gmiPercent));
      await expectRow('cv', ({ cvPercent }) => tenth(cvPercent));
      await expectRow('lbgi', ({ lbgi }) => lbgi.toFixed(1));
      await expectRow('hbgi', ({ hbgi }) => hbgi.toFixed(1));
      await expectRow('gri', ({ gri }) => `${Math.round(gri)}, zone ${griZone(gri)}`);
      for (const [i, range] of RANGES.entries())
        await expectRow(`range-${range}`, ({ percent }) => shares(RANGES.map((one) => percent[one]))[i]!);
      for (const kind of ['veryLow', 'low', 'high', 'veryHigh'] as const) {
        const counts = (await row(`episodes-${kind}`).allInnerTexts())
          .slice(0, 2)
          .map((text) => (text === 'none' ? 0 : Number.parseInt(text, 10)));
        expect.soft(counts, kind).toEqual([stats.episodes[kind], before.episodes[kind]]);
      }
    });

    await test.step('Patterns', async () => {
      const slots = await cli<Slot[]>('patterns', patientId, '--from', from, '--to', today);
      await goTo('Patterns');
      await expect(page.locator('.rests')).toContainText(rests);
      const reader = page.getByRole('slider');
      await reader.focus();
      for (const { minute, days, p5, p25, p50, p75, p95 } of slots) {
        await reader.press('ArrowRight');
        const told = spaced((await reader.getAttribute('aria-valuetext'))!);
        const [low, lower, middle, upper, high] = [p5, p25, p50, p75, p95].map((one) => glucose(one!));
        expect
          .soft(told)
          .toContain(
            `${clock(minute)}–${clock(minute + 15)}: median ${middle}, half of the days ${lower} to ${upper}, ` +
              `nine of ten ${low} to ${high} · ${days} days`,
          );
      }
      expect(slots).toHaveLength(96);
    });

    await test.step('Days', async () => {
      const daily = await cli<DaySummary[]>('daily', patientId, '--days', '15');
      const entries = await cli<Entry[]>('alarms', patientId, '--days', '16');
      await goTo('Days');
      const rows = page.getByRole('list', { name: `Days of ${name}` }).getByRole('listitem');
      const days = daily.filter(({ date }) => date !== today).toReversed();
      await expect(rows).toHaveCount(days.length);
      expect(days.length).toBeGreaterThan(10);
      for (const [i, { date, minMgdl, maxMgdl, meanMgdl }] of days.entries()) {
        // Of rows out of sight there is no text that is drawn.
        const told = spaced((await rows.nth(i).textContent())!);
        const rang = entries.filter(
          (one) => one.decision === 'raised' && dateOf(Date.parse(one.at)) === date,
        );
        expect.soft(told).toContain(`Mean ${glucose(meanMgdl)} Lowest ${glucose(minMgdl)} at `);
        expect.soft(told).toContain(`Highest ${glucose(maxMgdl)} at `);
        expect.soft(told).toContain(rang.length === 0 ? 'no alarm' : `${rang.length} alarm`);
        const own = await cli<Stats>('stats', patientId, '--from', date, '--to', dateBeside(date, 1));
        const { veryLow, low, inRange, high, veryHigh } = own.percent;
        // Under 24 hours of data `stats` withholds them.
        if (low === null) continue;
        expect.soft(told).toContain(`${whole(own.coveragePercent)} of the day has data`);
        const [below, inside, above] = shares([veryLow + low, inRange, high + veryHigh]);
        expect.soft(told).toContain(`${below} low, ${inside} in range, ${above} high`);
      }
    });

    await test.step('Report', async () => {
      await goTo('Report');
      const sheets = page.locator('.paper-preview');
      await expect(sheets.locator('.complete')).toContainText(rests);
      const numbers = (await sheets.locator('.numbers dd:not(.goal)').allInnerTexts()).map(spaced);
      expect(numbers).toEqual([
        glucose(stats.meanMgdl),
        tenth(stats.gmiPercent),
        tenth(stats.cvPercent),
        glucose(stats.sdMgdl),
      ]);
      const percent = shares(RANGES.map((range) => stats.percent[range]));
      expect(await sheets.locator('.share').allInnerTexts()).toEqual(percent.toReversed());
      const counts = (await sheets.locator('.episodes td').allInnerTexts()).map((text) =>
        text === 'none' ? 0 : Number.parseInt(text, 10),
      );
      expect(counts).toEqual(
        (['veryLow', 'low', 'high', 'veryHigh'] as const).map((kind) => stats.episodes[kind]),
      );
    });

    await test.step('Journal', async () => {
      await goTo('Journal');
      await page.getByRole('button', { name: 'Seven days' }).click();
      await page.getByRole('button', { name: 'Earlier' }).click();
      await page.getByLabel('About').selectOption(name);
      // The last day of those shown is whatever the page says it is.
      const shown = page.getByRole('region', { name: 'What the alarms did, newest first' });
      await expect(shown.getByRole('listitem').first()).toBeVisible();
      const seen = await shown
        .getByRole('listitem')
        .evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset['at'])));
      const told = (await shown.getByRole('listitem').locator('p').allInnerTexts()).map(spaced);
      const entries = await cli<Entry[]>('alarms', patientId, '--days', '16');
      const [first, last] = [Math.min(...seen), Math.max(...seen)];
      const same = entries.toReversed().filter(({ at }) => Date.parse(at) >= first && Date.parse(at) <= last);
      expect(seen).toEqual(same.map(({ at }) => Date.parse(at)));
      for (const [i, { decision, mgdl }] of same.entries())
        if (decision === 'raised' && mgdl !== null) expect.soft(told[i]).toContain(glucose(mgdl));
    });

    await test.step('Now', async () => {
      // What is measured meanwhile is another figure: then once more.
      await expect(async () => {
        await goTo('Days');
        await goTo('Now');
        const stored = await cli<Stored[]>('history', patientId, '--from', to);
        const readings = stored.map((one) =>
          reading({ ...one, measuredAt: Date.parse(one.measuredAt), sensorSerial: one.sensorSerial }),
        );
        const midnight = Date.parse((await cli<Stats>('stats', patientId, '--from', today)).from);
        const dawn = Date.parse(
          (await cli<Stats>('stats', patientId, '--from', today, '--to', `${today}T06:00`)).to,
        );
        for (const [title, until] of [
          [/Today so far$/, Date.now()],
          [/night|Tonight/, Math.min(dawn, Date.now())],
        ] as const) {
          const panel = page.getByRole('region', { name: title });
          const fact = async (id: string) =>
            spaced(await panel.locator(`[data-fact="${id}"] dd`).innerText());
          const own = readings.filter(({ measuredAt }) => measuredAt >= midnight && measuredAt < until);
          const lowest = own.reduce((least, one) => (one.mgdl < least.mgdl ? one : least));
          expect(await fact('lowest')).toBe(
            `${glucose(lowest.mgdl)} at ${clock(minuteOf(lowest.measuredAt))}`,
          );
          const grid = plainGrid(readings, { from: midnight, to: until });
          const slots = Math.ceil((until - midnight) / (5 * MINUTE));
          expect(await fact('coverage')).toBe(whole((100 * grid.length) / slots));
          if (grid.length < 12) continue;
          const share = (is: (mgdl: number) => boolean) =>
            (100 * grid.filter(({ mgdl }) => is(mgdl)).length) / grid.length;
          const [low, inRange, high] = shares([
            share((mgdl) => mgdl < 70),
            share((mgdl) => mgdl >= 70 && mgdl <= 180),
            share((mgdl) => mgdl > 180),
          ]);
          expect([await fact('low'), await fact('inRange'), await fact('high')]).toEqual([
            low,
            inRange,
            high,
          ]);
        }
      }).toPass();
    });
  });
}
