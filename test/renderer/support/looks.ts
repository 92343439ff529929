import type { Page } from '@playwright/test';
import { violations } from '../../support/violations.ts';
import { expect } from './test.ts';

/** All of axe's rules. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}

/** The rules of axe that other colours can break. */
export async function expectReadable(page: Page): Promise<void> {
  expect(await violations(page, { rules: ['color-contrast', 'link-in-text-block'] })).toEqual([]);
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

export async function expectToFit(page: Page, width: number, fontSize: string): Promise<void> {
  await page.setViewportSize({ width, height: 760 });
  await page.evaluate((size) => (document.documentElement.style.fontSize = size), fontSize);
  await expect.poll(() => page.evaluate(misfits), { message: `${width} px, text ${fontSize}` }).toEqual([]);
}
