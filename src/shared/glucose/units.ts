export type Unit = 'mmol' | 'mgdl';

/** mg/dL per mmol/L. Abbott's own numbers follow from 18, not from 18.0156: 181 mg/dL is 10.1 mmol/L on the wire. */
const MGDL_PER_MMOL = 18;

/** mg/dL → mmol/L, unrounded. For means and other figures; a single reading is shown by `readingMmol`. */
export function mgdlToMmol(mgdl: number): number {
  return mgdl / MGDL_PER_MMOL;
}

/** A reading in mmol/L as Abbott's app shows it: mg/dL / 18, one decimal (no integer lands on a tie). */
export function readingMmol(mgdl: number): number {
  return Math.round((mgdl / MGDL_PER_MMOL) * 10) / 10;
}

/** A typed mmol/L limit → integer mg/dL. Exact both ways for every tenth from 2.0 to 27.9. */
export function mmolToMgdl(mmol: number): number {
  return Math.round(mmol * MGDL_PER_MMOL);
}

/** `7.4` or `133`: mmol/L always with one decimal, mg/dL as an integer. */
export function formatGlucose(mgdl: number, unit: Unit): string {
  return unit === 'mmol' ? mgdlToMmol(mgdl).toFixed(1) : String(Math.round(mgdl));
}

export function unitLabel(unit: Unit): string {
  return unit === 'mmol' ? 'mmol/L' : 'mg/dL';
}
