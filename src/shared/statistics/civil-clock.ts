import { DAY, SECOND } from '../time.ts';
import type { Grid } from './grid.ts';
import type { Series } from './series.ts';

/** UTC offset in seconds at an instant (ms UTC), for readings that carry none: the system's zone. */
export type OffsetAt = (instant: number) => number;

/** A clock as plain data: by how many seconds it is ahead of UTC from some instants (ms UTC) on, oldest first. */
export type ZoneChanges = readonly (readonly [from: number, seconds: number])[];

/** A clock as far as it is needed: at these instants. Between two that differ it is as at the earlier one. */
export function zoneChanges(instants: readonly number[], offsetAt: OffsetAt): ZoneChanges {
  const changes: [number, number][] = [];
  for (const instant of [...new Set(instants)].toSorted((a, b) => a - b)) {
    const seconds = offsetAt(instant);
    if (changes.at(-1)?.[1] !== seconds) changes.push([instant, seconds]);
  }
  return changes;
}

/** The same clock again; `otherwise` where nothing is told of it. */
export function clockOf(changes: ZoneChanges, otherwise: OffsetAt): OffsetAt {
  return (instant) =>
    (changes.findLast(([from]) => from <= instant) ?? changes[0])?.[1] ?? otherwise(instant);
}

/** A place on somebody's clock: ms since 1970 on a clock without a zone ("2026-11-21 00:00" as if it were UTC). */
export type LocalTime = number;

/**
 * The instant at which a clock shows `local`.
 *
 * @param offsetAt the clock minus UTC near an instant, in seconds. A time the clock skips in spring becomes the one
 *   after the gap, of a time it shows twice in autumn the first is meant.
 */
export function instantOf(local: LocalTime, offsetAt: OffsetAt): number {
  const before = local - offsetAt(local - DAY) * SECOND;
  const after = local - offsetAt(local + DAY) * SECOND;
  // The offset before the change holds if it still does at the instant it gives.
  if (before + offsetAt(before) * SECOND === local) return before;
  return after + offsetAt(after) * SECOND === local ? after : before;
}

/** No zone is further from UTC (they end at -12 and +14 h): beyond, the wearer's clock is set wrong. */
export const MAX_ZONE_SECONDS = 18 * 3600;

/** The civil offset of each reading in seconds: its own, or the system's where it has none that can be. */
export function readingOffsets({ at, context, contexts }: Series, systemOffset: OffsetAt): Int32Array {
  const own = contexts.map(({ zoneSeconds }) =>
    zoneSeconds === null || Math.abs(zoneSeconds) > MAX_ZONE_SECONDS ? null : zoneSeconds,
  );
  // A zone changes its offset at a quarter of an hour UTC at the finest: ask once in each.
  let quarter = Number.NaN;
  let system = 0;
  const offsets = new Int32Array(at.length);
  for (let i = 0; i < at.length; i++) {
    const known = own[context[i] ?? 0] ?? null;
    const seconds = at[i] ?? 0;
    if (known === null && Math.floor(seconds / 900) !== quarter) {
      quarter = Math.floor(seconds / 900);
      system = Math.round(systemOffset(seconds * SECOND) / 900) * 900;
    }
    offsets[i] = known ?? system;
  }
  return offsets;
}

/**
 * The civil offset of each slot in seconds, from its neighbours' (`readingOffsets`). Where those differ, the clock was
 * changed in between: at the hour or half hour that lies there, as daylight saving does, else at the later reading.
 */
export function slotOffsets({ at }: Series, grid: Grid, offsets: Int32Array): Int32Array {
  const civil = new Int32Array(grid.at.length);
  for (let slot = 0; slot < civil.length; slot++) {
    const [previous, next] = [grid.before[slot] ?? 0, grid.next[slot] ?? 0];
    const [before, after] = [offsets[previous] ?? 0, offsets[next] ?? 0];
    const right = at[next] ?? 0;
    const changed =
      before === after || (grid.at[slot] ?? 0) >= (changeBetween(at[previous] ?? 0, right) ?? right);
    civil[slot] = changed ? after : before;
  }
  return civil;
}

