import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Where electron-builder leaves the program before it packs it. */
const UNPACKED = [
  'linux*-unpacked/glucoglance',
  'win*-unpacked/Glucoglance.exe',
  'mac*/Glucoglance.app/Contents/MacOS/Glucoglance',
];
const LIMIT_MS = 120_000;

export function packagedProgram(release: string): string {
  const found = UNPACKED.flatMap((pattern) => globSync(pattern, { cwd: release }));
  if (found.length === 0) throw new Error(`There is no packaged program in ${release}.`);
  return join(release, found[0]!);
}

/**
 * Starts a packaged program in a folder of its own, and waits until its log says that this very version runs out of its
 * package, and keeps running. Throws with what it has written where it does not.
 */
export async function smoke(
  program: string,
  version: string,
  args: readonly string[] = [],
  limitMs = LIMIT_MS,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-smoke-'));
  const child = spawn(program, [...args, `--user-data-dir=${folder}`], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const log = () => {
    const path = join(folder, 'logs/glucoglance.log');
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  try {
    for (const until = Date.now() + limitMs; !hasStarted(log(), version);) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`It ended with ${child.exitCode ?? child.signalCode}.\n${log()}${output}`);
      if (Date.now() > until) throw new Error(`It has not started.\n${log()}${output}`);
      await pause(500);
    }
    console.log(`${program}: version ${version} runs.`);
  } finally {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function hasStarted(log: string, version: string): boolean {
  const lines = log.split('\n').slice(0, -1);
  return lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .some(
      ({ event, version: said, packaged }) =>
        event === 'APP_STARTED' && said === version && packaged === true,
    );
}
