import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LOG = ['-wal', '-shm'] as const;
/** Lies beside a history that was moved aside until all that can be had of it is in the new one. */
const UNFINISHED = 'unfinished';

/**
 * Moves the history with what belongs to it into `damaged/<UTC time>/`; only erasing somebody deletes it. The names do not
 * end in ".db", so that no tool takes them for a history. The file itself goes last: should this be interrupted,
 * no log is left that a fresh file could be mistaken for the owner of.
 *
 * @returns the folder
 */
export function moveAside(path: string, now: number): string {
  const target = newFolder(path, now);
  // First: whoever finds the history gone knows by it what is still to be done.
  writeFileSync(join(target, UNFINISHED), '', { mode: 0o600 });
  return move(path, target, [...LOG, '-journal', '']);
}

/** The same for the log alone. */
export function moveLogAside(path: string, now: number): string {
  return move(path, newFolder(path, now), LOG);
}

/** Where what was moved aside is kept. @param path of the history */
export function damagedFolder(path: string): string {
  return join(dirname(path), 'damaged');
}

/** Folders of what was moved aside and is not taken over yet, the oldest first. */
export function unfinished(path: string): string[] {
  const damaged = damagedFolder(path);
  if (!existsSync(damaged)) return [];
  return readdirSync(damaged)
    .toSorted()
    .map((name) => join(damaged, name))
    .filter((folder) => existsSync(join(folder, UNFINISHED)));
}

/** All that can be had of what is in such a folder was taken over. */
export function finished(folder: string): void {
  rmSync(join(folder, UNFINISHED), { force: true });
}

function newFolder(path: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const folder = join(damagedFolder(path), stamp);
  let target = folder;
  for (let attempt = 2; existsSync(target); attempt++) target = `${folder}-${attempt}`;
  mkdirSync(target, { recursive: true });
  return target;
}

function move(path: string, target: string, suffixes: readonly string[]): string {
  for (const suffix of suffixes) {
    if (existsSync(path + suffix)) renameSync(path + suffix, movedFile(target) + suffix);
  }
  return target;
}

/** The history in a folder that `moveAside` has made. */
export function movedFile(folder: string): string {
  return join(folder, 'history.bak');
}
