import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LOG = ['-wal', '-shm'] as const;

/**
 * Moves the history with what belongs to it into `damaged/<UTC time>/`; nothing is ever deleted. The names do not
 * end in ".db", so that no tool takes them for a history. The file itself goes last: should this be interrupted,
 * no log is left that a fresh file could be mistaken for the owner of.
 *
 * @returns the folder
 */
export function moveAside(path: string, now: number): string {
  return move(path, now, [...LOG, '-journal', '']);
}

/** The same for the log alone. */
export function moveLogAside(path: string, now: number): string {
  return move(path, now, LOG);
}

function move(path: string, now: number, suffixes: readonly string[]): string {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const folder = join(dirname(path), 'damaged', stamp);
  let target = folder;
  for (let attempt = 2; existsSync(target); attempt++) target = `${folder}-${attempt}`;
  mkdirSync(target, { recursive: true });
  for (const suffix of suffixes) {
    if (existsSync(path + suffix)) renameSync(path + suffix, movedFile(target) + suffix);
  }
  return target;
}

/** The history in a folder that `moveAside` has made. */
export function movedFile(folder: string): string {
  return join(folder, 'history.bak');
}
