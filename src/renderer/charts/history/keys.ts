import { LONGEST, panned, SPANS, windowOf, zoomed, type ChartView } from '../../../shared/chart/view.ts';

const ZOOM = Math.SQRT2;

/** The view a key leads to, of at most so much time; null for a key that is none of the chart's. */
export function viewAfterKey(
  key: string,
  view: ChartView,
  now: number,
  longestMs = LONGEST,
): ChartView | null {
  switch (key) {
    case 'ArrowLeft':
      return panned(view, -view.spanMs / 8, now);
    case 'ArrowRight':
      return panned(view, view.spanMs / 8, now);
    case 'PageUp':
      return panned(view, -view.spanMs, now);
    case 'PageDown':
      return panned(view, view.spanMs, now);
    case '+':
    case '=':
      return zoomed(view, 1 / ZOOM, null, now, longestMs);
    case '-':
    case '_':
      return zoomed(view, ZOOM, null, now, longestMs);
    case 'Home':
      return { ...view, endsAt: windowOf({ spanMs: LONGEST, endsAt: null }, now).from + view.spanMs };
    case 'End':
      return { ...view, endsAt: null };
    default: {
      const span = /^[1-9]$/.test(key) ? SPANS[Number(key) - 1] : undefined;
      return span === undefined ? null : withSpan(view, span, now);
    }
  }
}

/** Another span with the same end. */
export function withSpan(view: ChartView, spanMs: number, now: number): ChartView {
  return { spanMs, endsAt: view.endsAt === null ? null : windowOf(view, now).to };
}
