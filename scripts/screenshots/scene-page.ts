import type { Browser, Page } from '@playwright/test';
import { openScene } from '../../test/renderer/support/test.ts';
import type { Opened } from '../gallery/catalogue.ts';

/** How a page is photographed; without a size in the browser's usual one. */
interface Look {
  colorScheme: 'light' | 'dark';
  size: { width: number; height: number } | null;
}

/** A page that shows a scene to be photographed, in a context of its own. */
export async function scenePage(
  browser: Browser,
  { colorScheme, size }: Look,
  url: string,
  { scene, at }: Opened,
): Promise<Page> {
  const context = await browser.newContext({
    colorScheme,
    viewport: size,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await openScene(page, url, scene, at);
  return page;
}
