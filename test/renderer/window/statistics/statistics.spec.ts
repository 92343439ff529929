import type { Page } from '@playwright/test';
import type { Compared } from '../../../../src/shared/statistics/compared.ts';
import { griZone } from '../../../../src/shared/statistics/measures.ts';
import { RANGES } from '../../../../src/shared/statistics/ranges.ts';
import type { Figures, Statistics } from '../../../../src/shared/statistics/statistics.ts';
import { wholePercentages } from '../../../../src/shared/statistics/rounding.ts';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { asked, expect, test } from '../../support/test.ts';

const scene = scenes['statistics']!;
const { now, before } = (scene.answers!['report:statistics'] as { value: Compared }).value;

const mmol = (mgdl: number) => `${(mgdl / 18).toFixed(1)}\u00a0mmol/L`;
const tenth = (value: number) => `${value.toFixed(1)}%`;
const whole = (value: number) => `${Math.round(value)}%`;
const cells = (page: Page, figure: string) => page.locator(`[data-figure="${figure}"] td`).allInnerTexts();
/** In words that judge nothing. */
const CHANGE = /^(↑ higher|↓ lower|the same|–|)$/;

test('has the figures of `stats` on the same data, beside those of the period before', async ({ open }) => {
  const page = await open(scene);
  await expect(page.locator('[data-figure="mean"]')).toBeVisible();
  const both = async (figure: string) => (await cells(page, figure)).slice(0, 2);
  const pair = (text: (figures: Figures) => string) => [text(now.figures!), text(before.figures!)];
  const count = (statistics: Statistics) =>
    `${statistics.slots.toLocaleString('en-GB')} in ${Number(statistics.days.toFixed(1))} days`;
  for (const basis of ['values', 'values-figures'])
    expect(await both(basis)).toEqual([count(now), count(before)]);
  expect(await both('mean')).toEqual(pair(({ meanMgdl }) => mmol(meanMgdl)));
  expect(await both('gmi')).toEqual(pair(({ gmiPercent }) => tenth(gmiPercent!)));
  expect(await both('sd')).toEqual(pair(({ sdMgdl }) => mmol(sdMgdl!)));
  expect(await both('cv')).toEqual(pair(({ cvPercent }) => tenth(cvPercent!)));
  expect(await both('tight')).toEqual(pair(({ tightPercent }) => whole(tightPercent)));
  expect(await both('gri')).toEqual(pair(({ gri }) => `${Math.round(gri)}, zone ${griZone(gri)}`));
  expect(await both('lbgi')).toEqual(pair(({ lbgi }) => lbgi.toFixed(1)));
  expect(await both('hbgi')).toEqual(pair(({ hbgi }) => hbgi.toFixed(1)));
  for (const kind of ['veryLow', 'low', 'extendedLow', 'high', 'veryHigh'] as const)
    expect(await both(`episodes-${kind}`)).toEqual(
      pair(({ episodes }) => {
        const { length } = episodes[kind];
        const minutes = episodes[kind].reduce((sum, one) => sum + one.minutes, 0) / length;
        return length === 0
          ? 'none'
          : `${length}, ${Math.round(minutes)} min${length > 1 ? ' on average' : ''}`;
      }),
    );
  for (const words of await page.locator('td:nth-child(4)').allInnerTexts()) expect(words).toMatch(CHANGE);
});

test('what reads the same is the same, and what reads higher is higher', async ({ open }) => {
  const page = await open(scene);
  await expect(page.locator('[data-figure="mean"]')).toBeVisible();
  for (const row of await page.locator('[data-figure]').all()) {
    const [own, earlier, change] = await row.locator('td').allInnerTexts();
    if (!/^[\d.]+(%|\u00a0mmol\/L)?$/.test(own!)) continue;
    const by = Number.parseFloat(own!) - Number.parseFloat(earlier!);
    expect(change).toBe(by === 0 ? 'the same' : by > 0 ? '↑ higher' : '↓ lower');
  }
});

test('tells night, day and evening apart', async ({ open }) => {
  const page = await open(scene);
  const parts = page.getByRole('region', { name: 'Night, day and evening' });
  await expect(parts.locator('.group')).toHaveText([
    'Night, 00:00–06:00',
    'Day, 06:00–18:00',
    'Evening, 18:00–00:00',
  ]);
  for (const { part, days, slots, figures } of now.parts) {
    const own = async (figure: string) => (await cells(page, `${part}-${figure}`))[0];
    const { shares, meanMgdl, cvPercent } = figures!;
    expect(await own('values')).toBe(`${days} days, ${slots.toLocaleString('en-GB')} values`);
    expect(await own('inRange')).toBe(whole(shares.inRange));
    expect(await own('below')).toBe(whole(shares.low + shares.veryLow));
    expect(await own('above')).toBe(whole(shares.high + shares.veryHigh));
    expect(await own('mean')).toBe(mmol(meanMgdl));
    expect(await own('cv')).toBe(tenth(cvPercent!));
  }
});

