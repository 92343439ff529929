import { firstFrom, type ReadingColumns } from './reading-columns.ts';

/** What is drawn of a view, in columns; an index of -1 is a break, across which no line goes. */
export interface DrawnPoints {
  length: number;
  /** ms UTC */
  at: Float64Array;
  /** mg/dL; NaN at a break. */
  mgdl: Float64Array;
  /** Which reading it is. */
  index: Int32Array;
}

/** Of one run at most this many readings are drawn in one pixel column: first, lowest, highest, last. */
const PER_COLUMN = 4;

/**
 * The readings to draw of a view: in each pixel column of each unbroken run the first, the lowest, the highest and the
 * last one, in their order, so that the line looks as if every reading were drawn and no low is ever lost. The
 * neighbours just outside the view are there too, so that lines run on to its edges. Linear in the readings of the view.
 *
 * @param starts of `runStarts`
 * @param view ms UTC, both ends inside
 * @param columnMs how much time one pixel column is; columns lie at fixed instants, so that panning changes no shape
 */
export function drawnPoints(
  { at, mgdl }: ReadingColumns,
  starts: Uint32Array,
  view: { from: number; to: number },
  columnMs: number,
): DrawnPoints {
  const begin = Math.max(0, firstFrom(at, view.from) - 1);
  const end = Math.min(at.length, firstFrom(at, view.to + 1) + 1);
  let run = firstRunAfter(starts, begin);
  const drawn = room(end - begin, starts.length - run + 1, (view.to - view.from) / columnMs);
  let column = Number.NaN;
  let [first, low, high, last] = [-1, -1, -1, -1];

  // What lies outside must not stand for what lies inside the same column.
  const columnOf = (instant: number): number =>
    instant < view.from ? -Infinity : instant > view.to ? Infinity : Math.floor(instant / columnMs);
  const draw = (i: number): void => {
    drawn.at[drawn.length] = at[i] ?? 0;
    drawn.mgdl[drawn.length] = mgdl[i] ?? 0;
    drawn.index[drawn.length++] = i;
  };
  const drawColumn = (): void => {
    if (first < 0) return;
    const [earlier, later] = low < high ? [low, high] : [high, low];
    draw(first);
    if (earlier !== first) draw(earlier);
    if (later !== earlier) draw(later);
    if (last !== later) draw(last);
    first = -1;
  };

  for (let i = begin; i < end; i++) {
    const instant = at[i] ?? 0;
    const isStart = starts[run] === i;
    const own = columnOf(instant);
    if (isStart || own !== column || first < 0) {
      drawColumn();
      if (isStart) {
        run++;
        if (drawn.length > 0) drawBreak(drawn, instant);
      }
      column = own;
      first = low = high = i;
    } else {
      const value = mgdl[i] ?? 0;
      if (value < (mgdl[low] ?? 0)) low = i;
      else if (value > (mgdl[high] ?? 0)) high = i;
    }
    last = i;
  }
  drawColumn();
  return drawn;
}

function drawBreak(drawn: DrawnPoints, instant: number): void {
  drawn.at[drawn.length] = instant;
  drawn.mgdl[drawn.length] = Number.NaN;
  drawn.index[drawn.length++] = -1;
}

function firstRunAfter(starts: Uint32Array, index: number): number {
  let run = 0;
  while (run < starts.length && (starts[run] ?? 0) < index) run++;
  return run;
}

/** Room for what can be drawn at most: all readings, or four in every column of every run, and a break before each run. */
function room(readings: number, runs: number, columns: number): DrawnPoints {
  const most = Math.min(readings, PER_COLUMN * (Math.ceil(columns) + runs + 4)) + runs;
  return { length: 0, at: new Float64Array(most), mgdl: new Float64Array(most), index: new Int32Array(most) };
}
