import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';

/** True for what SQLite says about a file whose content cannot be right. */
export function saysDamaged(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(error.code);
}

/**
 * What an error of SQLite or the file system means to the user; anything else is a bug and thrown on.
 * @param path of the history file
 */
export function storageProblem(error: unknown, path: string): Problem {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
  const { code } = error;
  const folder = dirname(path);
  // A full disk shows as a failure to size the -shm file when it strikes while opening.
  if (/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/.test(code))
    return problem('diskFull', { path: folder });
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return problem('historyBusy', { path });
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(code))
    return problem('folderUnusable', { path: folder, cause: code });
  if (error instanceof Database.SqliteError)
    return problem('historyFailed', { path, cause: `${code}: ${error.message}` });
  return problem('folderUnusable', { path: folder, cause: code });
}

/** Runs what touches the disk and gives back its value or the problem that stopped it. */
export function attempt<T>(path: string, work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    return fail(storageProblem(error, path));
  }
}
