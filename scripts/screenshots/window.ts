import { chromium, type Browser } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from '../../test/electron-stand-in/chromium/find-browser.ts';
import { fakeOptions, installFake } from '../gallery/fake-bridge.ts';
import { GROUPS, type Entry } from '../gallery/catalogue.ts';
import { nowScenes } from '../gallery/scenes/now.ts';
import { serveRenderer } from '../gallery/serve.ts';
import { scenePage, type Wanted } from './scene-page.ts';

const LOOKS = [
  { name: 'light', colorScheme: 'light', width: 1180, height: 760 },
  { name: 'dark', colorScheme: 'dark', width: 1180, height: 760 },
  { name: 'narrow', colorScheme: 'light', width: 360, height: 740 },
] as const;
type Look = (typeof LOOKS)[number] & { language: string };

/** Of a picture, px: a year of days is longer than anybody looks at, or the browser draws. */
const MOST_HEIGHT = 6000;

/** Motion and the rehearsal's pause are over after this. */
const STILL_MS = 400;

/** One picture of each scene in each look. */
export async function windowScreenshots(folder: string, { words, language }: Wanted): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('There is no Chromium (see scripts/ensure-browser.ts).');
  const shots = GROUPS.flatMap(({ entries }) => entries).filter(
    ({ name, window }) =>
      window === 'index' && (words.length === 0 || words.some((word) => name.includes(word))),
  );
  const server = await serveRenderer();
  const browser = await chromium.launch({ executablePath });
  const take = async (look: (typeof LOOKS)[number]) => {
    mkdirSync(join(folder, look.name), { recursive: true });
    for (const shot of shots)
      await picture(browser, server.url, { ...look, language }, shot, join(folder, look.name));
  };
  await Promise.all(LOOKS.map(take));
  console.log(
    `The first value is on the screen ${await firstValueMs(browser, server.url)} ms after the page began.`,
  );
  await browser.close();
  server.close();
}

async function picture(
  browser: Browser,
  url: string,
  look: Look,
  shot: Entry,
  folder: string,
): Promise<void> {
  const { colorScheme, width, height, language } = look;
  const page = await scenePage(
    browser,
    { colorScheme, size: { width, height }, language },
    url,
    await shot.open(),
  );
  // Rows out of sight are not drawn, and what sticks to an edge would stand in the middle: the window is as high as its page.
  for (let shown = 0, needed: number = height; needed > shown;) {
    shown = Math.min(MOST_HEIGHT, needed);
    await page.setViewportSize({ width, height: shown });
    await page.waitForTimeout(STILL_MS);
    // What is shown may ask for more, and that may come late.
    needed = Math.min(MOST_HEIGHT, await page.evaluate(() => document.scrollingElement!.scrollHeight));
  }
  await page.screenshot({ path: join(folder, `${shot.id}.png`) });
  await page.context().close();
}

const TRIES = 7;

/** From the beginning of the page to the frame that shows the last known value, with a main process that answers at once; median. */
async function firstValueMs(browser: Browser, url: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < TRIES; i++) {
    const page = await browser.newPage();
    await page.addInitScript(() => {
      const look = () => {
        if (document.querySelector('.number')) performance.mark('value');
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.addInitScript(installFake, fakeOptions(nowScenes['now two people']!.snapshot));
    await page.goto(url);
    await page.waitForFunction(() => performance.getEntriesByName('value').length > 0);
    times.push(await page.evaluate(() => performance.getEntriesByName('value')[0]!.startTime));
    await page.close();
  }
  return Math.round(times.toSorted((a, b) => a - b)[Math.floor(TRIES / 2)]!);
}
