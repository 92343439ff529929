import type { LocalTime } from '../statistics/civil-clock.ts';
import { DAY, MINUTE } from '../time.ts';
import type { FileColumns, HeldColumns } from './file-columns.ts';

/** How full the days of a file are, and what is held of them: of each, how many of its quarters of an hour have a reading. */
export interface DayStrip {
  /** The beginning of the first day, on the wearer's clock. */
  first: LocalTime;
  file: Uint8Array;
  held: Uint8Array;
}

/** Of a day. */
export const QUARTERS = DAY / (15 * MINUTE);

/**
 * The days from the first to the last reading of a file; null where it has none.
 * @param held all that is held of the people in it; what has no clock is taken to be on UTC's
 */
export function dayStrip(file: FileColumns, held: readonly HeldColumns[]): DayStrip | null {
  let [from, to] = [Infinity, -Infinity];
  for (const wall of file.wall) {
    from = Math.min(from, wall);
    to = Math.max(to, wall);
  }
  if (from > to) return null;
  const first = Math.floor(from / DAY) * DAY;
  const days = Math.floor((to - first) / DAY) + 1;
  return {
    first,
    file: fullness([file.wall], first, days),
    held: fullness(
      held.map(({ wall, measuredAt }) =>
        wall.map((one, i) => (Number.isNaN(one) ? (measuredAt[i] ?? Number.NaN) : one)),
      ),
      first,
      days,
    ),
  };
}

function fullness(columns: readonly Float64Array[], first: LocalTime, days: number): Uint8Array {
  const isThere = new Uint8Array(days * QUARTERS);
  const full = new Uint8Array(days);
  for (const column of columns) {
    for (const wall of column) {
      const quarter = Math.floor((wall - first) / (DAY / QUARTERS));
      if (isThere[quarter] !== 0) continue;
      isThere[quarter] = 1;
      const day = Math.floor(quarter / QUARTERS);
      full[day] = (full[day] ?? 0) + 1;
    }
  }
  return full;
}
