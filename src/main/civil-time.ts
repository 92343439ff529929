/** A place on the wearer's clock: ms since 1970 on a clock without a zone ("2026-11-21 00:00" as if it were UTC). */
export type LocalTime = number;

/** An end of a window: an instant (ms UTC), or a local time that is an instant only where the wearer is. */
export type Edge = { instant: number } | { local: LocalTime };

const DAY_MS = 24 * 3600 * 1000;

/** The system zone's clock minus UTC at an instant, in seconds. */
export function systemOffset(instant: number): number {
  return -new Date(instant).getTimezoneOffset() * 60;
}

/**
 * The instant at which a clock shows `local`.
 *
 * @param offsetAt the clock minus UTC near an instant, in seconds. A time the clock skips in spring becomes the one
 *   after the gap, of a time it shows twice in autumn the first is meant.
 */
export function instantOf(local: LocalTime, offsetAt: (instant: number) => number): number {
  const before = local - offsetAt(local - DAY_MS) * 1000;
  const after = local - offsetAt(local + DAY_MS) * 1000;
  // The offset before the change holds if it still does at the instant it gives.
  if (before + offsetAt(before) * 1000 === local) return before;
  return after + offsetAt(after) * 1000 === local ? after : before;
}

/** The first moment of the local day `days` days before today (negative: after), as a local time. */
export function localDayStart(now: number, days: number, offsetAt: (instant: number) => number): LocalTime {
  const local = now + offsetAt(now) * 1000;
  return Math.floor(local / DAY_MS) * DAY_MS - days * DAY_MS;
}
