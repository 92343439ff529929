import type Database from 'better-sqlite3';
import { SECONDS } from './reading-table.ts';

/**
 * Lets a history of a former form, which stays as it is, be asked as one of today: backups are as old as they are, and
 * whoever only looks at a history changes nothing in it. Slow, since each question goes through all readings.
 */
export function asOfToday(db: Database.Database): void {
  const isFormer = db
    .prepare("SELECT 1 FROM pragma_table_info('reading', 'main') WHERE name = 'at'")
    .pluck()
    .get();
  if (isFormer === undefined) return;
  db.pragma('temp_store = MEMORY');
  db.exec(`
    CREATE TEMP VIEW reading AS
    SELECT patient * ${SECONDS} + at AS key, mgdl, trend, color, context, drift, created FROM main.reading`);
}

/** Takes that back. */
export function asItIs(db: Database.Database): void {
  db.exec('DROP VIEW IF EXISTS temp.reading');
}
