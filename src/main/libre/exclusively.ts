import { linkSync, writeFileSync } from 'node:fs';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';
import { holderNamedIn, livingHolder, ourselves, removeDeadLock, type LockHolder } from '../lock-holder.ts';
import { removeFile } from '../remove-file.ts';

const LOOK_AGAIN_MS = 50;
/** Longer than a sign-in may take: whoever holds a file this old hangs. */
const DEAD_AFTER_MS = MINUTE;
/** Longer than one attempt at a request. */
const PATIENCE_MS = 21 * SECOND;

/**
 * Does `work` while no other process does any under the same file name; `signInUnderWay` when it never was our turn.
 * The file names its process, and one that is gone keeps nobody waiting. Where no file can be made there is nothing to
 * keep others away with, and the work is done.
 */
export async function exclusively<T>(path: string, clock: Clock, work: () => Promise<T>): Promise<Result<T>> {
  const since = clock.monotonic();
  for (let holder = take(path); holder !== null; holder = take(path)) {
    if (clock.monotonic() - since > PATIENCE_MS) return fail(problem('signInUnderWay', { pid: holder.pid }));
    await new Promise<void>((resolve) => clock.after(LOOK_AGAIN_MS, resolve));
  }
  try {
    return ok(await work());
  } finally {
    if (holderNamedIn(path)?.pid === process.pid) removeFile(path);
  }
}

/** Null: it is our turn; else whose it is. */
function take(path: string): LockHolder | null {
  if (create(path)) return null;
  const holder = holderOf(path);
  if (holder !== null) return holder;
  removeDeadLock(path, holderOf);
  return create(path) ? null : holderOf(path);
}

function holderOf(path: string): LockHolder | null {
  return livingHolder(path, DEAD_AFTER_MS);
}

/** With its content from the first moment on, which a link gives and opening a new file does not. */
function create(path: string): boolean {
  const own = `${path}.${process.pid}`;
  try {
    writeFileSync(own, JSON.stringify(ourselves()), { mode: 0o600 });
    linkSync(own, path);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'EEXIST');
  } finally {
    removeFile(own);
  }
}
