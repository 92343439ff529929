import { rm } from 'node:fs/promises';

/**
 * Takes a file away where that can be done. `force` alone forgives no more than a file that is not there: a disk that
 * fails, a folder that may not be used any more or a virus scanner that holds the file would end the program.
 */
export async function removeFile(path: string): Promise<void> {
  // It stays behind.
  await rm(path, { force: true }).catch(() => {});
}
