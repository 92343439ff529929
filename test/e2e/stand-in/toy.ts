import type { JSHandle, Page } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchOptions } from '../support/launch.ts';
import { ROOT } from '../support/runtime.ts';
import { test as base, type LaunchedOnStandIn } from '../support/test.ts';

export { expect } from '@playwright/test';

export const TOY = join(ROOT, 'test/electron-stand-in/toy');

/** What the toy's preload gives its page. */
interface ToyBridge {
  invoke(channel: string, ...given: unknown[]): Promise<unknown>;
  send(channel: string, ...given: unknown[]): void;
  onMessage(listener: (...given: unknown[]) => void): () => void;
  double(value: number): number;
  later(value: unknown): Promise<unknown>;
  apply(callback: (value: unknown) => unknown, value: unknown): unknown;
  throwing(): void;
  facts: { absent: string; sandboxed: boolean; nested: { list: number[] } };
}

declare global {
  interface Window {
    toy: ToyBridge;
    violations: string[];
    unsubscribe(): void;
  }
}

export interface RunningToy extends LaunchedOnStandIn {
  page: Page;
  win: JSHandle<Electron.BrowserWindow>;
  /** What the toy noted so far. */
  diary: () => string[];
}

/** What the toy noted in that data folder, in this run and earlier ones. */
export function diaryOf(dataDir: string): string[] {
  const file = join(dataDir, 'diary.txt');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

export const test = base.extend<{ startToy: (options?: Partial<LaunchOptions>) => Promise<RunningToy> }>({
  startToy: async ({ launchOnStandIn, dataDir }, use) => {
    await use(async (options = {}) => {
      const launched = await launchOnStandIn({ app: TOY, ...options });
      const page = await launched.app.firstWindow();
      await page.waitForSelector('body[data-ready]');
      const win = await launched.app.browserWindow(page);
      return { ...launched, page, win, diary: () => diaryOf(dataDir) };
    });
  },
});
