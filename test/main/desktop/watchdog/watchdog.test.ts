import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { markRunning } from '../../../../src/main/desktop/life/crash-guard.ts';
import { SharedSigns } from '../../../../src/main/desktop/watchdog/shared-signs.ts';
import { Watchdog, type WatchdogData } from '../../../../src/main/desktop/watchdog/watchdog.ts';
import { Pulse } from '../../../../src/main/time/pulse.ts';
import { MINUTE, SECOND } from '../../../../src/shared/time.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { end } from '../../../support/private-desktop.ts';
import { temporaryDirectory } from '../../../support/run-cli.ts';
import { daemonsMissing, RealDesktop } from '../notify/real-desktop.ts';

const isLong = process.env['GLUCOGLANCE_LONG'] === '1';

describe('the signs of life', () => {
  let watchdog: Watchdog;
  let begun: { data: WatchdogData; worker: Worker; heard: unknown[] }[];
  let faults: unknown[];
  const clock = new FakeClock();

  /** Its threads tell what they hear, and do nothing else. */
  function watch() {
    [begun, faults] = [[], []];
    watchdog = new Watchdog({
      dataDir: temporaryDirectory(),
      pulse: new Pulse(clock),
      onBack: (heard) => void begun.at(-1)!.heard.push(heard),
      onFault: (error) => void faults.push(error),
      newWorker(data) {
        const code = `const { parentPort } = require('node:worker_threads');
          parentPort.on('message', (said) => { if (said.body === 'fall') throw new Error('fallen'); parentPort.postMessage(said); });`;
        const worker = new Worker(code, { eval: true, workerData: data });
        begun.push({ data, worker, heard: [] });
        return worker;
      },
    });
    watchdog.start();
  }
  const seen = () => new SharedSigns(begun[0]!.data.memory).read();
  afterEach(() => watchdog.stop());

  it('come four times a minute', () => {
    watch();
    const before = seen().signs;
    clock.advance(MINUTE);
    expect(seen().signs - before).toBe(4);
  });

  it('say when the computer goes to sleep, and when it has woken or never slept', () => {
    watch();
    watchdog.suspended = true;
    expect(seen().suspended).toBe(true);
    watchdog.suspended = false;
    expect(seen().suspended).toBe(false);
    watchdog.suspended = true;
    clock.advance(MINUTE);
    expect(seen().suspended).toBe(false);
  });

  it('go to another thread where one falls over, and the program goes on', async () => {
    watch();
    const [{ worker }] = begun as [(typeof begun)[0]];
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage({ title: '', body: 'fall' });
    await ended;
    expect(faults).toMatchObject([{ message: 'fallen' }]);
    clock.advance(15 * SECOND);
    expect(begun).toHaveLength(2);
    // The same memory: what it sees is what there is.
    expect(begun[1]!.data.memory).toBe(begun[0]!.data.memory);
  });

  it('begin no thread once the program ends', async () => {
    watch();
    const [{ worker }] = begun as [(typeof begun)[0]];
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    watchdog.stop();
    await ended;
    clock.advance(MINUTE);
    expect(begun).toHaveLength(1);
  });
});

it('the next start tells since when the last run was silent, once', () => {
  const dataDir = temporaryDirectory();
  const at = Date.UTC(2026, 10, 30, 3);
  markRunning(dataDir, new FakeClock(at), []);
  writeFileSync(join(dataDir, 'watchdog.json'), JSON.stringify({ silentSince: at + 40 * SECOND }));
  const next = new FakeClock(at + 60 * MINUTE);
  expect(markRunning(dataDir, next, []).interruption).toEqual({
    stoppedAt: at + 40 * SECOND,
    restartedAt: at + 60 * MINUTE,
    how: 'hung',
  });
  expect(markRunning(dataDir, next, []).interruption).toMatchObject({ how: 'ended' });
});

it.each(['', '[]', '{"silentSince":"x"}', '{'])(
  'a mark that says %j is taken away and says nothing',
  (text) => {
    const dataDir = temporaryDirectory();
    writeFileSync(join(dataDir, 'watchdog.json'), text);
    expect(markRunning(dataDir, new FakeClock(), []).interruption).toBeNull();
    expect(existsSync(join(dataDir, 'watchdog.json'))).toBe(false);
  },
);

describe.skipIf(!isLong || daemonsMissing() !== null)('a real thread beside an endless loop (long)', () => {
  it('leaves its mark and has dunst show it', { timeout: 5 * MINUTE }, async () => {
    const desktop = await RealDesktop.start();
    await desktop.startDaemon('dunst');
    const dataDir = temporaryDirectory();
    const program = spawn(process.execPath, [join(import.meta.dirname, 'hanging-program.ts'), dataDir], {
      env: desktop.env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    try {
      await expect.poll(() => desktop.windows().length, { timeout: 3 * MINUTE, interval: 500 }).toBe(1);
      const mark = JSON.parse(readFileSync(join(dataDir, 'watchdog.json'), 'utf8')) as {
        silentSince: number;
      };
      expect(mark.silentSince).toBeLessThan(Date.now() - 80 * SECOND);
    } finally {
      program.kill('SIGKILL');
      await end(program);
      await desktop.stop();
    }
  });
});
