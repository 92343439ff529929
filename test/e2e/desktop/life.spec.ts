import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ElectronApplication, Page } from '@playwright/test';
import { APPLICATION_ID } from '../../../src/main/history/schema.ts';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { keyringMissing } from '../../support/private-keyring.ts';
import { startKeyringSession } from '../support/keyring.ts';
import { ended, kill, relaunchesOf } from '../support/launch.ts';
import { runCli } from '../../support/run-cli.ts';
import { calm, onFlatDay } from '../../support/staying.ts';
import { ROOT } from '../support/runtime.ts';
import { simulatorBegun } from '../support/simulator-begun.ts';
import { answerMessageBoxes } from '../support/message-boxes.ts';
import { systemTells } from '../support/system-tells.ts';
import { expect, test as base } from '../support/test.ts';

const test = base.extend<{ simulator: Simulator }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern
  simulator: async ({}, use) => {
    const simulator = await startSimulator({ scenario: calm });
    await use(simulator);
    await simulator.close();
  },
});

const value = (page: Page, name: string) => page.getByRole('article', { name }).locator('.number');
const serverOf = ({ url }: Simulator) => ({ LIBRELINKUP_BASE_URL: url });

/** The window, once it shows anything. */
async function opened(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  await page.locator('#app > *').first().waitFor();
  return page;
}

/** Not through the page's own form, which is not what these specs are about. */
async function signIn(page: Page, { email, password }: Simulator): Promise<void> {
  const signedIn = await page.evaluate(
    (given) => window.glucoglance.invoke('account:signIn', { ...given, acceptTerms: false }),
    { email, password },
  );
  expect(signedIn).toEqual({ ok: true, value: null });
  // As if the rest of the first run had been gone through.
  const change = { desktop: { welcomed: true } };
  await page.evaluate((given) => window.glucoglance.invoke('settings:update', given), change);
  await expect(value(page, 'Ada Lindqvist')).toHaveText(/^\d{2,3}$/);
}

/** Who watches, as `glucoglance status` has it. */
async function polledBy(dataDir: string): Promise<unknown> {
  const args = ['status', '--json', '--data-dir', dataDir];
  const run = await runCli(args, { entry: join(ROOT, 'out/main/cli.js') });
  return (run.json() as { polledBy: unknown }).polledBy;
}

const snapshot = (page: Page) => page.evaluate(() => window.glucoglance.invoke('snapshot:read', undefined));

test('the next start goes on where the last one ended', async ({ launch, keeping, simulator, dataDir }) => {
  const env = { ...serverOf(simulator), ...keeping };
  const first = await launch({ env });
  await signIn(await opened(first.app), simulator);
  await first.app.close();
  expect(existsSync(join(dataDir, 'running.json'))).toBe(false);
  // No server any more: what is known is shown all the same, and why there is nothing newer.
  await simulator.close();
  const second = await launch({ env });
  const page = await opened(second.app);
  await expect(value(page, 'Ada Lindqvist')).toHaveText(/^\d{2,3}$/);
  await expect
    .poll(async () => (await snapshot(page)).state?.link)
    .toMatchObject({ code: 'problem', problem: { code: 'connectionFailed' } });
});

test('quitting asks first, since alarms end with it', async ({ launch, simulator }) => {
  const launched = await launch({ env: serverOf(simulator) });
  const { app } = launched;
  const asked = await answerMessageBoxes(app, 0, 1);
  const page = await opened(app);
  await signIn(page, simulator);
  const quit = () => page.evaluate(() => void window.glucoglance.invoke('app:quit', undefined));
  await quit();
  await expect.poll(asked).toEqual(['Nobody would watch any more.']);
  await expect(value(page, 'Ada Lindqvist')).toBeVisible();
  const gone = ended(launched);
  await quit();
  expect(await gone).toBe(0);
});

test('a run that was killed is told of by status at once, and at the next start', async ({
  launch,
  keeping,
  simulator,
  dataDir,
}) => {
  const env = { ...serverOf(simulator), ...keeping };
  const first = await launch({ env });
  await signIn(await opened(first.app), simulator);
  await expect.poll(() => polledBy(dataDir)).toBe('desktop');
  await kill(first);
  expect(await polledBy(dataDir)).toBeNull();
  const { app } = await launch({ env });
  const page = await opened(app);
  await expect(value(page, 'Ada Lindqvist')).toHaveText(/^\d{2,3}$/);
  // The kept value stands there before the account is found, and only then somebody is watched again.
  await expect
    .poll(async () => (await snapshot(page)).notices)
    .toMatchObject([{ code: 'notWatched', how: 'ended' }]);
});

