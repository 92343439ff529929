import { mgdlToMmol } from '../glucose/units.ts';
import type { Shares } from './ranges.ts';

/** Mean and spread of glucose; the standard deviation of a single value is unknown. */
export interface Spread {
  meanMgdl: number;
  /** Sample standard deviation (n - 1), mg/dL. */
  sdMgdl: number | null;
  /** 100 · SD / mean; up to 36 is called stable (consensus). */
  cvPercent: number | null;
  /** 0.001 · (mean + SD)² in mg/dL. Source: Wojcicki 1995. */
  jIndex: number | null;
}

/** @param values mg/dL. @returns null of no values */
export function spreadOf(values: ArrayLike<number>): Spread | null {
  const n = values.length;
  if (n === 0) return null;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i] ?? 0;
  const mean = sum / n;
  if (n === 1) return { meanMgdl: mean, sdMgdl: null, cvPercent: null, jIndex: null };
  let squares = 0;
  for (let i = 0; i < n; i++) squares += ((values[i] ?? 0) - mean) ** 2;
  const sd = Math.sqrt(squares / (n - 1));
  return { meanMgdl: mean, sdMgdl: sd, cvPercent: (100 * sd) / mean, jIndex: 0.001 * (mean + sd) ** 2 };
}

/** Glucose management indicator in percent, as an HbA1c. Source: Bergenstal 2018, doi 10.2337/dc18-1581. */
export function gmiPercent(meanMgdl: number): number {
  return 3.31 + 0.02392 * meanMgdl;
}

/** The same in mmol/mol, by the paper's own formula for a mean in mmol/L. */
export function gmiMmolMol(meanMgdl: number): number {
  return 12.71 + 4.70587 * mgdlToMmol(meanMgdl);
}

/** Kovatchev's low and high blood glucose index; 0 where there is no risk. */
export interface Risk {
  lbgi: number;
  hbgi: number;
}

/**
 * The means of 10 · f² over all values, counting only f < 0 (LBGI) or f > 0 (HBGI), with
 * f(g) = 1.509 · (ln(g)^1.084 - 5.381), g in mg/dL. Source: Kovatchev 1997 and later; iglu writes 22.77 for 10 · 1.509².
 *
 * @param values mg/dL, at least 1. @returns null of no values
 */
export function riskOf(values: ArrayLike<number>): Risk | null {
  const n = values.length;
  if (n === 0) return null;
  let low = 0;
  let high = 0;
  for (let i = 0; i < n; i++) {
    // ln is negative under 1 mg/dL, which no sensor says and which has no power 1.084.
    const f = 1.509 * (Math.log(Math.max(values[i] ?? 0, 1)) ** 1.084 - 5.381);
    if (f < 0) low += 10 * f * f;
    else high += 10 * f * f;
  }
  return { lbgi: low / n, hbgi: high / n };
}

/**
 * Glycemia risk index, 0 to 100: the percentages of each range by itself, not the cumulative ones.
 * Source: Klonoff 2022, doi 10.1177/19322968221085273.
 */
export function griOf({ veryLow, low, high, veryHigh }: Shares): number {
  return Math.min(100, 3 * veryLow + 2.4 * low + 1.6 * veryHigh + 0.8 * high);
}

/** The zone of an index: A to 20, B to 40, C to 60, D to 80, E beyond. Source: as `griOf`. */
export function griZone(gri: number): 'A' | 'B' | 'C' | 'D' | 'E' {
  if (gri <= 20) return 'A';
  if (gri <= 40) return 'B';
  if (gri <= 60) return 'C';
  return gri <= 80 ? 'D' : 'E';
}
