import { linkSync, readFileSync, readlinkSync, renameSync, rmdirSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { removeFile } from './remove-file.ts';

const holderSchema = z.object({
  pid: z.int().positive(),
  start: z.string().nullable().default(null),
  place: z.string().nullable().default(null),
});

/**
 * The process that a lock file names. `start`: when it began, in a form that no later process of the same number
 * shares; null where the system does not say. `place`: where its number means something; null: unknown, taken for here.
 */
export type LockHolder = z.infer<typeof holderSchema>;

/** This process, as its locks name it. */
export function ourselves(): LockHolder {
  return { pid: process.pid, start: startOf(process.pid), place: here() };
}

/** Whom a lock file names; null where it is none of ours: empty, half written, a folder. */
export function holderNamedIn(path: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/**
 * Who holds a lock, if that process lives. A process of another computer or container cannot be looked for: there, and
 * where a process hangs, the age of the file decides, which counts into the future too.
 *
 * @param deadAfterMs a file this old is nobody's, whatever it says
 */
export function livingHolder(path: string, deadAfterMs: number): LockHolder | null {
  const holder = holderNamedIn(path);
  if (holder === null || !isThere(holder)) return null;
  try {
    return Math.abs(Date.now() - statSync(path).mtimeMs) > deadAfterMs ? null : holder;
  } catch {
    return null;
  }
}

/**
 * Takes a lock away that nobody alive holds. Of two that find it only one can rename it; who renames a living one by
 * mistake puts it back. A folder in its place goes aside, and away where it is empty.
 *
 * @param holderOf whoever holds a lock, or null
 */
export function removeDeadLock(path: string, holderOf: (path: string) => unknown): void {
  const aside = `${path}.dead.${process.pid}`;
  try {
    renameSync(path, aside);
    if (holderOf(aside) !== null) linkSync(aside, path);
    else if (statSync(aside).isDirectory()) rmdirSync(aside);
  } catch {
    // Someone else was quicker, or the folder has something in it.
  } finally {
    removeFile(aside);
  }
}

function isThere({ pid, start, place }: LockHolder): boolean {
  if (place !== null && place !== here()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const found = startOf(pid);
  return start === null || found === null || start === found;
}

/** Where process numbers mean what they mean here: a computer, and on Linux a container. */
function here(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function startOf(pid: number): string | null {
  try {
    // After the name, which may hold anything, the fields from the third on; the 22nd is the start, since the boot.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${ticks}`;
  } catch {
    return null;
  }
}
