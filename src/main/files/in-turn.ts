import type { Clock } from '../time/clock.ts';

/** A disk that has not answered by then is not waited for. */
const PATIENCE_MS = 2000;

/** What is done to files one after the other. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Does something to a file once everything before it is done. One at a time in the whole process: the threads of the
 * system's calls that a disk keeps waiting also look up the names of servers. Work that waits for a turn of its own
 * never ends.
 */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(work);
  turn = done.catch(() => {});
  return done;
}

/** Once all that was to be done to files by now is done. */
export function allWritten(): Promise<void> {
  return inTurn(() => Promise.resolve());
}

/** What came of something done in turn; `otherwise` where the disk has not answered within two seconds, or as many ms. */
export async function answered<T, Else>(
  clock: Pick<Clock, 'after'>,
  work: Promise<T>,
  otherwise: Else,
  patienceMs = PATIENCE_MS,
): Promise<T | Else> {
  const { promise: limit, resolve } = Promise.withResolvers<Else>();
  const cancel = clock.after(patienceMs, () => resolve(otherwise));
  try {
    return await Promise.race([work, limit]);
  } finally {
    cancel();
  }
}
