import type { Page } from '@playwright/test';
import { PSEUDO } from '../../src/shared/messages/pseudo.ts';
import { LANGUAGES } from '../../src/shared/messages/speech.ts';
import { alarmScenes } from '../../scripts/gallery/scenes/alarm-scenes.ts';
import { speechIn } from '../../scripts/gallery/scenes/languages.ts';
import { scenes } from '../../scripts/gallery/scenes/window-scenes.ts';
import { expectNothingToScroll, openAlarmWindow } from './support/alarm-window.ts';
import { expectAccessible, expectToFit } from './support/looks.ts';
import { expect, test } from './support/test.ts';

/** Large text and all of axe are for before a release: English has both in every run. */
const IS_LONG = process.env['GLUCOGLANCE_LONG'] === '1';
const OTHERS = LANGUAGES.filter((language) => language !== 'en');

/** What no catalogue has: people of the scenes, units, addresses, files, programs, and dates, which `Intl` writes. */
const NO_WORDS = [
  /Ada Lindqvist|Ben Marlowe|Cleo Okonkwo-Featherstonehaugh|Mum|Glucoglance|notification daemon \(GNOME Shell\)/,
  /mmol\/L|mg\/dL|\bLO\b|\bHI\b|SQLite|Electron|linux x64|en-GB|\bGB\b|\bMB\b/,
  /LibreView_export\.csv|FreeStyle LibreLink|Europe\/London/,
  /https?:\/\/\S+|[\w-]+\.libreview\.io|\/home\S*|[\w-]+\.pdf/,
  /\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/,
  /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Oct|Nov|Dec)\b/,
].map(({ source }) => source);

/** Changes the language of a page while it is open, as the settings do. */
async function speak(page: Page, language: string): Promise<void> {
  await page.evaluate((next) => window.fake.change({ speech: next }), speechIn(language));
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** Texts and names of controls that are not in the pseudo-language's brackets. */
function outsideBrackets(noWords: readonly string[]): string[] {
  const found: string[] = [];
  const tell = (text: string) => {
    // What is between brackets was said; what is left must be no word.
    let left = text;
    for (let before = ''; before !== left;) {
      before = left;
      left = left.replace(/\[[^[\]]*\]/gu, ' ');
    }
    for (const one of noWords) left = left.replace(new RegExp(one, 'g'), ' ');
    if (/\p{L}{2,}/u.test(left)) found.push(left.trim());
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    // Languages by their own names; what was refused before the language was another; what was copied.
    const other = 'script, style, [lang="en"], option, datalist, .error, pre';
    if (walker.currentNode.parentElement?.closest(other)) continue;
    tell(walker.currentNode.textContent ?? '');
  }
  for (const element of document.querySelectorAll('[aria-label]')) tell(element.getAttribute('aria-label')!);
  return found;
}

for (const [name, scene] of Object.entries(scenes)) {
  test(`${name}, in every language: all of it fits and is accessible, and every word is translated`, async ({
    open,
  }) => {
    const page = await open(scene);
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const language of OTHERS) {
      await speak(page, language);
      await expectToFit(page, 320, '100%');
      if (IS_LONG) await expectToFit(page, 640, '200%');
    }
    await speak(page, PSEUDO);
    expect(await page.evaluate(outsideBrackets, NO_WORDS)).toEqual([]);
    if (IS_LONG) await expectAccessible(page);
  });
}

for (const [name, scene] of Object.entries(alarmScenes)) {
  test(`alarm window, ${name}, in every language: all of it fits, and nothing scrolls`, async ({
    page,
    url,
  }) => {
    const { width, height } = await openAlarmWindow(page, url, scene);
    for (const language of OTHERS) {
      await speak(page, language);
      await page.setViewportSize({ width, height });
      await page.evaluate(() => (document.documentElement.style.fontSize = ''));
      if (language !== PSEUDO) await expectNothingToScroll(page);
      await expectToFit(page, width, '100%');
      await expectToFit(page, 320, '100%');
    }
    if (IS_LONG) await expectAccessible(page);
  });
}
