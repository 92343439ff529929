import { mmolToMgdl, type Unit } from '../../shared/glucose/units.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Edge } from '../civil-time.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const ZONED = /(Z|[+-]\d{2}(:?\d{2})?)$/i;

/**
 * A point in time as typed: a date (civil midnight where the wearer is), a local date and time (likewise), or an
 * ISO 8601 instant with its zone.
 */
export async function readEdge(option: string, text: string): Promise<Result<Edge>> {
  const { Temporal } = await import('temporal-polyfill');
  try {
    if (!DATE.test(text) && text.includes('T') && ZONED.test(text)) {
      return ok({ instant: Temporal.Instant.from(text).epochMilliseconds });
    }
    const local = Temporal.PlainDateTime.from(text, { overflow: 'reject' });
    return ok({ local: local.toZonedDateTime('UTC').epochMilliseconds });
  } catch {
    const expected =
      'it must be a date like 2026-11-21 or a time like 2026-11-21T14:30 or 2026-11-21T13:30:00Z';
    return fail(problem('badInput', { what: option, given: text, expected }));
  }
}

/** A whole number as typed, within bounds. */
export function readWhole(option: string, text: string, lowest: number, highest: number): Result<number> {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= lowest && value <= highest) return ok(value);
  const expected = `it must be a whole number from ${lowest} to ${highest}`;
  return fail(problem('badInput', { what: option, given: text, expected }));
}

/** The number of days of a window; ten years is more than anybody has. */
export function readDays(text: string): Result<number> {
  return readWhole('--days', text, 1, 3660);
}

/** A bound as typed, in `unit`; integer mg/dL, on the sensor's scale. */
export function readGlucose(option: string, text: string, unit: Unit): Result<number> {
  const value = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : NaN;
  const mgdl = unit === 'mmol' ? mmolToMgdl(value) : value;
  if (Number.isInteger(mgdl) && mgdl >= 18 && mgdl <= 600) return ok(mgdl);
  const expected =
    unit === 'mmol'
      ? 'it must be mmol/L, from 1.0 to 33.3'
      : 'it must be whole mg/dL, from 18 to 600 (or mmol/L with --unit mmol)';
  return fail(problem('badInput', { what: option, given: text, expected }));
}
