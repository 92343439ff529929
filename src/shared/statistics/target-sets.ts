import { LIMITS, type Shares } from './ranges.ts';

/** Whose goals: most adults, older people or people at risk, pregnancy with type 1 diabetes. */
export const TARGET_SETS = ['adult', 'older', 'pregnancy'] as const;
export type TargetSet = (typeof TARGET_SETS)[number];

/**
 * Bounds in mg/dL and goals in percent of time: `inRange` at least, the others at most; null where none is agreed.
 * `low` and `high` with their outer neighbours. Source: Battelino 2019, doi 10.2337/dci19-0028, tables 2 to 4.
 */
export interface Targets {
  low: number;
  high: number;
  /** Null: no outer range above. */
  veryHigh: number | null;
  goals: {
    inRange: number;
    below: number;
    veryLow: number | null;
    above: number;
    veryHigh: number | null;
  };
}

export const TARGETS: Readonly<Record<TargetSet, Targets>> = {
  adult: {
    low: LIMITS.low,
    high: LIMITS.high,
    veryHigh: LIMITS.veryHigh,
    goals: { inRange: 70, below: 4, veryLow: 1, above: 25, veryHigh: 5 },
  },
  older: {
    low: LIMITS.low,
    high: LIMITS.high,
    veryHigh: LIMITS.veryHigh,
    goals: { inRange: 50, below: 1, veryLow: null, above: 50, veryHigh: 10 },
  },
  pregnancy: {
    low: 63,
    high: 140,
    veryHigh: null,
    goals: { inRange: 70, below: 4, veryLow: 1, above: 25, veryHigh: null },
  },
};

/** The share of values in each range of a set; null of none. Very low is under 54 in every set. */
export function sharesBy(values: ArrayLike<number>, { low, high, veryHigh }: Targets): Shares | null {
  const n = values.length;
  if (n === 0) return null;
  const count: Shares = { veryLow: 0, low: 0, inRange: 0, high: 0, veryHigh: 0 };
  for (let i = 0; i < n; i++) {
    const value = values[i] ?? 0;
    if (value < LIMITS.veryLow) count.veryLow++;
    else if (value < low) count.low++;
    else if (value <= high) count.inRange++;
    else if (veryHigh === null || value <= veryHigh) count.high++;
    else count.veryHigh++;
  }
  for (const range of Object.keys(count) as (keyof Shares)[]) count[range] = (100 * count[range]) / n;
  return count;
}