/** Neighbours of a column of instants that lie in one civil hour or day, by one offset. */
export interface CivilRun {
  /** Of the hour or the day, counted from 1970. */
  number: number;
  /** Seconds. */
  offset: number;
  /** Indices `[start, end)` into the column. */
  start: number;
  end: number;
}

/**
 * The runs of instants by the civil hour or day that they lie in, oldest first. An hour that the clock shows twice comes
 * twice, and so may its day.
 *
 * @param at UTC seconds, ascending, with the civil offset of each
 * @param unit seconds: 3600 or 86,400
 * @param found called for each; the run is the same object every time
 */
export function eachRun(
  at: Float64Array,
  offsets: Int32Array,
  [start, end]: readonly [number, number],
  unit: number,
  found: (run: Readonly<CivilRun>) => void,
): void {
  const run: CivilRun = { number: 0, offset: 0, start, end: start };
  while (run.end < end) {
    run.start = run.end;
    run.offset = offsets[run.start] ?? 0;
    run.number = Math.floor(((at[run.start] ?? 0) + run.offset) / unit);
    const until = (run.number + 1) * unit - run.offset;
    let next = run.start + 1;
    while (next < end && (at[next] ?? 0) < until && offsets[next] === run.offset) next++;
    run.end = next;
    found(run);
  }
}

/** The last full hour between two instants (UTC seconds), else the last half hour; null where none lies there. */
export function changeBetween(left: number, right: number): number | null {
  for (const step of [3600, 1800]) {
    const mark = Math.floor(right / step) * step;
    if (mark > left) return mark;
  }
  return null;
}

export const DAY_SECONDS = 86_400;

/** The number of the civil day, counted from 1970-01-01. */
export function civilDay(seconds: number, offset: number): number {
  return Math.floor((seconds + offset) / DAY_SECONDS);
}

/** 1 … 7 of a civil day, as `civilDay` numbers it: Monday to Sunday, as ISO 8601; 1970 began on a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Whether a civil day is a Saturday or a Sunday. */
export function isWeekend(day: number): boolean {
  return weekdayOf(day) > 5;
}

/** Seconds since civil midnight; on the day the clock goes back some come twice. */
export function secondOfDay(seconds: number, offset: number): number {
  return seconds + offset - civilDay(seconds, offset) * DAY_SECONDS;
}

/** `YYYY-MM-DD` of a civil day. */
export function dateText(day: number): string {
  return isoText(day * DAY_SECONDS, 10);
}

/**
 * `YYYY-MM-DDTHH:00±hh:mm` of civil hours, counted from 1970. A year has thousands of them, and two after each other
 * mostly have date and offset in common.
 */
export function hourTexts(): (hour: number, offset: number) => string {
  const date = { day: Number.NaN, text: '' };
  const end = { offset: Number.NaN, text: '' };
  return (hour, offset) => {
    const day = Math.floor(hour / 24);
    if (day !== date.day) Object.assign(date, { day, text: dateText(day) });
    if (offset !== end.offset) Object.assign(end, { offset, text: offsetText(offset) });
    return `${date.text}T${String(hour - day * 24).padStart(2, '0')}:00${end.text}`;
  };
}

/** `+01:00` of an offset in seconds. */
export function offsetText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** `2026-11-21 14:30:05` of an instant (ms UTC) on a clock that is so many seconds from UTC. */
export function civilText(instant: number, offset: number): string {
  return isoText(Math.floor(instant / SECOND) + offset, 19).replace('T', ' ');
}

function isoText(civilSeconds: number, length: number): string {
  return new Date(civilSeconds * SECOND).toISOString().slice(0, length);
}
