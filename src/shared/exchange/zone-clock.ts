import { Temporal } from 'temporal-polyfill';
import type { LocalTime } from '../statistics/civil-clock.ts';
import { DAY, SECOND } from '../time.ts';

/** The clock of a zone over a time: its offset in seconds, and the instants (ms UTC) from which each holds. */
export interface ZoneClock {
  zone: string;
  changes: readonly { from: number; offset: number }[];
}

/**
 * The clock of a zone between two instants (ms UTC) and two days around them. Null where there is no zone of that name;
 * `+02:00` is none.
 */
export function zoneClock(zone: string, from: number, to: number): ZoneClock | null {
  if (!/^[A-Za-z]/.test(zone)) return null;
  let moment: Temporal.ZonedDateTime;
  try {
    moment = Temporal.Instant.fromEpochMilliseconds(from - 2 * DAY).toZonedDateTimeISO(zone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  const offsetOf = (time: Temporal.ZonedDateTime): number => Math.round(time.offsetNanoseconds / 1e9);
  const changes = [{ from: -Infinity, offset: offsetOf(moment) }];
  for (;;) {
    const next = moment.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > to + 2 * DAY) return { zone, changes };
    changes.push({ from: next.epochMilliseconds, offset: offsetOf(next) });
    moment = next;
  }
}

/** The clock minus UTC at an instant, in seconds. */
export function offsetAt({ changes }: ZoneClock, instant: number): number {
  let at = changes.length - 1;
  while (at > 0 && instant < (changes[at]?.from ?? 0)) at -= 1;
  return changes[at]?.offset ?? 0;
}

/**
 * The instants at which a clock shows `wall`: one; two in the hour that comes again in autumn; in the one that is missing
 * in spring the instant after the gap, which the clock did not call so.
 */
export function instantsOf(
  clock: ZoneClock,
  wall: LocalTime,
): { first: number; second: number | null; missing: boolean } {
  const before = offsetAt(clock, wall - DAY);
  const after = offsetAt(clock, wall + DAY);
  const first = wall - before * SECOND;
  if (before === after) return { first, second: null, missing: false };
  const second = wall - after * SECOND;
  const isFirst = offsetAt(clock, first) === before;
  const isSecond = offsetAt(clock, second) === after;
  if (isFirst && isSecond) return { first, second, missing: false };
  return { first: isSecond ? second : first, second: null, missing: !isFirst && !isSecond };
}
