import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { memoryCopy, readBytes } from '../memory-copy.ts';
import { broughtUpToDate } from '../open-database.ts';
import { attempt, storageProblem } from '../storage-problem.ts';
import { contentsOf, withBackup } from './backup-contents.ts';
import { restoringPath } from './backup-names.ts';
import { syncFolder } from './make-backup.ts';

/**
 * Writes a backup, brought up to date, beside the history, and then gives it its name: one step, before which all is as
 * it was. Nobody in this process has the history open meanwhile.
 */
export function replaceHistory(history: string, backup: string): Result<void> {
  const part = restoringPath(history);
  const db = attempt(backup, () => memoryCopy(readBytes(backup)));
  if (!db.ok) return db;
  try {
    // What is written of it is checked.
    if (!broughtUpToDate(db.value, false))
      return fail(problem('backupUnusable', { path: backup, cause: 'notSound' }));
    writeFileSync(part, db.value.serialize(), { mode: 0o600, flush: true });
    const written = withBackup(part, contentsOf);
    if (!written.ok) return written;
    for (const suffix of ['-wal', '-shm']) {
      // Somebody has written since: what only the log holds must not be lost.
      if (suffix === '-wal' && sizeOf(history + suffix) > 0)
        return fail(problem('historyBusy', { path: history }));
      rmSync(history + suffix, { force: true });
    }
    renameSync(part, history);
    syncFolder(dirname(history));
    return ok(undefined);
  } catch (error) {
    return fail(storageProblem(error, history));
  } finally {
    db.value.close();
    rmSync(part, { force: true });
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
