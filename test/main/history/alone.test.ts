import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { alone } from '../../../src/main/history/alone.ts';
import { openHistory } from '../../../src/main/history/history.ts';
import { removePeople } from '../../../src/main/history/remove-people.ts';
import { NOON, reading } from '../../support/readings.ts';
import { clock, codeOf, filledHistory, openedHistory, rowsOf, stored, valueOf } from './history-folder.ts';

/** A history that somebody is to be erased from, as the program that does so has it open. */
function opened(): { path: string; db: Database.Database } {
  const path = filledHistory();
  const db = new Database(path, { timeout: 0 });
  onTestFinished(() => void db.close());
  db.pragma('foreign_keys = ON');
  db.prepare('SELECT count(*) FROM reading').get();
  return { path, db };
}

/** Another program's first look at a history. */
function looked(path: string): unknown {
  const db = new Database(path, { timeout: 0 });
  try {
    return db.prepare('SELECT count(*) FROM context').pluck().get();
  } finally {
    db.close();
  }
}

test('nobody comes to know numbers that are about to mean something else', () => {
  const { path, db } = opened();
  const whileErasing: string[] = [];
  const erased = alone(db, () => {
    for (const step of ['before', 'after']) {
      expect(() => looked(path), step).toThrow('database is locked');
      whileErasing.push(codeOf(openHistory(path, clock)));
      if (step === 'before') removePeople(db, ['ada']);
    }
    return 'erased';
  });
  expect(erased).toBe('erased');
  expect(whileErasing).toEqual(['historyBusy', 'historyBusy']);
  db.close();
  expect(looked(path)).toBe(0);
  const again = openedHistory(path);
  valueOf(again.record([reading({ measuredAt: NOON, sensorSerial: 'S9' })]));
  expect(stored(again)).toHaveLength(1);
  expect(rowsOf(path, 'PRAGMA foreign_key_check')).toEqual([]);
});

test('a history that another program has open is left to it, with the numbers that it knows', () => {
  const { path, db } = opened();
  const other = openedHistory(path);
  valueOf(other.record([reading({ measuredAt: NOON - 60_000, sensorSerial: 'S1' })]));
  expect(alone(db, () => 'erased')).toBeNull();
  db.close();
  valueOf(other.record([reading({ measuredAt: NOON - 120_000, sensorSerial: 'S1' })]));
  expect(stored(other)).toHaveLength(2002);
  expect(rowsOf(path, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
});
