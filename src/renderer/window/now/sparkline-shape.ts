import { gapsOf, runStarts } from '../../../shared/chart/gaps.ts';
import { columnsOf } from '../../../shared/chart/reading-columns.ts';
import { rangeOf, type Range, type Target } from '../../../shared/glucose/range.ts';
import { isFuture } from '../../../shared/glucose/freshness.ts';
import type { Reading } from '../../../shared/glucose/reading.ts';
import { HOUR } from '../../../shared/time.ts';

export const SPAN_MS = 3 * HOUR;

/** The least that is shown, mg/dL, so that pictures of different hours can be compared. */
const LEAST_TOP = 220;
const BOTTOM = 40;
const HEADROOM = 20;
const TOPMOST = 520;

export interface SparklineBox {
  width: number;
  height: number;
}

export interface SparklineShape {
  /** One SVG path for each run of readings; never across a gap. */
  lines: string[];
  dots: { x: number; y: number; range: Range; measuredAt: number }[];
  gaps: { x: number; width: number }[];
  band: { y: number; height: number } | null;
  lowest: Reading;
  highest: Reading;
}

/** Where instants and values lie in the box. */
export function sparklineScale(readings: readonly Reading[], now: number, { width, height }: SparklineBox) {
  const highest = Math.max(...readings.map(({ mgdl }) => mgdl), LEAST_TOP - HEADROOM);
  const top = Math.min(TOPMOST, highest + HEADROOM);
  return {
    x: (at: number) => round(((at - (now - SPAN_MS)) / SPAN_MS) * width),
    y: (mgdl: number) => round(height - ((mgdl - BOTTOM) / (top - BOTTOM)) * height),
  };
}

/** What to draw of the last three hours; null where there is nothing. */
export function sparklineShape(
  recent: readonly Reading[],
  target: Target | null,
  now: number,
  box: SparklineBox,
): SparklineShape | null {
  const readings = recent
    .filter(({ measuredAt }) => measuredAt > now - SPAN_MS && !isFuture(measuredAt, now))
    .toSorted((a, b) => a.measuredAt - b.measuredAt);
  const [first] = readings;
  if (!first) return null;
  const columns = columnsOf(readings);
  const starts = runStarts(columns);
  const { x, y } = sparklineScale(readings, now, box);
  const dots = readings.map((one) => ({
    x: Math.min(box.width, x(one.measuredAt)),
    y: y(one.mgdl),
    range: rangeOf(one.mgdl, one.offScale, one.target ?? target),
    measuredAt: one.measuredAt,
  }));
  const lines = [...starts].map((start, run) =>
    dots
      .slice(start, starts[run + 1] ?? dots.length)
      .map((dot, i) => `${i === 0 ? 'M' : 'L'}${dot.x} ${dot.y}`)
      .join(''),
  );
  const gaps = gapsOf(columns, starts, null, now).map(({ from, to }) => ({
    x: x(from),
    width: round(x(to) - x(from)),
  }));
  const by = (better: (a: number, b: number) => boolean) =>
    readings.reduce((best, one) => (better(one.mgdl, best.mgdl) ? one : best), first);
  return {
    lines,
    dots,
    gaps,
    band: target && { y: y(target.high), height: round(y(target.low) - y(target.high)) },
    lowest: by((a, b) => a < b),
    highest: by((a, b) => a > b),
  };
}

const round = (pixels: number): number => Math.round(pixels * 10) / 10;
