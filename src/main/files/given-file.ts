import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { folderCause } from './data-directory.ts';
import { removeFile } from './remove-file.ts';

/**
 * Writes a file where somebody wants it, whole or not at all, for this user only; what was there is replaced.
 *
 * @param signal not wanted any more: then nothing is left of it, and it rejects
 * @returns `folderUnusable` with why
 */
export async function writeGivenFile(
  path: string,
  content: string | Buffer,
  signal?: AbortSignal,
): Promise<Result<void>> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    await writeFile(temporary, content, { mode: 0o600, flag: 'wx' });
    signal?.throwIfAborted();
    await rename(temporary, path);
    return ok(undefined);
  } catch (error) {
    await removeFile(temporary);
    signal?.throwIfAborted();
    return fail(problem('folderUnusable', { path: dirname(path), cause: folderCause(error) }));
  }
}
