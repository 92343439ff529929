import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { alone } from './alone.ts';
import { backupFolder, backupsOf, leftovers, type NamedBackup } from './backups/backup-names.ts';
import { makeBackupNow } from './backups/make-backup.ts';
import { memoryCopy, readBytes } from './memory-copy.ts';
import { damagedFolder } from './move-aside.ts';
import { broughtUpToDate } from './open-database.ts';
import type { Place } from './questions/place.ts';
import { OF_PERSON } from './reading-table.ts';
import { removePeople, type Removed } from './remove-people.ts';
import { attempt } from './storage-problem.ts';

/** What would go with somebody. */
export interface Erasable {
  patientId: string;
  firstName: string;
  lastName: string;
  readings: number;
  journal: number;
  /** Of which readings are there, theirs. */
  imports: number;
}

/** What an erasure would come to: of each person, and of the files that are older than any choice among them. */
export interface WhatCanGo {
  people: Erasable[];
  /** Backups that would be rewritten. */
  backups: number;
  /** Files that would be deleted: damaged histories, and what a restore has set aside. */
  setAside: number;
}

/** What went. */
export interface ErasedHistory extends Removed {
  /** Backups that were rewritten, or deleted where that failed. */
  backups: number;
  /** Other files that were deleted. */
  files: number;
}

const ERASABLE = `SELECT patient_id AS patientId, first_name AS firstName, last_name AS lastName,
  (SELECT count(*) FROM reading WHERE ${OF_PERSON}) AS readings,
  (SELECT count(*) FROM alarm WHERE patient = patient.id) AS journal,
  (SELECT count(DISTINCT import) FROM context WHERE id IN (SELECT context FROM reading WHERE ${OF_PERSON}))
    AS imports FROM patient ORDER BY id`;

/** Everyone there is, with what would go with them. Where there is no history none is begun. */
export function whatCanGo({ file }: Place): Result<WhatCanGo> {
  const db = file.isBegun ? file.whole() : ok(null);
  if (!db.ok) return db;
  return attempt(file.path, () => {
    const made = backupsOf(file.path);
    return {
      people: db.value?.prepare<[], Erasable>(ERASABLE).all() ?? [],
      backups: made.filter(isRewritten).length,
      setAside: setAsideBeside(file.path, made).length,
    };
  });
}

/**
 * Takes people out of the history and of every backup of it, and deletes what is damaged or was set aside. Done again
 * after it was interrupted it brings that to its end, whoever is still to be found in the history.
 *
 * @returns `historyBusy` where another program has the history open, which then is as it was
 */
export function erase(
  { file }: Place,
  { patientIds }: { patientIds: readonly string[] },
): Result<ErasedHistory> {
  let removed: Removed = { readings: 0, journal: 0 };
  // First: what is copied from it from now on has nothing of them.
  if (file.isBegun) {
    const db = file.whole();
    if (!db.ok) return db;
    const done = attempt(file.path, () => alone(db.value, () => removePeople(db.value, patientIds)));
    const { problem: unwritable } = file.state;
    // Opening it again puts it in order for going on, whatever came of this.
    file.close();
    if (!done.ok) return done;
    if (done.value === null) return fail(unwritable ?? problem('historyBusy', { path: file.path }));
    removed = done.value;
  }
  return attempt(file.path, () => {
    const made = backupsOf(file.path);
    const kept = made.filter(isRewritten);
    for (const one of kept) if (!rewritten(one.path, patientIds)) rmSync(one.path, { force: true });
    const files = setAsideBeside(file.path, made);
    for (const one of files) rmSync(one, { force: true });
    rmSync(damagedFolder(file.path), { recursive: true, force: true });
    return { ...removed, backups: kept.length, files: files.length };
  });
}

/** What a restore has set aside is what somebody did not want any more. */
function isRewritten({ reason }: NamedBackup): boolean {
  return reason !== 'restore';
}

/** Writes a backup anew without these people. @returns whether it is one that can be used */
function rewritten(path: string, patientIds: readonly string[]): boolean {
  const done = attempt(path, () => {
    const db = memoryCopy(readBytes(path));
    try {
      if (!broughtUpToDate(db)) return false;
      removePeople(db, patientIds);
      return makeBackupNow(db, path).ok;
    } finally {
      db.close();
    }
  });
  return done.ok && done.value;
}

/** Files that were set aside because they were damaged or not wanted any more, or were left behind half written. */
function setAsideBeside(path: string, made: readonly NamedBackup[]): string[] {
  const damaged = damagedFolder(path);
  const moved = existsSync(damaged) ? readdirSync(damaged, { recursive: true, encoding: 'utf8' }) : [];
  return [
    ...moved.map((name) => join(damaged, name)).filter((one) => statSync(one).isFile()),
    ...made.filter((one) => !isRewritten(one)).map((one) => one.path),
    ...(existsSync(backupFolder(path)) ? leftovers(path) : []),
  ];
}
