import type { Compared } from '../../../../src/shared/statistics/statistics.ts';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { asked, expect, test } from '../../support/test.ts';

const scene = scenes['statistics']!;
const { now, before } = (scene.answers!['report:statistics'] as { value: Compared }).value;

test('has the figures of the history, beside those of the period before', async ({ open }) => {
  const page = await open(scene);
  const cells = async (figure: string) => page.locator(`[data-figure="${figure}"] td`).allInnerTexts();
  await expect(page.locator('[data-figure="mean"]')).toBeVisible();
  const mmol = (mgdl: number) => `${(mgdl / 18).toFixed(1)}\u00a0mmol/L`;
  expect((await cells('mean')).slice(0, 2)).toEqual([
    mmol(now.figures!.meanMgdl),
    mmol(before.figures!.meanMgdl),
  ]);
  expect((await cells('gmi'))[0]).toBe(`${now.figures!.gmiPercent!.toFixed(1)}%`);
  expect((await cells('cv'))[0]).toBe(`${now.figures!.cvPercent!.toFixed(1)}%`);
  expect((await cells('episodes-low'))[0]).toMatch(new RegExp(`^${now.figures!.episodes.low.length}\\b`));
  // Every change in words that judge nothing.
  const changes = await page.locator('td:nth-child(4)').allInnerTexts();
  expect(changes.every((one) => /^(↑ higher|↓ lower|the same|–)$/.test(one))).toBe(true);
});

test('whole shares of the ranges add up to a hundred', async ({ open }) => {
  const page = await open(scene);
  const cells = page.getByRole('region', { name: 'Time in ranges' }).locator('tbody td:nth-child(2)');
  await expect(cells).toHaveCount(5);
  const shares = await cells.allInnerTexts();
  const whole = shares.map((one) => (one.startsWith('<') ? 0 : Number.parseInt(one)));
  expect(whole.reduce((sum, one) => sum + one, 0)).toBe(100);
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
