import { chromium, type Browser } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coloursOf } from '../../src/main/desktop/picture/colours.ts';
import type { Face } from '../../src/main/desktop/picture/face.ts';
import { png } from '../../src/main/desktop/picture/png.ts';
import { barPicture } from '../../src/main/desktop/tray/picture/bar-picture.ts';
import { findBrowser } from '../../test/electron-stand-in/chromium/find-browser.ts';
import { FACES } from '../../test/main/desktop/tray/faces.ts';
import { GROUPS } from '../gallery/catalogue.ts';
import { serveRenderer } from '../gallery/serve.ts';
import { GUIDE_SCENES, GUIDE_TRAY } from '../guide-pictures.ts';
import { scenePage } from './scene-page.ts';
import { lay } from './tray-sheet.ts';

/** So large is the window in the guide: what matters can be read where a page of text is as wide. */
const SIZE = { width: 900, height: 640 };
/** Motion is over after this, and what a page asks for has come. */
const STILL_MS = 600;
/** Of an icon in the tray, and how often each of its pixels stands beside itself. */
const ICON = { px: 32, times: 2 };
/** The grey of a dark task bar. */
const BAR = 32;

/** Takes the pictures of docs/guide anew; what has been committed is what it has written, made smaller by pngquant. */
export async function guidePictures(folder: string): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('There is no Chromium (see scripts/ensure-browser.ts).');
  mkdirSync(folder, { recursive: true });
  const server = await serveRenderer();
  const browser = await chromium.launch({ executablePath });
  for (const [file, name] of Object.entries(GUIDE_SCENES))
    await scenePicture(browser, server.url, name, join(folder, `${file}.png`));
  await browser.close();
  server.close();
  for (const [file, face] of Object.entries(GUIDE_TRAY))
    trayPicture(FACES[face], join(folder, `${file}.png`));
  makeSmaller(folder);
}

async function scenePicture(browser: Browser, url: string, id: string, path: string): Promise<void> {
  const found = GROUPS.flatMap(({ entries }) => entries).find((entry) => entry.id === id);
  if (found === undefined) throw new Error(`There is no scene ${id}.`);
  const address = found.window === 'alarm' ? `${url}alarm.html` : url;
  const size = found.size ?? SIZE;
  const page = await scenePage(
    browser,
    { colorScheme: 'light', size, language: 'en' },
    address,
    await found.open(),
  );
  await page.waitForTimeout(STILL_MS);
  // A step of the first run is shown whole, with what leads on.
  const whole = await page.evaluate(() => document.scrollingElement!.scrollHeight);
  if (id.startsWith('first-run')) await page.setViewportSize({ ...size, height: whole });
  await page.screenshot({ path });
  await page.context().close();
}

function trayPicture(face: Face, path: string): void {
  const width = ICON.px * ICON.times;
  const sheet = new Uint8Array(4 * width * width).fill(255);
  for (let at = 0; at < sheet.length; at += 4) sheet.fill(BAR, at, at + 3);
  const picture = barPicture(face, ICON.px, coloursOf('dark', 'standard'));
  lay(sheet, width, picture, { x: 0, y: 0, times: ICON.times });
  writeFileSync(path, png(sheet, width));
}

function makeSmaller(folder: string): void {
  const all = [...Object.keys(GUIDE_SCENES), ...Object.keys(GUIDE_TRAY)].map((file) =>
    join(folder, `${file}.png`),
  );
  const { status } = spawnSync('pngquant', ['--force', '--ext=.png', '--strip', '--speed=1', '64', ...all]);
  if (status !== 0) console.error('pngquant has not made the pictures smaller: do not commit them so.');
}
