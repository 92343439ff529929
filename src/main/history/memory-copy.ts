import Database from 'better-sqlite3';
import { readFileSync, statSync } from 'node:fs';
import { readLog, withLog, type WriteAheadLog } from './write-ahead-log.ts';

/** The bytes of a history, of its log too where there is one. */
export interface HistoryBytes {
  file: Buffer;
  log: WriteAheadLog | null;
}

/** Reads both; throws what the file system throws. */
export function readBytes(path: string): HistoryBytes {
  const file = readFileSync(path);
  const hasLog = statSync(`${path}-wal`, { throwIfNoEntry: false })?.isFile() ?? false;
  return { file, log: hasLog ? readLog(readFileSync(`${path}-wal`)) : null };
}

/**
 * A database in memory of the same content: nothing on the disk is touched, locked or made, whatever is done to it.
 * Throws SQLITE_CORRUPT where the end of the file is missing, which SQLite would take for zeros.
 */
export function memoryCopy({ file, log }: HistoryBytes): Database.Database {
  if (log === null && isCutOff(file)) throw new Database.SqliteError('file cut off', 'SQLITE_CORRUPT');
  const bytes = log ? withLog(file, log) : Buffer.from(file);
  // The two bytes that say "in WAL mode": in memory there is no log, and SQLite would refuse.
  if (bytes.length >= 20) bytes.fill(1, 18, 20);
  return new Database(bytes);
}

/** By what its header says of its pages: https://www.sqlite.org/fileformat2.html#in_header_database_size */
function isCutOff(file: Buffer): boolean {
  if (file.length < 100) return false;
  const pageSize = file.readUInt16BE(16);
  return file.length < file.readUInt32BE(28) * (pageSize === 1 ? 65_536 : pageSize);
}
