import type { Browser, Page } from '@playwright/test';
import { openScene } from '../../test/renderer/support/test.ts';
import { inLanguage } from '../gallery/scenes/languages.ts';
import type { Opened } from '../gallery/catalogue.ts';

/** Which scenes are photographed: those whose names hold one of the words, all where there are none. */
export interface Wanted {
  words: readonly string[];
  language: string;
}

/** How a page is photographed; without a size in the browser's usual one. */
interface Look {
  colorScheme: 'light' | 'dark';
  size: { width: number; height: number } | null;
  language: string;
}

/** A page that shows a scene to be photographed, in a context of its own. */
export async function scenePage(
  browser: Browser,
  { colorScheme, size, language }: Look,
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
  await openScene(page, url, inLanguage(scene, language), at);
  return page;
}
