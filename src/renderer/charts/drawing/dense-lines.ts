import { denseLines, type ColumnSpan, type DenseLines } from '../../../shared/chart/column-spans.ts';
import { MINUTE } from '../../../shared/time.ts';
import { msPerPixel, xOf, yOf, type Area } from './area.ts';
import type { RangeBand } from './range-colors.ts';
import type { Scene } from './scene.ts';

/** A line as it is drawn where many readings share a pixel column. */
export interface DenseLine {
  spans: readonly ColumnSpan[];
  /** CSS pixels. */
  width: number;
  bands: readonly RangeBand[];
}

/** How much time a column is that is as wide as a pixel of the screen, or half a CSS pixel where those are finer, ms. */
export const columnTime = (area: Area): number => msPerPixel(area) / Math.min(2, devicePixelRatio);

/** Below so much time in a pixel every line is stroked, ms. */
const STROKED_MS = 10 * MINUTE;
/** A line that goes up and down by so many pixels within one of time is a thicket, in which nobody tells strokes apart. */
const THICKET = 12;

/** The lines of a view where they are a thicket; null where they are to be stroked. */
export function thicket(
  { loaded: { columns, blocks, starts }, window }: Scene,
  area: Area,
): DenseLines | null {
  if (msPerPixel(area) < STROKED_MS) return null;
  // About as wide as a stroke: where the screen is fine, three of its pixels.
  const spread = devicePixelRatio >= 1.75 ? 1 : 0;
  const lines = denseLines(columns, blocks, starts, window, columnTime(area), spread);
  let heights = 0;
  for (const spans of [lines.live, lines.history]) for (const { low, high } of spans) heights += high - low;
  const pixels = yOf(area, 0) - yOf(area, heights);
  return pixels / (1 + 2 * spread) < THICKET * (area.right - area.left) ? null : lines;
}

/**
 * Draws lines column by column, as upright strips of one colour for each range: what a thicket of strokes comes to, for a
 * thirtieth of the work.
 */
export function drawDenseLine(
  context: CanvasRenderingContext2D,
  area: Area,
  { spans, width, bands }: DenseLine,
): void {
  const first = spans[0]?.column ?? 0;
  const columnMs = columnTime(area);
  const ratio = devicePixelRatio;
  const wide = ratio / Math.min(2, ratio);
  // On whole pixels of the screen, each beginning where the one before ends.
  const begin = Math.round(xOf(area, first * columnMs) * ratio);
  const leftOf = (column: number): number => (begin + Math.round((column - first) * wide)) / ratio;
  const snapped = (y: number): number => Math.round(y * ratio) / ratio;
  const strips = spans.map(({ column, low, high }) => ({
    left: leftOf(column),
    right: leftOf(column + 1),
    top: yOf(area, high) - width / 2,
    bottom: yOf(area, low) + width / 2,
  }));
  let under = Infinity;
  for (const { end, color } of bands) {
    const over = end === Infinity ? -Infinity : Math.min(under, snapped(yOf(area, end)));
    context.fillStyle = color;
    for (const strip of strips) {
      const top = strip.top > over ? strip.top : over;
      const bottom = strip.bottom < under ? strip.bottom : under;
      if (top < bottom) context.fillRect(strip.left, top, strip.right - strip.left, bottom - top);
    }
    under = over;
  }
}
