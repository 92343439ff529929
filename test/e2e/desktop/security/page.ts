import type { ElectronApplication, Page } from '@playwright/test';
import type { Bridge } from '../../../../src/shared/ipc/contracts.ts';
import { expect, test } from '../../support/test.ts';
import { EMAIL, PASSWORD } from './secrets.ts';

export const PAGE = 'app://glucoglance/index.html';

/** What the preload has put into the page. */
export interface InPage {
  glucoglance: Bridge;
}

/** Says how many attempts a test has made. */
export function count(attempts: number): void {
  console.log(`  ${attempts} attempts: ${test.info().title}`);
}

/** The window, once it shows something. */
export async function opened(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  await page.waitForFunction(() => document.body.innerText !== '');
  return page;
}

/** Signs in past the form, since what it looks like is no matter here, and waits for a name to be shown. */
export async function signedIn(page: Page, shown: string): Promise<void> {
  const answer = await page.evaluate(
    async ([email, password]) => {
      const { glucoglance } = globalThis as unknown as InPage;
      return glucoglance.invoke('account:signIn', { email: email!, password: password!, acceptTerms: false });
    },
    [EMAIL, PASSWORD],
  );
  expect(answer).toEqual({ ok: true, value: null });
  await expect(page.locator('body')).toContainText(shown);
}

/** After all attempts: every page there is, is ours, and this one still has its bridge. */
export async function isUnharmed(app: ElectronApplication, page: Page): Promise<void> {
  const urls = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
  );
  for (const url of urls) expect(url).toMatch(/^app:\/\/glucoglance\/\w+\.html(\?language=[\w-]+)?(#\w*)?$/);
  const mode = () =>
    page.evaluate(async () => {
      const { glucoglance } = globalThis as unknown as InPage;
      return (await glucoglance.invoke('snapshot:read', undefined)).mode;
    });
  // The keychain may still be asked.
  await expect.poll(mode).toBe('signedOut');
}
