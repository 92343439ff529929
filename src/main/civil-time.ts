import type { LocalTime } from '../shared/statistics/civil-clock.ts';

/** An end of a window: an instant (ms UTC), or a local time that is an instant only where the wearer is. */
export type Edge = { instant: number } | { local: LocalTime };

const DAY_MS = 24 * 3600 * 1000;

/** The system zone's clock minus UTC at an instant, in seconds. */
export function systemOffset(instant: number): number {
  return -new Date(instant).getTimezoneOffset() * 60;
}

/** The first moment of the local day `days` days before today (negative: after), as a local time. */
export function localDayStart(now: number, days: number, offsetAt: (instant: number) => number): LocalTime {
  const local = now + offsetAt(now) * 1000;
  return Math.floor(local / DAY_MS) * DAY_MS - days * DAY_MS;
}
