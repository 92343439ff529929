import type { DailyPattern } from '../../../../src/shared/statistics/daily-pattern.ts';
import type { TodayWithAlarm } from '../../../../src/shared/ipc/reports.ts';
import { reportAnswers } from '../../../../scripts/gallery/scenes/report-answers.ts';
import { MINUTE, NOON } from '../../../../scripts/gallery/scenes/snapshots.ts';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { asked, expect, test } from '../../support/test.ts';

const scene = scenes['patterns']!;
const scenesToday = reportAnswers['report:today'];
const { all } = (scene.answers!['report:patterns'] as { value: DailyPattern }).value;
const mmol = (mgdl: number | null) => `${(mgdl! / 18).toFixed(1)}\u00a0mmol/L`;

test('the arrow keys read the pattern: the five values of the history, days and values', async ({ open }) => {
  const page = await open(scene);
  const pattern = page.getByRole('slider', { name: /^Daily pattern of Ada Lindqvist/ });
  await pattern.focus();
  for (const [key, slot] of [
    ['ArrowRight', 0],
    ['ArrowRight', 1],
    ['End', 95],
    ['Home', 0],
    ['PageUp', 4],
  ] as const) {
    await page.keyboard.press(key);
    const { p5, p25, p50, p75, p95, days, slots } = all.bins[slot]!;
    // What the key asked for is there a moment after it.
    await expect(pattern).toHaveAttribute('aria-valuenow', String(slot));
    const told = (await pattern.getAttribute('aria-valuetext'))!;
    for (const value of [p5, p25, p50, p75, p95]) expect(told).toContain(mmol(value));
    expect(told).toContain(`${days} days, ${slots} values`);
    await expect(page.locator('.pattern-told')).toHaveText(told);
  }
});

test('the pointer reads it, and leaves it', async ({ open }) => {
  const page = await open(scene);
  const box = (await page.locator('.pattern-drawing').boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 100);
  await expect(page.locator('.pattern-told')).toContainText(/^\d\d:\d\d–\d\d:\d\d: median/);
  await page.mouse.move(0, 0);
  await expect(page.locator('.pattern-told')).toHaveText(/^Point at the curve/);
});

test('two dates are asked for in order', async ({ open }) => {
  const page = await open(scenes['patterns two dates']!);
  await page.getByLabel('From').fill('2026-11-25');
  await page.getByLabel('From').press('Tab');
  await expect(page.getByText('Two dates in order, please')).toBeVisible();
  await expect.poll(() => asked(page, 'settings:update')).toEqual([]);
  await page.getByLabel('From').fill('2026-11-01');
  await page.getByLabel('From').press('Tab');
  await expect
    .poll(() => asked(page, 'settings:update'))
    .toEqual([{ people: { ada: { period: { from: '2026-11-01', to: '2026-11-20' } } } }]);
});

test('today lies on top where that is asked for, and is told with the rest', async ({ open }) => {
  const page = await open(scene);
  const { day } = (scenesToday as { value: TodayWithAlarm }).value;
  await expect(page.locator('.pattern-reader')).toBeVisible();
  await expect(page.locator('.one-day')).toHaveCount(0);
  const before = await asked(page, 'report:today');
  await page.getByRole('switch', { name: 'Today on top' }).click();
  await expect(page.locator('.pattern-reader .one-day')).toHaveCount(day.runs.length);
  await expect(page.locator('.pattern-legend')).toContainText('today');
  await expect.poll(() => asked(page, 'report:today')).toEqual([...before, { patientId: 'ada' }]);
  const pattern = page.getByRole('slider', { name: /^Daily pattern of Ada Lindqvist/ });
  await pattern.focus();
  await page.keyboard.press('Home');
  const value = day.runs.flat().findLast(([minute]) => minute < 15)![1];
  await expect(page.locator('.pattern-told')).toContainText(` · today ${mmol(value)}`);
  // The day is not over.
  await page.keyboard.press('End');
  await expect(page.locator('.pattern-told')).toContainText(' · today nothing');
  await page.getByRole('switch', { name: 'Today on top' }).click();
  await expect(page.locator('.one-day')).toHaveCount(0);
});

test('today is asked anew once a slot has passed, not with every reading', async ({ open }) => {
  const page = await open(scene);
  await expect(page.locator('.pattern-reader')).toBeVisible();
  // The page that is shown first may have asked.
  const { length: before } = await asked(page, 'report:today');
  await page.getByRole('switch', { name: 'Today on top' }).click();
  await expect.poll(() => asked(page, 'report:today')).toHaveLength(before + 1);
  const { state } = scene.snapshot;
  const heard = async (minutes: number) => {
    const at = NOON + minutes * MINUTE;
    await page.clock.setFixedTime(at);
    const people = state!.people.map((one) => ({
      ...one,
      reading: one.reading && { ...one.reading, measuredAt: at },
    }));
    await page.evaluate((next) => window.fake.change({ state: next }), { ...state!, people });
  };
  await heard(5);
  await expect.poll(() => asked(page, 'report:today')).toHaveLength(before + 2);
  for (const minute of [6, 7, 8]) await heard(minute);
  // A question of its own tells that what was to be asked has been.
  await page.getByRole('button', { name: '30 days' }).click();
  await expect.poll(() => asked(page, 'report:patterns')).toHaveLength(2);
  await expect.poll(() => asked(page, 'report:today')).toHaveLength(before + 2);
});

test('the weekday with most highs is told', async ({ open }) => {
  const page = await open(scene);
  const { week } = (scene.answers!['report:patterns'] as { value: DailyPattern }).value;
  const most = week.toSorted((a, b) => b.highPercent! - a.highPercent!)[0]!;
  const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  await expect(
    page.getByText(
      `Most highs: ${names[most.weekday - 1]}, ${Math.round(most.highPercent!)}% of the time over 10.0\u00a0mmol/L.`,
    ),
  ).toBeVisible();
});

test('the hours and the pattern are those of `patterns`, also as a table', async ({ open }) => {
  const page = await open(scene);
  await page.getByText('Hour by hour').click();
  const rows = page.getByRole('region', { name: 'Hour by hour' }).locator('tbody tr');
  await expect(rows).toHaveCount(24);
  const { hours } = (scene.answers!['report:patterns'] as { value: DailyPattern }).value;
  const week = page.getByRole('region', { name: 'By day of the week' }).locator('tbody tr');
  await expect
    .poll(() => week.locator('th').allInnerTexts())
    .toEqual('Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' '));
  const cells = (await rows.nth(8).locator('td').allInnerTexts()).slice(0, 2);
  expect(cells).toEqual([String(hours[8]!.days), (hours[8]!.meanMgdl! / 18).toFixed(1)]);
  await page.getByRole('button', { name: 'Copy as table' }).click();
  await expect(page.getByText('Copied: 96 rows.')).toBeVisible();
  const [{ text }] = (await asked(page, 'table:copy')) as [{ text: string }];
  const lines = text.trimEnd().split('\n');
  expect(lines[0]).toBe('Time\tDays\t5%\t25%\t50%\t75%\t95%\tUnit');
  const { days, p5, p25, p50, p75, p95 } = all.bins[30]!;
  const figures = [p5, p25, p50, p75, p95].map((one) => (one! / 18).toFixed(1));
  expect(lines[31]).toBe(['07:30', days, ...figures, 'mmol/L'].join('\t'));
});