test('a run that was killed is told of once somebody is watched again, and once', async ({
  launch,
  simulator,
}) => {
  // Nothing here keeps the password.
  const env = serverOf(simulator);
  const first = await launch({ env });
  await signIn(await opened(first.app), simulator);
  await kill(first);
  const { app } = await launch({ env });
  const page = await opened(app);
  await expect.poll(async () => (await snapshot(page)).mode).toBe('signedOut');
  const codes = async () => (await snapshot(page)).notices.map(({ code }) => code);
  expect(await codes()).not.toContain('notWatched');
  await signIn(page, simulator);
  expect(await codes()).toContain('notWatched');
  await page.evaluate(() => window.glucoglance.invoke('notice:dismiss', { code: 'notWatched' }));
  await page.evaluate(() => window.glucoglance.invoke('account:signOut', undefined));
  await signIn(page, simulator);
  expect(await codes()).not.toContain('notWatched');
});

test('an error nobody expected is written down, and the program starts anew', async ({
  launchWithHands,
  dataDir,
}) => {
  const launched = await launchWithHands();
  await opened(launched.app);
  const gone = ended(launched);
  await launched.app
    .evaluate(() => {
      setTimeout(() => {
        throw new RangeError('ada@example.org could not be reached');
      });
    })
    .catch(() => {});
  expect(await gone).toBe(1);
  expect(relaunchesOf(dataDir)).toHaveLength(1);
  const log = readFileSync(join(dataDir, 'logs/glucoglance.log'), 'utf8');
  expect(log).toContain('"event":"CRASHED","error":"RangeError"');
  expect(log).not.toContain('ada@example.org');
});

test('a low that the computer slept through is told in one notice', async ({ launch }) => {
  const simulator = await simulatorBegun(onFlatDay('fast-low'), 120);
  const { app } = await launch({ env: serverOf(simulator) });
  const page = await opened(app);
  await signIn(page, simulator);
  await app.evaluate(({ powerMonitor }) => {
    const { now: present } = Date;
    // Asleep for three hours, as far as anybody can tell from the clock at its beginning.
    Date.now = () => present() - 3 * 3600_000;
    powerMonitor.emit('suspend');
    Date.now = present;
    powerMonitor.emit('resume');
    powerMonitor.emit('unlock-screen');
  });
  const away = async () => (await snapshot(page)).notices.filter(({ code }) => code === 'away');
  await expect.poll(async () => (await away()).length).toBe(1);
  await expect(page.getByText(/Ada Lindqvist: 1 low, no high; lowest [45]\d\smg\/dL at/)).toBeVisible();
  await simulator.close();
});

test('a history of a newer version is left alone, and values are shown all the same', async ({
  launch,
  simulator,
  dataDir,
}) => {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'history.db');
  const db = new Database(file);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.pragma('user_version = 9999');
  db.exec('CREATE TABLE from_the_future (x)');
  db.close();
  const before = readFileSync(file);
  const { app } = await launch({ env: serverOf(simulator) });
  const page = await opened(app);
  await signIn(page, simulator);
  const { state } = await snapshot(page);
  expect(state!.storage).toMatchObject({ code: 'historyNewer' });
  expect(readFileSync(file)).toEqual(before);
});

test('no keychain at all: the password is asked for at each start, and the window says so', async ({
  launch,
  simulator,
}) => {
  const { app } = await launch({ env: serverOf(simulator) });
  const page = await opened(app);
  await expect.poll(async () => (await snapshot(page)).mode).toBe('signedOut');
  const { vault } = await snapshot(page);
  expect(vault).toMatchObject({ kind: 'memory' });
  expect(vault!.cause).toContain('noDbusSession');
});

const missing = keyringMissing();

test('a keychain that is locked is said to be, and one that comes up later is found', async ({
  launch,
  simulator,
  dataDir,
}) => {
  test.skip(missing !== null, missing ?? '');
  const keyring = await startKeyringSession();
  await keyring.begin();
  const env = { ...serverOf(simulator), ...keyring.env };
  const first = await launch({ env });
  await signIn(await opened(first.app), simulator);
  expect((await snapshot(await opened(first.app))).vault).toEqual({ kind: 'keytar', cause: null });
  expect(existsSync(join(dataDir, 'credentials.bin'))).toBe(false);
  await first.app.close();

  keyring.lock();
  const second = await launch({ env });
  const locked = await opened(second.app);
  await expect.poll(async () => (await snapshot(locked)).mode).toBe('signedOut');
  expect((await snapshot(locked)).vault!.cause).toContain('keychainLocked');
  await second.app.close();

  await keyring.end();
  const { app } = await launch({ env });
  const page = await opened(app);
  await expect.poll(async () => (await snapshot(page)).mode).toBe('signedOut');
  await keyring.begin();
  await systemTells(app, 'unlock-screen');
  await expect(value(page, 'Ada Lindqvist')).toHaveText(/^\d{2,3}$/);
  await app.close();
  await keyring.close();
});

test('settings that cannot be read do not keep the account from being watched', async ({
  launch,
  simulator,
  dataDir,
}) => {
  writeFileSync(join(dataDir, 'config.json'), '{ this is not JSON');
  const { app } = await launch({ env: serverOf(simulator) });
  const page = await opened(app);
  await signIn(page, simulator);
  const { notices } = await snapshot(page);
  expect(notices).toMatchObject([{ code: 'problem', problem: { code: 'settingsBroken' } }]);
});
