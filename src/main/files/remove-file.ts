import { unlink } from 'node:fs/promises';

/**
 * Takes a file away where that can be done: a disk that fails, a folder that may not be used any more or a virus scanner
 * that holds the file is nothing to end the program for. Asks the disk once, where `rm` looks at it first.
 */
export async function removeFile(path: string): Promise<void> {
  // It stays behind.
  await unlink(path).catch(() => {});
}
