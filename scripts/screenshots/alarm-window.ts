import { chromium } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from '../../test/electron-stand-in/chromium/find-browser.ts';
import { GROUPS } from '../gallery/catalogue.ts';
import { serveRenderer } from '../gallery/serve.ts';
import { scenePage, type Wanted } from './scene-page.ts';

/** The alarm window as large as it comes, with one alarm and several, long names, in light and dark. */
export async function alarmWindowScreenshots(folder: string, { words, language }: Wanted): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('There is no Chromium (see scripts/ensure-browser.ts).');
  const shots = GROUPS.flatMap(({ entries }) => entries).filter(({ window }) => window === 'alarm');
  const server = await serveRenderer();
  const browser = await chromium.launch({ executablePath });
  for (const colorScheme of ['light', 'dark'] as const) {
    mkdirSync(join(folder, colorScheme), { recursive: true });
    for (const { name, size, open } of shots) {
      if (words.length > 0 && !words.some((word) => `alarm window ${name}`.includes(word))) continue;
      const page = await scenePage(
        browser,
        { colorScheme, size, language },
        `${server.url}alarm.html`,
        await open(),
      );
      await page.screenshot({ path: join(folder, colorScheme, `${name.replaceAll(' ', '-')}.png`) });
      await page.context().close();
    }
  }
  await browser.close();
  server.close();
}
