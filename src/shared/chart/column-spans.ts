import { endOfKind, extentIn, type Extent, type ReadingBlocks } from './reading-blocks.ts';
import { firstFrom, LIVE, type ReadingColumns } from './reading-columns.ts';

/** How low and how high a line goes in a pixel column. */
export interface ColumnSpan {
  /** Which one: it holds the instants from so many times `columnMs` on. */
  column: number;
  /** mg/dL */
  low: number;
  high: number;
}

/** What is drawn of a view in which many readings share a pixel column. */
export interface DenseLines {
  /**
   * Of the lines between two readings of which one at least is live, oldest first. A column has more than one where the
   * line is broken in it; none of them touch.
   */
  live: ColumnSpan[];
  /** Of those between two of the history. */
  history: ColumnSpan[];
  /** The readings in the view that no line leads to, as indices. */
  alone: number[];
}

/** A stretch of time, ms UTC, both ends inside. */
interface View {
  from: number;
  to: number;
}

/**
 * What the lines through all readings of a view cover of each pixel column: exactly as if every one of them were drawn,
 * so that no low and no high is lost, and nothing crosses a gap. What it costs grows with the columns and the runs, hardly
 * with the readings.
 *
 * @param starts of `runStarts`
 * @param columnMs how much time one pixel column is; columns lie at fixed instants, so that panning changes no shape
 * @param spread how many columns to either side the line is wider than one
 */
export function denseLines(
  columns: ReadingColumns,
  blocks: ReadingBlocks,
  starts: Uint32Array,
  view: View,
  columnMs: number,
  spread = 0,
): DenseLines {
  const { at, source } = columns;
  const lines: DenseLines = { live: [], history: [], alone: [] };
  const grounds = { columns, blocks, view, columnMs, spread };
  const begin = Math.max(0, firstFrom(at, view.from) - 1);
  const end = Math.min(at.length, firstFrom(at, view.to + 1) + 1);
  for (let run = runOf(starts, begin); run < starts.length && (starts[run] ?? 0) < end; run++) {
    const runEnd = starts[run + 1] ?? at.length;
    const from = Math.max(begin, starts[run] ?? 0);
    const to = Math.min(end, runEnd);
    if (runEnd - (starts[run] ?? 0) === 1 && (at[from] ?? 0) >= view.from && (at[from] ?? 0) <= view.to)
      lines.alone.push(from);
    for (let start = from; start < to;) {
      const isLive = source[start] === LIVE;
      const stop = endOfKind(columns, blocks, start, to);
      // A line between both kinds is drawn as a live one.
      const [first, last] = isLive ? [Math.max(from, start - 1), Math.min(to - 1, stop)] : [start, stop - 1];
      if (first < last) trace(isLive ? lines.live : lines.history, grounds, first, last);
      start = stop;
    }
  }
  return lines;
}

interface Grounds {
  columns: ReadingColumns;
  blocks: ReadingBlocks;
  view: View;
  columnMs: number;
  spread: number;
}

/** Adds what the line from one reading to another, by way of all between them, covers of each column of the view. */
function trace(spans: ColumnSpan[], grounds: Grounds, first: number, last: number): void {
  const { columns, blocks, view, columnMs, spread } = grounds;
  const { at } = columns;
  const [begins, ends] = [Math.max(at[first] ?? 0, view.from), Math.min(at[last] ?? 0, view.to)];
  if (begins > ends) return;
  const [firstColumn, lastColumn] = [Math.floor(begins / columnMs), Math.floor(ends / columnMs)];
  const extents: Extent[] = [];
  let next = firstFrom(at, begins, first, last);
  let value = valueAt(columns, begins, next);
  let taken = 0;
  for (let column = firstColumn; column <= lastColumn; column++) {
    const until = Math.max(begins, Math.min((column + 1) * columnMs, ends));
    const start = next;
    const left = value;
    // Mostly about as many as in the column before.
    const near = Math.min(last, start + 2 * taken + 8);
    next = firstFrom(at, until, start, at[near]! < until ? last : near);
    taken = next - start;
    value = valueAt(columns, until, next);
    const extent = extentIn(columns, blocks, start, next);
    extent.low = Math.min(extent.low, left, value);
    extent.high = Math.max(extent.high, left, value);
    extents.push(extent);
  }
  for (let column = firstColumn - spread; column <= lastColumn + spread; column++) {
    let low = Infinity;
    let high = -Infinity;
    const beside = Math.min(lastColumn, column + spread);
    for (let other = Math.max(firstColumn, column - spread); other <= beside; other++) {
      const extent = extents[other - firstColumn]!;
      if (extent.low < low) low = extent.low;
      if (extent.high > high) high = extent.high;
    }
    add(spans, { column, low, high }, spread);
  }
}

/** How high the line is at an instant, mg/dL; `next` is the first reading at or after it. */
function valueAt({ at, mgdl }: ReadingColumns, instant: number, next: number): number {
  const [to, value] = [at[next] ?? 0, mgdl[next] ?? 0];
  if (to === instant) return value;
  const [from, before] = [at[next - 1] ?? 0, mgdl[next - 1] ?? 0];
  return before + ((value - before) * (instant - from)) / (to - from);
}

/** Spans of one column that touch are one: colours that let something through would be laid over each other. */
function add(spans: ColumnSpan[], span: ColumnSpan, spread: number): void {
  // The line before may have gone as far beyond its last column as this one begins before its first.
  for (let i = spans.length - 1; i >= 0 && (spans[i]?.column ?? 0) >= span.column - 2 * spread; i--) {
    const other = spans[i]!;
    if (other.column !== span.column || other.low > span.high || other.high < span.low) continue;
    span.low = Math.min(span.low, other.low);
    span.high = Math.max(span.high, other.high);
    spans.splice(i, 1);
    // What it did not touch before it may touch now.
    i = spans.length;
  }
  spans.push(span);
}

/** The run that a reading is in, of those that begin at `starts`. */
function runOf(starts: Uint32Array, reading: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= reading) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
