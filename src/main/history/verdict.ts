import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { APPLICATION_ID, SCHEMA_VERSION } from './schema.ts';

/** Whose a file is, as far as it says so itself. */
export type Verdict = 'new' | 'ours' | 'newer' | 'foreign' | 'damaged';

/**
 * What the first 100 bytes say, read without SQLite so that a file that is not ours is not even opened by it.
 * Offsets: https://www.sqlite.org/fileformat.html#the_database_header
 */
export function verdictOfHeader(path: string): Verdict {
  if (!existsSync(path)) return verdictWithoutContent(path);
  const header = headerOf(path);
  const { length } = header;
  if (length === 0) return verdictWithoutContent(path);
  if (length < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return 'damaged';
  const pageSize = header.readUInt16BE(16);
  const pageSizeKnown = pageSize === 1 || (pageSize >= 512 && (pageSize & (pageSize - 1)) === 0);
  // SQLite opens some of these all the same, without the log, without writing, or only as long as there is a log.
  const versionsKnown = [18, 19].every((at) => header[at] === 1 || header[at] === 2);
  const sharesKnown = header.readUIntBE(21, 3) === 0x402020;
  if (!pageSizeKnown || !versionsKnown || !sharesKnown) return 'damaged';
  return verdictOfIds(header.readUInt32BE(68), header.readUInt32BE(60));
}

/** SQLite deletes a log whose file is gone or empty; we keep it. */
function verdictWithoutContent(path: string): Verdict {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0 ? 'damaged' : 'new';
}

/** The same by the two numbers that a history of ours has in its header. */
export function verdictOfIds(applicationId: number, version: number): Verdict {
  if (applicationId !== APPLICATION_ID) return 'foreign';
  if (version > SCHEMA_VERSION) return 'newer';
  // Both are set in one transaction at creation, so version 0 never was one of ours.
  return version < 1 ? 'damaged' : 'ours';
}

/** Whether SQLite makes files beside this one as soon as it is opened. */
export function isInWalMode(path: string): boolean {
  return headerOf(path)[18] === 2;
}

/** The first 100 bytes of a file, or as many as there are. */
function headerOf(path: string): Buffer {
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    return header.subarray(0, readSync(file, header, 0, 100, 0));
  } finally {
    closeSync(file);
  }
}
