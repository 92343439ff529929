import type Database from 'better-sqlite3';
import { keysOf, THEIRS } from './reading-table.ts';

/** What went with people. */
export interface Removed {
  readings: number;
  /** Entries of the alarms' journal. */
  journal: number;
}

/**
 * Takes people out of a database with all that is theirs, so that none of its pages says anything of them any more. With
 * the last person everything goes, which is then nobody's. What nobody's reading refers to any more goes too: facts, and
 * imports, of which nothing else says whose they were.
 *
 * In a file, nobody else may have it open, and it must not be in WAL mode: a log would keep what was.
 */
export function removePeople(db: Database.Database, patientIds: readonly string[]): Removed {
  db.pragma('secure_delete = ON');
  const removed = db.transaction(() => remove(db, patientIds)).immediate();
  // Pages that were split or moved before still have what was on them.
  db.exec('VACUUM');
  return removed;
}

function remove(db: Database.Database, patientIds: readonly string[]): Removed {
  const keyOf = db.prepare<[string], number>('SELECT id FROM patient WHERE patient_id = ?').pluck();
  const removed: Removed = { readings: 0, journal: 0 };
  const deleted = (table: string, column: string) =>
    db.prepare<[number]>(`DELETE FROM ${table} WHERE ${column} = ?`);
  const [journal, shared, person] = [
    deleted('alarm', 'patient'),
    deleted('also_imported', 'patient'),
    deleted('patient', 'id'),
  ];
  const readings = db.prepare<[number, number]>(`DELETE FROM reading WHERE ${THEIRS}`);
  for (const patientId of patientIds) {
    const key = keyOf.get(patientId);
    if (key === undefined) continue;
    removed.journal += journal.run(key).changes;
    shared.run(key);
    removed.readings += readings.run(...keysOf(key, 0, Infinity)).changes;
    person.run(key);
  }
  db.exec(`
    DELETE FROM context WHERE id NOT IN (SELECT context FROM reading);
    DELETE FROM import WHERE id NOT IN (SELECT import FROM context WHERE import IS NOT NULL)
      AND id NOT IN (SELECT import FROM also_imported)`);
  if (db.prepare('SELECT 1 FROM patient LIMIT 1').get() === undefined) {
    removed.journal += db.prepare('DELETE FROM alarm').run().changes;
    db.exec('DELETE FROM watched');
  }
  return removed;
}
