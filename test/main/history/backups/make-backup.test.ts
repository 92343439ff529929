import Database from 'better-sqlite3';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { act } from '../../../../src/main/history/acts.ts';
import { backupFolder, backupsOf } from '../../../../src/main/history/backups/backup-names.ts';
import { makeBackup } from '../../../../src/main/history/backups/make-backup.ts';
import { MIGRATIONS, SCHEMA_VERSION, APPLICATION_ID } from '../../../../src/main/history/schema.ts';
import { DAY } from '../../../../src/shared/time.ts';
import { NOON, reading } from '../../../support/readings.ts';
import {
  codeOf,
  filledHistory,
  openedHistory,
  rowsOf,
  stored,
  temporaryFolder,
  valueOf,
} from '../history-folder.ts';
import { placeOf } from './place.ts';

const namesIn = (path: string) => readdirSync(backupFolder(path)).toSorted();

describe('a backup', () => {
  test('is one file for nobody else, named after the time, that holds what the history holds', async () => {
    const path = filledHistory();
    const place = placeOf(path);
    // Some of it only in the log.
    valueOf(valueOf(place.file.open()).record([reading({ measuredAt: NOON - 60_000 })]));
    const made = valueOf(await act(place, 'backup', { output: null }));
    expect(namesIn(path)).toEqual(['20261120T120000Z.bak']);
    expect(made).toEqual({
      path: join(backupFolder(path), '20261120T120000Z.bak'),
      bytes: statSync(made.path).size,
      readings: 2001,
      people: 1,
      from: NOON - 60_000,
      to: NOON + 1999 * 60_000,
      at: NOON,
    });
    if (process.platform !== 'win32') {
      expect(statSync(made.path).mode & 0o777).toBe(0o600);
      expect(statSync(backupFolder(path)).mode & 0o777).toBe(0o700);
    }
    expect(rowsOf(made.path, 'SELECT * FROM data_glucose')).toEqual(
      rowsOf(path, 'SELECT * FROM data_glucose'),
    );
    // Reading it leaves nothing beside it.
    expect(valueOf(act(place, 'backups', null))).toMatchObject([
      { path: made.path, contents: { readings: 2001 } },
    ]);
    expect(namesIn(path)).toEqual(['20261120T120000Z.bak']);
  });

  test('is made while readings come in, and holds those of its beginning at least', async () => {
    const path = filledHistory();
    const place = placeOf(path);
    let steps = 0;
    const goOn = () => {
      steps += 1;
      valueOf(valueOf(place.file.open()).record([reading({ measuredAt: NOON - steps * 60_000 })]));
    };
    const made = valueOf(await act({ ...place, goOn }, 'backup', { output: null }));
    expect(made.readings).toBeGreaterThanOrEqual(2000);
    expect(made.readings).toBeLessThanOrEqual(2000 + steps);
    expect(stored(valueOf(place.file.open()), null)).toHaveLength(2000 + steps);
  });

  test('that is given up leaves nothing behind', async () => {
    const path = filledHistory();
    const goOn = () => {
      throw new Error('enough');
    };
    // More pages than are copied at a stretch.
    const place = placeOf(path);
    const db = valueOf(place.file.whole());
    db.exec('CREATE TABLE more (bytes BLOB)');
    db.prepare('INSERT INTO more VALUES (?)').run(Buffer.alloc(8_000_000, 7));
    await expect(act({ ...place, goOn }, 'backup', { output: null })).rejects.toThrow('enough');
    expect(namesIn(path)).toEqual([]);
  });

  test('of a large history is copied step by step, while readings come in', async () => {
    const path = filledHistory();
    const place = placeOf(path);
    const db = valueOf(place.file.whole());
    db.exec('CREATE TABLE more (bytes BLOB)');
    db.prepare('INSERT INTO more VALUES (?)').run(Buffer.alloc(8_000_000, 7));
    let steps = 0;
    const goOn = () => {
      steps += 1;
      valueOf(valueOf(place.file.open()).record([reading({ measuredAt: NOON - steps * 60_000 })]));
    };
    const target = join(temporaryFolder(), 'copy.bak');
    const made = valueOf(await makeBackup(db, target, goOn, 0));
    expect(steps).toBeGreaterThan(5);
    expect(made.readings).toBeGreaterThanOrEqual(2000);
    expect(statSync(target).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    const enough = () => {
      if (++steps > 12) throw new Error('enough');
    };
    const other = join(temporaryFolder(), 'copy.bak');
    await expect(makeBackup(db, other, enough, 0)).rejects.toThrow('enough');
    expect(readdirSync(dirname(other))).toEqual([]);
  });

  test('somewhere else replaces what is there, but never the history', async () => {
    const path = filledHistory();
    const place = placeOf(path);
    const output = join(temporaryFolder(), 'copy.bak');
    writeFileSync(output, 'older', { mode: 0o644 });
    expect(valueOf(await act(place, 'backup', { output }))).toMatchObject({ path: output, readings: 2000 });
    expect(statSync(output).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    expect(backupsOf(path)).toEqual([]);
    expect(codeOf(await act(place, 'backup', { output: path }))).toBe('badInput');
    expect(
      codeOf(await act(place, 'backup', { output: join(dirname(output), 'missing', 'x', 'y.bak') })),
    ).toBe('ok');
    expect(codeOf(await act(place, 'backup', { output: dirname(output) }))).toBe('folderUnusable');
    expect(readdirSync(dirname(output)).toSorted()).toEqual(['copy.bak', 'missing']);
  });

  test('of a history that is not there is none, and begins none', async () => {
    const path = join(temporaryFolder(), 'history.db');
    expect(codeOf(await act(placeOf(path), 'backup', { output: null }))).toBe('noReadingYet');
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  test('of a history whose damage nobody has met yet finds it', async () => {
    const path = filledHistory();
    const place = placeOf(path);
    valueOf(place.file.open());
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, 5 * 4096, 6 * 4096));
    expect(codeOf(await act(place, 'backup', { output: null }))).toBe('historyDamaged');
    expect(backupsOf(path)).toEqual([]);
    expect(codeOf(await act(place, 'backup', { output: null }))).toBe('ok');
  });

  test('lets go what is due, and only of the backups', async () => {
    const path = filledHistory();
    mkdirSync(backupFolder(path));
    writeFileSync(join(backupFolder(path), 'mine.bak'), '');
    for (let day = 0; day < 40; day++) {
      const place = placeOf(path, NOON + day * DAY);
      valueOf(await act(place, 'backup', { output: null }));
    }
    expect(namesIn(path)).toHaveLength(1 + 9);
    expect(namesIn(path)).toContain('mine.bak');
    expect(valueOf(act(placeOf(path, NOON + 39 * DAY), 'lastBackup', null))).toMatchObject({
      at: NOON + 39 * DAY,
    });
    expect(valueOf(act(placeOf(path, NOON), 'lastBackup', null))).toBeNull();
  });
});

test('a history of an older version is copied as it is before it is brought up to date', () => {
  const path = join(temporaryFolder(), 'history.db');
  const old = new Database(path);
  old.pragma(`application_id = ${APPLICATION_ID}`);
  old.exec(MIGRATIONS[0]!);
  old.pragma('user_version = 1');
  old.close();
  openedHistory(path).close();
  const [copy] = backupsOf(path);
  expect(copy).toMatchObject({ reason: 'update' });
  expect(rowsOf(copy!.path, 'PRAGMA user_version')).toEqual([{ user_version: 1 }]);
  expect(rowsOf(path, 'PRAGMA user_version')).toEqual([{ user_version: SCHEMA_VERSION }]);
  openedHistory(path).close();
  expect(backupsOf(path)).toHaveLength(1);
});
