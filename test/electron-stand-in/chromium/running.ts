import type { Browser } from './browser.ts';

let running: Browser | null = null;

/** Called once, when Chromium has started. */
export function useBrowser(browser: Browser): void {
  running = browser;
}

/** The Chromium of this process. There is one from `ready` on. */
export function browser(): Browser {
  if (!running) throw new Error('stand-in: the browser has not started');
  return running;
}
