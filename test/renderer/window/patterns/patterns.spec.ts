import type { DailyPattern } from '../../../../src/shared/statistics/daily-pattern.ts';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { asked, expect, test } from '../../support/test.ts';

const scene = scenes['patterns']!;
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
  await expect(page.locator('.pattern-told')).toHaveText(/^\s*$/);
});

test('two dates are asked for in order', async ({ open }) => {
  const page = await open(scenes['patterns two dates']!);
  await page.getByLabel('From').fill('2026-11-25');
  await page.getByLabel('From').press('Tab');
  await expect(page.getByText('Two dates in order, please')).toBeVisible();
  expect(await asked(page, 'settings:update')).toEqual([]);
  await page.getByLabel('From').fill('2026-11-01');
  await page.getByLabel('From').press('Tab');
  await expect
    .poll(() => asked(page, 'settings:update'))
    .toEqual([{ people: { ada: { period: { from: '2026-11-01', to: '2026-11-20' } } } }]);
});
