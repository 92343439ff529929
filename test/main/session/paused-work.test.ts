import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { memoryVault } from '../../../src/main/credentials/vault.ts';
import { erase, whatGoes } from '../../../src/main/erase/erase.ts';
import { allWritten } from '../../../src/main/files/in-turn.ts';
import type { OpenHistory } from '../../../src/main/history/port.ts';
import { openAppLog } from '../../../src/main/log/app-log.ts';
import { Profile } from '../../../src/main/profile/profile.ts';
import { Session } from '../../../src/main/session/session.ts';
import { Snapshots } from '../../../src/main/session/snapshots.ts';
import { openSettings } from '../../../src/main/settings/settings-store.ts';
import { startSimulator } from '../../../src/main/simulator/simulator.ts';
import { Pulse } from '../../../src/main/time/pulse.ts';
import type { Result } from '../../../src/shared/result.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/shared/time.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { freezingHistory } from '../../support/freezing.ts';
import { RecordingNotifier } from '../alarms/alarmed-world.ts';
import { rowsOf, valueOf } from '../history/history-folder.ts';

/** Somebody signed in and followed, with readings recorded on a disk that can be frozen; null where it cannot be. */
async function follow(form: 'frozen file system' | 'held thread') {
  const disk = freezingHistory(form);
  if (disk === null) return null;
  const { dataDir } = disk;
  const clock = new FakeClock();
  let isFrozen = false;
  /** What is asked of the server and of the history, and not answered. */
  const asked = { server: 0, history: 0 };
  const counted = <T>(of: keyof typeof asked, answer: Promise<T>): Promise<T> => {
    asked[of] += 1;
    return answer.finally(() => (asked[of] -= 1));
  };
  const openHistory: OpenHistory = (path, at) => {
    const history = disk.open(path, at);
    return {
      ask: (...given) => counted('history', history.ask(...given)),
      close: () => history.close(),
      get state() {
        return history.state;
      },
    };
  };
  /** Timer by timer; after each all that follows from it happens. */
  const passUntil = async (isDone: () => boolean): Promise<void> => {
    for (const end = clock.now() + HOUR; clock.now() < end; clock.advance(clock.nextIn ?? SECOND)) {
      for (let quiet = 0; quiet < 3; quiet += 1) {
        await turn();
        if (!isFrozen) await allWritten();
        if (asked.server > 0 || (!isFrozen && asked.history > 0)) quiet = -1;
      }
      if (isDone()) return;
    }
    throw new Error('It has not come within an hour.');
  };
  const simulator = await startSimulator({ scenario: 'fast-low', clock });
  onTestFinished(() => simulator.close());
  const notifier = new RecordingNotifier(() => clock.now());
  const faults: unknown[] = [];
  const board = new Snapshots({
    system: () => ({ languages: ['en'], locale: 'en-GB' }),
    onFault: (error) => faults.push(error),
  });
  const vault = memoryVault();
  const session = new Session({
    dataDir,
    pulse: new Pulse(clock),
    log: openAppLog(dataDir, clock),
    snapshots: board,
    chooseVault: async () => ({ vault, state: { kind: 'keytar', cause: null } }),
    openProfile: ({ server, requests, places, ...options }) =>
      new Profile({
        ...options,
        clock,
        server: { baseUrl: simulator.url, ...server },
        requests: { fetch: (...given) => counted('server', fetch(...given)), ...requests },
        places: { openSettings, openHistory, ...places },
      }),
  });
  onTestFinished(() => session.stop());
  await session.prepare(notifier);
  await session.start();
  const { email, password } = simulator;
  valueOf(await session.signIn({ email, password, acceptTerms: false }));
  const heard = new Set<number>();
  board.subscribe(({ state }) => {
    const at = state?.people[0]?.reading?.measuredAt;
    if (at !== undefined) heard.add(at);
  });
  await passUntil(() => (session.following?.monitor.recorded ?? 0) > 3);
  return {
    dataDir,
    clock,
    session,
    board,
    notifier,
    faults,
    heard,
    passUntil,
    freeze() {
      disk.freeze();
      isFrozen = true;
    },
    thaw() {
      disk.thaw();
      isFrozen = false;
    },
  };
}

