import { DAY, MINUTE } from '../../shared/time.ts';
import type { AccountMemory } from './server-state.ts';

/** Two answers this far apart, and none of another kind between them, are no slip of the server. */
const APART_MS = 10 * MINUTE;
/** A later one begins anew: nobody knows what was in between. */
const FORGOTTEN_MS = DAY;

/**
 * Keeps that there was nothing where every account has something (404, or sent away for good).
 *
 * @returns whether it has been so for long enough to ask whether the interface is there at all
 */
export function rememberMissing(memory: AccountMemory, now: number): boolean {
  const { missing } = memory.get();
  const sinceLast = now - (missing?.lastAt ?? -Infinity);
  const goesOn = missing !== undefined && sinceLast >= 0 && sinceLast < FORGOTTEN_MS;
  const since = goesOn ? missing.since : now;
  memory.update({ missing: { since, lastAt: now } });
  return now - since >= APART_MS;
}
