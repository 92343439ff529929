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
import { dirname } from 'node:path';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { isWellFormed } from '../soundness.ts';
import { storageProblem } from '../storage-problem.ts';
import { contentsOf, withBackup, type Contents } from './backup-contents.ts';

/** So much stays free: what the disk has left is for recording. Years of readings. */
const LEFT_FREE_BYTES = 64 * 1024 * 1024;
/** Copied at a stretch, some milliseconds; then whoever waits for this thread has a turn. */
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
 * @returns `diskNearlyFull` where there is no room to spare, `backupUnusable` where what was copied is not sound
 */
export async function makeBackup(
  db: Database.Database,
  target: string,
  goOn: () => void,
): Promise<Result<Backup>> {
  const part = partOf(target);
  try {
    const room = begin(db, part);
    if (!room.ok) return room;
    const before = contentsOf(db);
    await db.backup(part, {
      progress() {
        goOn();
        return PAGES_AT_ONCE;
      },
    });
    return finish(part, target, before, () => contentsOf(db));
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
    const held = contentsOf(db);
    return finish(part, target, held, () => held);
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

/** Makes the file, empty and for nobody else, if the disk has room for it and more. */
function begin(db: Database.Database, part: string): Result<void> {
  const folder = dirname(part);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const bytes =
    Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize - bytes < LEFT_FREE_BYTES) return fail(problem('diskNearlyFull', { path: folder }));
  writeFileSync(part, '', { mode: 0o600 });
  return ok(undefined);
}

/** @param before what the history held before @param after what it holds now; others may have written meanwhile */
function finish(part: string, target: string, before: Contents, after: () => Contents): Result<Backup> {
  const bytes = settle(part);
  // It is a copy of each page: the keys in it lead wherever they lead in the history.
  const copied = withBackup(part, contentsOf, isWellFormed);
  if (!copied.ok) return copied;
  const { readings, people } = copied.value;
  const holds = (all: Contents) => readings >= all.readings && people >= all.people;
  // Fewer than before only where some were taken away meanwhile.
  const isWhole = holds(before) || holds(after());
  if (!isWhole) return fail(problem('backupUnusable', { path: target, cause: 'notSound' }));
  renameSync(part, target);
  syncFolder(dirname(target));
  return ok({ path: target, bytes, ...copied.value });
}

/** One file without a log, and on the disk. @returns its size */
function settle(part: string): number {
  const file = openSync(part, 'r+');
  try {
    writeSync(file, Buffer.of(1, 1), 0, 2, 18);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return statSync(part).size;
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
