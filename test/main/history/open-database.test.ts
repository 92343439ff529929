import Database from 'better-sqlite3';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openHistory } from '../../../src/main/history/history.ts';
import { openCopy, openDatabase } from '../../../src/main/history/open-database.ts';
import type { Problem } from '../../../src/shared/problems.ts';
import { MINUTE } from '../../../src/shared/time.ts';
import { NOON, reading } from '../../support/readings.ts';
import {
  clock,
  codeOf,
  count,
  crashedHistory,
  filledHistory,
  openedHistory,
  temporaryFolder,
  valueOf,
} from './history-folder.ts';

describe('a damaged history', () => {
  test('is one whose first bytes are not those of ours, whatever the rest is, and its log goes with it', () => {
    const having =
      (at: number, ...bytes: number[]) =>
      (file: Buffer) =>
        Buffer.concat([file.subarray(0, at), Buffer.from(bytes), file.subarray(at + bytes.length)]);
    const changed: Record<string, (file: Buffer) => Buffer> = {
      'no bytes past the header': (file) => file.subarray(0, 100),
      'not even the whole header': (file) => file.subarray(0, 60),
      'other words at the beginning': having(14, 0x34),
      'a text, which names no program': (file) => Buffer.alloc(file.length, 'blood glucose\n'),
      'bytes without words': (file) => Buffer.alloc(file.length, 1),
      'a way of writing 0': having(18, 0),
      'a way of writing 3': having(18, 3),
      'a way of reading 0': having(19, 0),
      'a way of reading 3': having(19, 3),
      'pages of 0 bytes': having(16, 0, 0),
      'pages of 256 bytes': having(16, 1, 0),
      'pages of 4097 bytes': having(16, 16, 1),
      'other shares of a page': having(21, 65),
      'no version': having(60, 0, 0, 0, 0),
    };
    const crashed = crashedHistory();
    const [sound, log] = [readFileSync(crashed), readFileSync(`${crashed}-wal`)];
    for (const [what, change] of Object.entries(changed)) {
      const path = join(temporaryFolder(), 'history.db');
      const bytes = change(sound);
      writeFileSync(path, bytes);
      writeFileSync(`${path}-wal`, log);
      expect(codeOf(openHistory(path, clock)), what).toBe('historyDamaged');
      const movedTo = join(path, '..', 'damaged', '20261120T120100Z');
      expect(readFileSync(join(movedTo, 'history.bak')), what).toEqual(bytes);
      expect(readFileSync(join(movedTo, 'history.bak-wal')), what).toEqual(log);
    }
  });

  test('is one whose schema is of a form that SQLite does not know', () => {
    const path = filledHistory();
    const bytes = readFileSync(path);
    bytes[47] = 5;
    writeFileSync(path, bytes);
    expect(codeOf(openHistory(path, clock))).toBe('historyDamaged');
  });

  test('is found beside the journal of an interrupted change too', () => {
    const path = filledHistory();
    const db = new Database(path);
    db.pragma('foreign_keys = OFF');
    db.exec('UPDATE reading SET context = 77 WHERE (key & 0x1ffffffff) % 100 = 0');
    db.close();
    writeFileSync(`${path}-journal`, '');
    expect(codeOf(openHistory(path, clock))).toBe('historyDamaged');
    expect(existsSync(path)).toBe(false);

    const sound = filledHistory();
    writeFileSync(`${sound}-journal`, '');
    openedHistory(sound).close();
    expect(count(sound)).toEqual({ n: 2000 });

    const text = join(temporaryFolder(), 'history.db');
    writeFileSync(text, Buffer.alloc(8192, 'blood glucose\n'));
    writeFileSync(`${text}-journal`, '');
    expect(codeOf(openHistory(text, clock))).toBe('historyDamaged');
  });
});