test.each(['frozen file system', 'held thread'] as const)(
  'R2: a restore whose disk hangs is said within a minute, alarms go on meanwhile, and it is done whole after it: %s',
  async (form) => {
    const world = await follow(form);
    if (world === null) {
      console.log('Mounting is not allowed here, so the disk is frozen by holding the thread alone.');
      return;
    }
    const { dataDir, clock, session, board, notifier, faults, heard, passUntil } = world;
    const backup = valueOf(await session.following!.profile.history.ask('backup', { output: null }));

    let outcome: Result<unknown> | null = null;
    const began = clock.now();
    const before = session.following!.alarms.states;
    void session
      .paused((profile) => {
        world.freeze();
        return profile.history.ask('restore', { path: backup.path });
      })
      .then((result) => (outcome = result));
    await passUntil(() => outcome !== null);
    expect(clock.now() - began).toBeLessThanOrEqual(MINUTE);
    expect(outcome).toMatchObject({ problem: { code: 'historyHangs', params: { path: dataDir } } });
    expect(session.mode).toBe('account');
    expect([...session.following!.alarms.states.keys()]).toEqual([...before.keys()]);

    // The disk is frozen still: who is heard of is shown and judged, and the tray says why nothing is recorded.
    await passUntil(() => board.last.state?.storage != null);
    expect(clock.now() - began).toBeLessThanOrEqual(MINUTE);
    await passUntil(() => notifier.told.includes('urgentLow raised'));
    expect(notifier.alarms.find(({ alarm }) => alarm.decision.kind === 'urgentLow')!.at).toBeGreaterThan(
      began,
    );
    await passUntil(() => board.last.state?.storage?.code === 'historyHangs');
    // Nobody opens the same history a second time meanwhile.
    expect(await session.signOut()).toMatchObject({ problem: { code: 'historyHangs' } });
    expect(await session.paused(() => Promise.reject(new Error('not to be done')))).toMatchObject({
      problem: { code: 'historyHangs' },
    });
    const heardBefore = [...heard].filter((at) => at > began);
    expect(heardBefore.length).toBeGreaterThan(3);

    world.thaw();
    await passUntil(() => board.last.notices.some(({ code }) => code === 'doneLate'));
    expect(session.mode).toBe('account');
    const newest = () => Math.max(...heard);
    const until = newest();
    await passUntil(() => newest() > until);
    await session.stop();
    const history = join(dataDir, 'history.db');
    expect(rowsOf(history, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    const stored = (rowsOf(history, 'SELECT key & 0x1ffffffff AS at FROM reading') as { at: number }[]).map(
      ({ at }) => at * SECOND,
    );
    const near = (instant: number) => stored.filter((at) => Math.abs(at - instant) < SECOND).length;
    expect(heardBefore.map(near)).toEqual(heardBefore.map(() => 1));
    expect(faults).toEqual([]);
  },
);

test('R2: an erasure whose disk hangs keeps nobody else unwatched, and leaves nothing of who is erased', async () => {
  const world = (await follow('held thread'))!;
  const { dataDir, clock, session, board, faults, passUntil } = world;
  await passUntil(() => (session.following?.alarms.states.size ?? 0) > 2);
  const [one, other] = board.last.state!.people.map(({ person }) => person.patientId);
  let outcome: Result<unknown> | null = null;
  const began = clock.now();
  void session
    .paused(async (profile) => {
      const what = valueOf(await whatGoes(profile, one!));
      world.freeze();
      return erase(profile, what);
    })
    .then((result) => (outcome = result));
  await passUntil(() => outcome !== null);
  expect(clock.now() - began).toBeLessThanOrEqual(MINUTE);
  expect(outcome).toMatchObject({ problem: { code: 'historyHangs' } });
  const answeredAt = board.last.state?.lastAnswerAt ?? 0;
  await passUntil(() => (board.last.state?.lastAnswerAt ?? 0) > answeredAt + 2 * MINUTE);
  expect([...session.following!.alarms.states.keys()]).not.toContain(one);
  expect([...session.following!.alarms.states.keys()]).toContain(other);

  world.thaw();
  await passUntil(() => board.last.notices.some(({ code }) => code === 'doneLate'));
  await passUntil(() => (session.following?.monitor.recorded ?? 0) > 1);
  await session.stop();
  expect(readFileSync(join(dataDir, 'alarms.json'), 'utf8')).not.toContain(one);
  expect(rowsOf(join(dataDir, 'history.db'), 'SELECT patient_id FROM patient')).toEqual([
    { patient_id: other },
  ]);
  expect(faults).toEqual([]);
});
