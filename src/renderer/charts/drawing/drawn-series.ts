import type { Point } from 'chart.js';
import type { DrawnPoints } from '../../../shared/chart/drawn-points.ts';
import { LIVE, type ReadingColumns } from '../../../shared/chart/reading-columns.ts';

/** The points of the four datasets of the chart; a point whose y is NaN is a break. */
export interface DrawnSeries {
  /** Joins two readings of which one at least is live. */
  liveLine: Point[];
  /** Joins readings of the history. */
  historyLine: Point[];
  liveDots: Point[];
  historyDots: Point[];
}

/**
 * Shares what is drawn out to lines and dots, live readings and history apart.
 *
 * @param allDots whether there is room for a dot at every reading; otherwise only those that no line leads to have one,
 *   or they could not be seen
 */
export function drawnSeries(drawn: DrawnPoints, { source }: ReadingColumns, allDots: boolean): DrawnSeries {
  const series: DrawnSeries = { liveLine: [], historyLine: [], liveDots: [], historyDots: [] };
  let line: Point[] | null = null;
  let before: Point | null = null;
  let beforeLive = false;
  for (let i = 0; i < drawn.length; i++) {
    const index = drawn.index[i] ?? -1;
    if (index < 0) {
      [before, line] = [null, null];
      continue;
    }
    const point = { x: drawn.at[i] ?? 0, y: drawn.mgdl[i] ?? 0 };
    const live = source[index] === LIVE;
    if (before) {
      const own = live || beforeLive ? series.liveLine : series.historyLine;
      if (own !== line) {
        if (own.length > 0) own.push({ x: before.x, y: Number.NaN });
        own.push(before);
      }
      own.push(point);
      line = own;
    }
    const alone = before === null && (i + 1 === drawn.length || drawn.index[i + 1] === -1);
    if (allDots || alone) (live ? series.liveDots : series.historyDots).push(point);
    [before, beforeLive] = [point, live];
  }
  return series;
}

/** The dots of readings that no line leads to, by their indices. */
export function aloneDots(alone: readonly number[], { at, mgdl, source }: ReadingColumns): DrawnSeries {
  const series: DrawnSeries = { liveLine: [], historyLine: [], liveDots: [], historyDots: [] };
  for (const i of alone) {
    const dots = source[i] === LIVE ? series.liveDots : series.historyDots;
    dots.push({ x: at[i] ?? 0, y: mgdl[i] ?? 0 });
  }
  return series;
}
