import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';

/** What of a reading a bare row holds besides what all have in common; `at` in UTC seconds. */
export interface BareRow {
  at: number;
  mgdl: number;
  trend: number | null;
  color: number | null;
}

/** What the first person's keys begin with; see `reading-table.ts`. */
export const PERSON_1 = 2 ** 33;

/** One row. */
export const BARE_INSERT = 'INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?)';

/** The rows of two keys, `[from, to)`, as plainly as they can be asked for. */
export const BARE_ROWS =
  'SELECT key & 0x1ffffffff AS at, mgdl, context FROM reading WHERE key >= ? AND key < ? ORDER BY key';

/** An empty table of the shape that readings have, durable, without checks and foreign keys. */
export function openBareTable(path: string): Database.Database {
  removeDatabase(path);
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`CREATE TABLE reading (key INTEGER PRIMARY KEY, mgdl INTEGER NOT NULL, trend INTEGER, color INTEGER,
    context INTEGER NOT NULL, drift INTEGER NOT NULL, created INTEGER NOT NULL) STRICT`);
  return db;
}

/**
 * What recording and importing are measured against: the same columns into a new table of the same shape, in one
 * transaction, and nothing else. @param now UTC seconds
 */
export function insertBareRows(path: string, rows: Iterable<BareRow>, now: number): void {
  const db = openBareTable(path);
  const insert = db.prepare(BARE_INSERT);
  db.transaction(() => {
    for (const { at, mgdl, trend, color } of rows)
      insert.run(PERSON_1 + at, mgdl, trend, color, 1, 0, now - at);
  })();
  db.close();
}

/** So that the next round begins where this one did. */
export function removeDatabase(path: string): string {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  return path;
}
