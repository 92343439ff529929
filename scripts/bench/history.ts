/** A year at one reading a minute: how fast it is recorded and summarised, and how much room it takes. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Clock } from '../../src/main/time/clock.ts';
import { act } from '../../src/main/history/acts.ts';
import { HistoryHere } from '../../src/main/history/history-here.ts';
import { openHistory, type History, type StoredReadings } from '../../src/main/history/history.ts';
import type { Reading } from '../../src/shared/glucose/reading.ts';
import { trendArrow } from '../../src/shared/glucose/trend.ts';
import type { Result } from '../../src/shared/result.ts';
import { dailySummary, hourlyAverage, timeInRange } from '../../src/shared/statistics/summaries.ts';
import {
  BARE_INSERT,
  BARE_ROWS,
  insertBareRows,
  openBareTable,
  PERSON_1,
  removeDatabase,
  type BareRow,
} from './bare-table.ts';
import {
  interleaved,
  median,
  RECKONING,
  ratioLine,
  ratioOf,
  shortMilliseconds,
  type Measurement,
} from './measuring.ts';

const READINGS = 525_600;

/** A quarter is enough where every reading is a commit of its own. */
const ONE_BY_ONE = 129_600;

const MINUTE = 60_000;
const START = Date.UTC(2025, 10, 20);
const PERSON = '3f0b6d3a-7c1e-4b8e-9d50-1f6f4f1d2c11';
/** A graph answer: 12 hours, a point every 5 minutes. */
const GRAPH_POINTS = 144;
/** Bulk arrives a day at a time. */
const BATCH = 1440;

