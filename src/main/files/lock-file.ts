import { readFileSync, readlinkSync } from 'node:fs';
import { link, readFile, rename, rmdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from '../../shared/schemas.ts';
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
export async function holderNamedIn(path: string): Promise<LockHolder | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, 'utf8')));
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
export async function livingHolder(path: string, deadAfterMs: number): Promise<LockHolder | null> {
  const holder = await holderNamedIn(path);
  if (holder === null || !isThere(holder)) return null;
  try {
    return Math.abs(Date.now() - (await stat(path)).mtimeMs) > deadAfterMs ? null : holder;
  } catch {
    return null;
  }
}

/** The same, for whoever knows that it does not hold it itself: our number there was another process's before us. */
export async function livingOther(path: string, deadAfterMs: number): Promise<LockHolder | null> {
  const holder = await livingHolder(path, deadAfterMs);
  return holder?.pid === process.pid ? null : holder;
}

/**
 * Takes a lock that nobody alive holds. To be done in turn, as all here. A folder that cannot be written is no reason
 * to do nothing: then there is no lock.
 *
 * @param holderOf whoever holds a lock, or null
 * @returns null: it is ours, as far as there can be one; else whose it is
 */
export async function takeLock(
  path: string,
  holderOf: (path: string) => Promise<LockHolder | null>,
): Promise<LockHolder | null> {
  for (;;) {
    // Looked for first: where another one holds it, nothing is written.
    const holder = await holderOf(path);
    if (holder !== null) return holder;
    const created = await createLock(path);
    if (created === 'made') return null;
    // Where nothing can be written, as on a full disk, somebody may hold it all the same.
    if (created === 'impossible' || !(await removeDeadLock(path, holderOf))) return holderOf(path);
  }
}

/** With its content from the first moment on, which a link gives and opening a new file does not. */
export async function createLock(path: string): Promise<'made' | 'there' | 'impossible'> {
  const own = `${path}.${process.pid}`;
  try {
    await writeFile(own, JSON.stringify(ourselves()), { mode: 0o600 });
    await link(own, path);
    return 'made';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EEXIST' ? 'there' : 'impossible';
  } finally {
    await removeFile(own);
  }
}

/** Takes a lock away that names us. */
export async function releaseLock(path: string): Promise<void> {
  if ((await holderNamedIn(path))?.pid === process.pid) await removeFile(path);
}

/**
 * Takes a lock away that nobody alive holds. A file that was another one before it was judged is not the one that was
 * judged, and stays: who releases and who takes the lock meanwhile loses nothing. Of two that find it dead only one can
 * rename it; who renames a living one by mistake puts it back. A folder in its place goes aside, and away where it is
 * empty.
 *
 * @returns whether another look is worth it; false where what is dead stays in the way
 */
async function removeDeadLock(
  path: string,
  holderOf: (path: string) => Promise<LockHolder | null>,
): Promise<boolean> {
  const judged = await identityOf(path);
  if (judged === null || (await holderOf(path)) !== null) return true;
  const aside = `${path}.dead.${process.pid}`;
  try {
    if ((await identityOf(path)) !== judged) return true;
    await rename(path, aside);
    if ((await holderOf(aside)) !== null) await link(aside, path);
    else if ((await stat(aside)).isDirectory()) await rmdir(aside);
    return true;
  } catch {
    // Someone else was quicker, or the folder has something in it.
    return (await identityOf(path)) !== judged;
  } finally {
    await removeFile(aside);
  }
}

/** The same for one file as long as nobody writes to it or puts another in its place; null: there is none. */
async function identityOf(path: string): Promise<string | null> {
  try {
    const { ino, mtimeNs } = await stat(path, { bigint: true });
    return `${ino} ${mtimeNs}`;
  } catch {
    return null;
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
