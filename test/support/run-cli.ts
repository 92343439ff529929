import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { COMPILED } from './compiled.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** What is started: the built program, which is there in half the time, where it is of these very sources; else these. */
function entryOf(): string {
  const built = join(ROOT, 'out/main/cli.js');
  const builtAt = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  // Folders are among them: what is gone is a change too.
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  const all = ['package.json', 'electron.vite.config.ts', ...sources.map((name) => join('src', name))];
  const isOfThese = all.every((name) => statSync(join(ROOT, name)).mtimeMs < builtAt);
  return isOfThese ? built : join(ROOT, 'src/main/cli/index.ts');
}
const ENTRY = entryOf();

export interface CliRun {
  code: number | null;
  out: string;
  error: string;
  /** Standard output read as JSON. */
  json(): unknown;
}

export interface CliOptions {
  environment?: Record<string, string>;
  input?: string;
  /** Another entry than the source: the built program. */
  entry?: string;
}

/** A data directory that goes away when the test run ends. */
export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'glucoglance-test-'));
}

/**
 * The environment of a run: nothing of ours, no keychain (an address where no bus is), and a home of its own, so that
 * nothing of the person who runs the tests is touched.
 */
export function cleanEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  const home = temporaryDirectory();
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, 'no-bus')}`,
    TZ: 'Europe/Berlin',
    ...COMPILED,
    ...extra,
  };
}

/** Runs `glucoglance` as a process of its own and waits for its end. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const child = spawn(process.execPath, [options.entry ?? ENTRY, ...args], {
    env: cleanEnvironment(options.environment),
    stdio: 'pipe',
  });
  let out = '';
  let error = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  return new Promise((settle, reject) => {
    child.once('error', reject);
    child.once('close', (code) => settle({ code, out, error, json: () => JSON.parse(out) as unknown }));
  });
}
