import { test as base, type JSHandle } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StandIn } from '../../electron-stand-in/stand-in.ts';
import { FakeBus } from '../../main/dbus/fake-bus.ts';
import { keyringMissing } from '../../support/private-keyring.ts';
import { temporaryPlace } from '../../support/temporary-root.ts';
import type { HandsInProgram } from './hands/in-program.ts';
import { BOTH, HANDS } from './hands-reporter.ts';
import { startKeyringSession } from './keyring.ts';
import { ended, launchApp, runToEnd, type Launched, type LaunchOptions } from './launch.ts';
import { chooseRuntime } from './runtime.ts';

export { expect } from '@playwright/test';

/** What a spec of this run may expect: recorders and switches of the system are the stand-in's alone. */
export const onStandIn = chooseRuntime().kind === 'stand-in';

export type LaunchedWithHands = Launched & { hands: JSHandle<HandsInProgram> };
export type LaunchedOnStandIn = Launched & { standIn: JSHandle<StandIn> };

export interface Fixtures {
  /** A folder for this test, gone afterwards. */
  folder: string;
  /** The app's user data folder. */
  dataDir: string;
  /** Starts the app; whatever is still running at the end of the test is ended. */
  launch: (options?: Partial<LaunchOptions>) => Promise<Launched>;
  /** Starts the app without Playwright and waits for its end. */
  runToEnd: (options?: Partial<LaunchOptions>) => Promise<{ code: number | null; output: string }>;
  /** A session bus with a notification daemon on it; only Linux has such. */
  bus: FakeBus;
  /** What a program needs in its environment to find the password again at its next start. */
  keeping: Readonly<Record<string, string>>;
  /** As `launch`, with hands on the tray, dialogs and whatever else is not a page: on both runtimes. */
  launchWithHands: (options?: Partial<LaunchOptions>) => Promise<LaunchedWithHands>;
  /** As `launch`, where a spec needs the recorder; elsewhere the spec is skipped. */
  launchOnStandIn: (options?: Partial<LaunchOptions>) => Promise<LaunchedOnStandIn>;
}

/** How long an app may take to end when a test is over, before it is killed. */
const PATIENCE_MS = 30_000;

/** Ends an app when what it was started for is over. */
export async function end(launched: Launched): Promise<void> {
  const gone = ended(launched);
  const kill = setTimeout(() => launched.process.kill('SIGKILL'), PATIENCE_MS);
  await launched.app.close().catch(() => {});
  await gone;
  clearTimeout(kill);
}

/** A folder for as long as `use` takes, gone afterwards. */
async function temporaryFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(temporaryPlace(), 'glucoglance-e2e-'));
  await use(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** The user data folder in a folder of a test. */
function dataDirIn(folder: string): string {
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  return dataDir;
}

/**
 * One app for all tests of a file, for its `shared` fixture of scope `worker`: where none needs a fresh start, and each
 * leaves the app as it was. Such a file wants `test.describe.configure({ mode: 'default' })`, else two workers have one each.
 */
export async function shareApp(use: (launched: LaunchedWithHands) => Promise<void>): Promise<void> {
  await temporaryFolder(async (folder) => {
    const launched = await launchApp({ dataDir: dataDirIn(folder), home: join(folder, 'home'), hands: {} });
    await use(launched as LaunchedWithHands);
    await end(launched);
  });
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern
  folder: ({}, use) => temporaryFolder(use),
  dataDir: ({ folder }, use) => use(dataDirIn(folder)),
  launch: async ({ folder, dataDir }, use) => {
    const running: Launched[] = [];
    await use(async (options = {}) => {
      const launched = await launchApp({ dataDir, home: join(folder, 'home'), ...options });
      running.push(launched);
      return launched;
    });
    for (const launched of running) await end(launched);
  },
  runToEnd: async ({ folder, dataDir }, use) => {
    await use((options = {}) => runToEnd({ dataDir, home: join(folder, 'home'), ...options }));
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  bus: async ({}, use) => {
    test.skip(process.platform !== 'linux', 'only Linux has notifications on a bus');
    const bus = await FakeBus.start();
    await use(bus);
    await bus.stop();
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  keeping: async ({}, use) => {
    if (onStandIn) return use({ ELECTRON_STAND_IN_SAFE_STORAGE: 'available' });
    const missing = keyringMissing();
    test.skip(missing !== null, missing ?? '');
    const keyring = await startKeyringSession();
    await keyring.begin();
    await use(keyring.env);
    await keyring.close();
  },
  launchWithHands: async ({ launch }, use) => {
    test.info().annotations.push({ type: BOTH });
    await use(async (options = {}) => (await launch({ hands: {}, ...options })) as LaunchedWithHands);
  },
  launchOnStandIn: async ({ launch }, use) => {
    test.info().annotations.push({ type: HANDS });
    test.skip(!onStandIn, 'this needs the recorder of the stand-in');
    await use(async (options) => (await launch(options)) as LaunchedOnStandIn);
  },
});
