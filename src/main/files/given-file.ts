import { open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { folderCause } from './data-directory.ts';
import { removeFile } from './remove-file.ts';

/** Takes the next piece of a content; answers once there is room for another one. */
export type Put = (piece: string | Uint8Array) => Promise<void>;

/**
 * Writes a file where somebody wants it, whole or not at all, for this user only; what was there is replaced.
 *
 * @param signal not wanted any more: then nothing is left of it, and it rejects
 * @returns `folderUnusable` with why
 */
export function writeGivenFile(
  path: string,
  content: string | Buffer,
  signal?: AbortSignal,
): Promise<Result<void>> {
  return writeGivenPieces(path, async (put) => ok(await put(content)), signal);
}

/**
 * The same with a content that comes in pieces, of which two are held at most.
 *
 * @param write hands over one piece after the other; where it fails or rejects, so does this, and nothing is left
 * @returns what `write` did, once all of it is on the disk
 */
export async function writeGivenPieces<T>(
  path: string,
  write: (put: Put) => Promise<Result<T>>,
  signal?: AbortSignal,
): Promise<Result<T>> {
  const temporary = `${path}.${process.pid}.part`;
  let file: FileHandle | null = null;
  try {
    file = await open(temporary, 'wx', 0o600);
    const written = await inPieces(file, write, signal);
    if (written.ok) {
      await file.sync();
      await file.close();
      signal?.throwIfAborted();
      await rename(temporary, path);
      return written;
    }
    await discard(file, temporary);
    return written;
  } catch (error) {
    await discard(file, temporary);
    signal?.throwIfAborted();
    if (!isOfSystem(error)) throw error;
    return fail(problem('folderUnusable', { path: dirname(path), cause: folderCause(error) }));
  }
}

/** While one piece is written, the next is made. */
async function inPieces<T>(
  file: FileHandle,
  write: (put: Put) => Promise<Result<T>>,
  signal?: AbortSignal,
): Promise<Result<T>> {
  let pending: Promise<void> = Promise.resolve();
  const put: Put = async (piece) => {
    await pending;
    signal?.throwIfAborted();
    pending = file.writeFile(piece);
    // Heard of with the next piece, or at the end.
    pending.catch(() => {});
  };
  try {
    return await write(put);
  } finally {
    await pending;
  }
}

async function discard(file: FileHandle | null, path: string): Promise<void> {
  // Closed already, or on a disk that fails: then there is nothing more to do about it.
  await file?.close().catch(() => {});
  await removeFile(path);
}

function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
