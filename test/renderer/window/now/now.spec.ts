import type { Page } from '@playwright/test';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { ben, MINUTE, NOON, personState, snapshot } from '../../../../scripts/gallery/scenes/snapshots.ts';
import type { TodayWithAlarm } from '../../../../src/shared/ipc/reports.ts';
import { wholePercentages } from '../../../../src/shared/statistics/rounding.ts';
import { reportAnswers } from '../../../../scripts/gallery/scenes/report-answers.ts';
import { DEFAULT_PERSON } from '../../../../src/shared/settings/settings.ts';
import { asked, expect, openScene, test } from '../../support/test.ts';

const card = (page: Page, name = 'Ada Lindqvist') => page.getByRole('article', { name });
const number = (page: Page) => card(page).locator('.number');
const strikes = (page: Page) =>
  number(page).evaluate((one) => getComputedStyle(one).textDecorationLine === 'line-through');

/** The clock of the computer goes on; nothing else is heard. */
async function later(page: Page, minutes: number): Promise<void> {
  await page.clock.setFixedTime(NOON + minutes * MINUTE);
}

test('a value ages on the screen while nothing else is heard', async ({ open }) => {
  const page = await open({ snapshot: snapshot({}, { people: [personState({}, { ageMs: 0 })] }) });
  await expect(card(page)).toContainText('0 s ago');
  await expect(number(page)).toHaveText('7.4');
  await expect(card(page).getByRole('img', { name: 'steady' })).toBeVisible();

  await later(page, 9);
  await expect(card(page)).toContainText('9 min ago');
  await expect(card(page).getByRole('img', { name: 'steady' })).toBeVisible();
  await expect(card(page)).toContainText('in 5 min');
  await expect(card(page)).toContainText('In range');

  await later(page, 10);
  await expect(card(page)).toContainText('10 min ago');
  await expect(card(page).getByRole('img', { name: 'steady' })).toBeHidden();
  await expect(card(page)).not.toContainText('in 5 min');
  await expect(number(page)).toHaveText('7.4');
  expect(await strikes(page)).toBe(false);

  await later(page, 15);
  await expect(card(page)).toContainText('15 min ago');
  expect(await strikes(page)).toBe(true);
  await expect(card(page)).not.toContainText('In range');
  await expect(number(page)).toHaveText('7.4');

  await later(page, 21);
  await expect(number(page)).toHaveText('---');
  await expect(card(page)).toContainText('No data since 12:00');
  await expect(card(page)).not.toContainText('7.4');
});

test('by a computer’s clock that is far behind an old value is no value of now either', async ({ open }) => {
  const behind = { ...scenes['now in range']!.snapshot, clockOffset: 30 * 60_000 };
  const page = await open({ snapshot: behind });
  await expect(number(page)).toHaveText('---');
  await expect(card(page)).not.toContainText('7.4');
});

test('a reading from the future is no value of now', async ({ open }) => {
  const page = await open(scenes['now future']!);
  await expect(number(page)).toHaveText('---');
  await expect(card(page)).toContainText('dated in the future');
});

test('off the scale in words, with where the scale ends', async ({ open }) => {
  const page = await open(scenes['now LO']!);
  await expect(number(page)).toHaveText('LO');
  await expect(card(page)).toContainText('under 2.2 mmol/L');
  await expect(card(page)).toContainText('Low');
});

test('the one chosen is large, in their own unit', async ({ open }) => {
  const page = await open({ snapshot: snapshot({}, { people: [personState(), ben()] }) });
  const large = page.locator('.person-large');
  await expect(large).toHaveAttribute('aria-label', 'Ada Lindqvist');
  await page.getByRole('button', { name: 'Show Ben Marlowe' }).click();
  await expect(large).toHaveAttribute('aria-label', 'Ben Marlowe');
  await expect(large.locator('.unit')).toHaveText('mg/dL');
  await page.getByRole('radio', { name: 'Ada Lindqvist' }).check({ force: true });
  await expect(large).toHaveAttribute('aria-label', 'Ada Lindqvist');
});

test('nothing is drawn across a gap', async ({ open }) => {
  const page = await open(scenes['now gap']!);
  const spark = page.getByRole('img', { name: /lowest .* mmol\/L, highest .* mmol\/L, 1 time without data/ });
  await expect(spark).toBeVisible();
  await expect(spark.locator('.line')).toHaveCount(2);
  await expect(spark.locator('.gap')).toHaveCount(1);
});

test('people who are not followed are not shown', async ({ open }) => {
  const shown = snapshot({}, { people: [personState(), ben()] });
  const people = {
    ben: { ...DEFAULT_PERSON, followed: false },
  };
  const page = await open({ snapshot: { ...shown, settings: { ...shown.settings, people } } });
  await expect(page.getByRole('article')).toHaveCount(1);
});

test('one cause, one sentence', async ({ open }) => {
  const page = await open(scenes['now old 45 min']!);
  await expect(page.getByText('the phone is not uploading')).toHaveCount(1);
});

