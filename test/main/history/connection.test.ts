import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { historyOf } from '../../../src/main/history/history.ts';
import { openDatabase } from '../../../src/main/history/open-database.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { NOON, reading } from '../../support/readings.ts';
import { clock, codeOf, newHistory, stored, temporaryFolder, valueOf, personInfo } from './history-folder.ts';

describe('the connection', () => {
  test('is durable and strict, with an SQLite free of the WAL-reset fault', () => {
    const path = join(temporaryFolder(), 'history.db');
    const db = valueOf(openDatabase(path, clock));
    const read = (name: string): unknown => db.pragma(name, { simple: true });
    expect(read('synchronous')).toBe(2);
    expect(read('journal_mode')).toBe('wal');
    expect(read('foreign_keys')).toBe(1);
    // Another process may finish its commit; the tray waits no longer.
    expect(read('busy_timeout')).toBe(2000);
    // Sorting leaves no readings in a folder that others may read.
    expect(read('temp_store')).toBe(2);
    expect(read('application_id')).toBe(0x476c7563);
    expect(read('user_version')).toBe(4);
    const [major = 0, minor = 0, patch = 0] = String(db.prepare('SELECT sqlite_version()').pluck().get())
      .split('.')
      .map(Number);
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_051_003);
    db.close();
  });

  test('a history held by another writer is busy, and works again afterwards', () => {
    const path = join(temporaryFolder(), 'history.db');
    const db = valueOf(openDatabase(path, clock));
    db.pragma('busy_timeout = 0');
    const history = historyOf(db, path, clock);
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    expect(codeOf(history.record([reading()]))).toBe('historyBusy');
    expect(codeOf(history.rememberPerson(personInfo()))).toBe('historyBusy');
    other.exec('ROLLBACK');
    other.close();
    expect(valueOf(history.record([reading()]))).toEqual({ inserted: 1, duplicates: 0 });
    history.close();
  });

  test('a full disk loses nothing acknowledged, stores no half batch, and works again with space', () => {
    const path = join(temporaryFolder(), 'history.db');
    const db = valueOf(openDatabase(path, clock));
    const history = historyOf(db, path, clock);
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 4}`);
    const batch = (number: number): Reading[] =>
      Array.from({ length: 100 }, (_, i) => reading({ measuredAt: NOON + (number * 100 + i) * 60_000 }));
    let acknowledged = 0;
    let outcome = history.record(batch(acknowledged));
    while (outcome.ok) outcome = history.record(batch(++acknowledged));
    expect(outcome.problem.code).toBe('diskFull');
    expect(acknowledged).toBeGreaterThan(1);
    expect(stored(history)).toHaveLength(acknowledged * 100);
    expect(codeOf(history.record([reading({ patientId: 'bob', sensorSerial: 'new' })]))).toMatch(
      /^(ok|diskFull)$/,
    );
    db.pragma('max_page_count = 1000000');
    expect(valueOf(history.record(batch(acknowledged)))).toEqual({ inserted: 100, duplicates: 0 });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    history.close();
  });

  test('a person and a context made up by a failed batch are not remembered', () => {
    const history = newHistory();
    const first = reading({ patientId: 'bob', sensorSerial: 'X' });
    expect(codeOf(history.record([reading({ sensorSerial: 'Z' }), { ...first, mgdl: 0 }]))).toBe(
      'historyFailed',
    );
    expect(valueOf(history.read((readings) => readings.people()))).toEqual([]);
    expect(valueOf(history.record([first, reading({ sensorSerial: 'Y' })]))).toEqual({
      inserted: 2,
      duplicates: 0,
    });
    expect(stored(history, 'bob')).toEqual([first]);
  });
});
