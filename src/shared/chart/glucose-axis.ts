import { mmolToMgdl, type Unit } from '../glucose/units.ts';

/** From the sensor's floor; the top grows in steps, so that charts can be compared at a glance. */
const FLOOR = 40;
const TOPS = [300, 400, 500] as const;

/** The ends of the glucose axis, mg/dL. */
export interface GlucoseRange {
  min: number;
  max: number;
}

/** 40 to 300 mg/dL, to 400 or 500 where the highest value asks for it; linear, never fitted to a flat line. */
export function glucoseRange(lowest: number, highest: number): GlucoseRange {
  const max = TOPS.find((top) => highest <= top) ?? Math.ceil(highest / 100) * 100;
  return { min: lowest < FLOOR ? 0 : FLOOR, max };
}

/** Round values of the unit shown within a range, mg/dL. */
export function glucoseTicks({ min, max }: GlucoseRange, unit: Unit): number[] {
  const step = max > 300 ? 100 : 50;
  const values = unit === 'mgdl' ? multiples(step, max) : multiples(max > 300 ? 5 : 3, max / 18);
  return values
    .map((value) => (unit === 'mgdl' ? value : mmolToMgdl(value)))
    .filter((mgdl) => mgdl >= min && mgdl <= max);
}

function multiples(step: number, last: number): number[] {
  return Array.from({ length: Math.floor(last / step) }, (_, i) => (i + 1) * step);
}
