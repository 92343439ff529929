import { SCALE, type OffScale } from '../glucose/range.ts';
import { scaledValue } from '../glucose/reading.ts';
import { mmolToMgdl, type Unit } from '../glucose/units.ts';
import { numberIn, type SheetValue } from './sheet.ts';

/**
 * What a sensor's value lies between in each unit. The two leave a space between them, so that a value of one unit is
 * never taken for one of the other.
 */
const LIMITS: Record<Unit, readonly [number, number]> = { mmol: [1, 33.3], mgdl: [36, 600] };

/** What Clarity and the old reader write in place of a value off the scale, each in its languages. */
const LOW =
  /^(?:lo|low|niedrig|tief|bas|basse|bajo|baja|basso|bassa|laag|låg|lågt|lav|lavt|matala|niski|niskie|baixo|baixa|nízká|nízké)$/iu;
const HIGH =
  /^(?:hi|high|hoch|haut|haute|élevé|élevée|alto|alta|hoog|hög|högt|høj|højt|høy|høyt|korkea|wysoki|wysokie|vysoká|vysoké)$/iu;

/** Reads a text without deciding its unit. */
export function sheetValue(text: string): SheetValue {
  const value = numberIn(text);
  if (value !== null) return value;
  if (LOW.test(text)) return 'LO';
  return HIGH.test(text) ? 'HI' : null;
}

/** Whether it may be a value in that unit; what is off the scale fits both. */
export function fitsUnit(value: SheetValue, unit: Unit): boolean {
  if (typeof value !== 'number') return value !== null;
  const [least, most] = LIMITS[unit];
  return value >= least && value <= most && (unit === 'mmol' || Number.isInteger(value));
}

/**
 * A value of a file as mg/dL; null where it is none in that unit.
 * @param endsAreOffScale the ends of the scale are how the file writes what is beyond them
 */
export function glucoseOf(
  value: SheetValue,
  unit: Unit,
  endsAreOffScale: boolean,
): { mgdl: number; offScale: OffScale | null } | null {
  if (!fitsUnit(value, unit)) return null;
  if (typeof value !== 'number') return scaledValue(null, { isHigh: value === 'HI', isLow: value === 'LO' });
  const mgdl = unit === 'mgdl' ? value : mmolToMgdl(value);
  return scaledValue(mgdl, {
    isLow: endsAreOffScale && mgdl <= SCALE.low,
    isHigh: endsAreOffScale && mgdl >= SCALE.high,
  });
}
