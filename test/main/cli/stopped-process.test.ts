import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stateOf } from '../../../src/main/files/named-process.ts';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { BEATS_END_MS, readKeptPoller } from '../../../src/shared/status/kept-poller.ts';
import { SECOND } from '../../../src/shared/time.ts';
import { cleanEnvironment, runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { calm } from '../../support/staying.ts';

const ENTRY = resolve(import.meta.dirname, '../../../src/main/cli/index.ts');
const CLOCK_AHEAD = resolve(import.meta.dirname, '../../support/clock-ahead.ts');
/** What is promised: told within so long. */
const TOLD_MS = 100 * SECOND;

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ scenario: calm });
});
afterAll(() => simulator.close());

describe.skipIf(process.platform === 'win32')('a process that watches', () => {
  let dataDir: string;
  let watch: ChildProcess;

  /** What is asked from outside, by a clock that is so far ahead. */
  const asked = async (command: string, aheadMs: number) => {
    const environment = {
      NODE_OPTIONS: `--import=${CLOCK_AHEAD}`,
      GLUCOGLANCE_CLOCK_AHEAD: String(aheadMs),
    };
    return (await runCli([command, '--json', '--data-dir', dataDir], { environment })).json();
  };
  const watching = async (aheadMs: number) => {
    const { polledBy, link } = (await asked('status', aheadMs)) as {
      polledBy: string | null;
      link: { code: string };
    };
    return [polledBy, link.code];
  };
  const beats = (): number | null => {
    const file = join(dataDir, 'state.json');
    const state: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
    return readKeptPoller((state as { poller?: unknown } | null)?.poller)?.answeredAt ?? null;
  };

  /** Sends it, and waits until the system says what came of it. */
  const signalled = async (signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void> => {
    const ended = once(watch, 'exit');
    watch.kill(signal);
    if (signal === 'SIGKILL') await ended;
    else if (process.platform === 'linux')
      while (
        (stateOf({ pid: watch.pid!, start: null, place: null }) === 'stopped') !==
        (signal === 'SIGSTOP')
      )
        await pause(5);
  };

  beforeEach(async () => {
    dataDir = temporaryDirectory();
    const { email, password, url } = simulator;
    watch = spawn(process.execPath, [ENTRY, 'watch', '--data-dir', dataDir, '--base-url', url], {
      env: cleanEnvironment({ LIBRELINKUP_EMAIL: email, LIBRELINKUP_PASSWORD: password }),
      stdio: 'ignore',
    });
    while (beats() === null) await pause(50);
    expect(await watching(0)).toEqual(['watch', 'ok']);
  });
  afterEach(async () => {
    if (watch.exitCode !== null || watch.signalCode !== null) return;
    const ended = once(watch, 'exit');
    watch.kill('SIGKILL');
    await ended;
  });

  /** At its next call, where the system tells; else once there has been no beat for too long. */
  it.each([
    { signal: 'SIGKILL', aheadMs: 0 },
    { signal: 'SIGSTOP', aheadMs: process.platform === 'linux' ? 0 : TOLD_MS },
  ] as const)('that gets a $signal is told by status and doctor', async ({ signal, aheadMs }) => {
    expect(BEATS_END_MS).toBeLessThan(TOLD_MS);
    await signalled(signal);
    expect(await watching(aheadMs)).toEqual([null, 'notWatching']);
    expect(await asked('doctor', aheadMs)).toContainEqual({
      check: 'poller',
      ok: false,
      detail: expect.stringMatching(/^Nobody has been watching since .*: start Glucoglance/) as string,
    });
    expect(await watching(TOLD_MS)).toEqual([null, 'notWatching']);
  });

  it('that was stopped for a moment watches again', async () => {
    await signalled('SIGSTOP');
    await signalled('SIGCONT');
    expect(await watching(0)).toEqual(['watch', 'ok']);
  });
});
