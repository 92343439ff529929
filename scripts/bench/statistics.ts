/** All figures of 90 and of 360 days at one reading a minute, against reading those rows from SQLite. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Clock } from '../../src/main/time/clock.ts';
import { openHistory } from '../../src/main/history/history.ts';
import { act } from '../../src/main/history/acts.ts';
import { HistoryHere } from '../../src/main/history/history-here.ts';
import type { Reading } from '../../src/shared/glucose/reading.ts';
import { trendArrow } from '../../src/shared/glucose/trend.ts';
import type { Result } from '../../src/shared/result.ts';
import { ambulatoryProfile } from '../../src/shared/statistics/ambulatory-profile.ts';
import { reachOf } from '../../src/shared/statistics/grid.ts';
import { BARE_ROWS, PERSON_1 } from './bare-table.ts';
import { interleaved, median, RECKONING, ratioLine, ratioOf, type Measurement } from './measuring.ts';

const DAYS = 360;
const MINUTE = 60_000;
const DAY_MS = 1440 * MINUTE;
const START = Date.UTC(2025, 10, 20);
const NOW = START + DAYS * DAY_MS;
const PERSON = '3f0b6d3a-7c1e-4b8e-9d50-1f6f4f1d2c11';

/** Stands at the end of what is recorded. */
const clock: Clock = { now: () => NOW, monotonic: () => 0, after: () => () => undefined };

/** The i-th minute: lows and highs, a new sensor every 14 days. */
function readingAt(i: number): Reading {
  return {
    patientId: PERSON,
    measuredAt: START + i * MINUTE + (i % 7) * 1000,
    mgdl: Math.round(150 + 70 * Math.sin(i / 97) + 40 * Math.sin(i / 1013)),
    offScale: null,
    trend: trendArrow(1 + (Math.floor(i / 13) % 5)),
    color: 1,
    utcOffsetSeconds: 3600,
    sensorSerial: `0HPD${String(Math.floor(i / 20_160)).padStart(5, '0')}0`,
    target: { low: 70, high: 180 },
    source: 'live',
  };
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

function record(path: string): void {
  const history = must(openHistory(path, clock));
  must(
    history.rememberPerson({
      patientId: PERSON,
      firstName: 'Ada',
      lastName: 'Lovelace',
      target: { low: 70, high: 180 },
      unit: 'mgdl',
    }),
  );
  for (let day = 0; day < DAYS; day++) {
    must(history.record(Array.from({ length: 1440 }, (_, i) => readingAt(day * 1440 + i))));
  }
  history.close();
}

/** `npm run bench` says the rest. */
export function measure(): Measurement[] {
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  try {
    const path = join(folder, 'history.db');
    record(path);
    return figures(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figures(path: string): Measurement[] {
  const db = new Database(path, { readonly: true });
  const rows = db.prepare<[number, number]>(BARE_ROWS).raw();
  const history = must(openHistory(path, clock));
  const here = new HistoryHere(path, clock);
  const ask = (name: 'statistics' | 'patterns' | 'days', days: number): unknown =>
    must<unknown>(
      act({ file: here.file, now: clock.now(), goOn: () => {} }, name, {
        patientId: PERSON,
        window: { from: { instant: NOW - days * DAY_MS }, to: { instant: NOW } },
      }),
    );
  const profile = (days: number): unknown => {
    const reach = reachOf({ from: NOW - days * DAY_MS, to: NOW }, NOW);
    return must(
      history.read((stored) =>
        ambulatoryProfile(
          stored.series(PERSON, reach),
          { span: { from: NOW - days * 86_400_000, to: NOW } },
          () => 0,
        ),
      ),
    );
  };
  const read = (days: number) => rows.all(PERSON_1 + (NOW - days * DAY_MS) / 1000, PERSON_1 + NOW / 1000);
  const works = {
    rows: () => read(90),
    yearRows: () => read(DAYS),
    stats: () => ask('statistics', 90),
    year: () => ask('statistics', DAYS),
    profile: () => profile(90),
    patterns: () => ask('patterns', 90),
    days: () => ask('days', DAYS),
  };
  const times = interleaved(9, works, RECKONING);
  here.file.close();
  history.close();
  db.close();
  const line = (what: string, name: keyof typeof times, goal: string, to: keyof typeof times): Measurement =>
    ratioLine(
      what,
      ratioOf(times[name], times[to]),
      goal,
      `${median(times[name]).toFixed(1)} ms of processor with reading, of days that were asked for before; against ` +
        (to === 'stats' ? 'those of 90 days' : `.raw().all() of the ${to === 'rows' ? 90 : DAYS} days`) +
        `, ${median(times[to]).toFixed(1)} ms`,
    );
  return [
    line('stats of 90 days at a reading a minute, time', 'stats', '<= 0.6', 'rows'),
    line('stats of 360 days at a reading a minute, time', 'year', '<= 0.6', 'yearRows'),
    line('stats of 360 days against 90, time', 'year', '<= 5', 'stats'),
    line('profile (AGP) of 90 days, time', 'profile', '<= 0.4', 'rows'),
    line('patterns of 90 days, time', 'patterns', '<= 0.4', 'rows'),
    line('days of 360 days, time', 'days', '<= 0.4', 'yearRows'),
  ];
}
