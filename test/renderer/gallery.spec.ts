import type { Page } from '@playwright/test';
import { GROUPS } from '../../scripts/gallery/catalogue.ts';
import { serveGallery } from '../../scripts/gallery/gallery.ts';
import { alarmScenes } from '../../scripts/gallery/scenes/alarm-scenes.ts';
import { scenes } from '../../scripts/gallery/scenes/window-scenes.ts';
import { SIMULATED } from '../../scripts/gallery/simulated.ts';
import { violations } from '../support/violations.ts';
import { expect, test as base } from './support/test.ts';

// That nothing is said on the console is the fixtures' own check.
const test = base.extend<object, { gallery: string }>({
  gallery: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern
    async ({}, use) => {
      const server = await serveGallery();
      await use(server.url);
      server.close();
    },
    { scope: 'worker' },
  ],
});

const index = (page: Page) => page.getByRole('navigation', { name: 'Scenes' });
const frame = (page: Page) => page.locator('iframe');
const inside = (page: Page) => page.frameLocator('iframe').locator('html[data-scene="ready"]');

test('lists every scene, by its group', async ({ page, gallery }) => {
  await page.goto(gallery);
  const names = GROUPS.flatMap(({ entries }) => entries).map(({ name }) => name);
  expect(new Set(names)).toEqual(
    new Set([
      ...Object.keys(scenes),
      ...Object.keys(alarmScenes),
      ...SIMULATED.map(([scenario]) => `simulated ${scenario}`),
    ]),
  );
  for (const { title, entries } of GROUPS) {
    const group = index(page).getByRole('list', { name: title, exact: true });
    expect(await group.getByRole('link').allInnerTexts()).toEqual(entries.map(({ label }) => label));
  }
  await expect(inside(page)).toBeVisible();
});

for (const { title, entries } of GROUPS)
  test(`${title}: each scene opens, as far as its steps lead`, async ({ page, gallery }) => {
    for (const { id } of entries) {
      await page.goto(`${gallery}scenes/${id}/?theme=dark`);
      await expect(page.locator('html'), id).toHaveAttribute('data-scene', 'ready');
      await expect(page.getByRole('main'), id).not.toBeEmpty();
    }
  });

test('a scene is shown at the width and in the theme that are chosen', async ({ page, gallery }) => {
  await page.goto(gallery);
  await index(page).getByRole('link', { name: 'two people', exact: true }).first().click();
  await page.getByRole('radiogroup', { name: 'Theme' }).getByText('Dark').click();
  await page.getByRole('radiogroup', { name: 'Width' }).getByText('320 px').click();
  await expect(inside(page)).toBeVisible();
  expect(await frame(page).evaluate((one: HTMLIFrameElement) => one.clientWidth)).toBe(320);
  const ground = await inside(page).evaluate((html) => getComputedStyle(html).backgroundColor);
  expect(ground).toBe('rgb(20, 23, 26)');
  // Whoever is sent the address sees the same.
  await page.reload();
  await expect(frame(page)).toHaveAttribute('title', 'Now: two people');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
});

test('from scene to scene by the keyboard alone', async ({ page, gallery }) => {
  await page.goto(gallery);
  await page.keyboard.press('/');
  await page.keyboard.type('settings night');
  await expect(index(page).getByRole('link')).toHaveText([
    'night',
    'night overlaps',
    'feed and nightscout',
    'feed and nightscout in trouble',
    'nightscout refused',
  ]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await expect(index(page).getByRole('link', { name: 'night overlaps' })).toBeFocused();
  await expect(frame(page)).toHaveAttribute('title', 'Settings: night overlaps');
  await expect(
    page.frameLocator('iframe').getByText('a low cannot wake somebody and be quiet'),
  ).toBeVisible();
});

test('can be used by everybody, in light and dark', async ({ page, gallery }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(gallery);
    await expect(inside(page)).toBeVisible();
    expect(await violations(page, { exclude: 'iframe' })).toEqual([]);
  }
});
