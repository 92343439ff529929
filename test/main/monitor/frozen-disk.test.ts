import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { alarmOptions } from '../../../src/main/alarms/alarm-options.ts';
import { AlarmWatch } from '../../../src/main/alarms/alarm-watch.ts';
import { openAppLog } from '../../../src/main/log/app-log.ts';
import { allWritten } from '../../../src/main/files/in-turn.ts';
import { ourselves } from '../../../src/main/files/named-process.ts';
import type { OpenHistory } from '../../../src/main/history/port.ts';
import { HistoryThread } from '../../../src/main/history/history-thread.ts';
import { ServerState } from '../../../src/main/libre/server-state.ts';
import { account } from '../../../src/main/simulator/account.ts';
import { ada } from '../../../src/main/simulator/people.ts';
import { isRecording } from '../../../src/shared/state/app-state.ts';
import type { FakeClock } from '../../support/fake-clock.ts';
import { json } from '../../support/fault-server.ts';
import { freezingHistory } from '../../support/freezing.ts';
import { mountDisk } from '../../support/frozen-disk.ts';
import { AT_STEP, FREE, HeldHistory } from '../../support/held-history.ts';
import { holdFiles } from '../../support/held-files.ts';
import { RecordingNotifier } from '../alarms/alarmed-world.ts';
import { temporaryFolder, valueOf } from '../history/history-folder.ts';
import { LIST, LOGIN, MINUTE, SECOND, ServedWorld, START } from './served-world.ts';

test.each(['frozen file system', 'held thread'] as const)(
  'R2: with the disk of the data folder frozen for ten minutes an urgent low is out within a second of its answer: %s',
  async (form) => {
    const disk = freezingHistory(form);
    if (disk === null) {
      console.log('Mounting is not allowed here, so the disk is frozen by holding the thread alone.');
      return;
    }
    const world = await ServedWorld.open({
      scenario: 'fast-low',
      openHistory: disk.open,
      dataDir: disk.dataDir,
      hostName: 'localhost',
    });
    const { clock, pulse, dataDir } = world;
    const notifier = new RecordingNotifier(() => clock.now());
    const alarms = new AlarmWatch(alarmOptions(world.profile, { dataDir, pulse, notifier }));
    world.monitor.subscribe((event) => alarms.hear(event));
    const answers: { at: number; real: number }[] = [];
    world.fault = ({ path }) => {
      if (path === LIST) answers.push({ at: clock.now(), real: performance.now() });
      return null;
    };
    await world.start();
    await world.pollUntil(20 * MINUTE);
    disk.freeze();
    let realMs = NaN;
    const deliver = notifier.deliver.bind(notifier);
    notifier.deliver = (alarm) => {
      if (alarm.decision.kind === 'urgentLow') realMs = performance.now() - answers.at(-1)!.real;
      return deliver(alarm);
    };
    await world.pollUntil(30 * MINUTE);
    // By the world's clock, which no busy machine moves; the disk is still frozen, so nothing has waited for it.
    const urgent = notifier.alarms.find(({ alarm }) => alarm.decision.kind === 'urgentLow')!;
    const answer = answers.find(({ at }) => at >= urgent.alarm.decision.measuredAt!)!;
    expect(urgent.alarm.decision.decision).toBe('raised');
    expect(urgent.at - answer.at).toBeLessThan(SECOND);
    console.log(`The urgent low was out ${realMs.toFixed(0)} ms after its answer, as this machine is now.`);
    // Nothing else is worse off: every minute's reading is heard and shown, and the disk is told of.
    expect(world.state.link.code).toBe('ok');
    expect(world.state.storage?.code).toBe('historyHangs');
    const heard = world.heardOf(ada.patientId);
    expect(heard.at(-1)! - heard.at(-11)!).toBe(10 * MINUTE);
    disk.thaw();
    await world.poll();
    // What is asked now is answered once all that waited is written.
    await world.monitor.stop();
    const window = { from: { instant: heard[0]! }, to: { instant: clock.now() } };
    const { history } = world.profile;
    const readings = valueOf(await history.ask('readings', { patientIds: [ada.patientId], window }));
    const live = readings.filter(({ source }) => source === 'live').map(({ measuredAt }) => measuredAt);
    expect(live).toEqual(world.heardOf(ada.patientId));
    alarms.stop();
    const all = { from: 0, to: 4e15, patientId: null };
    const raised = valueOf(await history.ask('journal', all)).filter(({ decision }) => decision === 'raised');
    expect(raised.map(({ kind }) => kind)).toContain('urgentLow');
    expect(new Set(raised.map((one) => JSON.stringify(one))).size).toBe(raised.length);
  },
);

/** Lets time pass, slowly enough for what has begun to come to an end. */
async function passUntil(clock: FakeClock, isDone: () => boolean): Promise<void> {
  const passed = (): boolean => {
    if (!isDone()) clock.advance(SECOND / 10);
    return isDone();
  };
  await expect.poll(passed, { interval: 20, timeout: 120_000 }).toBe(true);
}

/** Small files whose disk does not answer: a real one where mounting is allowed, else a call that hangs. */
function freezingFiles(form: 'frozen file system' | 'hanging call') {
  const disk = form === 'hanging call' ? null : mountDisk(onTestFinished);
  if (form === 'frozen file system' && disk === null) return null;
  let goOn = (): Promise<void> => Promise.resolve();
  return {
    dataDir: disk?.folder ?? temporaryFolder(),
    freeze() {
      if (disk === null) goOn = holdFiles();
      else disk.freeze();
    },
    async thaw() {
      disk?.thaw();
      await goOn();
      await allWritten();
    },
  };
}

