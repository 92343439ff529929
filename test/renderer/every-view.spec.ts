import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { alarmWindowBounds } from '../../src/main/desktop/alarms/alarm-window-bounds.ts';
import { alarmScenes } from '../../scripts/gallery/scenes/alarm-scenes.ts';
import { scenes } from '../../scripts/gallery/scenes/window-scenes.ts';
import { expect, openScene, test } from './support/test.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 };

/** All of axe's rules. */
function expectAccessible(page: Page): Promise<void> {
  return expectNoViolation(new AxeBuilder({ page }));
}

/** The rules of axe that other colours can break. */
function expectReadable(page: Page): Promise<void> {
  return expectNoViolation(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']));
}

async function expectNoViolation(axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ).toEqual([]);
}

/** What does not fit: things that stick out of the window, and words their own box hides. */
function misfits(): string[] {
  const found: string[] = [];
  const root = document.scrollingElement!;
  if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} wide in ${innerWidth}`);
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    if (
      element.closest('.hidden-words, .announcement, .skip, [hidden], .chart-told') ||
      !element.checkVisibility()
    )
      continue;
    const name = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 0 && (right > innerWidth + 1 || left < -1)) found.push(`${name} sticks out`);
    const { overflowX } = getComputedStyle(element);
    const hides = overflowX === 'hidden' || overflowX === 'clip';
    if (hides && element.scrollWidth > element.clientWidth + 1) found.push(`${name} cuts its words off`);
  }
  return found;
}

async function expectToFit(page: Page, width: number, fontSize: string): Promise<void> {
  await page.setViewportSize({ width, height: 760 });
  await page.evaluate((size) => (document.documentElement.style.fontSize = size), fontSize);
  await expect.poll(() => page.evaluate(misfits), { message: `${width} px, text ${fontSize}` }).toEqual([]);
}

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
    const { width, height } = alarmWindowBounds(SCREEN, scene.snapshot.alarms.length, 'linux');
    await page.setViewportSize({ width, height });
    await openScene(page, `${url}alarm.html`, scene);
    for (const card of await page.locator('.card:has(.number)').all())
      expect(await card.innerText()).toMatch(/(mmol\/L|mg\/dL|LO)[^]* ago/);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectReadable(page);
    expect(
      await page.locator('.cards').evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight),
    ).toBeLessThanOrEqual(0);
    await expectToFit(page, width, '100%');
    await expectToFit(page, 320, '100%');
    await expectToFit(page, width, '200%');
  });
}
