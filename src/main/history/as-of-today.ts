import type Database from 'better-sqlite3';
import { SECONDS } from './reading-table.ts';

/** Of the file itself, so that what it says is of the moment at which the transaction begins. */
const IS_FORMER = `
  SELECT 1 FROM main.sqlite_schema AS made JOIN pragma_table_info('reading', 'main') AS column
  WHERE made.name = 'reading' AND column.name = 'at'`;

/** As it would be brought up to date. */
const AS_OF_TODAY = `
  CREATE TEMP VIEW reading AS
  SELECT patient * ${SECONDS} + at AS key, mgdl, trend, color, context, drift, created FROM main.reading
  WHERE at < ${SECONDS}`;

/**
 * Asks a history of whatever form as one of today, while it stays as it is: backups are as old as they are, and whoever
 * only looks at a history changes nothing in it. All of it of one moment, since another process may just bring it up to
 * date. Of a former form it is slow: each question goes through all readings.
 */
export function asOfToday<T>(db: Database.Database, ask: () => T): T {
  // Not to be set inside a transaction.
  db.pragma('temp_store = MEMORY');
  return db.transaction(() => {
    if (db.prepare(IS_FORMER).get() === undefined) return ask();
    db.exec(AS_OF_TODAY);
    const answer = ask();
    db.exec('DROP VIEW temp.reading');
    return answer;
  })();
}
