import type { ElectronApplication, Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ada } from '../../../src/main/simulator/people.ts';
import { DEFAULT_RULES } from '../../../src/shared/alarms/rules.ts';
import type { StatusReport } from '../../../src/shared/ipc/status.ts';
import { staying } from '../../support/staying.ts';
import { ended, relaunchesOf } from '../support/launch.ts';
import { simulatorBegun } from '../support/simulator-begun.ts';
import { expect, test } from '../support/test.ts';

/** A night far from now, whatever time it is where the specs run and where the made-up people live. */
function nightFarFromNow() {
  const from = (Math.floor(Date.now() / 60_000) + 10 * 60) % 1440;
  return { from, to: (from + 60) % 1440 };
}

const snapshot = (page: Page) => page.evaluate(() => window.glucoglance.invoke('snapshot:read', undefined));

/** From now on the program takes half a gigabyte, as far as it can tell. */
const grow = (app: ElectronApplication) =>
  app.evaluate(() => void (process.memoryUsage.rss = () => 500 * 1024 * 1024));

test('a program that has grown starts anew, with the page that was open and what was silenced', async ({
  launchWithHands,
  keeping,
  bus,
  dataDir,
}) => {
  const simulator = await simulatorBegun(staying({ [ada.key]: 270 }), 60);
  const env = {
    LIBRELINKUP_BASE_URL: simulator.url,
    ...keeping,
    // Without notifications an alarm would say so.
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus.path}`,
  };
  const first = await launchWithHands({ env });
  const page = await first.app.firstWindow();
  await page.locator('#app > *').first().waitFor();
  const { email, password } = simulator;
  await page.evaluate(
    (given) => window.glucoglance.invoke('account:signIn', { ...given, acceptTerms: false }),
    { email, password },
  );
  const change = {
    desktop: { welcomed: true, nightOffered: true },
    alarms: { ...DEFAULT_RULES, low: { ...DEFAULT_RULES.low, night: nightFarFromNow() } },
  };
  await page.evaluate((given) => window.glucoglance.invoke('settings:update', given), change);
  const highOf = async (one: Page) => (await snapshot(one)).alarms.find(({ kind }) => kind === 'high');
  await expect.poll(async () => (await highOf(page))?.phase, { timeout: 150_000 }).toBe('active');
  await page.evaluate(
    (id) => window.glucoglance.invoke('alarm:snooze', { patientId: id, kind: 'high', minutes: 120 }),
    ada.patientId,
  );
  const snoozed = await highOf(page);
  expect(snoozed).toMatchObject({ phase: 'snoozed', patientId: ada.patientId });
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Statistics' }).click();
  await grow(first.app);
  let passed = 0;
  /** Half an hour passes in a moment, for the program as for the server. */
  const pass = async () => {
    const ms = 31 * 60_000;
    passed += ms;
    simulator.sleep(ms);
    await first.app.evaluate((_, slept) => {
      for (const clock of [performance, Date]) {
        const now = clock.now.bind(clock);
        clock.now = () => now() + slept;
      }
    }, ms);
  };
  // Somebody has the keyboard in it: it goes on, and says so.
  const memory = () =>
    page.evaluate(() => window.glucoglance.invoke('status:read', undefined)) as Promise<{
      value: StatusReport;
    }>;
  await expect(async () => {
    await pass();
    // It looks at the next beat; the first time it only sees since when.
    await expect
      .poll(async () => (await memory()).value.memory, { timeout: 12_000 })
      .toEqual({ megabytes: 500, hold: 'inUse' });
  }).toPass();

  const gone = ended(first);
  await first.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.blur();
  });
  await pass();
  expect(await gone).toBe(0);
  const [relaunch] = relaunchesOf(dataDir);
  expect(relaunch?.args.slice(-2)).toEqual(['--relaunched-for-memory', '--reopen=statistics']);

  const second = await launchWithHands({
    args: relaunch!.args.slice(-2),
    env,
    hands: { clockAheadMs: passed },
  });
  const anew = await second.app.firstWindow();
  await expect(anew.getByRole('heading', { name: 'Statistics', level: 1 })).toBeVisible();
  await expect.poll(async () => (await snapshot(anew)).mode).toBe('account');
  await expect.poll(async () => (await snapshot(anew)).state?.lastAnswerAt ?? null).not.toBeNull();
  expect(await highOf(anew)).toMatchObject({ phase: 'snoozed', until: snoozed!.until });
  // Nobody took the keyboard, and nobody is told that nobody watched.
  expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() === null)).toBe(
    true,
  );
  expect((await snapshot(anew)).notices).toEqual([]);
  await second.app.close();
  const db = new Database(join(dataDir, 'history.db'), { readonly: true });
  const rang = db.prepare(
    `SELECT count(*) FROM alarm WHERE kind = 'high' AND decision IN ('raised', 'repeated')`,
  );
  expect(rang.pluck().get()).toBe(1);
  db.close();
  const log = readFileSync(join(dataDir, 'logs/glucoglance.log'), 'utf8');
  expect(log).toContain('"event":"MEMORY","memoryMb":500,"relaunch":false,"hold":"inUse"');
  expect(log).toContain('"event":"MEMORY","memoryMb":500,"relaunch":true');
  expect(log).not.toContain('RUN_INTERRUPTED');
  await simulator.close();
});
