import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openHistory, type History } from '../../../src/main/history/history.ts';
import { DAY_SECONDS, KeptDays, type KeptDay } from '../../../src/main/history/kept-days.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { daysOf } from '../../../src/shared/statistics/days.ts';
import { statisticsOf } from '../../../src/shared/statistics/statistics.ts';
import { dailySummary, hourlyAverage, timeInRange } from '../../../src/shared/statistics/summaries.ts';
import { DAY, HOUR, MINUTE } from '../../../src/shared/time.ts';
import { fileToImport, libreviewFile } from '../../support/file-to-import.ts';
import { NOON, reading } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { clock, openedHistory, personInfo, rowsOf, temporaryFolder, valueOf } from './history-folder.ts';

const TARGET = { low: 70, high: 180 };
/** The wearer's midnight in Berlin, where the files here begin. */
const MIDNIGHT = Date.UTC(2026, 10, 19, 23);

/** Everything that is made of the columns of a window, and the columns themselves. */
function figuresOf(history: History, patientId: string, from: number, to: number): unknown {
  const span = { from, to };
  return valueOf(
    history.read((stored) => {
      const { series, scans } = stored.seriesAndScans(patientId, span, () => {});
      const utc = () => 0;
      return [
        series,
        scans(),
        dailySummary(series, span, utc),
        hourlyAverage(series, span, utc),
        timeInRange(series, span, TARGET),
        statisticsOf(series, { span, target: TARGET }),
        daysOf(series, span, utc),
      ];
    }),
  );
}

/** The slow way: by a connection that has read nothing yet. */
function readAnew(path: string, ...asked: [patientId: string, from: number, to: number]): unknown {
  const history = valueOf(openHistory(path, clock));
  try {
    return figuresOf(history, ...asked);
  } finally {
    history.close();
  }
}

type Writer = (history: History, path: string) => void;

const minutes = fc.integer({ min: -2 * 1440, max: 3 * 1440 });
const batch = fc.record({
  from: minutes,
  count: fc.integer({ min: 1, max: 200 }),
  every: fc.integer({ min: 1, max: 20 }),
});

const recorded: fc.Arbitrary<Writer> = fc
  .record({
    batch,
    patientId: fc.constantFrom('ada', 'ada', 'ben'),
    source: fc.constantFrom<Reading['source'][]>('live', 'graph', 'logbook'),
    utcOffsetSeconds: fc.constantFrom(null, 3600, 7200, -36_000),
    sensorSerial: fc.constantFrom('A', 'B', null),
    mgdl: fc.integer({ min: 40, max: 400 }),
    second: fc.integer({ min: 0, max: 59 }),
  })
  .map(({ batch: { from, count, every }, second, mgdl, ...facts }) => (history) => {
    const readings = Array.from({ length: count }, (_, i) =>
      reading({
        ...facts,
        mgdl: mgdl + (i % 50),
        measuredAt: MIDNIGHT + (from + i * every) * MINUTE + second * 1000,
      }),
    );
    valueOf(history.record(readings));
  });

const imported: fc.Arbitrary<Writer> = batch.map(({ from, count, every }) => (history) => {
  const rows = Array.from(
    { length: count },
    (_, i) => [from + i * every, 100 + (i % 90), i % 9 === 0 ? 1 : 0] as const,
  );
  valueOf(
    history.imports.add(fileToImport(libreviewFile(rows), { dateOrder: 'dmy', unit: 'mgdl', scans: true })),
  );
});

const undone: Writer = (history) => {
  const last = valueOf(history.imports.all()).at(-1);
  if (last) valueOf(history.imports.undo(last.importId));
};

const watched = fc.nat().map((from): Writer => (history) => {
  valueOf(history.journal.add([], [{ from: MIDNIGHT + from, to: MIDNIGHT + from + MINUTE }]));
});

const named: fc.Arbitrary<Writer> = fc
  .string()
  .map((firstName) => (history) => valueOf(history.rememberPerson(personInfo({ firstName }))));

const takenAway = minutes.map((from): Writer => (_, path) => {
  const at = MIDNIGHT / 1000 + from * 60;
  rowsOf(path, `DELETE FROM reading WHERE key & 0x1ffffffff BETWEEN ${at} AND ${at + 7200} RETURNING key`);
});

