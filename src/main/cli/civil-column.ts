import {
  civilText,
  MAX_ZONE_SECONDS,
  offsetText,
  type OffsetAt,
} from '../../shared/statistics/civil-clock.ts';
import type { PersonReading } from '../service.ts';

/** An instant (ms UTC) and by how many seconds the clock it is written on is ahead of UTC. */
export interface CivilTime {
  at: number;
  offset: number;
}

/** `2026-11-21 14:30:05+01:00`: whose clock it is can be told from the time itself. */
export function zonedText({ at, offset }: CivilTime): string {
  return civilText(at, offset) + offsetText(offset);
}

/** `Measured (UTC+01:00)`; what changes on the way stands there in its order. */
export function zonedHeading(heading: string, offsets: readonly number[]): string {
  return `${heading} (${[...new Set(offsets)].map((offset) => `UTC${offsetText(offset)}`).join(', ')})`;
}

/** A column of times: the zone stands in its heading where all have the same, else in each cell. Null is an empty cell. */
export function civilColumn(
  heading: string,
  times: readonly (CivilTime | null)[],
): { heading: string; cells: string[] } {
  const offsets = [...new Set(times.flatMap((time) => (time ? [time.offset] : [])))];
  const [only, another] = offsets;
  const one = only !== undefined && another === undefined;
  return {
    heading: one ? zonedHeading(heading, offsets) : heading,
    cells: times.map((time) => (time === null ? '' : one ? civilText(time.at, only) : zonedText(time))),
  };
}

/** When a reading was measured, on the wearer's clock as it was then. @param clock where the reading does not tell */
export function measuredTime({ reading }: PersonReading, clock: OffsetAt): CivilTime {
  const { measuredAt: at, utcOffsetSeconds } = reading;
  const known = utcOffsetSeconds !== null && Math.abs(utcOffsetSeconds) <= MAX_ZONE_SECONDS;
  // Zones are quarters of an hour; what is left is how wrong the wearer's clock goes.
  return { at, offset: known ? Math.round(utcOffsetSeconds / 900) * 900 : clock(at) };
}