test('a part of the day that three days do not tell of is withheld in words', async ({ open }) => {
  const page = await open(scenes['statistics one day']!);
  const parts = page.getByRole('region', { name: 'Night, day and evening' });
  await expect(parts.getByText('withheld: it needs three days')).toHaveCount(3);
  await expect(page.locator('[data-figure="night-mean"]')).toHaveCount(0);
  await expect(page.getByText('The period before has 0.0 hours of data')).toBeVisible();
});

test('everything is copied as a table', async ({ open }) => {
  const page = await open(scene);
  await page.getByRole('button', { name: 'Copy as table' }).click();
  const rows = await page.locator('[data-figure]').count();
  await expect(page.getByText(`Copied: ${rows} rows.`)).toBeVisible();
  const [{ text } = { text: '' }] = (await asked(page, 'table:copy')) as { text: string }[];
  const lines = text.split('\n');
  expect(lines[0]).toBe('Figure\tThis period\tThe one before\tChange\tGoal of the consensus');
  expect(lines).toContainEqual(
    expect.stringMatching(new RegExp(`^GMI\t${tenth(now.figures!.gmiPercent!)}\t`)),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^Night, 00:00–06:00: in range\t\d+%\t/));
});

test('whole shares of the ranges add up to a hundred', async ({ open }) => {
  const page = await open(scene);
  const inRanges = page.locator('[data-figure^="range-"] td:nth-child(2)');
  await expect(inRanges).toHaveCount(5);
  const shares = await inRanges.allInnerTexts();
  const numbers = shares.map((one) => (one.startsWith('<') ? 0 : Number.parseInt(one)));
  expect(numbers.reduce((sum, one) => sum + one, 0)).toBe(100);
});

const inSet = (name: string) =>
  (scenes[name]!.answers!['report:statistics'] as { value: Compared }).value.now;

test('ranges and goals are those of the person’s set', async ({ open }) => {
  const page = await open(scenes['statistics pregnancy']!);
  const ranges = page.getByRole('region', { name: 'Time in ranges' });
  await expect(ranges.locator('tbody th')).toHaveText([
    /^ ValuesFive-minute values/,
    /^ high> 7\.8 mmol\/L$/,
    /^ in range3\.5–7\.8 mmol\/L$/,
    /^ low3\.0–3\.4 mmol\/L$/,
    /^ very low< 3\.0 mmol\/L$/,
  ]);
  const { shares } = inSet('statistics pregnancy');
  const inRange = ranges.locator('tbody tr', { hasText: 'in range' }).locator('td');
  await expect(inRange.first()).toHaveText(`${wholePercentages(RANGES.map((range) => shares![range]))[2]}%`);
  await expect(inRange.last()).toHaveText('over 70%');
  // Nobody has shown that it holds there.
  await expect(page.locator('[data-figure="gmi"] td').first()).toHaveText(
    'withheld: not validated in pregnancy',
  );
  await expect(page.getByText('for pregnancy with type 1 diabetes')).toBeVisible();
});

test('the set of older people has other goals for the same ranges', async ({ open }) => {
  const page = await open(scenes['statistics older']!);
  const goals = page.locator('[data-figure^="range-"] td:last-child');
  await expect(goals).toHaveText([
    'under 10%',
    'under 50% with very high',
    'over 50%',
    'under 1% with very low',
    '',
  ]);
});

test('the period is one for patterns and statistics, and kept for the person', async ({ open }) => {
  const page = await open(scene);
  await page.getByRole('button', { name: '30 days' }).click();
  await expect
    .poll(async () => (await asked(page, 'settings:update'))[0])
    .toEqual({ people: { ada: { period: { days: 30 } } } });
  await expect.poll(() => asked(page, 'report:statistics')).toHaveLength(2);
  await page.getByRole('button', { name: 'Patterns' }).click();
  await expect(page.getByRole('button', { name: '30 days' })).toHaveAttribute('aria-pressed', 'true');
  await expect
    .poll(() => asked(page, 'report:patterns'))
    .toEqual([{ patientId: 'ada', period: { days: 30 } }]);
});

test('says how many of the readings were imported, where any were', async ({ open }) => {
  const page = await open(scenes['statistics partly imported']!);
  await expect(page.getByText('33% of these readings were imported from files.')).toBeVisible();
  const other = await open(scene);
  await expect(other.locator('[data-figure="mean"]')).toBeVisible();
  await expect(other.getByText('imported from files')).toHaveCount(0);
});
