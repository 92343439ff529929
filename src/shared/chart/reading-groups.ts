import type { OffsetAt } from '../statistics/civil-clock.ts';
import type { Span } from '../statistics/series.ts';
import { HOUR } from '../time.ts';
import { firstFrom, type ReadingColumns } from './reading-columns.ts';
import { dayStart, nextDayStart } from './time-marks.ts';

/** The readings of a stretch of time in figures, mg/dL; the readings themselves are `[start, end)` of the columns. */
export interface ReadingGroup extends Span {
  start: number;
  end: number;
  min: number;
  /** Of the readings as they came, unrounded. */
  mean: number;
  max: number;
}

/** The figures of the readings of a span; null where it has none. */
export function groupOf({ at, mgdl }: ReadingColumns, span: Span): ReadingGroup | null {
  const [start, end] = [firstFrom(at, span.from), firstFrom(at, span.to)];
  if (start === end) return null;
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (let i = start; i < end; i++) {
    const value = mgdl[i] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  return { ...span, start, end, min, mean: sum / (end - start), max };
}

/** A group for each local day of a span that has readings, newest first. */
export function dayGroups(columns: ReadingColumns, span: Span, offsetAt: OffsetAt): ReadingGroup[] {
  return groups(columns, span, (instant) => nextDayStart(instant, offsetAt));
}

/** A group for each hour of a span that has readings, newest first; hours counted from local midnight. */
export function hourGroups(columns: ReadingColumns, span: Span, offsetAt: OffsetAt): ReadingGroup[] {
  return groups(columns, span, (instant) => {
    const midnight = dayStart(instant, offsetAt);
    const next = midnight + (Math.floor((instant - midnight) / HOUR) + 1) * HOUR;
    return Math.min(next, nextDayStart(instant, offsetAt));
  });
}

function groups(columns: ReadingColumns, span: Span, endOf: (instant: number) => number): ReadingGroup[] {
  const found: ReadingGroup[] = [];
  for (let from = span.from; from < span.to;) {
    const to = Math.min(endOf(from), span.to);
    const group = groupOf(columns, { from, to });
    if (group) found.push(group);
    from = to;
  }
  return found.reverse();
}
