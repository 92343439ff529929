import type { OffScale, Target } from '../glucose/range.ts';

/** The five consensus ranges, which together are all of glucose. */
export const RANGES = ['veryLow', 'low', 'inRange', 'high', 'veryHigh'] as const;
export type ConsensusRange = (typeof RANGES)[number];

/**
 * Bounds in mg/dL: very low < 54 <= low < 70 <= in range <= 180 < high <= 250 < very high.
 * Source: Battelino 2019, doi 10.2337/dci19-0028.
 */
export const LIMITS = { veryLow: 54, low: 70, high: 180, veryHigh: 250 } as const;

/** The tight range, both ends in. No target is agreed for it. */
export const TIGHT_RANGE: Target = { low: 70, high: 140 };

/** Percent of each consensus range; they add up to 100. */
export type Shares = Record<ConsensusRange, number>;

/** Percent below, inside and above a range of one's own choice. */
export interface TargetShares {
  lowMgdl: number;
  highMgdl: number;
  belowPercent: number;
  inRangePercent: number;
  abovePercent: number;
}

/**
 * The share of values in each consensus range; null of none. A value off the sensor's scale comes as the end of the
 * scale (40, 500) and so falls into the outer ranges.
 *
 * @param values mg/dL, unrounded: rounding first would move 180.4 into range
 */
export function sharesOf(values: ArrayLike<number>): Shares | null {
  const n = values.length;
  if (n === 0) return null;
  const count: Shares = { veryLow: 0, low: 0, inRange: 0, high: 0, veryHigh: 0 };
  for (let i = 0; i < n; i++) {
    const value = values[i] ?? 0;
    if (value > LIMITS.high) count[value > LIMITS.veryHigh ? 'veryHigh' : 'high']++;
    else if (value >= LIMITS.low) count.inRange++;
    else count[value < LIMITS.veryLow ? 'veryLow' : 'low']++;
  }
  for (const range of RANGES) count[range] = (100 * count[range]) / n;
  return count;
}

/**
 * The shares of values below, inside (both ends in) and above `range`; null of none.
 *
 * @param offScaleOf off which end of the sensor's scale the i-th value lies: outside whatever the bounds are
 */
export function targetSharesOf(
  values: ArrayLike<number>,
  range: Target,
  offScaleOf: (i: number) => OffScale | null,
): TargetShares | null {
  const n = values.length;
  if (n === 0) return null;
  let below = 0;
  let above = 0;
  for (let i = 0; i < n; i++) {
    const value = values[i] ?? 0;
    const offScale = offScaleOf(i);
    if (offScale === 'HI' || (offScale === null && value > range.high)) above++;
    else if (offScale === 'LO' || value < range.low) below++;
  }
  return {
    lowMgdl: range.low,
    highMgdl: range.high,
    belowPercent: (100 * below) / n,
    inRangePercent: (100 * (n - below - above)) / n,
    abovePercent: (100 * above) / n,
  };
}
