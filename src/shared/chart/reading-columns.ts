import type { OffScale } from '../glucose/range.ts';
import type { Reading, ReadingSource } from '../glucose/reading.ts';

/** `scan`: an imported one, which stands in columns of its own. */
export type ColumnSource = ReadingSource | 'scan';

/** What the numbers of the `source` column stand for. */
export const COLUMN_SOURCES: readonly ColumnSource[] = ['live', 'graph', 'import', 'logbook', 'scan'];
export const LIVE = 0;
export const SCAN = 4;

/** One person's readings in columns of equal length, oldest first. Between processes they pass as `PackedReadings`. */
export interface ReadingColumns {
  /** Instants, ms UTC; each once. */
  at: Float64Array;
  mgdl: Uint16Array;
  /** Index into `COLUMN_SOURCES`. */
  source: Uint8Array;
  /** -1 below the sensor's scale (LO), 1 above it (HI), else 0. */
  offScale: Int8Array;
  /** A number that stands for the sensor, see `sensorNumber`; 0 where it is unknown. */
  sensor: Uint32Array;
}

export function emptyColumns(length = 0): ReadingColumns {
  return {
    at: new Float64Array(length),
    mgdl: new Uint16Array(length),
    source: new Uint8Array(length),
    offScale: new Int8Array(length),
    sensor: new Uint32Array(length),
  };
}

/** The same number for the same serial whenever it is asked for (FNV-1a, 32 bit, never 0); 0 for no serial. */
export function sensorNumber(serial: string | null): number {
  if (serial === null) return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < serial.length; i++) hash = Math.imul(hash ^ serial.charCodeAt(i), 0x01000193);
  return hash >>> 0 || 1;
}

export const offScaleNumber = (mark: OffScale | null): number => (mark === null ? 0 : mark === 'HI' ? 1 : -1);

export function offScaleAt({ offScale }: ReadingColumns, i: number): OffScale | null {
  const number = offScale[i] ?? 0;
  return number === 0 ? null : number > 0 ? 'HI' : 'LO';
}

export function sourceAt({ source }: ReadingColumns, i: number): ColumnSource {
  return COLUMN_SOURCES[source[i] ?? LIVE] ?? 'live';
}

/** A few readings in columns, in any order; of several at one instant the last. */
export function columnsOf(readings: readonly Reading[]): ReadingColumns {
  const byInstant = new Map(readings.map((reading) => [reading.measuredAt, reading]));
  const sorted = [...byInstant.values()].sort((a, b) => a.measuredAt - b.measuredAt);
  return {
    at: Float64Array.from(sorted, ({ measuredAt }) => measuredAt),
    mgdl: Uint16Array.from(sorted, ({ mgdl }) => mgdl),
    source: Uint8Array.from(sorted, ({ source }) => COLUMN_SOURCES.indexOf(source)),
    offScale: Int8Array.from(sorted, ({ offScale }) => offScaleNumber(offScale)),
    sensor: Uint32Array.from(sorted, ({ sensorSerial }) => sensorNumber(sensorSerial)),
  };
}

/** Index of the first reading at or after an instant; where it is known to be none of those before `low`, or after `high`. */
export function firstFrom(at: Float64Array, instant: number, low = 0, high = at.length): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether no reading is in `[from, to)`. */
export const isEmpty = ({ at }: ReadingColumns, { from, to }: { from: number; to: number }): boolean =>
  firstFrom(at, from) === firstFrom(at, to);

/** The readings of `[from, to)`; shares memory with the whole. */
export function sliceColumns(columns: ReadingColumns, from: number, to: number): ReadingColumns {
  return between(columns, firstFrom(columns.at, from), firstFrom(columns.at, to));
}

/** The same by their indices. */
function between(columns: ReadingColumns, start: number, end: number): ReadingColumns {
  const { at, mgdl, source, offScale, sensor } = columns;
  return {
    at: at.subarray(start, end),
    mgdl: mgdl.subarray(start, end),
    source: source.subarray(start, end),
    offScale: offScale.subarray(start, end),
    sensor: sensor.subarray(start, end),
  };
}

/** Copies all of some columns into others, from an index on. */
export function copyInto(whole: ReadingColumns, index: number, columns: ReadingColumns): void {
  for (const key of ['at', 'mgdl', 'source', 'offScale', 'sensor'] as const)
    whole[key].set(columns[key], index);
}

/** Both in one, oldest first; where both have an instant, the second's reading. */
export function mergeColumns(first: ReadingColumns, second: ReadingColumns): ReadingColumns {
  if (second.at.length === 0 && first.at.length > 0) return first;
  if (hasAll(second.at, first.at)) return second;
  const merged = emptyColumns(first.at.length + second.at.length);
  let length = 0;
  const take = (from: ReadingColumns, start: number, end: number): void => {
    copyInto(merged, length, between(from, start, end));
    length += end - start;
  };
  // Almost always one piece follows the other, so whole stretches are copied at once.
  let [i, j] = [0, 0];
  while (i < first.at.length && j < second.at.length) {
    const next = second.at[j] ?? 0;
    const until = i + firstFrom(first.at.subarray(i), next);
    take(first, i, until);
    i = until + (first.at[until] === next ? 1 : 0);
    const stretch = j + Math.max(1, firstFrom(second.at.subarray(j), first.at[i] ?? Infinity));
    take(second, j, stretch);
    j = stretch;
  }
  take(first, i, first.at.length);
  take(second, j, second.at.length);
  // What few readings both had is room at the end.
  return between(merged, 0, length);
}

/** Whether the instants of one are all among the other's: mostly decided by the first that is not. */
function hasAll(at: Float64Array, wanted: Float64Array): boolean {
  let i = 0;
  return wanted.every((instant) => at[(i = firstFrom(at, instant, i))] === instant);
}
