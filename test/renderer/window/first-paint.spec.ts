import { scenes } from '../../../scripts/gallery/scenes/window-scenes.ts';
import { expect, test } from '../support/test.ts';

test('until main answers there is the quiet outline of the window, and nothing that looks like a value', async ({
  page,
  url,
}) => {
  await page.addInitScript(() => {
    const bridge = { invoke: () => new Promise(() => {}), on: () => () => {} };
    Object.assign(window, { glucoglance: bridge });
  });
  await page.goto(url);
  await expect(page.locator('.outline-card')).toBeVisible();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'true');
  expect(await page.getByRole('main').innerText()).not.toMatch(/\d/);
});

test('a main process that refuses to answer is told of', async ({ page, url }) => {
  await page.addInitScript(() => {
    const bridge = { invoke: () => Promise.reject(new Error('no')), on: () => () => {} };
    Object.assign(window, { glucoglance: bridge });
  });
  await page.goto(url);
  await expect(page.getByRole('alert')).toContainText('does not answer');
});

test('the last known value comes without an empty moment between', async ({ open, page }) => {
  await page.addInitScript(() => {
    const seen: string[] = [];
    const look = () => {
      const root = document.getElementById('app');
      if (root)
        seen.push(root.querySelector('.number') ? 'value' : root.firstElementChild ? 'outline' : 'empty');
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(window, { seen });
  });
  await open({ snapshot: { ...scenes['now two people']!.snapshot, mode: 'starting' } });
  await expect(page.locator('.person-large .number')).toHaveText('7.4');
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  expect(seen).toContain('value');
  expect(seen).not.toContain('empty');
});
