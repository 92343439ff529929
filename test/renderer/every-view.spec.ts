import type { Page } from '@playwright/test';
import { alarmScenes } from '../../scripts/gallery/scenes/alarm-scenes.ts';
import { scenes } from '../../scripts/gallery/scenes/window-scenes.ts';
import { expectNothingToScroll, openAlarmWindow } from './support/alarm-window.ts';
import { expectAccessible, expectReadable, expectToFit } from './support/looks.ts';
import { expect, test } from './support/test.ts';

async function expectUnitsAndAges(page: Page): Promise<void> {
  for (const card of await page.getByRole('article').all()) {
    const number = await card.locator('.number').innerText();
    const words = await card.innerText();
    if (number === '---') expect(words).toMatch(/No data since|No reading yet|first reading|future/);
    else expect(words).toMatch(/(mmol\/L|mg\/dL)[^]* ago/);
  }
  // Nowhere else stands a number that could be taken for a value.
  const figures = page.locator('.number, .bound').filter({ visible: true });
  for (const figure of await figures.all())
    expect(await figure.evaluate((one) => one.closest('article, .limit, .nobody') !== null)).toBe(true);
}

for (const [name, scene] of Object.entries(scenes)) {
  test(`${name}: no value without unit and age, accessible in light and dark, and all of it fits`, async ({
    open,
  }) => {
    const page = await open(scene);
    await expectUnitsAndAges(page);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectReadable(page);
    await expectToFit(page, 320, '100%');
    await expectToFit(page, 550, '200%');
    await expectToFit(page, 1100, '200%');
    await expectToFit(page, 3440, '100%');
  });
}

test('with the colours for colour-blind eyes', async ({ open }) => {
  const { snapshot } = scenes['now three people']!;
  const { desktop } = snapshot.settings;
  const settings = { ...snapshot.settings, desktop: { ...desktop, palette: 'colourBlind' as const } };
  const page = await open({ snapshot: { ...snapshot, settings } });
  await expect(page.locator('html')).toHaveAttribute('data-palette', 'colourBlind');
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectReadable(page);
});

for (const [name, scene] of Object.entries(alarmScenes)) {
  test(`D16: alarm window, ${name}: accessible in light and dark, all of it fits, and nothing scrolls`, async ({
    page,
    url,
  }) => {
    const { width } = await openAlarmWindow(page, url, scene);
    for (const card of await page.locator('.card:has(.number)').all())
      expect(await card.innerText()).toMatch(/(mmol\/L|mg\/dL|LO)[^]* ago/);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectReadable(page);
    await expectNothingToScroll(page);
    await expectToFit(page, width, '100%');
    await expectToFit(page, 320, '100%');
    await expectToFit(page, width, '200%');
  });
}
