import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

const PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/opt/google/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Where Playwright keeps the browsers that it was told to install. */
function playwrightBrowsers(): string[] {
  const folder =
    process.env['PLAYWRIGHT_BROWSERS_PATH'] ??
    (process.platform === 'darwin'
      ? join(homedir(), 'Library/Caches/ms-playwright')
      : join(homedir(), '.cache/ms-playwright'));
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^chromium-\d+$/.test(name))
    .toSorted((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) => [
      join(folder, name, 'chrome-linux64/chrome'),
      join(folder, name, 'chrome-linux/chrome'),
      join(folder, name, 'chrome-mac/Chromium.app/Contents/MacOS/Chromium'),
    ]);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The Chromium that shows the stand-in's windows: the one named by `GLUCOGLANCE_CHROMIUM`, the system's, or Playwright's.
 * Null where there is none; nothing is downloaded.
 */
export function findBrowser(): string | null {
  const named = process.env['GLUCOGLANCE_CHROMIUM'];
  if (named !== undefined && named !== '') return isExecutable(named) ? named : null;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [...folders, ...PLACES].flatMap((folder) =>
    /\/MacOS\//.test(folder) ? [folder] : NAMES.map((name) => join(folder, name)),
  );
  return [...candidates, ...playwrightBrowsers()].find(isExecutable) ?? null;
}
