import { rmSync } from 'node:fs';

/**
 * Takes a file away where that can be done. `force` alone forgives no more than a file that is not there: a disk that
 * fails, a folder that may not be used any more or a virus scanner that holds the file would end the program.
 */
export function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It stays behind.
  }
}
