import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActName, RequestOf } from '../../../src/main/history/acts.ts';
import { HistoryHere } from '../../../src/main/history/history-here.ts';
import type { HistoryPort } from '../../../src/main/history/port.ts';
import { Monitor } from '../../../src/main/monitor/monitor.ts';
import { Profile } from '../../../src/main/profile/profile.ts';
import { GlucoseService } from '../../../src/main/service.ts';
import { DemoHistory } from '../../../src/main/session/demo-history.ts';
import { pastReadings } from '../../../src/main/simulator/past.ts';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import { sensorAt } from '../../../src/main/simulator/sensor.ts';
import { startSimulator } from '../../../src/main/simulator/simulator.ts';
import { Pulse } from '../../../src/main/time/pulse.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import type { Result } from '../../../src/shared/result.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 29, 15, 24, 30);
const PEOPLE = [ada, ben];

let folder: string;
let clock: FakeClock;
let open: HistoryPort[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'glucoglance-demo-'));
  clock = new FakeClock(NOW);
  open = [];
});
afterEach(async () => {
  for (const history of open) await history.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = () => join(folder, 'history.db');
function opened<H extends HistoryPort>(history: H): H {
  open.push(history);
  return history;
}
const plain = () => opened(new HistoryHere(path(), clock));
const demo = (history: HistoryPort = plain()) => opened(new DemoHistory(history, clock));

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}

async function readingsOf(history: HistoryPort, patientId: string): Promise<Reading[]> {
  return valueOf(await history.ask('readings', { patientIds: [patientId], window: {} }));
}

/** Everything that is stored, as text: quicker to compare. */
async function stored(): Promise<string> {
  const history = plain();
  const all: unknown[] = await Promise.all(PEOPLE.map(({ patientId }) => readingsOf(history, patientId)));
  all.push(valueOf(await history.ask('journal', { from: 0, to: NOW + 1000 * DAY, patientId: null })));
  await history.close();
  return JSON.stringify(all);
}

const made = (of: typeof ada, until: number, days = 90) => [
  ...pastReadings(of, { from: NOW - days * DAY, until }),
];

/** A history that is handed something else to do, or nothing. */
function through(
  history: HistoryPort,
  ask: (name: ActName, request: unknown) => Promise<Result<unknown>> | null,
): HistoryPort {
  const forward = <N extends ActName>(name: N, request: RequestOf<N>, signal?: AbortSignal) =>
    ask(name, request) ?? history.ask(name, request, signal);
  return {
    ask: forward as HistoryPort['ask'],
    get state() {
      return history.state;
    },
    close: () => history.close(),
  };
}

describe('the history of a demo', () => {
  it('goes ninety days back from the first question on, for both of its people', async () => {
    const history = demo();
    const people = valueOf(await history.ask('people', null));
    expect(people).toEqual([
      {
        patientId: ada.patientId,
        firstName: 'Ada',
        lastName: 'Lindqvist',
        unit: 'mgdl',
        target: { low: 70, high: 180 },
      },
      {
        patientId: ben.patientId,
        firstName: 'Ben',
        lastName: 'Marlowe',
        unit: 'mmol',
        target: { low: 70, high: 180 },
      },
    ]);
    for (const person of PEOPLE) {
      const readings = await readingsOf(history, person.patientId);
      expect(JSON.stringify(readings)).toBe(JSON.stringify(made(person, NOW - 4 * HOUR)));
      const days = valueOf(await history.ask('dailySummary', { patientId: person.patientId, days: 90 }));
      expect(days.length).toBeGreaterThanOrEqual(90);
    }
  });

  it('tells what the alarms did in its last fortnight, and that they were watching', async () => {
    const history = demo();
    const window = { from: 0, to: NOW, patientId: null };
    const entries = valueOf(await history.ask('journal', window));
    const ended = NOW - 4 * HOUR;
    expect(entries.filter(({ at }) => at < ended - 14 * DAY || at >= ended)).toEqual([]);
    for (const { patientId } of PEOPLE) {
      const own = entries.filter((one) => one.patientId === patientId);
      const done = own.map(({ kind, decision }) => `${kind} ${decision}`);
      const rang = [
        'low raised',
        'urgentLow raised',
        'urgentLow acknowledged',
        'high raised',
        'noData raised',
      ];
      expect(done).toEqual(
        expect.arrayContaining([...rang, 'low cleared', 'high cleared', 'noData cleared']),
      );
    }
    const { watched } = valueOf(await history.ask('moment', { at: NOW - 7 * DAY }));
    expect(watched.before).toEqual({ from: ended - 14 * DAY, to: ended });
    const now = valueOf(await history.ask('moment', { at: NOW }));
    expect(now.watched.before!.to).toBe(ended);
  });

  it('tells nobody anything that is current', async () => {
    const profile = new Profile({
      dataDir: folder,
      clock,
      places: {
        openHistory: () => plain(),
        wrapHistory: (history, time) => new DemoHistory(history, time),
      },
    });
    const heard: string[] = [];
    const monitor = new Monitor({ profile, pulse: new Pulse(clock), dataDir: folder, intervalMs: 60_000 });
    monitor.subscribe(({ type }) => heard.push(type));
    await monitor.remember();
    expect(monitor.state.people.map(({ reading, recent }) => [reading, recent])).toEqual([
      [null, []],
      [null, []],
    ]);
    expect(heard).not.toContain('reading');
    await profile.close();
  });

  /** Ninety days before it Ada's sensor warms up, and has done so for ten minutes. */
  const warmingUp = sensorAt(ada, NOW - 14 * DAY).activatedAt + 600_000 + 90 * DAY;
  it.each([
    ['at once', NOW, 0],
    ['a second later', NOW, 1000],
    ['minutes later, which it has less at its beginning', warmingUp, 20 * 60_000],
    ['days later', NOW, 3 * DAY],
  ])('has nothing added by a second start, %s', async (_when, first, later) => {
    clock = new FakeClock(first);
    await demo().ask('look', null);
    const before = await stored();
    clock = new FakeClock(first + later);
    const acts: string[] = [];
    await demo(through(plain(), (name) => (acts.push(name), null))).ask('look', null);
    expect(acts.filter((name) => name === 'record' || name === 'note')).toEqual([]);
    expect((await stored()) === before).toBe(true);
  });

  it('is completed where it was ended half-way, although readings have come meanwhile', async () => {
    let records = 0;
    const killed = through(plain(), (name) =>
      (name === 'record' && ++records === 2) || (name === 'note' && records === 2)
        ? new Promise(() => {})
        : null,
    );
    await demo(killed).ask('look', null);
    const half = plain();
    const whole = JSON.stringify(await readingsOf(half, ada.patientId));
    expect(await readingsOf(half, ben.patientId)).toEqual([]);
    const live: Reading = { ...made(ben, NOW).at(-1)!, measuredAt: NOW - 7 * HOUR };
    valueOf(await half.ask('record', { people: [], readings: [live] }));

    clock = new FakeClock(NOW + 2 * HOUR);
    const next = demo();
    expect(JSON.stringify(await readingsOf(next, ada.patientId)) === whole).toBe(true);
    const readings = await readingsOf(next, ben.patientId);
    const before = [...pastReadings(ben, { from: NOW + 2 * HOUR - 90 * DAY, until: NOW - 7 * HOUR })];
    expect(JSON.stringify(readings)).toBe(JSON.stringify([...before, live]));
  });

  it('is left as it is where there is anybody else: that is the folder of an account', async () => {
    const patientId = '11111111-2222-4333-8444-555555555555';
    const reading: Reading = { ...made(ada, NOW).at(-1)!, patientId };
    await plain().ask('record', { people: [], readings: [reading] });
    expect(await readingsOf(demo(), patientId)).toHaveLength(1);
    expect(await stored()).toBe('[[],[],[]]');
  });

  it('lets others have a turn while it is made', async () => {
    let turns = 0;
    let isMade = false;
    const count = (): void => {
      turns += 1;
      if (!isMade) setImmediate(count);
    };
    setImmediate(count);
    await demo().ask('look', null);
    isMade = true;
    expect(turns).toBeGreaterThan(40);
  });

  it('keeps no question from being answered while it cannot be written', async () => {
    const hanging = through(plain(), (name) =>
      name === 'record' || name === 'note' ? new Promise(() => {}) : null,
    );
    expect(valueOf(await demo(hanging).ask('people', null))).toEqual([]);
  });

  it('is not made where it is closed meanwhile, and at the next question it is', async () => {
    const history = demo();
    const asked = history.ask('people', null);
    await history.close();
    expect(valueOf(await asked)).toEqual([]);
    expect(valueOf(await history.ask('people', null))).toHaveLength(2);
  });

  it('begins anew after a damaged one', async () => {
    writeFileSync(path(), 'this was a history once');
    const history = demo();
    expect(valueOf(await history.ask('people', null))).toHaveLength(2);
    expect(history.state.notices.map(({ code }) => code)).toEqual(['historyDamaged']);
  });

  it('asks nothing of a disk before somebody asks it', async () => {
    await demo().close();
    expect(existsSync(path())).toBe(false);
  });
});

it('what the server gives then goes on from it: the same readings where both have them', async () => {
  const simulator = await startSimulator({ clock });
  const profile = new Profile({
    dataDir: folder,
    clock,
    credentials: { email: simulator.email, password: simulator.password },
    server: { baseUrl: simulator.url, ownServer: true },
    places: { wrapHistory: (history, time) => new DemoHistory(history, time) },
  });
  const service = new GlucoseService(profile);
  const graph = valueOf(await service.getGraphReadings());
  expect(graph.length).toBeGreaterThan(150);
  // As graphs, for so long that they reach to the end of this one.
  const byInstant = new Map(
    PEOPLE.flatMap((one) => made(one, NOW + 30 * HOUR, 5)).map((one) => [
      one.patientId + one.measuredAt,
      one,
    ]),
  );
  for (const { reading } of graph)
    expect(byInstant.get(reading.patientId + reading.measuredAt)).toEqual(reading);

  const { received, inserted, duplicates } = valueOf(await service.recordGraph());
  expect(received).toBe(inserted + duplicates);
  // Of its twelve hours the last four were left to it.
  expect(duplicates).toBeGreaterThan(received / 2);
  for (const { patientId } of PEOPLE) {
    const readings = await readingsOf(profile.history, patientId);
    const recent = readings.filter(({ measuredAt }) => measuredAt > NOW - 12 * HOUR);
    const jumps = recent.filter(
      ({ mgdl }, place) => Math.abs(mgdl - (recent[place - 1]?.mgdl ?? mgdl)) >= 60,
    );
    expect(jumps).toEqual([]);
    expect(NOW - recent.at(-1)!.measuredAt).toBeLessThan(0.6 * HOUR);
  }
  await profile.close();
  await simulator.close();
});
