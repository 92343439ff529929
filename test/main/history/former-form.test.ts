import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { asOfToday } from '../../../src/main/history/as-of-today.ts';
import { contentsOf, withBackup } from '../../../src/main/history/backups/backup-contents.ts';
import { mergeHistory } from '../../../src/main/history/backups/merge.ts';
import { glance } from '../../../src/main/history/glance.ts';
import { inspectHistory } from '../../../src/main/history/inspect.ts';
import { openCopy } from '../../../src/main/history/open-database.ts';
import { SCHEMA_VERSION } from '../../../src/main/history/schema.ts';
import { isSound } from '../../../src/main/history/soundness.ts';
import { NOON, reading } from '../../support/readings.ts';
import { EARLIER, SHARED, written } from './former-file.ts';
import { codeOf, openedHistory, rowsOf, stored, temporaryFolder, valueOf } from './history-folder.ts';

const WHOLE = {
  readings: 'SELECT * FROM data_glucose ORDER BY Guid',
  shared: 'SELECT patient, at, import FROM also_imported ORDER BY 1, 2, 3',
  imports: 'SELECT * FROM import ORDER BY id',
  alarms: 'SELECT * FROM alarm',
};

const allOf = (path: string) =>
  Object.fromEntries(Object.entries(WHOLE).map(([what, sql]) => [what, rowsOf(path, sql)]));

/** The same history twice: as the third version left it, and brought up to date. */
function both(): { former: string; today: string } {
  const former = written(3);
  const today = join(temporaryFolder(), 'history.db');
  copyFileSync(former, today);
  openedHistory(today).close();
  return { former, today };
}

