import type Database from 'better-sqlite3';
import { statSync } from 'node:fs';

/** Somebody whose readings there are, but not who they are: the number of a reading is no key that SQLite knows of. */
const NOBODYS = `
  WITH RECURSIVE held (patient) AS (
    SELECT min(key) >> 33 FROM reading
    UNION
    SELECT (SELECT min(key) >> 33 FROM reading WHERE key >= (held.patient + 1) << 33) FROM held WHERE patient NOT NULL
  )
  SELECT 1 FROM held WHERE patient NOT NULL AND patient NOT IN (SELECT id FROM patient) LIMIT 1`;

/** About 60 ms for a year at one reading a minute; the second half finds keys that lead nowhere. */
export function isSound(db: Database.Database): boolean {
  if (!isWellFormed(db)) return false;
  return (db.pragma('foreign_key_check') as unknown[]).length === 0 && !hasNobodys(db);
}

function hasNobodys(db: Database.Database): boolean {
  // One that was just begun has no table yet.
  const isBegun = db.prepare("SELECT 1 FROM pragma_table_info('reading')").get() !== undefined;
  return isBegun && db.prepare(NOBODYS).get() !== undefined;
}

/** The first half of it. */
export function isWellFormed(db: Database.Database): boolean {
  return db.pragma('quick_check(1)', { simple: true }) === 'ok' && !isCutOff(db);
}

/**
 * SQLite takes what a file lacks at its end for zeros. Where that is a part of a page only, the first reading on it may
 * have other facts then, and nothing else be wrong. Pages of a log may not be in the file yet; while this reads without
 * one, nobody else brings any there.
 */
function isCutOff(db: Database.Database): boolean {
  if (db.memory) return false;
  return db.transaction(() => {
    const numberOf = (pragma: string) => Number(db.pragma(pragma, { simple: true }));
    const whole = numberOf('page_count') * numberOf('page_size');
    return sizeOf(`${db.name}-wal`) === 0 && sizeOf(db.name) < whole;
  })();
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
