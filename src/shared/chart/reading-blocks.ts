import type { Span } from '../statistics/series.ts';
import { firstFrom, LIVE, type ReadingColumns } from './reading-columns.ts';

/** How many readings a block stands for. */
const SHIFT = 6;
const BLOCK = 1 << SHIFT;

/** What there is among readings: a bit for each source, in the order of `COLUMN_SOURCES`, and for each end of the scale. */
export const MARKS = { live: 1, graph: 2, import: 4, logbook: 8, scan: 16, lo: 32, hi: 64 } as const;
const HISTORY = MARKS.graph | MARKS.import | MARKS.logbook | MARKS.scan;

/**
 * What a glance at many readings needs to know of them, block by block, so that views of months need not look at every
 * reading each time they move.
 */
export interface ReadingBlocks {
  /** The lowest and the highest value of each block, mg/dL. */
  low: Uint16Array;
  high: Uint16Array;
  /** Of `MARKS`. */
  marks: Uint8Array;
  /** The readings that are not close to the one before, or of another sensor, as indices; the first is one of them. */
  seams: Uint32Array;
}

/**
 * All of it in one go, since months of readings are gone through while somebody waits.
 *
 * @param closeMs how far apart neighbours may be to be close
 */
export function blocksOf(
  { at, mgdl, source, offScale, sensor }: ReadingColumns,
  closeMs: number,
): ReadingBlocks {
  const count = Math.ceil(mgdl.length / BLOCK);
  const blocks = { low: new Uint16Array(count), high: new Uint16Array(count), marks: new Uint8Array(count) };
  const seams: number[] = [];
  let before = -Infinity;
  let worn = 0;
  for (let block = 0; block < count; block++) {
    const end = Math.min(mgdl.length, (block + 1) * BLOCK);
    let low = 0xffff;
    let high = 0;
    let marks = 0;
    for (let i = block * BLOCK; i < end; i++) {
      const value = mgdl[i]!;
      if (value < low) low = value;
      if (value > high) high = value;
      marks |= 1 << source[i]!;
      if (offScale[i] !== 0) marks |= offScale[i]! < 0 ? MARKS.lo : MARKS.hi;
      const instant = at[i]!;
      const own = sensor[i]!;
      if (instant - before > closeMs || own !== worn) seams.push(i);
      before = instant;
      worn = own;
    }
    blocks.low[block] = low;
    blocks.high[block] = high;
    blocks.marks[block] = marks;
  }
  return { ...blocks, seams: Uint32Array.from(seams) };
}

/** Of `MARKS`, of one reading. */
function markAt({ source, offScale }: ReadingColumns, i: number): number {
  const off = offScale[i] ?? 0;
  return (1 << (source[i] ?? LIVE)) | (off === 0 ? 0 : off < 0 ? MARKS.lo : MARKS.hi);
}

/** The lowest and the highest value of readings, mg/dL. */
export interface Extent {
  low: number;
  high: number;
}

/** Of the readings `[start, end)`; from Infinity to -Infinity where there are none. */
export function extentIn(
  { mgdl }: ReadingColumns,
  blocks: ReadingBlocks,
  start: number,
  end: number,
): Extent {
  if (start >= end) return { low: Infinity, high: -Infinity };
  let low = mgdl[start]!;
  let high = low;
  let i = start;
  while (i < end) {
    if ((i & (BLOCK - 1)) === 0 && i + BLOCK <= end) {
      const block = i >> SHIFT;
      if (blocks.low[block]! < low) low = blocks.low[block]!;
      if (blocks.high[block]! > high) high = blocks.high[block]!;
      i += BLOCK;
      continue;
    }
    // Up to the next block, or the end.
    const until = Math.min(end, ((i >> SHIFT) + 1) << SHIFT);
    for (; i < until; i++) {
      const value = mgdl[i]!;
      if (value < low) low = value;
      else if (value > high) high = value;
    }
  }
  return { low, high };
}

/** What there is among the readings `[start, end)`, as a sum of `MARKS`. */
export function marksIn(
  columns: ReadingColumns,
  { marks }: ReadingBlocks,
  start: number,
  end: number,
): number {
  let found = 0;
  for (let i = start; i < end;) {
    const isWhole = (i & (BLOCK - 1)) === 0 && i + BLOCK <= end;
    found |= isWhole ? (marks[i >> SHIFT] ?? 0) : markAt(columns, i);
    i += isWhole ? BLOCK : 1;
  }
  return found;
}

/** The readings of a stretch of time, as indices: all are `[start, end)`. */
export interface Extremes {
  start: number;
  end: number;
  /** The first of the lowest ones, and of the highest. */
  lowest: number;
  highest: number;
}

/** null where there are none. */
export function extremesOf(columns: ReadingColumns, blocks: ReadingBlocks, span: Span): Extremes | null {
  const start = firstFrom(columns.at, span.from);
  const end = firstFrom(columns.at, span.to, start);
  if (start === end) return null;
  const { low, high } = extentIn(columns, blocks, start, end);
  return {
    start,
    end,
    lowest: firstWith(columns, blocks, low, start, end),
    highest: firstWith(columns, blocks, high, start, end),
  };
}

/** The first of the readings `[start, end)` that has a value; -1 where none has. */
function firstWith(
  { mgdl }: ReadingColumns,
  { low, high }: ReadingBlocks,
  value: number,
  start: number,
  end: number,
): number {
  for (let i = start; i < end;) {
    const block = i >> SHIFT;
    if (value < (low[block] ?? 0) || value > (high[block] ?? 0)) i = (block + 1) * BLOCK;
    else if (mgdl[i] === value) return i;
    else i++;
  }
  return -1;
}

/** The first of the readings `[start, end)` that is off the sensor's scale; `end` where none is. */
export function nextOffScale(
  { offScale }: ReadingColumns,
  { marks }: ReadingBlocks,
  start: number,
  end: number,
): number {
  for (let i = start; i < end;) {
    if (((marks[i >> SHIFT] ?? 0) & (MARKS.lo | MARKS.hi)) === 0) i = ((i >> SHIFT) + 1) * BLOCK;
    else if (offScale[i] !== 0) return i;
    else i++;
  }
  return end;
}

/** The first of the readings `[start, end)` that is not of the kind of the one at `start`, live or not; `end` where all are. */
export function endOfKind(
  { source }: ReadingColumns,
  { marks }: ReadingBlocks,
  start: number,
  end: number,
): number {
  const isLive = source[start] === LIVE;
  const others = isLive ? HISTORY : MARKS.live;
  for (let i = start; i < end;) {
    if (((marks[i >> SHIFT] ?? 0) & others) === 0) i = ((i >> SHIFT) + 1) * BLOCK;
    else if ((source[i] === LIVE) !== isLive) return i;
    else i++;
  }
  return end;
}
