import type Database from 'better-sqlite3';
import { ok, type Result } from '../../../shared/result.ts';
import { SECOND } from '../../../shared/time.ts';
import type { Place } from '../questions/place.ts';
import { AT, OF_PERSON } from '../reading-table.ts';
import { attempt } from '../storage-problem.ts';
import { contentsOf, withBackup, type Contents } from './backup-contents.ts';
import { newBackupPath } from './backup-names.ts';
import { makeBackupNow } from './make-backup.ts';
import { replaceHistory } from './replace-history.ts';

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
  if (!after.ok) return after;
  // So that the newest backup is always one of what is there: it is what a damaged history is mended with.
  makeBackupNow(after.value, newBackupPath(file.path, now, 'copy'));
  return attempt(file.path, () => ({ setAside, readings: contentsOf(after.value).readings }));
}

const INSTANTS = `SELECT ${AT} FROM patient CROSS JOIN reading ON ${OF_PERSON} WHERE patient_id = ? ORDER BY key`;

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
