/** A year at one reading a minute: how fast it is recorded and summarised, and how much room it takes. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Clock } from '../../src/main/time/clock.ts';
import { openHistory, type History } from '../../src/main/history/history.ts';
import type { Reading } from '../../src/shared/glucose/reading.ts';
import { trendArrow } from '../../src/shared/glucose/trend.ts';
import type { Result } from '../../src/shared/result.ts';
import { dailySummary, hourlyAverage, timeInRange } from '../../src/shared/statistics/summaries.ts';
import { insertBareRows, removeDatabase, type BareRow } from './bare-table.ts';
import { medians, type Measurement } from './measuring.ts';

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
    return [...recording(folder, year), ...summaries(folder), ...inLife(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function recording(folder: string, year: readonly Reading[]): Measurement[] {
  const [path, bare] = [join(folder, 'history.db'), join(folder, 'bare')];
  const rows = bareRows(year);
  const times = medians(5, {
    bare: () => insertBareRows(bare, rows, Math.floor((START + READINGS * MINUTE) / 1000)),
    record: () => recordBulk(removeDatabase(path), year),
  });
  return [
    {
      what: `recording ${READINGS} readings, rate`,
      figure: `${(times.bare / times.record).toFixed(2)} x`,
      goal: '>= 0.5',
      detail:
        `${times.record.toFixed(0)} ms in ${READINGS / BATCH} durable batches of ${BATCH}, checked, merged; against ` +
        `${times.bare.toFixed(0)} ms for bare INSERTs without checks and foreign keys in one transaction`,
    },
    {
      what: 'room after that',
      figure: `${(statSync(path).size / READINGS).toFixed(1)} bytes`,
      goal: '<= 32',
      detail: 'per reading, the whole file',
    },
  ];
}

function summaries(folder: string): Measurement[] {
  const path = join(folder, 'history.db');
  const history: History = must(openHistory(path, clock));
  const db = new Database(path, { readonly: true });
  const rows = db.prepare(
    'SELECT at, mgdl, context FROM reading WHERE patient = ? AND at >= ? AND at < ? ORDER BY at',
  );
  const window = [1, START / 1000, START / 1000 + 366 * 86_400];
  const range = { from: START, to: START + 366 * 86_400_000 };
  const arrays = db.prepare(rows.source).raw();
  const series = <T>(summary: (stored: Parameters<Parameters<History['read']>[0]>[0]) => T): T =>
    must(history.read(summary));
  const utc = (): number => 0;
  const times = medians(9, {
    arrays: () => arrays.all(...window),
    objects: () => rows.all(...window),
    daily: () => series((stored) => dailySummary(stored.series(PERSON, range), range, utc)),
    hourly: () => series((stored) => hourlyAverage(stored.series(PERSON, range), range, utc)),
    inRange: () =>
      series((stored) => timeInRange(stored.series(PERSON, range), range, { low: 70, high: 180 })),
  });
  db.close();
  history.close();
  const line = (what: string, time: number): Measurement => ({
    what,
    figure: `${(time / times.arrays).toFixed(2)} x`,
    goal: '<= 1.5',
    detail:
      `${time.toFixed(0)} ms with reading; against ${times.arrays.toFixed(0)} ms for .raw().all() of at, mgdl, context ` +
      `(as objects ${times.objects.toFixed(0)} ms)`,
  });
  return [
    line('daily summary of the year, time', times.daily),
    line('hourly averages of the year, time', times.hourly),
    line('time in range of the year, time', times.inRange),
  ];
}

function inLife(folder: string): Measurement[] {
  const path = join(folder, 'life.db');
  const readings = recordAsInLife(path);
  return [
    {
      what: 'room after 90 days one by one with graph back-fills',
      figure: `${(statSync(path).size / readings).toFixed(1)} bytes`,
      goal: '<= 32',
      detail: `per reading, the whole file, ${readings} readings`,
    },
  ];
}
