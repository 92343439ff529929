import type Database from 'better-sqlite3';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { SECOND } from '../../../shared/time.ts';
import { memoryCopy, readBytes } from '../memory-copy.ts';
import { broughtUpToDate } from '../open-database.ts';
import type { Place } from '../questions/place.ts';
import { attempt, storageProblem } from '../storage-problem.ts';
import { contentsOf, withBackup, type Contents } from './backup-contents.ts';
import { newBackupPath } from './backup-names.ts';
import { makeBackupNow, syncFolder } from './make-backup.ts';

/** Readings that are recorded now and are not in a backup, of how many people, and the first and the last of them. */
export type Lacking = Contents;

/** What a backup holds, and what of the history as it is now it does not. */
export function lookIntoBackup(
  { file }: Place,
  { path }: { path: string },
): Result<{ holds: Contents; lacks: Lacking }> {
  const now = file.isBegun ? file.whole() : ok(null);
  if (!now.ok) return now;
  return withBackup(path, (backup) => ({
    holds: contentsOf(backup),
    lacks: now.value === null ? { readings: 0, people: 0, from: null, to: null } : lacking(now.value, backup),
  }));
}

/**
 * Puts a backup in the place of the history: readings, people, journal. What is there now is copied among the backups
 * first. Up to the one step in which the file is replaced nothing has changed, whatever fails; after it all is done.
 *
 * @returns where the history of before is, null where there was none; how many readings there are now
 */
export function restore(
  { file, now }: Place,
  { path }: { path: string },
): Result<{ setAside: string | null; readings: number }> {
  const held = withBackup(path, contentsOf);
  if (!held.ok) return held;
  let setAside: string | null = null;
  if (file.isBegun) {
    const before = file.whole();
    if (!before.ok) return before;
    const copied = makeBackupNow(before.value, newBackupPath(file.path, now, 'restore'));
    if (!copied.ok) return copied;
    setAside = copied.value.path;
    // A log that is left would be taken for the new one's.
    before.value.pragma('wal_checkpoint(TRUNCATE)');
    file.close();
  }
  const replaced = replaceHistory(file.path, path);
  if (!replaced.ok) return replaced;
  const after = file.whole();
  return after.ok
    ? attempt(file.path, () => ({ setAside, readings: contentsOf(after.value).readings }))
    : after;
}

/** Writes a backup, brought up to date, beside the history, and then gives it its name. */
function replaceHistory(history: string, backup: string): Result<void> {
  const part = `${history}.restoring`;
  const db = attempt(backup, () => memoryCopy(readBytes(backup)));
  if (!db.ok) return db;
  try {
    if (!broughtUpToDate(db.value))
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

const INSTANTS =
  'SELECT at FROM reading JOIN patient ON patient.id = patient WHERE patient_id = ? ORDER BY at';

/** Person by person, both in the order of time: neither is held in memory. */
function lacking(now: Database.Database, backup: Database.Database): Lacking {
  const lacks: { readings: number; people: number; from: number | null; to: number | null } = {
    readings: 0,
    people: 0,
    from: null,
    to: null,
  };
  for (const patientId of now.prepare<[], string>('SELECT patient_id FROM patient').pluck().all()) {
    const held = backup.prepare<[string], number>(INSTANTS).pluck().iterate(patientId);
    let other = held.next();
    let theirs = 0;
    for (const at of now.prepare<[string], number>(INSTANTS).pluck().iterate(patientId)) {
      while (!other.done && other.value < at) other = held.next();
      if (!other.done && other.value === at) continue;
      theirs += 1;
      lacks.from = Math.min(lacks.from ?? Infinity, at * SECOND);
      lacks.to = Math.max(lacks.to ?? -Infinity, at * SECOND);
    }
    held.return?.();
    lacks.readings += theirs;
    if (theirs > 0) lacks.people += 1;
  }
  return lacks;
}
