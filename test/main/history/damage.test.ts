import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openHistory } from '../../../src/main/history/history.ts';
import { openCopy } from '../../../src/main/history/open-database.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import {
  clock,
  codeOf,
  count,
  crashedHistory,
  filledHistory,
  openedHistory,
  temporaryFolder,
} from './history-folder.ts';

describe('a damaged history', () => {
  test('is moved aside with its log, byte for byte, and the next start begins afresh', () => {
    const path = crashedHistory();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 4096, 12_288);
    writeFileSync(path, bytes);
    const log = readFileSync(`${path}-wal`);

    const movedTo = join(path, '..', 'damaged', '20261120T120100Z');
    expect(openHistory(path, clock)).toEqual({
      ok: false,
      problem: { code: 'historyDamaged', params: { movedTo, readings: 0 } },
    });
    expect(readFileSync(join(movedTo, 'history.bak'))).toEqual(bytes);
    expect(readFileSync(join(movedTo, 'history.bak-wal'))).toEqual(log);
    expect(readdirSync(join(path, '..'))).toEqual(['damaged']);

    openedHistory(path).close();
    expect(count(path)).toEqual({ n: 0 });
  });

  test('of which only the log is left is moved aside too, not taken for a new one', () => {
    for (const empty of [true, false]) {
      const path = crashedHistory();
      const log = readFileSync(`${path}-wal`);
      if (empty) writeFileSync(path, '');
      else rmSync(path);
      expect(codeOf(openHistory(path, clock))).toBe('historyDamaged');
      expect(readFileSync(join(path, '..', 'damaged', '20261120T120100Z', 'history.bak-wal'))).toEqual(log);
    }
  });

  test('found twice within a second is kept twice', () => {
    const path = join(temporaryFolder(), 'history.db');
    for (const text of ['first', 'second']) {
      writeFileSync(path, text);
      expect(codeOf(openHistory(path, clock))).toBe('historyDamaged');
    }
    const damaged = join(path, '..', 'damaged');
    expect(
      readdirSync(damaged).map((name) => readFileSync(join(damaged, name, 'history.bak'), 'utf8')),
    ).toEqual(['first', 'second']);
  });

  test('is one whose tables are not as they were made', () => {
    for (const sql of [
      'DROP VIEW data_glucose',
      'DROP TABLE reading',
      'DROP VIEW data_glucose; ALTER TABLE reading DROP COLUMN color; CREATE VIEW data_glucose AS SELECT color FROM reading',
      'ALTER TABLE patient DROP COLUMN account',
      'UPDATE reading SET context = 77 WHERE at % 100 = 0',
      'PRAGMA user_version = 0',
    ]) {
      const path = filledHistory();
      const db = new Database(path);
      db.pragma('foreign_keys = OFF');
      db.exec(sql);
      db.close();
      expect(codeOf(openHistory(path, clock)), sql).toBe('historyDamaged');
    }
  });

  test('is one whose first bytes are not those of ours, whatever the rest is', () => {
    const sound = readFileSync(filledHistory());
    const having =
      (at: number, ...bytes: number[]) =>
      (file: Buffer) =>
        Buffer.concat([file.subarray(0, at), Buffer.from(bytes), file.subarray(at + bytes.length)]);
    const changed: Record<string, (file: Buffer) => Buffer> = {
      'no bytes past the header': (file) => file.subarray(0, 100),
      'not even the whole header': (file) => file.subarray(0, 99),
      'other words at the beginning': having(14, 0x34),
      'a text, which names no program': (file) => Buffer.alloc(file.length, 'blood glucose\n'),
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
    for (const [what, change] of Object.entries(changed)) {
      const path = join(temporaryFolder(), 'history.db');
      writeFileSync(path, change(sound));
      expect(codeOf(openHistory(path, clock)), what).toBe('historyDamaged');
    }
  });

  test('is found beside the journal of an interrupted change too', () => {
    const path = filledHistory();
    const db = new Database(path);
    db.pragma('foreign_keys = OFF');
    db.exec('UPDATE reading SET context = 77 WHERE at % 100 = 0');
    db.close();
    writeFileSync(`${path}-journal`, '');
    expect(codeOf(openHistory(path, clock))).toBe('historyDamaged');
    expect(existsSync(path)).toBe(false);

    const sound = filledHistory();
    writeFileSync(`${sound}-journal`, '');
    openedHistory(sound).close();
    expect(count(sound)).toEqual({ n: 2000 });
  });

  test('is not copied into memory, nor one of which a journal holds a part, nor one of somebody else', () => {
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
    expect(copied(join(temporaryFolder(), 'history.db'))).toBeNull();
    writeFileSync(`${path}-journal`, '');
    expect(copied(path)).toBeNull();

    for (const sql of [
      'PRAGMA application_id = 1',
      'UPDATE reading SET context = 77',
      'DROP VIEW data_glucose',
    ]) {
      const other = filledHistory();
      const db = new Database(other);
      db.pragma('foreign_keys = OFF');
      db.exec(sql);
      db.close();
      expect(copied(other), sql).toBeNull();
    }
  });

  test('is none because its pages are the smallest or the largest there are', () => {
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

  test('never stops the program, and its bytes are kept whatever was hit', () => {
    const sound = readFileSync(filledHistory());
    const crashed = crashedHistory();
    const [unfinished, log] = [readFileSync(crashed), readFileSync(`${crashed}-wal`)];
    const folder = temporaryFolder();
    let files = 0;
    const outcomes: Record<string, number> = {};
    fc.assert(
      fc.property(damageArbitrary, fc.boolean(), (damage, withLog) => {
        const path = join(folder, String(++files), 'history.db');
        mkdirSync(join(path, '..'));
        const bytes = damage(Buffer.from(withLog ? unfinished : sound));
        writeFileSync(path, bytes);
        if (withLog) writeFileSync(`${path}-wal`, log);

        const opened = openHistory(path, clock);
        const code = codeOf(opened);
        outcomes[code] = (outcomes[code] ?? 0) + 1;
        if (opened.ok) {
          // Plain value bytes may change unseen; asking must work all the same or fail in words.
          const answer = opened.value.read((stored) => [
            stored.people(),
            stored.readings(null),
            stored.series('ada'),
          ]);
          expect(codeOf(answer)).toBe('ok');
          opened.value.close();
        } else if (opened.problem.code === 'historyDamaged') {
          const { movedTo } = opened.problem.params;
          expect(readFileSync(join(movedTo, 'history.bak'))).toEqual(bytes);
          if (withLog) expect(readFileSync(join(movedTo, 'history.bak-wal'))).toEqual(log);
          expect(existsSync(path)).toBe(false);
          expect(codeOf(openHistory(path, clock))).toBe('ok');
        } else {
          expect(['historyForeign', 'historyNewer']).toContain(opened.problem.code);
          expect(readFileSync(path)).toEqual(bytes);
        }
      }),
      { numRuns: runs(100, 2000) },
    );
    expect(outcomes['historyDamaged']).toBeGreaterThan(runs(100, 2000) / 2);
  });
});

/** Ways to damage a file: bytes overwritten anywhere or in the header, cut short, a page lost. */
const damageArbitrary: fc.Arbitrary<(bytes: Buffer) => Buffer> = fc.oneof(
  fc
    .tuple(fc.nat(), fc.uint8Array({ minLength: 64, maxLength: 64 }))
    .map(([at, noise]) => (bytes: Buffer) => {
      bytes.set(noise, at % (bytes.length - noise.length));
      return bytes;
    }),
  fc
    .tuple(fc.nat(99), fc.uint8Array({ minLength: 1, maxLength: 100 }))
    .map(([at, noise]) => (bytes: Buffer) => {
      bytes.set(noise, at);
      return bytes;
    }),
  fc.nat().map((length) => (bytes: Buffer) => bytes.subarray(0, 1 + (length % (bytes.length - 1)))),
  fc.nat().map((page) => (bytes: Buffer) => {
    const start = (page % (bytes.length / 4096)) * 4096;
    return bytes.fill(0, start, start + 4096);
  }),
);