describe('a history that is none the worse', () => {
  test('has the smallest pages there are, or the largest', () => {
    for (const size of [512, 65_536]) {
      const path = filledHistory();
      const db = new Database(path);
      db.pragma('journal_mode = DELETE');
      db.pragma(`page_size = ${size}`);
      db.exec('VACUUM');
      db.close();
      openedHistory(path).close();
      expect(count(path), String(size)).toEqual({ n: 2000 });
    }
  });

  /** A sound history, and a log that does not belong beside it. */
  const strangeLogs: Record<string, () => { file: Buffer; log: Buffer }> = {
    'of a smaller history'() {
      const small = join(temporaryFolder(), 'history.db');
      valueOf(openedHistory(small).record([reading()]));
      return { file: readFileSync(filledHistory()), log: readFileSync(`${small}-wal`) };
    },
    'of its own, but of an earlier time'() {
      const path = filledHistory();
      const history = openedHistory(path);
      valueOf(history.record([reading({ measuredAt: NOON - MINUTE })]));
      const log = readFileSync(`${path}-wal`);
      for (let i = 2; i < 5; i++) valueOf(history.record([reading({ measuredAt: NOON - i * MINUTE })]));
      history.close();
      return { file: readFileSync(path), log };
    },
    'that alone makes it unsound'() {
      const path = filledHistory();
      const file = readFileSync(path);
      const db = new Database(path);
      db.pragma('foreign_keys = OFF');
      db.exec('UPDATE reading SET context = 77 WHERE (key & 0x1ffffffff) % 100 = 0');
      const log = readFileSync(`${path}-wal`);
      db.close();
      return { file, log };
    },
  };

  test.each(Object.entries(strangeLogs))(
    'stands beside a log %s: that goes aside, and is told',
    (_, make) => {
      const { file, log } = make();
      const path = join(temporaryFolder(), 'history.db');
      writeFileSync(path, file);
      const before = count(path);
      writeFileSync(`${path}-wal`, log);
      const told: Problem[] = [];
      valueOf(openDatabase(path, clock, (problem) => told.push(problem))).close();
      const movedTo = join(path, '..', 'damaged', '20261120T120100Z');
      expect(told).toEqual([{ code: 'historyLogForeign', params: { movedTo } }]);
      expect(readFileSync(join(movedTo, 'history.bak-wal'))).toEqual(log);
      expect(count(path)).toEqual(before);
    },
  );
});

test('a copy in memory is made of a sound history alone, not of a part of one, nor of one of somebody else', () => {
  const copied = (path: string): number | null => {
    const copy = openCopy(path);
    const readings = copy?.prepare<[], number>('SELECT count(*) FROM reading').pluck().get() ?? null;
    copy?.close();
    return readings;
  };
  const path = crashedHistory();
  const files = () => readdirSync(join(path, '..')).map((name) => readFileSync(join(path, '..', name)));
  const before = files();
  expect(copied(path)).toBe(2500);
  expect(files()).toEqual(before);
  const other = join(temporaryFolder(), 'history.db');
  expect(copied(other)).toBeNull();
  writeFileSync(other, '');
  expect(copied(other)).toBeNull();
  expect(copied(join(other, '..'))).toBeNull();
  writeFileSync(`${path}-journal`, '');
  expect(copied(path)).toBeNull();

  for (const sql of [
    'PRAGMA application_id = 1',
    'UPDATE reading SET context = 77',
    'DROP VIEW data_glucose',
  ]) {
    const changed = filledHistory();
    const db = new Database(changed);
    db.pragma('foreign_keys = OFF');
    db.exec(sql);
    db.close();
    expect(copied(changed), sql).toBeNull();
  }
});

/** On Linux, what this process has open. */
const OPEN_FILES = '/proc/self/fd';

function openUnder(folder: string): string[] {
  return readdirSync(OPEN_FILES).flatMap((number) => {
    // The list was open itself while it was read.
    if (!existsSync(join(OPEN_FILES, number))) return [];
    const file = readlinkSync(join(OPEN_FILES, number));
    return file.startsWith(folder) ? [file] : [];
  });
}

test.skipIf(!existsSync(OPEN_FILES))('what cannot be used is not left open', () => {
  const sound = filledHistory();
  for (const [sql, code, journal] of [
    ['UPDATE reading SET context = 77', 'historyDamaged', false],
    ['UPDATE reading SET context = 77', 'historyDamaged', true],
    ['PRAGMA application_id = 1', 'historyForeign', false],
    ['PRAGMA application_id = 1', 'historyForeign', true],
    ['PRAGMA user_version = 2', 'folderUnusable', false],
    ['PRAGMA user_version = 2', 'folderUnusable', true],
  ] as const) {
    const path = join(temporaryFolder(), 'history.db');
    copyFileSync(sound, path);
    const db = new Database(path);
    db.pragma('foreign_keys = OFF');
    db.exec(sql);
    db.close();
    if (journal) writeFileSync(`${path}-journal`, '');
    if (code === 'folderUnusable') mkdirSync(`${path}-wal`);
    expect(codeOf(openHistory(path, clock))).toBe(code);
    expect(openUnder(join(path, '..')), `${sql}, ${journal}`).toEqual([]);
  }
  const history = openedHistory(sound);
  expect(openUnder(join(sound, '..'))).toContain(sound);
  history.close();
  expect(openUnder(join(sound, '..'))).toEqual([]);
});
