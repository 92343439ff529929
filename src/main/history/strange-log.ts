import type Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { asOfToday } from './as-of-today.ts';
import { memoryCopy, readBytes, type HistoryBytes } from './memory-copy.ts';
import { OF_PERSON, secondOf } from './reading-table.ts';
import { isSound } from './soundness.ts';
import { verdictOfIds } from './verdict.ts';
import type { WriteAheadLog } from './write-ahead-log.ts';

/** Where SQLite keeps the file change counter; a log's copy of page 1 is never behind the file's. */
const CHANGE_COUNTER = 24;

/**
 * Whether the log beside a history belongs to another file, or to this one at another time: SQLite would replay it all
 * the same, over whatever is there. It never says so of a log that somebody is writing right now.
 *
 * A log of ours never makes the file smaller, older, unsound or poorer in readings that were heard. Whoever deletes these or shrinks
 * the file must therefore leave no log behind (`wal_checkpoint(TRUNCATE)`).
 */
export function hasStrangeLog(path: string, togetherTheyAreUnsound = false): boolean {
  const before = tracesOf(path);
  if (before === null) return false;
  const bytes = readBytes(path);
  const { file, log } = bytes;
  if (log === null || isOfNewerVersion(log)) return false;
  const isStrange =
    (togetherTheyAreUnsound && isSoundAlone(bytes)) ||
    file.readUInt16BE(16) !== (log.pageSize & 0xffff) + (log.pageSize >>> 16) ||
    file.length > log.pages * log.pageSize ||
    (log.content.get(1)?.readUInt32BE(CHANGE_COUNTER) ?? Infinity) < file.readUInt32BE(CHANGE_COUNTER) ||
    losesReadings(bytes);
  return isStrange && tracesOf(path) === before;
}

/** What that has made of the tables we do not know, and would take for loss. */
function isOfNewerVersion({ content }: WriteAheadLog): boolean {
  const first = content.get(1);
  return first !== undefined && verdictOfIds(first.readUInt32BE(68), first.readUInt32BE(60)) === 'newer';
}

/** Changes whenever somebody writes; null where there is no log that could add anything. */
function tracesOf(path: string): string | null {
  const [file, log] = [path, `${path}-wal`].map((name) =>
    statSync(name, { bigint: true, throwIfNoEntry: false }),
  );
  if (!file || !log || file.size < 100n || log.size <= 32n) return null;
  return [file, log].map(({ ino, size, mtimeNs }) => `${ino} ${size} ${mtimeNs}`).join(' ');
}

/** Readings of one person that were heard, by what survives any change of keys. */
type Extent = [patientId: string, readings: number, first: number, last: number];

function losesReadings(bytes: HistoryBytes): boolean {
  // Imported ones may go: an import is taken back, a reading that is heard takes the place of one. Most logs lose none,
  // and that is sooner known.
  return losesAmong(ALL, bytes) && losesAmong(HEARD, bytes);
}

function losesAmong(which: string, bytes: HistoryBytes): boolean {
  const alone = extents(which, { ...bytes, log: null });
  // What cannot be read without its log needs it.
  if (alone === null) return false;
  const together = extents(which, bytes) ?? [];
  const loses = alone.some(([patientId, readings, first, last]) => {
    const [, now = 0, from = Infinity, to = -Infinity] = together.find(([id]) => id === patientId) ?? [];
    return now < readings || from > first || to < last;
  });
  // A file between two states, as a crash may leave it, counts for nothing: its log is what makes it whole.
  return loses && isSoundAlone(bytes);
}

const ALL = `FROM reading WHERE ${OF_PERSON}`;
const HEARD = `${ALL} AND context NOT IN (SELECT id FROM context WHERE source = 'import')`;

/** Null where they cannot be counted. Person by person: a quarter of what joining each reading to its person takes. */
function extents(theirs: string, bytes: HistoryBytes): Extent[] | null {
  return asked(bytes, (db) =>
    db
      .prepare<[], Extent>(
        `SELECT patient_id, (SELECT count(*) ${theirs}), (SELECT ${secondOf('min(key)')} ${theirs}), (SELECT ${secondOf('max(key)')} ${theirs})
         FROM patient WHERE EXISTS (SELECT 1 ${theirs})`,
      )
      .raw()
      .all(),
  );
}

function isSoundAlone(bytes: HistoryBytes): boolean {
  return asked({ ...bytes, log: null }, isSound) ?? false;
}

/** Null where SQLite cannot answer, whatever it says of the reason: these bytes are no whole history. */
function asked<T>(bytes: HistoryBytes, question: (db: Database.Database) => T): T | null {
  let db: Database.Database | null = null;
  try {
    const open = (db = memoryCopy(bytes));
    return asOfToday(open, () => question(open));
  } catch {
    return null;
  } finally {
    db?.close();
  }
}
