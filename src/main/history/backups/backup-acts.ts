import { rmSync, statSync } from 'node:fs';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { DAY } from '../../../shared/time.ts';
import type { Place } from '../questions/place.ts';
import { attempt } from '../storage-problem.ts';
import { contentsOf, withBackup, type Contents } from './backup-contents.ts';
import { backupsOf, leftovers, newBackupPath, type NamedBackup } from './backup-names.ts';
import { isFromFuture, keptBackups } from './kept-backups.ts';
import { makeBackup, type Backup } from './make-backup.ts';

/** A backup that is there; `contents` null where it is not sound. */
export interface ListedBackup extends NamedBackup {
  bytes: number;
  contents: Contents | null;
}

/**
 * Makes a verified copy, while readings are recorded as ever: where it is wanted, or among the backups, of which those
 * that are due then go. Fails with `noReadingYet` where there is no history to copy; see `makeBackup`.
 *
 * @param output an absolute path; what is there is replaced
 */
export async function backup(
  place: Place,
  { output }: { output: string | null },
): Promise<Result<Backup & { at: number }>> {
  const { file, now, goOn } = place;
  if (!file.isBegun) return fail(problem('noReadingYet', {}));
  if (output !== null && isSameFile(output, file.path)) {
    const expected = { code: 'outputNotHistory' } as const;
    return fail(problem('badInput', { what: '--output', given: output, expected }));
  }
  const db = file.whole();
  if (!db.ok) return db;
  const target = attempt(file.path, () => output ?? newBackupPath(file.path, now, 'copy'));
  if (!target.ok) return target;
  const made = await makeBackup(db.value, target.value, goOn);
  if (!made.ok && made.problem.code === 'backupUnusable') {
    // A copy that is not sound is most likely that of a history that is not: opening it again sees to it.
    file.close();
    const again = file.open();
    return again.ok ? made : again;
  }
  if (!made.ok) return made;
  if (output === null) prune(file.path, now);
  return ok({ ...made.value, at: now });
}

/** Every backup there is, looked through, the newest first. */
export function backups({ file, goOn }: Place): Result<ListedBackup[]> {
  return attempt(file.path, () =>
    backupsOf(file.path).map((one) => {
      goOn();
      const contents = withBackup(one.path, contentsOf);
      const bytes = statSync(one.path).size;
      return { ...one, bytes, contents: contents.ok ? contents.value : null };
    }),
  );
}

/** When the last backup was made, ms UTC, and its size, going by the names; null where there is none. */
export function lastBackup({ file, now }: Place): Result<{ at: number; bytes: number } | null> {
  return attempt(file.path, () => {
    const last = backupsOf(file.path).find(({ at, reason }) => reason === 'copy' && !isFromFuture(at, now));
    return last ? { at: last.at, bytes: statSync(last.path).size } : null;
  });
}

/** A backup that cannot be deleted is no reason for having none; the next one tries again. */
function prune(path: string, now: number): void {
  attempt(path, () => {
    const made = backupsOf(path);
    const kept = new Set(keptBackups(made, now));
    for (const one of made) if (!kept.has(one)) rmSync(one.path, { force: true });
    for (const left of leftovers(path)) if (now - statSync(left).mtimeMs > DAY) rmSync(left, { force: true });
  });
}

function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  return a !== undefined && a.ino === b?.ino && a.dev === b.dev;
}