test('whoever writes whatever, every figure is that of readings read anew', { timeout: 3_600_000 }, () => {
  const act = fc.oneof(
    { arbitrary: recorded, weight: 5 },
    { arbitrary: imported, weight: 2 },
    fc.constant(undone),
    watched,
    named,
    takenAway,
  );
  // Most of what is written was asked for before, and is asked for again.
  const question = fc.record({
    patientId: fc.constantFrom('ada', 'ada', 'ben'),
    from: fc.integer({ min: -2 * 1440, max: 0 }),
    length: fc.integer({ min: 1440, max: 5 * 1440 }),
  });
  const step = fc.record({ act, byAnother: fc.constantFrom(true, false, false), question });
  fc.assert(
    fc.property(fc.array(step, { minLength: 6, maxLength: 8 }), (steps) => {
      const path = join(temporaryFolder(), 'history.db');
      const [own, another] = [openedHistory(path), openedHistory(path)];
      for (const { act: write, byAnother, question: asked } of steps) {
        write(byAnother ? another : own, path);
        const from = MIDNIGHT + asked.from * MINUTE;
        const window = [asked.patientId, from, from + asked.length * MINUTE] as const;
        expect(figuresOf(own, ...window)).toEqual(readAnew(path, ...window));
      }
      own.close();
      another.close();
    }),
    { numRuns: runs(15, 300) },
  );
});

test('what is heard on another day takes away what a file has of that time on the clock', () => {
  const path = join(temporaryFolder(), 'history.db');
  const history = openedHistory(path);
  const window = ['ada', MIDNIGHT - DAY, MIDNIGHT + 3 * DAY] as const;
  const file = libreviewFile([
    [19 * 60, 100],
    [20 * 60, 100],
  ]);
  valueOf(history.imports.add(fileToImport(file, { dateOrder: 'dmy', unit: 'mgdl', scans: true })));
  figuresOf(history, ...window);
  // Eight in the evening on a clock that is eleven hours behind.
  const heard = reading({ measuredAt: MIDNIGHT + 31 * HOUR, utcOffsetSeconds: -36_000 });
  valueOf(history.record([heard]));
  expect(rowsOf(path, 'SELECT key & 0x1ffffffff AS at FROM reading')).toEqual([
    { at: MIDNIGHT / 1000 + 19 * 3600 },
    { at: heard.measuredAt / 1000 },
  ]);
  expect(figuresOf(history, ...window)).toEqual(readAnew(path, ...window));
});

function keeper(most?: number) {
  const path = join(temporaryFolder(), 'history.db');
  const history = openedHistory(path);
  valueOf(history.record([reading({ measuredAt: NOON })]));
  const db = new Database(path);
  onTestFinished(() => void db.close());
  const kept = new KeptDays(db, most);
  const read: number[] = [];
  /** Asks for a day of two readings. */
  const ask = (day: number): KeptDay => {
    kept.renew();
    return kept.day(1, day, () => {
      read.push(day);
      return { second: new Uint32Array(2), mgdl: new Uint16Array(2), context: new Uint32Array(2) };
    });
  };
  const take = (from: number) => db.prepare('DELETE FROM reading WHERE key & 0x1ffffffff >= ?').run(from);
  return { history, kept, read, ask, take };
}

test('a day is read once, until readings of it are written', () => {
  const { kept, read, ask, take } = keeper();
  for (const day of [1, 2, 1, 2]) ask(day);
  expect(read).toEqual([1, 2]);
  kept.during((touch) => {
    touch(1, 2 * DAY_SECONDS);
    take(0);
  });
  for (const day of [1, 2, 1, 2]) ask(day);
  expect(read).toEqual([1, 2, 2]);
});

test('what is written without a word lets everything go, and so does what another connection writes', () => {
  const { history, read, ask, take } = keeper();
  for (const day of [1, 2]) ask(day);
  take(0);
  for (const day of [1, 2]) ask(day);
  valueOf(history.record([reading({ measuredAt: NOON + DAY })]));
  for (const day of [1, 2]) ask(day);
  expect(read).toEqual([1, 2, 1, 2, 1, 2]);
});

test('a word about what is written next says nothing of what was written before', () => {
  const { kept, read, ask, take } = keeper();
  ask(1);
  take(0);
  kept.during(() => {});
  ask(1);
  expect(read).toEqual([1, 1]);
});

test('what fails half way lets everything go', () => {
  const { kept, read, ask, take } = keeper();
  ask(1);
  const failing = () =>
    kept.during(() => {
      take(0);
      throw new Error('The disk is full.');
    });
  expect(failing).toThrow('full');
  ask(1);
  expect(read).toEqual([1, 1]);
});

test('no more is kept than fits, and what was asked for longest makes way', () => {
  const { read, ask } = keeper(6);
  for (const day of [1, 2, 3, 1, 4, 1, 3, 2]) ask(day);
  expect(read).toEqual([1, 2, 3, 4, 2]);
});
