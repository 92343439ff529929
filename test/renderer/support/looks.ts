import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** All of axe's rules. */
export function expectAccessible(page: Page): Promise<void> {
  return expectNoViolation(new AxeBuilder({ page }));
}

/** The rules of axe that other colours can break. */
export function expectReadable(page: Page): Promise<void> {
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

export async function expectToFit(page: Page, width: number, fontSize: string): Promise<void> {
  await page.setViewportSize({ width, height: 760 });
  await page.evaluate((size) => (document.documentElement.style.fontSize = size), fontSize);
  await expect.poll(() => page.evaluate(misfits), { message: `${width} px, text ${fontSize}` }).toEqual([]);
}