describe('a history of the form with person and second apart', () => {
  test('says the same to the last row when it is brought up to date, and has given its old pages back', () => {
    const { former, today } = both();
    expect(allOf(today)).toEqual(allOf(former));
    expect(rowsOf(today, 'SELECT count(*) AS n FROM reading')).toEqual([{ n: 2 * EARLIER + 100 }]);
    expect(rowsOf(today, 'PRAGMA user_version')).toEqual([{ user_version: SCHEMA_VERSION }]);
    expect(rowsOf(today, 'PRAGMA freelist_count')).toEqual([{ freelist_count: 0 }]);
    expect(rowsOf(today, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(readFileSync(today).length).toBeLessThan(readFileSync(former).length);
  });

  test('is brought up to date also while another program reads it', () => {
    const former = written(3);
    const other = new Database(former);
    other.pragma('journal_mode = WAL');
    other.prepare('SELECT * FROM reading').get();
    const before = allOf(former);
    openedHistory(former).close();
    expect(allOf(former)).toEqual(before);
    // What it was made ready to ask before, it is told that it cannot; asked anew it is answered.
    expect(other.prepare('SELECT count(*) FROM data_glucose').pluck().get()).toBe(2 * EARLIER + 100);
    openedHistory(former).close();
    const free = () => (rowsOf(former, 'PRAGMA freelist_count') as { freelist_count: number }[])[0];
    expect(free()?.freelist_count).toBeGreaterThan(20);
    other.close();
    // Its old pages are given back by the first start that has it for itself.
    openedHistory(former).close();
    expect(free()).toEqual({ freelist_count: 0 });
    expect(allOf(former)).toEqual(before);
  });

  test('keeps what two imports have, which the taking back of one leaves to the other', () => {
    const { today } = both();
    const history = openedHistory(today);
    expect(valueOf(history.imports.undo(1))).toBe(100 - SHARED);
    expect(valueOf(history.imports.undo(2))).toBe(SHARED);
    expect(stored(history)).toHaveLength(EARLIER);
    history.close();
    expect(rowsOf(today, 'SELECT * FROM also_imported')).toEqual([]);
  });

  test('answers who only looks as it would if it were brought up to date, and not a byte of it changes', () => {
    const { former, today } = both();
    const bytes = readFileSync(former);
    const looked = (path: string) => ({
      glimpses: valueOf(glance(path, NOON)),
      inspection: valueOf(inspectHistory(path)),
      contents: valueOf(withBackup(path, contentsOf)),
      inMemory: openCopy(path)?.prepare('SELECT * FROM data_glucose').all(),
    });
    const seen = looked(former);
    expect(seen).toEqual(looked(today));
    expect(seen.glimpses.map(({ recent }) => recent.length)).toEqual([11, 11]);
    expect(seen.inMemory).toHaveLength(2 * EARLIER + 100);
    expect(seen.contents).toMatchObject({ readings: 2 * EARLIER + 100, people: 2 });
    expect(readFileSync(former).equals(bytes)).toBe(true);
  });

  test('as a backup it is merged whole into a history of today', () => {
    const { former, today } = both();
    const into = join(temporaryFolder(), 'history.db');
    openedHistory(into).close();
    const db = new Database(into);
    const added = withBackup(former, (held) =>
      db.transaction(() => mergeHistory(held, db, { step: () => {} }))(),
    );
    db.close();
    expect(valueOf(added)).toBe(2 * EARLIER + 100);
    expect(allOf(into)['readings']).toEqual(allOf(today)['readings']);
    expect(allOf(into)['shared']).toEqual(allOf(today)['shared']);
  });
});

describe('the number of a reading', () => {
  test('that names nobody makes a history unsound, and so does one that no person has', () => {
    for (const [patient, sound] of [
      [0, false],
      [1, true],
      [3, false],
      [4000, false],
    ] as const) {
      const { today } = both();
      const db = new Database(today);
      db.prepare('INSERT INTO reading VALUES (?, 100, 3, 1, 1, 0, 1)').run(patient * 2 ** 33 + NOON / 1000);
      expect(isSound(db), String(patient)).toBe(sound);
      db.close();
    }
    const former = written(3);
    const db = new Database(former);
    db.pragma('foreign_keys = OFF');
    db.exec(`INSERT INTO reading VALUES (7, ${NOON / 1000}, 100, 3, 1, 1, 0, 1)`);
    expect(asOfToday(db, () => isSound(db))).toBe(false);
    db.close();
    expect(codeOf(withBackup(former, () => null))).toBe('backupUnusable');
  });

  test('is none of another person where a former form has a second that it does not reach to', () => {
    const [former, plain] = [written(3), written(3)];
    const whole = allOf(plain);
    const db = new Database(former);
    // Ada's, of the year 2242.
    db.exec(`INSERT INTO reading VALUES (1, ${2 ** 33 + NOON / 1000}, 100, 3, 1, 1, 0, 1)`);
    db.close();
    expect(valueOf(withBackup(former, contentsOf))).toEqual(valueOf(withBackup(plain, contentsOf)));
    expect(valueOf(glance(former, NOON))).toEqual(valueOf(glance(plain, NOON)));
    openedHistory(former).close();
    expect(allOf(former)).toEqual(whole);
  });

  test('reaches from the first to the last second, and none of it to another person', () => {
    const { today } = both();
    const history = openedHistory(today);
    const edges = [1, 2 ** 33 - 1].map((seconds) => seconds * 1000);
    for (const patientId of ['ada', 'ben'])
      valueOf(history.record(edges.map((measuredAt) => reading({ patientId, measuredAt }))));
    for (const patientId of ['ada', 'ben']) {
      const instants = stored(history, patientId).map(({ measuredAt }) => measuredAt);
      expect([instants[0], instants.at(-1)]).toEqual(edges);
      expect(new Set(stored(history, patientId).map((one) => one.patientId))).toEqual(new Set([patientId]));
      expect(valueOf(history.read((asked) => asked.oldest(patientId)))).toBe(1000);
      expect(valueOf(history.read((asked) => asked.extent(patientId, {})))).toMatchObject({
        first: 1,
        last: 2 ** 33 - 1,
      });
    }
    for (const measuredAt of [0, -1000, 2 ** 33 * 1000])
      expect(() => history.record([reading({ measuredAt })])).toThrow(RangeError);
  });
});
