import type { DayWithAlarms } from '../../../../src/shared/statistics/days.ts';
import { wholePercentages } from '../../../../src/shared/statistics/rounding.ts';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { asked, expect, test } from '../../support/test.ts';

const scene = scenes['days']!;
const days = (scene.answers!['report:days'] as { value: DayWithAlarms[] }).value;

test('has a row a day, newest first, with the figures of the history', async ({ open }) => {
  const page = await open(scene);
  const rows = page.getByRole('list', { name: 'Days of Ada Lindqvist' }).getByRole('listitem');
  await expect(rows).toHaveCount(days.length);
  expect(await rows.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['date']))).toEqual(
    days.map(({ date }) => date),
  );
  const [, second] = days;
  const row = rows.nth(1);
  const mmol = (mgdl: number) => `${(mgdl / 18).toFixed(1)}\u00a0mmol/L`;
  await expect(row).toContainText(`Mean ${mmol(second!.meanMgdl!)}`);
  await expect(row).toContainText(`Lowest ${mmol(second!.lowest!.mgdl)} at `);
  await expect(row).toContainText(`Highest ${mmol(second!.highest!.mgdl)} at `);
  const shares = [second!.lowPercent!, second!.inRangePercent!, second!.highPercent!];
  const [low, inRange, high] = wholePercentages(shares);
  expect(low! + inRange! + high!).toBe(100);
  await expect(row).toContainText(`${low}% low, ${inRange}% in range, ${high}% high`);
  await expect(row).toContainText('2 alarms');
});

test('a day opens in the chart', async ({ open }) => {
  const page = await open(scene);
  await page
    .getByRole('button', { name: /^Show .* in the chart$/ })
    .nth(2)
    .click();
  await expect(page.getByRole('button', { name: 'Chart' })).toHaveAttribute('aria-current', 'page');
  const { from } = days[2]!;
  await expect
    .poll(async () => {
      const parts = (await asked(page, 'chart:part')) as { from: number; to: number }[];
      return parts.some((one) => one.from <= from && one.to >= from + 86_400_000);
    })
    .toBe(true);
});

test('the days are copied as a table', async ({ open }) => {
  const page = await open(scene);
  await page.getByRole('button', { name: 'Copy as table' }).click();
  await expect(page.getByText(`Copied: ${days.length} rows.`)).toBeVisible();
  const [{ text }] = (await asked(page, 'table:copy')) as [{ text: string }];
  const [head, first] = text.split('\n').map((line) => line.split('\t'));
  expect(head!.slice(0, 6)).toEqual(['Date', 'Readings', 'Low', 'In range', 'High', 'Mean']);
  const { date, readings, inRangePercent, meanMgdl, lowest, highest } = days[0]!;
  const mmol = (mgdl: number) => (mgdl / 18).toFixed(1);
  expect(first).toEqual(
    expect.arrayContaining([
      date,
      String(readings),
      `${inRangePercent!.toFixed(1)}%`,
      mmol(meanMgdl!),
      mmol(lowest!.mgdl),
      mmol(highest!.mgdl),
      'mmol/L',
    ]),
  );
});
