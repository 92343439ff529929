export type Range = 'in_range' | 'high' | 'low';
export type OffScale = 'HI' | 'LO';

/** A target range in mg/dL, both ends inside. */
export interface Target {
  low: number;
  high: number;
}

/** Used for a person whose account names no target: the consensus range, 3.9-10.0 mmol/L. */
export const DEFAULT_TARGET: Target = { low: 70, high: 180 };

/** The sensor's scale, mg/dL. A reading off the scale is stored as the end it left. */
export const SCALE: Target = { low: 40, high: 500 };

/** Where a value (mg/dL) stands against a target; a value off the sensor's scale is always out of range. */
export function rangeOf(mgdl: number, offScale: OffScale | null, target: Target | null): Range {
  if (offScale !== null) return offScale === 'HI' ? 'high' : 'low';
  const { low, high } = target ?? DEFAULT_TARGET;
  if (mgdl > high) return 'high';
  return mgdl < low ? 'low' : 'in_range';
}
