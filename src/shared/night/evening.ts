import { instantOf, type OffsetAt } from '../statistics/civil-clock.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../time.ts';
import { NIGHT_CODES, type NightCause } from './causes.ts';

/** So long after the chosen time it is still the same evening: what was slept through is made up for until then. */
export const EVENING_MS = 5 * HOUR;
/** No two evenings are nearer to each other, wherever one goes and however clocks are set. */
const ANOTHER_EVENING_MS = 12 * HOUR;

/** The evening check that was last made. */
export interface EveningCheck {
  /** ms UTC, by the computer's clock. */
  at: number;
  /** All that was found, said or not. */
  causes: readonly NightCause[];
}

/**
 * Whether it is evening, and this evening has not been looked at.
 *
 * @param now ms UTC, by the computer's clock, as all of it
 * @param minute when the evening begins, minutes since midnight on that clock
 * @param checkedAt when the last check was made, ms UTC; null: never
 */
export function isEveningDue(
  now: number,
  minute: number,
  checkedAt: number | null,
  offsetAt: OffsetAt,
): boolean {
  const begun = lastBegin(now, minute, offsetAt);
  if (now - begun >= EVENING_MS) return false;
  return checkedAt === null || Math.abs(checkedAt - begun) >= ANOTHER_EVENING_MS;
}

/** When the evening last began, ms UTC. */
function lastBegin(now: number, minute: number, offsetAt: OffsetAt): number {
  const today = Math.floor((now + offsetAt(now) * SECOND) / DAY) * DAY;
  // The clock may have been set forward over that time of yesterday.
  const begins = [0, 1, 2].map((days) => instantOf(today - days * DAY + minute * MINUTE, offsetAt));
  return begins.find((begin) => begin <= now) ?? now - DAY;
}

/** A check as it was kept, as far as it can be understood; null: nothing. Whoever wrote it may have been another version. */
export function readEveningCheck(kept: unknown): EveningCheck | null {
  const { at, causes } = Object(kept) as Record<string, unknown>;
  if (typeof at !== 'number' || !Number.isSafeInteger(at)) return null;
  const found: unknown[] = Array.isArray(causes) ? causes : [];
  return { at, causes: found.flatMap((one) => readCause(Object(one) as Record<string, unknown>)) };
}

function readCause({ code, minutes, percent }: Record<string, unknown>): NightCause[] {
  const known = NIGHT_CODES.find((one) => one === code);
  if (known === undefined) return [];
  if (known === 'sleepsAfter') return typeof minutes === 'number' ? [{ code: known, minutes }] : [];
  if (known === 'batteryLow') return typeof percent === 'number' ? [{ code: known, percent }] : [];
  return [{ code: known }];
}
