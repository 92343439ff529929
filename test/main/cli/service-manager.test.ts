import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  bySystemdNotify,
  serviceManagerOf,
  ServiceReport,
  type Notify,
} from '../../../src/main/cli/service-manager.ts';
import { startSimulator } from '../../../src/main/simulator/simulator.ts';
import { Pulse } from '../../../src/main/time/pulse.ts';
import { problem } from '../../../src/shared/problems.ts';
import type { AppState } from '../../../src/shared/state/app-state.ts';
import { appState } from '../desktop/tray/people.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { openNotifySocket } from '../../support/notify-socket.ts';
import { cleanEnvironment, runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { calm } from '../../support/staying.ts';

const ENTRY = resolve(import.meta.dirname, '../../../src/main/cli/index.ts');

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const has = spawnSync('systemd-notify', ['--version']).status === 0;

/** A service whose polls come on time, until the test has it otherwise. */
function begin({ patienceMs = 3 * MINUTE, fails = false } = {}) {
  const clock = new FakeClock();
  let state: AppState = appState([], { nextPollAt: clock.now() + MINUTE });
  const world = { told: [] as string[], faults: 0, fails, pollsCome: true };
  const notify: Notify = async (assignments) => {
    if (world.fails) throw new Error('gone');
    world.told.push(...assignments);
  };
  const report = new ServiceReport({
    manager: { socket: '/run/notify', patienceMs },
    notify,
    pulse: new Pulse(clock),
    state: () => state,
    onFault: () => (world.faults += 1),
  });
  report.start();
  return {
    world,
    report,
    clock,
    set: (change: Partial<AppState>) => (state = { ...state, ...change }),
    /** Lets minutes pass, and says how often life was shown in them. */
    pass: async (minutes: number): Promise<number> => {
      await turn();
      world.told.length = 0;
      for (let second = 0; second < minutes * 60; second += 5) {
        const isPolled = world.pollsCome && state.nextPollAt !== null && clock.now() >= state.nextPollAt;
        if (isPolled) state = { ...state, nextPollAt: clock.now() + MINUTE };
        clock.advance(5 * SECOND);
        await turn();
      }
      return world.told.filter((one) => one === 'WATCHDOG=1').length;
    },
  };
}

describe('what a service manager is told', () => {
  it('is that it is ready, how it goes, and that it lives; then only what is news', async () => {
    const { world, pass } = begin();
    await turn();
    expect(world.told).toEqual(['READY=1', 'STATUS=Connected; readings are coming in.', 'WATCHDOG=1']);
    await pass(30);
    expect(new Set(world.told)).toEqual(new Set(['WATCHDOG=1']));
  });

  it('is life twice as often as it must be while polls come, and none once they are three minutes overdue', async () => {
    const { world, pass } = begin();
    expect(await pass(30)).toBe(20);
    world.pollsCome = false;
    // A minute to the poll that does not come, three that it is waited for.
    expect(await pass(4)).toBeGreaterThan(0);
    expect(await pass(60)).toBe(0);
    world.pollsCome = true;
    expect(await pass(30)).toBeGreaterThan(15);
  });

  it('is no life where the very first poll never ends', async () => {
    const { set, pass } = begin();
    set({ nextPollAt: null, pollReason: 'readingDue', link: { code: 'starting' } });
    expect(await pass(3)).toBeGreaterThan(0);
    expect(await pass(60)).toBe(0);
  });

  it.each<[string, Partial<AppState>]>([
    ['it waits for a person', { nextPollAt: null, pollReason: 'waitingForUser' }],
    ['another process asks', { nextPollAt: null, pollReason: 'anotherPolls', polledBy: 4711 }],
    [
      'the server wants it to wait an hour',
      { nextPollAt: Date.UTC(2026, 10, 21, 13), pollReason: 'serverSaid' },
    ],
  ])('is life while %s: to start it anew would help nobody', async (_, state) => {
    const { set, pass } = begin();
    set(state);
    expect(await pass(30)).toBe(20);
  });

  it('names nobody, and has no value', async () => {
    const { set, world, pass } = begin();
    set({ link: { code: 'phoneSilent', name: 'Ada Lindqvist', lastAt: 0 } });
    await pass(1);
    set({ link: { code: 'problem', problem: problem('noLongerShared', { name: 'Ada Lindqvist' }) } });
    await pass(1);
    expect(world.told).toContain('STATUS=Somebody no longer shares with this account.');
    expect(world.told.join('\n')).not.toMatch(/Ada|mg\/dL|mmol/);
  });

  it('is nothing of life where it does not ask for it, and at the end that it ends', async () => {
    const { report, world } = begin({ patienceMs: null as unknown as number });
    await turn();
    await report.stop();
    expect(world.told).toEqual(['READY=1', 'STATUS=Connected; readings are coming in.', 'STOPPING=1']);
  });

  it('is tried again where it does not arrive, and that is said once', async () => {
    const { world, pass } = begin({ fails: true });
    await pass(5);
    expect(world).toMatchObject({ told: [], faults: 1 });
    world.fails = false;
    await pass(1);
    expect(world.told).toContain('READY=1');
  });

  it('does not keep from ending who can be told nothing', async () => {
    const clock = new FakeClock();
    const report = new ServiceReport({
      manager: { socket: '/run/notify', patienceMs: null },
      notify: () => new Promise(() => {}),
      pulse: new Pulse(clock),
      state: () => appState([]),
      onFault: () => {},
    });
    report.start();
    const stopped = report.stop();
    await turn();
    clock.advance(2 * SECOND);
    await stopped;
  });
});

describe('the environment that systemd gives', () => {
  it.each([
    [{}, null],
    [{ NOTIFY_SOCKET: '' }, null],
    [{ NOTIFY_SOCKET: '/run/n' }, { socket: '/run/n', patienceMs: null }],
    [
      { NOTIFY_SOCKET: '@n', WATCHDOG_USEC: '180000000' },
      { socket: '@n', patienceMs: 180_000 },
    ],
    [
      { NOTIFY_SOCKET: '/run/n', WATCHDOG_USEC: 'soon' },
      { socket: '/run/n', patienceMs: null },
    ],
  ])('%j', (env, manager) => {
    expect(serviceManagerOf(env)).toEqual(manager);
  });

  it.skipIf(!has && !process.env['CI'])(
    'is spoken to by systemd-notify, which hears of nothing else',
    async () => {
      const socket = await openNotifySocket();
      const manager = { socket: socket.path, patienceMs: null };
      const notify = bySystemdNotify(manager, { ...process.env, LIBRELINKUP_PASSWORD: 'canary-4c1e' });
      await notify(['READY=1', 'STATUS=Connected; readings are coming in.']);
      await socket.until(/^STATUS/);
      expect(socket.told).toEqual(
        expect.arrayContaining(['READY=1', 'STATUS=Connected; readings are coming in.']),
      );
      await expect(
        bySystemdNotify({ ...manager, socket: '/nowhere' }, process.env)(['READY=1']),
      ).rejects.toThrow();
      await expect(bySystemdNotify(manager, { PATH: '/nowhere' })(['READY=1'])).rejects.toThrow(/ENOENT/);
    },
  );
});

describe('watch as a service', () => {
  it.skipIf(!has && !process.env['CI'])('says that it is ready, lives and ends', async () => {
    const simulator = await startSimulator({ scenario: calm });
    onTestFinished(() => simulator.close());
    const socket = await openNotifySocket();
    const args = ['watch', '--json', '--interval', '1', '--base-url', simulator.url];
    const child = spawn(process.execPath, [ENTRY, ...args, '--data-dir', temporaryDirectory()], {
      env: cleanEnvironment({
        LIBRELINKUP_EMAIL: simulator.email,
        LIBRELINKUP_PASSWORD: simulator.password,
        NOTIFY_SOCKET: socket.path,
        WATCHDOG_USEC: '10000000',
      }),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = once(child, 'close');
    let error = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
    await socket.until(/^STATUS=Connected; readings are coming in\.$/);
    await socket.until(/^WATCHDOG=1$/);
    expect(socket.told[0]).toBe('READY=1');
    child.kill('SIGTERM');
    await socket.until(/^STOPPING=1$/);
    expect(await ended).toEqual([0, null]);
    expect(error).toMatch(/^Recorded \d+ readings in \d+ s\.\n$/);
    // Whoever may use this computer can read it.
    expect(socket.told.join('\n')).not.toMatch(/Ada|Ben|mg\/dL|mmol/);
  });

  it('says once that systemd cannot be told, and watches all the same', async () => {
    const simulator = await startSimulator({ scenario: calm });
    onTestFinished(() => simulator.close());
    const args = ['watch', '--json', '--interval', '1', '--count', '2', '--base-url', simulator.url];
    const run = await runCli([...args, '--data-dir', temporaryDirectory()], {
      environment: {
        LIBRELINKUP_EMAIL: simulator.email,
        LIBRELINKUP_PASSWORD: simulator.password,
        NOTIFY_SOCKET: join(temporaryDirectory(), 'nobody'),
        PATH: '/nowhere',
      },
    });
    expect([run.code, run.error.match(/its program systemd-notify/g)]).toEqual([
      0,
      ['its program systemd-notify'],
    ]);
  });
});
