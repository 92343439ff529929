import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { memoryVault, type ChosenVault } from '../../../../src/main/credentials/vault.ts';
import { PlannedRelaunch } from '../../../../src/main/desktop/life/planned-relaunch.ts';
import { UnderWay } from '../../../../src/main/desktop/life/under-way.ts';
import type { LogEvent } from '../../../../src/main/log/events.ts';
import { Snapshots } from '../../../../src/main/session/snapshots.ts';
import { Pulse } from '../../../../src/main/time/pulse.ts';
import { initialState } from '../../../../src/shared/alarms/state.ts';
import { shownAlarms } from '../../../../src/shared/alarms/shown-alarm.ts';
import type { AppState } from '../../../../src/shared/state/app-state.ts';
import type { Page } from '../../../../src/shared/ipc/windows.ts';
import { DEFAULT_SETTINGS } from '../../../../src/shared/settings/settings.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/shared/time.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { reading } from '../../../support/readings.ts';

const NOON = Date.UTC(2026, 10, 21, 12);

function program({ argv = ['glucoglance'], start = NOON, hidden = false } = {}) {
  const clock = new FakeClock(start);
  const pulse = new Pulse(clock);
  const events: LogEvent[] = [];
  const underWay = new UnderWay();
  const memory = { megabytes: 200 };
  const relaunches: string[][] = [];
  const app = Object.assign(new EventEmitter(), {
    relaunch: (options?: Electron.RelaunchOptions) => void relaunches.push(options?.args ?? []),
    releaseSingleInstanceLock: () => {},
    // All is closed in a moment; here at once.
    quit: () => void app.emit('will-quit'),
  });
  const snapshots = new Snapshots({ system: () => ({ languages: [], locale: 'en' }), onFault: () => {} });
  const vault = memoryVault();
  const keychain: { chosen: ChosenVault; asked: number; onAsked: () => void } = {
    chosen: { vault, state: { kind: 'keytar', cause: null } },
    asked: 0,
    onAsked: () => {},
  };
  const window = { openPage: (hidden ? null : 'days') as Page | null, isUnsaved: false, isInUse: false };
  /** A quiet noon: somebody is followed, and in range. */
  const shown = {
    clockOffset: 0,
    mode: 'account' as const,
    state: { storage: null, people: [], link: { code: 'ok' } } as unknown as AppState,
    settings: DEFAULT_SETTINGS,
    alarms: [] as ReturnType<typeof shownAlarms>,
    vault: { kind: 'keytar' as const, cause: null },
    backup: null,
    upload: null,
    feed: null,
    update: null,
    problems: [],
  };
  const show = (change: Partial<typeof shown> = {}) => snapshots.publishSession({ ...shown, ...change });
  const relaunch = new PlannedRelaunch({
    app: app as never,
    log: { write: (event) => void events.push(event) },
    underWay,
    process: { argv, env: {}, memoryUsage: { rss: () => memory.megabytes * 1024 * 1024 } },
  });
  const chooseVault = async () => {
    keychain.asked += 1;
    keychain.onAsked();
    return keychain.chosen;
  };
  const backup = { isUnderWay: false };
  const isAtWork = () => backup.isUnderWay;
  relaunch.watch({ pulse, now: () => clock.now(), snapshots, window, isAtWork, chooseVault });
  /** Minute by minute, and after each all that follows from it. */
  const pass = async (milliseconds: number) => {
    for (let left = milliseconds; left > 0; left -= MINUTE) {
      clock.advance(MINUTE);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return {
    backup,
    clock,
    events,
    underWay,
    memory,
    relaunches,
    keychain,
    vault,
    window,
    show,
    relaunch,
    pass,
    shown,
  };
}

async function grown(options: Parameters<typeof program>[0] = {}) {
  const one = program(options);
  await one.vault.writeCredentials({ email: 'a@example.com', password: 'x' });
  one.show();
  one.memory.megabytes = 450;
  return one;
}

describe('a program that takes too much memory', () => {
  it('starts anew after half an hour of it, once it has the password, with the page that is open', async () => {
    const { pass, relaunches, keychain, events } = await grown();
    await pass(30 * MINUTE);
    expect(keychain.asked).toBe(0);
    await pass(MINUTE);
    expect(keychain.asked).toBe(1);
    expect(relaunches).toEqual([['--relaunched-for-memory', '--reopen=days']]);
    expect(events).toEqual([{ event: 'MEMORY', memoryMb: 450, relaunch: true }]);
  });

  it('comes back without a window where none was open', async () => {
    const { pass, relaunches } = await grown({ hidden: true });
    await pass(31 * MINUTE);
    expect(relaunches).toEqual([['--relaunched-for-memory', '--reopen=']]);
  });

  it('forgets a peak', async () => {
    const { pass, memory, relaunches } = await grown();
    for (let peak = 0; peak < 5; peak++) {
      memory.megabytes = 900;
      await pass(29 * MINUTE);
      memory.megabytes = 300;
      await pass(2 * MINUTE);
    }
    expect(relaunches).toEqual([]);
  });

  it('goes on where the password is not found, says so, and tries again ever later', async () => {
    const { pass, keychain, relaunches, relaunch, events } = await grown();
    keychain.chosen = { vault: memoryVault(), state: { kind: 'memory', cause: 'keychainLocked' } };
    await pass(31 * MINUTE);
    expect(relaunch.state).toEqual({ megabytes: 450, hold: 'keychain' });
    expect(events).toEqual([{ event: 'MEMORY', memoryMb: 450, relaunch: false, hold: 'keychain' }]);
    await pass(6 * HOUR);
    // After 10, 20, 40, 80 and 120 minutes, and the next 120 minutes later would be by now.
    expect(keychain.asked).toBe(6);
    expect(events).toHaveLength(1);
    expect(relaunches).toEqual([]);
  });

  it.each([
    ['another place', 'file' as const, true],
    ['the same, in which nothing is any more', 'keytar' as const, false],
  ])('goes on where the password would be looked for in %s', async (_, kind, holds) => {
    const { pass, keychain, vault, relaunches, relaunch } = await grown();
    keychain.chosen = { vault: holds ? vault : memoryVault(), state: { kind, cause: null } };
    await pass(31 * MINUTE);
    expect(relaunch.state.hold).toBe('keychain');
    expect(relaunches).toEqual([]);
  });

  it('looks once more after the keychain: an import may have begun meanwhile', async () => {
    const { pass, keychain, underWay, relaunches, relaunch } = await grown();
    const { promise, resolve } = Promise.withResolvers<void>();
    keychain.onAsked = () => void underWay.during(() => promise);
    await pass(31 * MINUTE);
    expect(relaunch.state.hold).toBe('atWork');
    expect(relaunches).toEqual([]);
    keychain.onAsked = () => {};
    resolve();
    await pass(11 * MINUTE);
    expect(relaunches).toHaveLength(1);
  });

  it('waits for the backup of the day', async () => {
    const { pass, backup, relaunches, relaunch } = await grown();
    backup.isUnderWay = true;
    await pass(31 * MINUTE);
    expect(relaunch.state.hold).toBe('atWork');
    backup.isUnderWay = false;
    await pass(11 * MINUTE);
    expect(relaunches).toHaveLength(1);
  });

  it('does not start anew again within a day, whatever the clock on the wall says', async () => {
    const { clock, pass, relaunches, relaunch } = await grown({
      argv: ['glucoglance', '--relaunched-for-memory'],
    });
    clock.jump(3 * DAY);
    await pass(20 * HOUR);
    expect(relaunch.state.hold).toBe('today');
    expect(relaunches).toEqual([]);
    // Past the night that comes then.
    await pass(26 * HOUR);
    expect(relaunches).toHaveLength(1);
  });

  it('waits for the day, by the settings and on every wearer’s clock', async () => {
    const evening = NOON + 11 * HOUR;
    const { pass, relaunches, relaunch, clock, show, shown } = await grown({ start: evening });
    const far = { ...reading({ measuredAt: evening }), utcOffsetSeconds: -10 * 3600, mgdl: 120 };
    const people = [{ person: { patientId: 'a' }, reading: far, recent: [] }];
    show({ state: { ...shown.state, people } as never });
    await pass(31 * MINUTE);
    expect(relaunch.state.hold).toBe('night');
    for (let hours = 0; hours < 48 && relaunches.length === 0; hours++) await pass(HOUR);
    expect(relaunches).toHaveLength(1);
    // Seven in the morning ten hours west of UTC.
    const ofDay = (clock.now() % DAY) / HOUR;
    expect(ofDay).toBeGreaterThanOrEqual(17);
    expect(ofDay).toBeLessThan(21);
  });

  it('waits for what rings, and until ten minutes after a low', async () => {
    const { pass, clock, relaunches, relaunch, show, shown } = await grown();
    const state = initialState(NOON);
    const ringing = shownAlarms(
      { ...state, kinds: { ...state.kinds, high: { ...state.kinds.high, on: NOON, raised: NOON } } },
      { patientId: 'a', name: 'A', unit: null },
    );
    expect(ringing).toMatchObject([{ kind: 'high', phase: 'active' }]);
    show({ alarms: ringing });
    await pass(31 * MINUTE);
    expect(relaunch.state.hold).toBe('alarm');
    const low = { ...reading({ measuredAt: clock.now() }), mgdl: 69 };
    show({
      state: {
        ...shown.state,
        people: [{ person: { patientId: 'a' }, reading: low, recent: [low] }],
      } as never,
    });
    await pass(9 * MINUTE);
    expect(relaunch.state.hold).toBe('alarm');
    await pass(MINUTE);
    // Ten minutes after the low: nothing rings any more.
    expect(relaunches).toHaveLength(1);
  });
});
