import { linkSync, statSync, writeFileSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import { removeFile } from '../remove-file.ts';

const LOOK_AGAIN_MS = 50;
/** Longer than a sign-in may take: whoever holds a file this old is gone. */
const DEAD_AFTER_MS = 60_000;
/** Longer than one attempt at a request. */
const PATIENCE_MS = 21_000;

/**
 * Does `work` while no other process does any under the same file name. Null when it never was our turn. Where no file
 * can be made there is nothing to keep others away with, and the work is done.
 */
export async function exclusively<T>(path: string, clock: Clock, work: () => Promise<T>): Promise<T | null> {
  const own = `${path}.${process.pid}`;
  const since = clock.monotonic();
  while (!take(path, own)) {
    if (clock.monotonic() - since > PATIENCE_MS) return null;
    await new Promise<void>((resolve) => clock.after(LOOK_AGAIN_MS, resolve));
  }
  try {
    return await work();
  } finally {
    removeFile(path);
  }
}

function take(path: string, own: string): boolean {
  try {
    writeFileSync(own, '', { mode: 0o600 });
    linkSync(own, path);
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) return true;
    if (ageOf(path) > DEAD_AFTER_MS) removeFile(path);
    return false;
  } finally {
    removeFile(own);
  }
}

/** Of a file, ms; 0 where nobody can tell. */
function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
