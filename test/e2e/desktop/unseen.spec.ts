import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ElectronApplication } from '@playwright/test';
import { startSimulator } from '../../../src/main/simulator/simulator.ts';
import type { CountedTimers } from '../../support/counted-timers.ts';
import { expect, test } from '../support/test.ts';

const HOOK = pathToFileURL(join(import.meta.dirname, '../../support/counted-timers.ts')).href;
/** No wake-up more often than this. */
const LEAST_MS = 5000;
/** Main's, the history's, the watchdog's. */
const THREADS = 3;

/** What the program's threads wait for, with what sets it. */
const waiting = (app: ElectronApplication) =>
  app.evaluate((_, threads): Promise<CountedTimers[]> => globalThis.countedTimers(threads), THREADS);

test('no thread of a program that watches out of sight is woken more often than once in five seconds', async ({
  launchOnStandIn,
}) => {
  const simulator = await startSimulator();
  try {
    const env = {
      LIBRELINKUP_BASE_URL: simulator.url,
      ELECTRON_STAND_IN_SAFE_STORAGE: 'available',
      ELECTRON_STAND_IN_IMPORT: HOOK,
    };
    const { app } = await launchOnStandIn({ env });
    const page = await app.firstWindow();
    await page.locator('#app > *').first().waitFor();
    const { email, password } = simulator;
    await page.evaluate(
      (account) => window.glucoglance.invoke('account:signIn', { ...account, acceptTerms: false }),
      { email, password },
    );
    await page.evaluate(() =>
      window.glucoglance.invoke('settings:update', { desktop: { welcomed: true, nightOffered: true } }),
    );
    await page.locator('.number').first().waitFor();
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().forEach((window) => window.close()),
    );
    const ours = async () => (await waiting(app)).filter(({ source }) => source !== 'runtime');
    // What a start waits for ends; what is set again and again is always found waiting. All threads answer.
    await expect
      .poll(async () =>
        (await ours())
          .filter((one) => one.waiting.some((delay) => delay < LEAST_MS))
          .map(({ thread, source, waiting: delays }) => `${thread}: ${source} ${delays.join()}`),
      )
      .toEqual([]);
    const threads = (await ours()).filter((one) => one.waiting.length > 0).map(({ thread }) => thread);
    expect(threads).toContain('main');
  } finally {
    await simulator.close();
  }
});
