import { SECOND } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';
import { unlessAborted } from '../windows/unless-aborted.ts';

/** Pages are made within a fraction of it. */
const LONGEST_MS = 20 * SECOND;

/** It took too long, or its window was closed with the program. */
export class NotAnswered extends Error {}

/** Does something for as long as it may take; then it rejects with `NotAnswered`, and its signal says so. */
export async function withinLimit<T>(
  clock: Pick<Clock, 'after'>,
  signal: AbortSignal,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const cancel = clock.after(LONGEST_MS, () => limit.abort(new NotAnswered()));
  const either = AbortSignal.any([signal, limit.signal]);
  try {
    return await unlessAborted(either, act(either));
  } finally {
    cancel();
  }
}