test('says when it asks next, and that it asks', async ({ open }) => {
  const { snapshot } = scenes['now in range']!;
  const state = { ...snapshot.state!, nextPollAt: NOON + 42_000 };
  const page = await open({ snapshot: { ...snapshot, state } });
  await expect(page.getByText(/^Last answer .* ago · Next poll in 42 s$/)).toBeVisible();
  await page.evaluate((next) => window.fake.change({ state: next }), { ...state, nextPollAt: NOON - 1000 });
  await expect(page.getByText(/ · Asking …$/)).toBeVisible();
});

test('times and figures as the reader’s country writes them, on the clock that was chosen', async ({
  browser,
  url,
}) => {
  // Whatever Chromium itself speaks.
  const context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin' });
  for (const [locale, clock, time, figure] of [
    ['en-DE', null, /at 12:58(?! PM)/, '7,4'],
    ['en-US', null, /at 12:58\sPM/, '7.4'],
    ['en-US', 24, /at 12:58(?! PM)/, '7.4'],
    ['en-GB', 12, /at 12:58\spm/i, '7.4'],
  ] as const) {
    const page = await context.newPage();
    const speech = { language: 'en', locale, clock } as const;
    await openScene(page, url, { snapshot: { ...scenes['now in range']!.snapshot, speech } });
    await expect(number(page)).toHaveText(figure);
    await expect(card(page)).toContainText(time);
    await page.close();
  }
  await context.close();
});

const today = (reportAnswers['report:today'] as { value: TodayWithAlarm }).value;
const stretchOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('a wide window has today and last night in figures, those of the history', async ({ open }) => {
  const page = await open(scenes['now in range']!);
  for (const [name, stretch] of [
    ['Today so far', today.day],
    ['Last night, 00:00–06:00', today.night],
  ] as const) {
    const fact = (id: string) => stretchOf(page, name).locator(`[data-fact="${id}"] dd`);
    const shares = [stretch.lowPercent!, stretch.inRangePercent!, stretch.highPercent!];
    const [low, inRange, high] = wholePercentages(shares);
    await expect(fact('inRange')).toHaveText(`${inRange}%`);
    await expect(fact('low')).toHaveText(`${low}%`);
    await expect(fact('high')).toHaveText(`${high}%`);
    const { mgdl, minute } = stretch.lowest!;
    const time = new Date(minute * MINUTE).toISOString().slice(11, 16);
    await expect(fact('lowest')).toHaveText(`${(mgdl / 18).toFixed(1)}\u00a0mmol/L at ${time}`);
    await expect(fact('coverage')).toHaveText(`${Math.round(stretch.coveragePercent)}%`);
  }
  const line = page.getByRole('img', { name: 'Today of Ada Lindqvist as a line, midnight to midnight' });
  await expect(line.locator('.one-day')).toHaveCount(today.day.runs.length);
  // Whose it is, where there are several.
  await page.evaluate(
    (next) => window.fake.change({ state: next }),
    scenes['now two people']!.snapshot.state!,
  );
  await expect(stretchOf(page, 'Ada Lindqvist: Today so far')).toBeVisible();
});

test('a narrow window is the value alone, and asks the history nothing', async ({ page, url }) => {
  await page.setViewportSize({ width: 320, height: 760 });
  await openScene(page, url, scenes['now in range']!);
  await expect(card(page)).toBeVisible();
  await expect(page.locator('.day-so-far')).toHaveCount(0);
  await expect.poll(() => asked(page, 'report:today')).toEqual([]);
  await page.setViewportSize({ width: 1100, height: 760 });
  await expect(page.locator('.day-so-far')).toBeVisible();
  await expect.poll(() => asked(page, 'report:today')).toEqual([{ patientId: 'ada' }]);
});

test('the last alarm leads to why it rang', async ({ open }) => {
  const page = await open(scenes['now in range']!);
  await expect(page.getByText('Last alarm: Low, 03:00')).toBeVisible();
  await page.getByRole('button', { name: 'Why? 03:00: Low' }).click();
  await expect(page.getByRole('button', { name: 'Journal' })).toHaveAttribute('aria-current', 'page');
  await expect.poll(() => asked(page, 'alarms:why')).toEqual([{ instant: today.lastAlarm!.at }]);
});

test('today is asked anew when readings become known that came late', async ({ open }) => {
  const late = personState({}, { gap: [20, 100] });
  const page = await open({ snapshot: snapshot({}, { people: [late] }) });
  await expect.poll(() => asked(page, 'report:today')).toHaveLength(1);
  await page.evaluate(
    (next) => window.fake.change({ state: next }),
    snapshot({}, { people: [personState()] }).state,
  );
  await expect.poll(() => asked(page, 'report:today')).toHaveLength(2);
});

test('a day without readings has no shares, not zeros, and a history that fails says why', async ({
  page,
  url,
}) => {
  await openScene(page, url, scenes['now day empty']!);
  await expect(stretchOf(page, 'Today so far')).toContainText('No readings.');
  await expect(page.locator('[data-fact="inRange"]')).toHaveCount(0);
  await expect(page.getByText('No alarm rang in the last 7 days.')).toBeVisible();
  await openScene(page, url, scenes['now day failed']!);
  await expect(card(page)).toBeVisible();
  await expect(page.locator('.now-page > .panel.muted')).not.toBeEmpty();
});
