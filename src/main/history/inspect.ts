import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { backupsOf } from './backups/backup-names.ts';
import type { Place } from './questions/place.ts';
import { asOfToday } from './as-of-today.ts';
import { isSound } from './soundness.ts';
import { saysDamaged, storageProblem } from './storage-problem.ts';
import { verdictOfHeader } from './verdict.ts';

/** What a history is found to be; nothing of it is changed, also where it is broken. */
export type Inspection = { kind: 'none' } | { kind: 'broken' } | { kind: 'sound'; readings: number };

/**
 * Looks at a history whole, which for a year takes a tenth of a second. Not for a process that has it open: where it reads
 * the file beside SQLite, it takes SQLite's locks away (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks).
 *
 * @returns as when it is opened
 */
export function inspectHistory(path: string): Result<Inspection> {
  return inspected(path, () => {
    const verdict = verdictOfHeader(path);
    if (verdict === 'newer') return fail(problem('historyNewer', { path }));
    if (verdict === 'foreign') return fail(problem('historyForeign', { path }));
    if (verdict !== 'ours') return ok({ kind: verdict === 'new' ? 'none' : 'broken' });
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      return ok(asOfToday(db, () => lookedThrough(db)));
    } finally {
      db.close();
    }
  });
}

/** The same of the history that is open here. */
export function inspect({ file }: Place): Result<Inspection> {
  if (!file.isBegun) return ok({ kind: 'none' });
  const db = file.whole();
  return db.ok ? inspected(file.path, () => ok(lookedThrough(db.value))) : db;
}

function inspected(path: string, look: () => Result<Inspection>): Result<Inspection> {
  try {
    return look();
  } catch (error) {
    return saysDamaged(error) ? ok({ kind: 'broken' }) : fail(storageProblem(error, path));
  }
}

function lookedThrough(db: Database.Database): Inspection {
  if (!isSound(db)) return { kind: 'broken' };
  const readings = db.prepare<[], number>('SELECT count(*) FROM reading').pluck().get() ?? 0;
  return { kind: 'sound', readings };
}

/** When the newest copy was made, ms UTC, going by its name; null: there is none. */
export function newestBackup(path: string): number | null {
  if (!existsSync(path)) return null;
  return backupsOf(path).find(({ reason }) => reason === 'copy')?.at ?? null;
}
