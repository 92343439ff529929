import { instantOf, type LocalTime, type OffsetAt } from '../statistics/civil-clock.ts';
import type { Span } from '../statistics/series.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../time.ts';

/** When the clock is changed, and by how many ms. */
export interface ClockChange {
  at: number;
  byMs: number;
}

/** The steps a time axis may have: parts of a local day, then whole days. 1970-01-01 was a Thursday. */
const STEPS = [
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  28 * DAY,
] as const;
const FIRST_MONDAY: LocalTime = 4 * DAY;

const localOf = (instant: number, offsetAt: OffsetAt): LocalTime => instant + offsetAt(instant) * SECOND;

/** The first instant of the local day an instant lies in. A day is 23, 24 or 25 hours long. */
export function dayStart(instant: number, offsetAt: OffsetAt): number {
  return instantOf(Math.floor(localOf(instant, offsetAt) / DAY) * DAY, offsetAt);
}

/** The first instant of the next local day. */
export function nextDayStart(instant: number, offsetAt: OffsetAt): number {
  const today = Math.floor(localOf(instant, offsetAt) / DAY) * DAY;
  return instantOf(today + DAY, offsetAt);
}

/** The local midnights of a span, ms UTC, oldest first. */
export function midnights(span: Span, offsetAt: OffsetAt): number[] {
  return steps(span, DAY, 0, offsetAt);
}

/** The widest-spaced round local times of which no more than `most` lie in a span, ms UTC. */
export function timeTicks(span: Span, most: number, offsetAt: OffsetAt): number[] {
  const wanted = (span.to - span.from) / Math.max(1, most);
  const step = STEPS.find((one) => one >= wanted) ?? 28 * DAY;
  return steps(span, step, step >= 7 * DAY ? FIRST_MONDAY : 0, offsetAt);
}

/** Counted on the local clock, so that ticks stay on round hours over a change of the clock. */
function steps({ from, to }: Span, step: number, origin: LocalTime, offsetAt: OffsetAt): number[] {
  const first = Math.floor((localOf(from, offsetAt) - DAY - origin) / step) * step + origin;
  const last = localOf(to, offsetAt) + DAY;
  const found: number[] = [];
  for (let local = first; local <= last; local += step) {
    const instant = instantOf(local, offsetAt);
    // Times that the clock skips would come twice.
    if (instant >= from && instant < to && instant > (found.at(-1) ?? -Infinity)) found.push(instant);
  }
  return found;
}

/** The changes of the clock in a span, to the minute. */
export function clockChanges({ from, to }: Span, offsetAt: OffsetAt): ClockChange[] {
  const changes: ClockChange[] = [];
  // No zone changes its clock twice in a day.
  for (let left = from; left < to; left += DAY) {
    const right = Math.min(left + DAY, to);
    const byMs = (offsetAt(right) - offsetAt(left)) * SECOND;
    if (byMs !== 0) changes.push({ at: changeBetween(left, right, offsetAt), byMs });
  }
  return changes;
}

function changeBetween(left: number, right: number, offsetAt: OffsetAt): number {
  const before = offsetAt(left);
  let [low, high] = [Math.floor(left / MINUTE), Math.ceil(right / MINUTE)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * MINUTE) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE;
}
