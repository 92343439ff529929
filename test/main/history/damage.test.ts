import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withBackup } from '../../../src/main/history/backups/backup-contents.ts';
import { openHistory } from '../../../src/main/history/history.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { damageArbitrary } from './damages.ts';
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
      problem: { code: 'historyDamaged', params: { movedTo, readings: 0, restored: null } },
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
      'UPDATE reading SET context = 77 WHERE (key & 0x1ffffffff) % 100 = 0',
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

  test('is one that lacks a few bytes at its end, and so is a backup', () => {
    const whole = readFileSync(filledHistory());
    const pages = whole.readUInt32BE(28);
    expect(whole.length).toBe(pages * 4096);
    for (const bytes of [1, 2, 3, 8, 100, 4095]) {
      const path = join(temporaryFolder(), 'history.db');
      writeFileSync(path, whole.subarray(0, whole.length - bytes));
      expect(codeOf(withBackup(path, () => null)), String(bytes)).toBe('backupUnusable');
      expect(codeOf(openHistory(path, clock)), String(bytes)).toBe('historyDamaged');
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
