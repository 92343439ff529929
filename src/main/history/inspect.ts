import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { backupsOf } from './backups/backup-names.ts';
import { isSound } from './soundness.ts';
import { saysDamaged, storageProblem } from './storage-problem.ts';
import { verdictOfHeader } from './verdict.ts';

/** What a history is found to be; nothing of it is changed, also where it is broken. */
export type Inspection = { kind: 'none' } | { kind: 'broken' } | { kind: 'sound'; readings: number };

/** Looks at a history whole, which for a year takes a tenth of a second. @returns as when it is opened */
export function inspectHistory(path: string): Result<Inspection> {
  let db: Database.Database | null = null;
  try {
    const verdict = verdictOfHeader(path);
    if (verdict === 'newer') return fail(problem('historyNewer', { path }));
    if (verdict === 'foreign') return fail(problem('historyForeign', { path }));
    if (verdict !== 'ours') return ok({ kind: verdict === 'new' ? 'none' : 'broken' });
    db = new Database(path, { readonly: true, fileMustExist: true });
    if (!isSound(db)) return ok({ kind: 'broken' });
    const readings = db.prepare<[], number>('SELECT count(*) FROM reading').pluck().get() ?? 0;
    return ok({ kind: 'sound', readings });
  } catch (error) {
    return saysDamaged(error) ? ok({ kind: 'broken' }) : fail(storageProblem(error, path));
  } finally {
    db?.close();
  }
}

/** When the newest copy was made, ms UTC, going by its name; null: there is none. */
export function newestBackup(path: string): number | null {
  if (!existsSync(path)) return null;
  return backupsOf(path).find(({ reason }) => reason === 'copy')?.at ?? null;
}
