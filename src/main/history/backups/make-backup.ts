import type Database from 'better-sqlite3';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { isWellFormed } from '../soundness.ts';
import { storageProblem } from '../storage-problem.ts';
import { contentsOf, withBackup, type Contents } from './backup-contents.ts';

/** So much stays free: what the disk has left is for recording. Years of readings. */
const LEFT_FREE_BYTES = 64 * 1024 * 1024;
/**
 * Up to this a history is copied by way of memory, several times as quickly as in SQLite's steps; a year of somebody's
 * readings at one a minute is 13 MB.
 */
const IN_MEMORY_BYTES = 128 * 1024 * 1024;
/** Beyond it copied at a stretch, some milliseconds; then whoever waits for this thread has a turn. */
const PAGES_AT_ONCE = 512;

/** A copy that was made and found to be right. */
export interface Backup extends Contents {
  path: string;
  bytes: number;
}

/**
 * Copies an open history into a file while it is being used. The copy has its name once it is on the disk and known to be
 * sound and to hold as much; it is this user's alone.
 *
 * @param goOn called between the steps; what it throws ends the copying, and nothing is left of it
 * @param inMemoryBytes how large it may be to be copied by way of memory
 * @returns `diskNearlyFull` where there is no room to spare, `backupUnusable` where what was copied is not sound
 */
export async function makeBackup(
  db: Database.Database,
  target: string,
  goOn: () => void,
  inMemoryBytes = IN_MEMORY_BYTES,
): Promise<Result<Backup>> {
  const part = partOf(target);
  try {
    const room = begin(db, part);
    if (!room.ok) return room;
    const before = contentsOf(db);
    goOn();
    if (room.value <= inMemoryBytes) await writeFile(part, db.serialize());
    else await copyInSteps(db, part, goOn);
    goOn();
    const copied = await settledBeside(part, () => checked(part));
    goOn();
    return finish(part, target, copied, [before, () => contentsOf(db)]);
  } catch (error) {
    return fail(storageProblem(error, target));
  } finally {
    removePart(part);
  }
}

/** The same in one go: for what must come before anything else may happen to the history. */
export function makeBackupNow(db: Database.Database, target: string): Result<Backup> {
  const part = partOf(target);
  try {
    const room = begin(db, part);
    if (!room.ok) return room;
    writeFileSync(part, db.serialize());
    settle(part);
    return finish(part, target, checked(part), [contentsOf(db)]);
  } catch (error) {
    return fail(storageProblem(error, target));
  } finally {
    removePart(part);
  }
}

/** One name a process: what a killed one left behind the next one of that number writes over. */
function partOf(target: string): string {
  return `${target}.${process.pid}.part`;
}

function copyInSteps(db: Database.Database, part: string, goOn: () => void): Promise<unknown> {
  return db.backup(part, {
    progress() {
      goOn();
      return PAGES_AT_ONCE;
    },
  });
}

/** Makes the file, empty and for nobody else, if the disk has room for it and more. @returns how large it will be */
function begin(db: Database.Database, part: string): Result<number> {
  const folder = dirname(part);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const bytes =
    Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize - bytes < LEFT_FREE_BYTES) return fail(problem('diskNearlyFull', { path: folder }));
  writeFileSync(part, '', { mode: 0o600 });
  return ok(bytes);
}

/** It is a copy of each page: the keys in it lead wherever they lead in the history. */
function checked(part: string): Result<Contents> {
  return withBackup(part, contentsOf, isWellFormed);
}

/**
 * Gives the copy its name.
 *
 * @param held what the history held when, as far as it takes to see that the copy is whole: others may have written
 */
function finish(
  part: string,
  target: string,
  copied: Result<Contents>,
  held: readonly (Contents | (() => Contents))[],
): Result<Backup> {
  if (!copied.ok) return copied;
  const { readings, people } = copied.value;
  const isWhole = held.some((one) => {
    const all = typeof one === 'function' ? one() : one;
    return readings >= all.readings && people >= all.people;
  });
  if (!isWhole) return fail(problem('backupUnusable', { path: target, cause: 'notSound' }));
  const bytes = statSync(part).size;
  renameSync(part, target);
  syncFolder(dirname(target));
  return ok({ path: target, bytes, ...copied.value });
}

/** Where it says in a database that it has no log. */
const WITHOUT_LOG = Buffer.of(1, 1);
const LOG_MARK = 18;

/** One file without a log, and on the disk. */
function settle(part: string): void {
  const file = openSync(part, 'r+');
  try {
    writeSync(file, WITHOUT_LOG, 0, WITHOUT_LOG.length, LOG_MARK);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The same, while the disk takes it something else is done with it. */
async function settledBeside<T>(part: string, work: () => T): Promise<T> {
  await using file = await open(part, 'r+');
  await file.write(WITHOUT_LOG, 0, WITHOUT_LOG.length, LOG_MARK);
  const taken = file.sync();
  // Heard of below.
  taken.catch(() => {});
  const done = work();
  await taken;
  return done;
}

function removePart(part: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(part + suffix, { force: true });
}

/** What was renamed in a folder stays so if the power fails. Windows has no such call for folders. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