/** The i-th minute: plausible values, two zones (summer time), a new sensor every 14 days. */
function readingAt(i: number, source: 'live' | 'graph' = 'live'): Reading {
  const mgdl = Math.round(140 + 60 * Math.sin(i / 97) + 35 * Math.sin(i / 1013));
  const summer = i > 190_000 && i < 500_000;
  return {
    patientId: PERSON,
    measuredAt: START + i * MINUTE + (i % 7) * 1000,
    mgdl,
    offScale: null,
    trend: source === 'live' ? trendArrow(1 + (Math.floor(i / 13) % 5)) : null,
    color: mgdl > 240 ? 3 : mgdl > 180 ? 2 : mgdl < 70 ? 4 : 1,
    utcOffsetSeconds: summer ? 7200 : 3600,
    sensorSerial: `0HPD${String(Math.floor(i / 20_160)).padStart(5, '0')}0`,
    target: { low: 70, high: 180 },
    source,
  };
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

/** A clock that reads shortly after whatever was measured last. */
class RecordingClock implements Clock {
  time = START;
  now(): number {
    return this.time;
  }
  monotonic(): number {
    return this.time;
  }
  after(): () => void {
    return () => undefined;
  }
}

const clock = new RecordingClock();

function recordBulk(path: string, year: readonly Reading[]): void {
  const history = must(openHistory(path, clock));
  clock.time = START + READINGS * MINUTE;
  for (let i = 0; i < year.length; i += BATCH) must(history.record(year.slice(i, i + BATCH)));
  history.close();
}

const bareRows = (year: readonly Reading[]): BareRow[] =>
  year.map(({ measuredAt, mgdl, trend, color }) => ({ at: measuredAt / 1000, mgdl, trend, color }));

/** Minute by minute, the graph every 15 minutes, and every tenth day half a day that only the graph fills. */
function recordAsInLife(path: string): number {
  const history = must(openHistory(path, clock));
  let readings = 0;
  const graphAt = (i: number): Reading[] =>
    Array.from({ length: GRAPH_POINTS }, (_, k) => i - 2 - 5 * k)
      .filter((minute) => minute >= 0)
      .map((minute) => readingAt(minute, 'graph'));
  for (let i = 0; i < ONE_BY_ONE; i++) {
    const asleep = i % 14_400 < 720;
    clock.time = START + i * MINUTE + 40_000;
    if (!asleep) readings += must(history.record([readingAt(i)])).inserted;
    if (!asleep && i % 15 === 0) readings += must(history.record(graphAt(i))).inserted;
  }
  history.close();
  return readings;
}

/** `npm run bench` says the rest. */
export function measure(): Measurement[] {
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  try {
    const year = Array.from({ length: READINGS }, (_, i) => readingAt(i));
    return [...recording(folder, year), ...oneByOne(folder), ...summaries(folder), ...inLife(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function recording(folder: string, year: readonly Reading[]): Measurement[] {
  const [path, bare] = [join(folder, 'history.db'), join(folder, 'bare')];
  const rows = bareRows(year);
  const times = interleaved(5, {
    bare: () => insertBareRows(bare, rows, Math.floor((START + READINGS * MINUTE) / 1000)),
    record: () => recordBulk(removeDatabase(path), year),
  });
  return [
    ratioLine(
      `recording ${READINGS} readings, rate`,
      ratioOf(times.bare, times.record),
      '>= 0.9',
      `${median(times.record).toFixed(0)} ms in ${READINGS / BATCH} durable batches of ${BATCH}, checked, merged; against ` +
        `${median(times.bare).toFixed(0)} ms for bare INSERTs without checks and foreign keys in one transaction`,
    ),
    {
      what: 'room after that',
      figure: `${(statSync(path).size / READINGS).toFixed(1)} bytes`,
      goal: '<= 24',
      detail: 'per reading, the whole file',
    },
  ];
}

/** One reading as it comes, with whose it is, until it is known to be on the disk; and a bare row as durable. */
function oneByOne(folder: string): Measurement[] {
  const [path, barePath] = [join(folder, 'one.db'), join(folder, 'bare-one')];
  const here = new HistoryHere(path, clock);
  clock.time = START;
  const db = openBareTable(barePath);
  const insert = db.prepare(BARE_INSERT);
  const info = { patientId: PERSON, firstName: 'Ada', lastName: '', target: null, unit: null };
  let [i, row] = [0, 0];
  const works = {
    bare: () => insert.run(PERSON_1 + START / 1000 + row++ * 60, 140, 3, 1, 1, 0, 40),
    record: () =>
      must(
        act({ file: here.file, now: clock.now(), goOn: () => {} }, 'record', {
          people: [info],
          readings: [readingAt(i++)],
        }),
      ),
  };
  const times = interleaved(400, works, { before: 10, timed: shortMilliseconds });
  db.close();
  here.file.close();
  return [
    ratioLine(
      'one live reading until it is on the disk, time',
      ratioOf(times.record, times.bare),
      '<= 1.3',
      `${median(times.record).toFixed(2)} ms; against ${median(times.bare).toFixed(2)} ms for a bare durable INSERT of one row`,
    ),
  ];
}

function summaries(folder: string): Measurement[] {
  const path = join(folder, 'history.db');
  const history: History = must(openHistory(path, clock));
  const db = new Database(path, { readonly: true });
  const arrays = db.prepare(BARE_ROWS).raw();
  const window = [PERSON_1 + START / 1000, PERSON_1 + START / 1000 + 366 * 86_400];
  const range = { from: START, to: START + 366 * 86_400_000 };
  const utc = (): number => 0;
  const asked = {
    daily: (stored: StoredReadings) => dailySummary(stored.series(PERSON, range), range, utc),
    hourly: (stored: StoredReadings) => hourlyAverage(stored.series(PERSON, range), range, utc),
    inRange: (stored: StoredReadings) =>
      timeInRange(stored.series(PERSON, range), range, { low: 70, high: 180 }),
  };
  const anew = (question: (stored: StoredReadings) => unknown) => () => {
    const fresh = must(openHistory(path, clock));
    must(fresh.read(question));
    fresh.close();
  };
  const works = {
    arrays: () => arrays.all(...window),
    daily: () => must(history.read(asked.daily)),
    hourly: () => must(history.read(asked.hourly)),
    inRange: () => must(history.read(asked.inRange)),
    opening: anew(() => null),
    first: anew(asked.daily),
  };
  const times = interleaved(9, works, RECKONING);
  db.close();
  history.close();
  const line = (what: string, own: readonly number[], goal: string, detail: string): Measurement =>
    ratioLine(
      what,
      ratioOf(own, times.arrays),
      goal,
      `${median(own).toFixed(0)} ms of processor ${detail}; against ${median(times.arrays).toFixed(0)} ms for .raw().all() of at, mgdl, context`,
    );
  const later = 'of days that were asked for before';
  const first = times.first.map((time, round) => time - (times.opening[round] ?? 0));
  return [
    line('daily summary of the year, time', times.daily, '<= 0.6', later),
    line('hourly averages of the year, time', times.hourly, '<= 0.6', later),
    line('time in range of the year, time', times.inRange, '<= 0.6', later),
    line('daily summary of the year, the first time', first, '<= 1', 'without opening the history'),
  ];
}

function inLife(folder: string): Measurement[] {
  const path = join(folder, 'life.db');
  const readings = recordAsInLife(path);
  return [
    {
      what: 'room after 90 days one by one with graph back-fills',
      figure: `${(statSync(path).size / readings).toFixed(1)} bytes`,
      goal: '<= 24',
      detail: `per reading, the whole file, ${readings} readings`,
    },
  ];
}
