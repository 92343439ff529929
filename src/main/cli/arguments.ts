import { mmolToMgdl, type Unit } from '../../shared/glucose/units.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/time.ts';
import type { Edge } from '../time/civil-time.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const ZONED = /(Z|[+-]\d{2}(:?\d{2})?)$/i;
const CLOCK_TIME = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;
const AGO = /^-(\d{1,5})([mhd])$/i;
const AGO_MS: Record<string, number> = { m: MINUTE, h: HOUR, d: DAY };

/**
 * A point in time as typed: `now`, `-3h` or `-2d`, an ISO 8601 instant with its zone; or where the wearer is: a date or
 * `today` and `yesterday` (civil midnight), a local date and time, or `03:12` (the last one before now).
 *
 * @param now ms UTC
 */
export async function readEdge(option: string, text: string, now: number): Promise<Result<Edge>> {
  const simple = readSimpleEdge(text.toLowerCase(), now);
  if (simple !== null) return ok(simple);
  const { Temporal } = await import('temporal-polyfill');
  try {
    if (text.includes('[')) return ok({ instant: Temporal.ZonedDateTime.from(text).epochMilliseconds });
    if (!DATE.test(text) && text.includes('T') && ZONED.test(text)) {
      return ok({ instant: Temporal.Instant.from(text).epochMilliseconds });
    }
    const local = Temporal.PlainDateTime.from(text, { overflow: 'reject' });
    return ok({ local: local.toZonedDateTime('UTC').epochMilliseconds });
  } catch {
    return fail(problem('badInput', { what: option, given: text, expected: { code: 'time' } }));
  }
}

function readSimpleEdge(text: string, now: number): Edge | null {
  if (text === 'now') return { instant: now };
  if (text === 'today') return { midnight: 0 };
  if (text === 'yesterday') return { midnight: 1 };
  const [, number = '', unit = ''] = AGO.exec(text) ?? [];
  if (number !== '') return { instant: now - Number(number) * (AGO_MS[unit] ?? 0) };
  const clock = CLOCK_TIME.exec(text);
  if (clock === null) return null;
  const [hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map((part) => Number(part ?? 0));
  return { lastAt: (hours * 60 + minutes) * MINUTE + seconds * SECOND };
}

/** A whole number as typed, within bounds. */
export function readWhole(option: string, text: string, lowest: number, highest: number): Result<number> {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= lowest && value <= highest) return ok(value);
  const expected = { code: 'wholeNumber', least: lowest, most: highest } as const;
  return fail(problem('badInput', { what: option, given: text, expected }));
}

/** The number of days of a window; ten years is more than anybody has. */
export function readDays(text: string): Result<number> {
  return readWhole('--days', text, 1, 3660);
}

/** One of some words. */
export function readOneOf<T extends string>(option: string, text: string, known: readonly T[]): Result<T> {
  const found = known.find((one) => one === text);
  if (found !== undefined) return ok(found);
  const expected = { code: 'oneOf', known: known.join(', ') } as const;
  return fail(problem('badInput', { what: option, given: text, expected }));
}

/** `--output`: a file, or undefined for standard output, which with `--json` says what was written. */
export function readOutput(text: string | undefined, json: boolean): Result<string | undefined> {
  const wrong = (code: 'outputFile' | 'outputWithJson') =>
    fail(problem('badInput', { what: '--output', given: '', expected: { code } }));
  if (text?.trim() === '') return wrong('outputFile');
  return json && text === undefined ? wrong('outputWithJson') : ok(text);
}

/** A figure without a sign as typed, with a point or a comma; NaN for anything else. */
export const readTyped = (text: string): number =>
  /^\d{1,3}([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : NaN;

/** A bound as typed, in `unit`; integer mg/dL, on the sensor's scale. */
export function readGlucose(option: string, text: string, unit: Unit): Result<number> {
  const value = readTyped(text);
  const mgdl = unit === 'mmol' ? mmolToMgdl(value) : value;
  if (Number.isInteger(mgdl) && mgdl >= 18 && mgdl <= 600) return ok(mgdl);
  return fail(problem('badInput', { what: option, given: text, expected: { code: unit } }));
}
