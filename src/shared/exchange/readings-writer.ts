import { MAX_ZONE_SECONDS, type OffsetAt } from '../statistics/civil-clock.ts';
import { SECOND } from '../time.ts';
import type { StoredColumns } from './stored-columns.ts';

/** A file of readings, written piece by piece: `head`, `lines` for every part, `foot`. */
export interface ReadingsWriter {
  head: string;
  /** The readings of a part. Parts follow each other in time, or backwards where `newestFirst`. */
  lines(part: StoredColumns): string | Uint8Array;
  foot: string;
  /** Parts come newest first, and so are the readings of each written. */
  newestFirst: boolean;
  /** It wants the `rest` of the columns. */
  needsRest: boolean;
  /** Of so many days, at a reading a minute, `lines` takes some milliseconds, which nobody has to wait for; 3 at most. */
  daysAtOnce: number;
}

/**
 * What the wearer's own clock showed at a reading, seconds since 1970: as it was received where it could be, else by the
 * system's zone.
 */
export function wallClock(part: StoredColumns, systemOffset: OffsetAt): (index: number) => number {
  const { at, context, contexts, rest } = part;
  return (index) => {
    const seconds = at[index] ?? 0;
    const zone = contexts[context[index] ?? 0]?.zone ?? null;
    if (zone === null || Math.abs(zone) > MAX_ZONE_SECONDS) return seconds + systemOffset(seconds * SECOND);
    return seconds + zone + (rest?.drift[index] ?? 0);
  };
}
