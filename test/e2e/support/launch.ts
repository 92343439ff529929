import './bridge.ts';
import { _electron, type ElectronApplication, type JSHandle } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StandIn } from '../../electron-stand-in/stand-in.ts';
import { COMPILED } from '../../support/compiled.ts';
import { handsScript, type HandsInProgram, type HandsOptions } from './hands/in-program.ts';
import { chooseRuntime, executable, ROOT, STAND_IN } from './runtime.ts';

export interface LaunchOptions {
  /** The app's user data folder. */
  dataDir: string;
  /** A folder for everything else that an app may find of its user: home, settings, run time. */
  home: string;
  /** The app's own arguments. */
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Another app than Glucoglance: its folder. */
  app?: string;
  /** Whether the spec has hands: sees and does what a person does outside of pages. */
  hands?: Partial<HandsOptions>;
}

export interface Launched {
  app: ElectronApplication;
  /** The main process; Playwright's own `app.process()` is gone once it has ended. */
  process: ChildProcess;
  dataDir: string;
  /** The stand-in's recorder, a handle into the main process; null on the real Electron. */
  standIn: JSHandle<StandIn> | null;
  /** What a person sees and does outside of pages, where the spec has wanted hands. */
  hands: JSHandle<HandsInProgram> | null;
  /** Everything the app has written to standard output and standard error so far. */
  output: () => string;
}

/** Nothing of the person who runs the specs: a home of its own, and no D-Bus, so that no keychain is met. */
export function environment(
  home: string,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  mkdirSync(join(home, 'run'), { recursive: true, mode: 0o700 });
  const kept = ['PATH', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'GLUCOGLANCE_CHROMIUM', 'SystemRoot'];
  return {
    ...Object.fromEntries(
      kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
    ),
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_RUNTIME_DIR: join(home, 'run'),
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, 'no-bus')}`,
    TZ: 'Europe/Berlin',
    ...COMPILED,
    ...extra,
  };
}

/** Starts the app, on the real Electron where it is installed, else on the stand-in. */
export async function launchApp(options: LaunchOptions): Promise<Launched> {
  const { dataDir, home, args = [], env = {}, app: folder = ROOT } = options;
  const runtime = chooseRuntime();
  if (runtime.kind === 'none') throw new Error(runtime.why);
  const { hands: wanted } = options;
  const first = wanted ? handsBefore(runtime.kind, { dataDir, home, env, hands: wanted }) : { args: [], env };
  const app = await _electron.launch({
    // Without a path Playwright takes the installed Electron, and loads into it what holds `ready` back.
    ...(runtime.kind === 'stand-in' ? { executablePath: STAND_IN } : {}),
    args: [...first.args, folder, `--user-data-dir=${dataDir}`, ...args],
    cwd: ROOT,
    env: environment(home, first.env),
    // The theme is the app's and the system's, not Playwright's.
    colorScheme: null,
  });
  const child = app.process();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes: Buffer) => (output += bytes.toString()));
  }
  const standIn =
    runtime.kind === 'stand-in'
      ? await app.evaluateHandle((electron) => (electron as unknown as { standIn: StandIn }).standIn)
      : null;
  const hands = options.hands
    ? await app.evaluateHandle(() => (globalThis as unknown as { hands: HandsInProgram }).hands)
    : null;
  return { app, process: child, dataDir, standIn, hands, output: () => output };
}

/** How a program is started so that hands are there before it: `-r` of the real Electron, an import of the stand-in. */
function handsBefore(
  runtime: 'electron' | 'stand-in',
  { home, dataDir, env, hands }: Required<Pick<LaunchOptions, 'home' | 'dataDir' | 'env' | 'hands'>>,
): { args: string[]; env: Readonly<Record<string, string>> } {
  mkdirSync(home, { recursive: true });
  const file = join(home, 'hands.cjs');
  writeFileSync(
    file,
    handsScript({ packaged: false, clockAheadMs: 0, relaunches: relaunchesIn(dataDir), ...hands }),
  );
  if (runtime === 'electron') return { args: ['-r', file], env };
  const own = env['ELECTRON_STAND_IN_IMPORT'] ?? '';
  return { args: [], env: { ...env, ELECTRON_STAND_IN_IMPORT: `${own} ${pathToFileURL(file).href}`.trim() } };
}

/** Waits until the app has ended by itself. Call it before what ends it. */
export function ended({ process: child }: Launched): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((settle) => child.once('exit', (code) => settle(code)));
}

/** Ends a run without a last word of its own. */
export async function kill(launched: Launched): Promise<void> {
  const gone = ended(launched);
  launched.process.kill('SIGKILL');
  await gone;
}

/**
 * Starts the app as a person does, without Playwright, and waits for its end: for a second instance, which Playwright
 * could not attach to.
 */
export function runToEnd(options: LaunchOptions): Promise<{ code: number | null; output: string }> {
  const { dataDir, home, args = [], env = {}, app: folder = ROOT } = options;
  const child = spawn(executable(), [folder, `--user-data-dir=${dataDir}`, ...args], {
    cwd: ROOT,
    env: environment(home, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => (output += bytes.toString()));
  }
  return new Promise((settle, reject) => {
    child.once('error', reject);
    child.once('close', (code) => settle({ code, output }));
  });
}

const relaunchesIn = (dataDir: string) => join(dataDir, 'stand-in', 'relaunches.jsonl');

/** How the app wanted to be started anew, each time it ended: hands only note that, and so does the stand-in under Playwright. */
export function relaunchesOf(dataDir: string): { executable: string; args: string[] }[] {
  const log = relaunchesIn(dataDir);
  if (!existsSync(log)) return [];
  return readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { executable: string; args: string[] });
}
