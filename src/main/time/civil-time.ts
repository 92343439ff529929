import { instantOf, type LocalTime, type OffsetAt } from '../../shared/statistics/civil-clock.ts';
import { DAY, SECOND } from '../../shared/time.ts';

/**
 * An end of a window: an instant (ms UTC), or what is an instant only on the wearer's clock: a local time, the midnight
 * so many days before today's, or the last time before now that the clock showed `lastAt` (ms since midnight).
 */
export type Edge = { instant: number } | { local: LocalTime } | { midnight: number } | { lastAt: number };

/** The system zone's clock minus UTC at an instant, in seconds. */
export function systemOffset(instant: number): number {
  return -new Date(instant).getTimezoneOffset() * 60;
}

/** The first moment of the local day `days` days before today (negative: after), as a local time. */
export function localDayStart(now: number, days: number, offsetAt: OffsetAt): LocalTime {
  const local = now + offsetAt(now) * SECOND;
  return Math.floor(local / DAY) * DAY - days * DAY;
}

/** The instant (ms UTC) an end comes to at `now` on a clock. */
export function instantOfEdge(edge: Edge, now: number, offsetAt: OffsetAt): number {
  if ('instant' in edge) return edge.instant;
  if ('local' in edge) return instantOf(edge.local, offsetAt);
  if ('midnight' in edge) return instantOf(localDayStart(now, edge.midnight, offsetAt), offsetAt);
  // Two days back at the most: the clock may have been set forward over that time of yesterday.
  const before = [0, 1, 2].map((days) =>
    instantOf(localDayStart(now, days, offsetAt) + edge.lastAt, offsetAt),
  );
  return before.find((instant) => instant < now) ?? now - DAY;
}
