import { MINUTE, SECOND } from '../time.ts';

export type Freshness = 'current' | 'delayed' | 'stale' | 'old';

/** From this far in the future on, a reading is never the latest and silences nothing. */
export const FUTURE_LIMIT_MS = 5 * MINUTE;

/**
 * How far a reading may be trusted as "now": current under 5 min, delayed under 15, stale to 20, old beyond; old too when
 * it claims to be from the future, since nobody knows when it was measured.
 */
export function freshnessOf(measuredAt: number, now: number): Freshness {
  const age = now - measuredAt;
  if (age < -FUTURE_LIMIT_MS) return 'old';
  if (age < 5 * MINUTE) return 'current';
  if (age < 15 * MINUTE) return 'delayed';
  return age <= 20 * MINUTE ? 'stale' : 'old';
}

/** From ten minutes on a value is shown fainter, and without the arrow and the delta, which would tell of another time. */
export function isDimmed(measuredAt: number, now: number): boolean {
  return now - measuredAt >= 10 * MINUTE;
}

/** Whole seconds since the reading; up to 5 min in the future is 0 s old, further ahead is told as it is: negative. */
export function ageSeconds(measuredAt: number, now: number): number {
  const seconds = Math.floor((now - measuredAt) / SECOND);
  return isFuture(measuredAt, now) ? seconds : Math.max(0, seconds);
}

export function isFuture(measuredAt: number, now: number): boolean {
  return measuredAt - now > FUTURE_LIMIT_MS;
}
