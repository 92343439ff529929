import type { Span } from '../statistics/series.ts';
import { DAY, HOUR } from '../time.ts';
import { MOST_MS } from './requests.ts';

/** How much time the chart shows by choice. */
export const SPANS = [
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
] as const;

const SHORTEST = HOUR / 2;
/** How much time may be shown at once where nobody says otherwise. */
export const LONGEST = 90 * DAY;

/** Room right of the newest reading, so that its mark is not cut off; a share of the span. */
const LEAD = 0.03;

/** What the chart shows: a span of time that ends somewhere, or goes along with now. */
export interface ChartView {
  spanMs: number;
  /** ms UTC; null: now. */
  endsAt: number | null;
}

/** The window of a view, ms UTC. */
export function windowOf({ spanMs, endsAt }: ChartView, now: number): Span {
  const to = endsAt ?? now + LEAD * spanMs;
  return { from: to - spanMs, to };
}

/** The view with another end; at now or beyond it goes along with now. */
export function endingAt(view: ChartView, end: number, now: number): ChartView {
  const newest = windowOf({ ...view, endsAt: null }, now).to;
  return { ...view, endsAt: end >= newest ? null : end };
}

/** The view moved by so many ms, later is positive. */
export function panned(view: ChartView, byMs: number, now: number): ChartView {
  return endingAt(view, windowOf(view, now).to + byMs, now);
}

/**
 * The view with another span around an instant, which stays where it is.
 *
 * @param factor over 1 shows more time
 * @param around ms UTC; null: the middle, or the end where it goes along with now
 * @param longestMs how much time may be shown at most
 */
export function zoomed(
  view: ChartView,
  factor: number,
  around: number | null,
  now: number,
  longestMs = LONGEST,
): ChartView {
  const spanMs = Math.min(longestMs, Math.max(SHORTEST, view.spanMs * factor));
  if (around === null && view.endsAt === null) return { spanMs, endsAt: null };
  const { from, to } = windowOf(view, now);
  const fixed = around ?? (from + to) / 2;
  const end = fixed + (spanMs * (to - fixed)) / view.spanMs;
  return endingAt({ ...view, spanMs }, end, now);
}

/**
 * What to have at hand for a window, so that the next moves find their readings there: as much again on both sides, or
 * what one request may be about beside it; of a window that takes several of them a tenth.
 */
export function reachOf({ from, to }: Span): Span {
  const span = to - from;
  const margin = span < MOST_MS * 0.95 ? Math.min(span, (MOST_MS - span) / 2) : span / 10;
  return { from: Math.ceil(from - margin), to: Math.floor(to + margin) };
}
