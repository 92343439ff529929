import type { Compared } from '../../../../src/shared/statistics/compared.ts';
import { RANGES } from '../../../../src/shared/statistics/ranges.ts';
import { wholePercentages } from '../../../../src/shared/statistics/rounding.ts';
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

const inSet = (name: string) =>
  (scenes[name]!.answers!['report:statistics'] as { value: Compared }).value.now;

test('ranges and goals are those of the person’s set', async ({ open }) => {
  const page = await open(scenes['statistics pregnancy']!);
  const ranges = page.getByRole('region', { name: 'Time in ranges' });
  await expect(ranges.locator('tbody th')).toHaveText([
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
  const goals = page.getByRole('region', { name: 'Time in ranges' }).locator('tbody td:last-child');
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
