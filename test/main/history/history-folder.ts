import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished } from 'vitest';
import type { Clock } from '../../../src/main/time/clock.ts';
import { openHistory, type History, type PersonInfo } from '../../../src/main/history/history.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import type { Result } from '../../../src/shared/result.ts';
import type { Series } from '../../../src/shared/statistics/series.ts';
import { NOON, person, reading } from '../../support/readings.ts';

/** A folder of its own for one test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-history-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Always one minute past noon; nothing here waits. */
export const clock: Clock = { now: () => NOON + 60_000, monotonic: () => 0, after: () => () => undefined };

/** Somebody whose account has told neither target nor unit yet. */
export function personInfo(changes: Partial<PersonInfo> = {}): PersonInfo {
  return { ...person(), target: null, unit: null, ...changes };
}

/** The value of a result that must have succeeded. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.problem.code} ${JSON.stringify(result.problem.params)}`);
  return result.value;
}

/** The code of a result that must have failed. */
export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.problem.code;
}

/** An open history, closed after the test. */
export function openedHistory(path: string): History {
  const history = valueOf(openHistory(path, clock));
  onTestFinished(() => history.close());
  return history;
}

/** What another program sees. */
export function rowsOf(path: string, sql: string): unknown[] {
  const db = new Database(path);
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

/** A closed history of 2,000 readings in a folder of its own. */
export function filledHistory(): string {
  const path = join(temporaryFolder(), 'history.db');
  const history = openedHistory(path);
  const readings = Array.from({ length: 2000 }, (_, i) =>
    reading({ measuredAt: NOON + i * 60_000, mgdl: 60 + (i % 200), sensorSerial: `S${i % 7}` }),
  );
  valueOf(history.record(readings));
  history.close();
  return path;
}

/** The same history as a crash leaves it: half of it only in the write-ahead log. */
export function crashedHistory(): string {
  const path = filledHistory();
  const history = openedHistory(path);
  valueOf(
    history.record(Array.from({ length: 500 }, (_, i) => reading({ measuredAt: NOON - (i + 1) * 60_000 }))),
  );
  const copy = join(temporaryFolder(), 'history.db');
  copyFileSync(path, copy);
  copyFileSync(`${path}-wal`, `${copy}-wal`);
  return copy;
}

/** How many readings another program counts. */
export const count = (path: string): unknown => rowsOf(path, 'SELECT count(*) AS n FROM reading')[0];

/** An open history in a folder of its own. */
export function newHistory(): History {
  return openedHistory(join(temporaryFolder(), 'history.db'));
}

/** All readings of a person. */
export function stored(history: History, patientId: string | null = 'ada'): Reading[] {
  return valueOf(history.read((readings) => readings.readings(patientId)));
}

/** Equal readings, however their contexts are shared. */
export function expectSameSeries(actual: Series, expected: Series): void {
  const plain = ({ at, mgdl, context, contexts }: Series): unknown =>
    Array.from(at, (second, i) => [second, mgdl[i], contexts[context[i] ?? -1]]);
  expect(plain(actual)).toEqual(plain(expected));
}
