import { link, readFile, rename, rmdir, stat, writeFile } from 'node:fs/promises';
import { z } from '../../shared/schemas.ts';
import type { NamedProcess } from '../../shared/named-process.ts';
import { ourselves, stateOf } from './named-process.ts';
import { removeFile } from './remove-file.ts';

const holderSchema = z.object({
  pid: z.int().positive(),
  start: z.string().nullable().default(null),
  place: z.string().nullable().default(null),
});

/** Whom a lock file names; null where it is none of ours: empty, half written, a folder. */
export async function holderNamedIn(path: string): Promise<NamedProcess | null> {
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
export async function livingHolder(path: string, deadAfterMs: number): Promise<NamedProcess | null> {
  const holder = await holderNamedIn(path);
  if (holder === null || stateOf(holder) === 'gone') return null;
  try {
    return Math.abs(Date.now() - (await stat(path)).mtimeMs) > deadAfterMs ? null : holder;
  } catch {
    return null;
  }
}

/** The same, for whoever knows that it does not hold it itself: our number there was another process's before us. */
export async function livingOther(path: string, deadAfterMs: number): Promise<NamedProcess | null> {
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
  holderOf: (path: string) => Promise<NamedProcess | null>,
): Promise<NamedProcess | null> {
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
  holderOf: (path: string) => Promise<NamedProcess | null>,
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
export async function identityOf(path: string): Promise<string | null> {
  try {
    const { ino, mtimeNs } = await stat(path, { bigint: true });
    return `${ino} ${mtimeNs}`;
  } catch {
    return null;
  }
}