test.each(['frozen file system', 'hanging call'] as const)(
  'R2: with the disk frozen the log, polls and a sign-in go on; after the thaw all is written once and in order: %s',
  async (form) => {
    const disk = freezingFiles(form);
    if (disk === null) {
      console.log('Mounting is not allowed here, so the disk is frozen by a call that hangs alone.');
      return;
    }
    const { dataDir } = disk;
    const world = await ServedWorld.open({
      dataDir,
      hostName: 'localhost',
      unremembered: true,
      openHistory: (path, clock) => new HistoryThread(path, clock),
    });
    const { clock } = world;
    const log = openAppLog(dataDir, clock);
    await world.start();
    log.write({ event: 'SUSPENDED' });
    await allWritten();
    disk.freeze();
    for (let number = 1; number <= 50; number += 1) log.write({ event: 'LOG_LOST', lines: number });
    const last = log.file.last(3);
    clock.advance(2 * SECOND);
    const logged = await last;
    expect(logged.map((line) => (JSON.parse(line) as { lines: number }).lines)).toEqual([48, 49, 50]);

    // The session is over, so the client signs in.
    const asked = world.asked(LOGIN);
    let isOver = true;
    world.fault = ({ path }) => {
      if (path !== LIST || !isOver) return null;
      isOver = false;
      return json(401, { message: 'invalid or expired jwt' });
    };
    const polled = world.poll();
    // So long it waits for the lock of sign-ins.
    await passUntil(clock, () => world.asked(LOGIN) > asked);
    await polled;
    expect(world.asked(LOGIN)).toBe(asked + 1);
    expect(world.state.link.code).toBe('ok');
    const signedInAt = clock.now();

    // The server wants to be left alone for a while.
    world.fault = ({ path }) => (path === LIST ? json(429, {}, { 'retry-after': '600' }) : null);
    await world.poll();
    expect(world.state.link).toMatchObject({ code: 'problem', problem: { code: 'rateLimited' } });
    const until = clock.now() + 10 * MINUTE;
    log.write({ event: 'RESUMED' });

    await disk.thaw();
    const lines = readFileSync(join(dataDir, 'logs', 'glucoglance.log'), 'utf8')
      .trim()
      .split(/\r?\n/);
    const events = lines.map((line) => JSON.parse(line) as { event: string; lines?: number });
    const numbers = Array.from({ length: 50 }, (_, index) => index + 1);
    expect(events.map(({ event, lines: number }) => number ?? event)).toEqual([
      'SUSPENDED',
      ...numbers,
      'RESUMED',
    ]);
    const kept = new ServerState(dataDir).account(world.profile.baseUrl, account.email).get();
    expect(kept).toMatchObject({ requestPause: { code: 'rateLimited', until }, takenAt: [signedInAt] });
    expect(readdirSync(dataDir).filter((name) => /lock|writing|\.\d+$/.test(name))).toEqual(['poller.lock']);
    // And the right to ask is still kept.
    const { polledBy } = world.state;
    await world.restart();
    expect([polledBy, world.state.polledBy]).toEqual([null, null]);
    expect(world.state.link).toMatchObject({ problem: { code: 'rateLimited', retryAt: until } });
  },
);

test('R2: a disk that does not say whose turn it is keeps nobody from asking; when it does, another one’s turn counts', async () => {
  const world = await ServedWorld.open({ unremembered: true });
  const { clock } = world;
  const lock = join(world.dataDir, 'poller.lock');
  writeFileSync(lock, JSON.stringify({ ...ourselves(), pid: process.ppid, start: null }));
  const goOn = holdFiles();
  const polled = new Promise<void>((resolve) => {
    world.monitor.subscribe(({ type }) => type === 'polled' && resolve());
  });
  world.monitor.start();
  await passUntil(clock, () => world.asked(LOGIN) > 0);
  await polled;
  expect(world.asked(LIST)).toBe(1);
  expect(world.state).toMatchObject({ polledBy: null, link: { code: 'ok' } });
  await goOn();
  await allWritten();
  expect(world.state.polledBy).toBe(process.ppid);
  expect(clock.now()).toBeLessThan(START + 10 * SECOND);
});

test('a damaged history that is being repaired keeps nobody from being watched; then all is recorded', async () => {
  const held = new HeldHistory();
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'history.db'), 'this was a history once');
  held.set(AT_STEP);
  const openHistory: OpenHistory = (path, clock) => held.open(path, clock);
  const world = await ServedWorld.open({ openHistory, dataDir, unremembered: true });
  const { clock } = world;
  const polled = new Promise<void>((resolve) => {
    world.monitor.subscribe(({ type }) => type === 'polled' && resolve());
  });
  world.monitor.start();
  await passUntil(clock, () => world.asked(LIST) > 0);
  await polled;
  expect(held.isAtStep).toBe(true);
  expect(clock.now()).toBeLessThanOrEqual(START + 5 * SECOND);
  expect(world.heardOf(ada.patientId)).toHaveLength(1);
  await passUntil(clock, () => world.state.storage !== null);
  expect(world.state.storage).toEqual({ code: 'historyUnderRepair', params: {} });
  // It is over soon, and nothing to be alarmed by.
  expect(isRecording(world.state)).toBe(true);
  held.set(FREE);
  await passUntil(clock, () => world.monitor.recorded > 0);
  expect(world.state.storage?.code).not.toBe('historyUnderRepair');
});
