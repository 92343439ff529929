import { chromium } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { alarmWindowBounds } from '../../src/main/desktop/alarms/alarm-window-bounds.ts';
import { findBrowser } from '../../test/electron-stand-in/chromium/find-browser.ts';
import { alarmScenes } from '../gallery/scenes/alarm-scenes.ts';
import { serveRenderer } from '../gallery/serve.ts';
import { openScene } from '../../test/renderer/support/test.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 };

/** The alarm window as large as it comes, with one alarm and several, long names, in light and dark. */
export async function alarmWindowScreenshots(folder: string, words: readonly string[]): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('There is no Chromium (see scripts/ensure-browser.ts).');
  const server = await serveRenderer();
  const browser = await chromium.launch({ executablePath });
  for (const colorScheme of ['light', 'dark'] as const) {
    mkdirSync(join(folder, colorScheme), { recursive: true });
    for (const [name, scene] of Object.entries(alarmScenes)) {
      if (words.length > 0 && !words.some((word) => `alarm window ${name}`.includes(word))) continue;
      const { width, height } = alarmWindowBounds(SCREEN, scene.snapshot.alarms.length, 'linux');
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height },
        locale: 'en-GB',
        timezoneId: 'Europe/London',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      await openScene(page, `${server.url}alarm.html`, scene);
      await page.screenshot({ path: join(folder, colorScheme, `${name.replaceAll(' ', '-')}.png`) });
      await context.close();
    }
  }
  await browser.close();
  server.close();
}
