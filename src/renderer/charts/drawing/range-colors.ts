import type { Target } from '../../../shared/glucose/range.ts';
import { yOf, type Area } from './area.ts';
import type { Palette } from './palette.ts';

/** Where very low and very high begin, mg/dL: the consensus ranges (Battelino 2019). */
const VERY_LOW = 54;
const VERY_HIGH = 250;

/** The colours of the ranges a value may lie in. */
export type RangeName = 'veryLow' | 'low' | 'in' | 'high' | 'veryHigh';

export function rangeName(mgdl: number, target: Target): RangeName {
  if (mgdl < target.low) return mgdl < VERY_LOW ? 'veryLow' : 'low';
  if (mgdl <= target.high) return 'in';
  return mgdl > VERY_HIGH ? 'veryHigh' : 'high';
}

/** A range of values, up to an end, mg/dL. */
export interface RangeBand {
  end: number;
  color: string;
}

/** The ranges from the lowest on. Values are whole: half a step further is where the next one begins. */
export function rangeBands(target: Target, palette: Palette): RangeBand[] {
  return [
    { end: VERY_LOW - 0.5, color: palette.veryLow },
    { end: target.low - 0.5, color: palette.low },
    { end: target.high + 0.5, color: palette.in },
    { end: Math.max(target.high, VERY_HIGH) + 0.5, color: palette.high },
    { end: Infinity, color: palette.veryHigh },
  ];
}

/** The colour of each height: whatever is drawn with it has the colour of the range it lies in. */
export function rangeGradient(
  context: CanvasRenderingContext2D,
  area: Area,
  bands: readonly RangeBand[],
): CanvasGradient {
  const gradient = context.createLinearGradient(0, area.bottom, 0, area.top);
  const share = (mgdl: number): number =>
    Math.min(1, Math.max(0, (area.bottom - yOf(area, mgdl)) / (area.bottom - area.top)));
  let from = 0;
  for (const { end, color } of bands) {
    const to = Math.max(from, end === Infinity ? 1 : share(end));
    gradient.addColorStop(from, color);
    gradient.addColorStop(to, color);
    from = to;
  }
  return gradient;
}
