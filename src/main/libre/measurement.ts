import { z } from '../../shared/schemas.ts';
import { isFuture } from '../../shared/glucose/freshness.ts';
import { LEAST_MGDL, scaledValue, type Reading, type ReadingSource } from '../../shared/glucose/reading.ts';
import { SCALE, type Target } from '../../shared/glucose/range.ts';
import { trendArrow } from '../../shared/glucose/trend.ts';
import { SECOND } from '../../shared/time.ts';
import type { Doubt } from './source.ts';
import { parseTimestamp, parseWallClock } from './timestamp.ts';
import { flag, lenient, numeric } from './wire-fields.ts';

/*
 * Readings of the wire. Only `ValueInMgPerDl` (or an off-scale flag) and `FactoryTimestamp` are needed; every other
 * field has been seen missing or null. `Value` is never used: its unit changes.
 */

const measurementSchema = z.object({
  FactoryTimestamp: z.unknown().optional(),
  Timestamp: lenient(z.string().max(40)),
  ValueInMgPerDl: z.unknown().optional(),
  TrendArrow: lenient(numeric(z.number())),
  MeasurementColor: lenient(numeric(z.int())),
  isHigh: flag,
  isLow: flag,
});
type Measurement = z.infer<typeof measurementSchema>;

/** Wearer's clock minus UTC beyond this is a clock set wrong, not a time zone. */
const LARGEST_OFFSET_SECONDS = 14.5 * 3600;

export interface ItemContext {
  patientId: string;
  source: ReadingSource;
  target: Target | null;
  sensorAt: (instant: number) => string | null;
  /** When it was heard, ms UTC. */
  heardAt: number;
}

/**
 * What an item says: a reading; nothing, as a sensor without a value does; or something that is there and cannot be
 * read, which is never the phone's fault.
 */
type Said =
  | { reading: Reading; isSure: boolean }
  | { reading: null; isThere: false }
  | { reading: null; isThere: true; measuredAt: number | null };

const NOTHING: Said = { reading: null, isThere: false };

/** The reading of an item; null where there is none that could be read. */
export function readMeasurement(item: unknown, context: ItemContext): Reading | null {
  return understand(item, context).reading;
}

function understand(item: unknown, context: ItemContext): Said {
  if (isEmpty(item)) return NOTHING;
  const parsed = measurementSchema.safeParse(item);
  if (!parsed.success) return { reading: null, isThere: true, measuredAt: null };
  const wire = parsed.data;
  const measuredAt = instantOf(wire.FactoryTimestamp);
  const flags = { isHigh: wire.isHigh, isLow: wire.isLow };
  const number = numberOf(wire.ValueInMgPerDl);
  const value = scaledValue(number ?? null, flags);
  if (value === null && number !== undefined && (number === null || number <= 0)) return NOTHING;
  if (value === null || measuredAt === null) return { reading: null, isThere: true, measuredAt };
  const { patientId, target, source, sensorAt, heardAt } = context;
  return {
    isSure: isSure(number ?? null, flags),
    reading: {
      patientId,
      measuredAt,
      ...value,
      trend: trendArrow(wire.TrendArrow),
      color: wire.MeasurementColor ?? null,
      utcOffsetSeconds: offsetOf(wire, measuredAt),
      sensorSerial: sensorAt(measuredAt),
      target,
      source,
      ...(isFuture(measuredAt, heardAt) && { fromFuture: true }),
    },
  };
}

function isEmpty(item: unknown): boolean {
  return (
    item === null ||
    item === undefined ||
    item === '' ||
    (typeof item === 'object' && Object.keys(item).length === 0)
  );
}

function instantOf(text: unknown): number | null {
  return typeof text === 'string' && text.length <= 40 ? parseTimestamp(text) : null;
}

/** null: said to be none; undefined: not said, or not as a number. */
function numberOf(value: unknown): number | null | undefined {
  return value === null ? null : numeric(z.number()).safeParse(value).data;
}

/** Whether number and flags tell the same: a number on the scale without a flag, or one off it with its flag. */
function isSure(number: number | null, { isHigh, isLow }: { isHigh: boolean; isLow: boolean }): boolean {
  if (number === null || number < LEAST_MGDL || (isLow && isHigh)) return false;
  if (isLow) return number <= SCALE.low;
  if (isHigh) return number >= SCALE.high;
  return number >= SCALE.low && number <= SCALE.high;
}

/** The wearer's clock minus UTC, seconds. */
function offsetOf({ Timestamp }: Measurement, measuredAt: number): number | null {
  const local = parseWallClock(Timestamp ?? '');
  const offset = local === null ? null : (local - measuredAt) / SECOND;
  return offset !== null && Math.abs(offset) <= LARGEST_OFFSET_SECONDS ? offset : null;
}

/** Two values of one instant further apart than this, mg/dL, are not the same one written twice. */
const CONTRADICTION_MGDL = 20;

/**
 * The newest reading of several items, one from the future last; and what is to be said about them.
 *
 * Two items of one instant are checked against each other: one that contradicts itself, such as a flag without its
 * number, gives way; between two that do not, the lower counts, since a low must not be missed.
 */
export function latestOf(
  items: readonly unknown[],
  context: ItemContext,
): { reading: Reading | null; doubt: Doubt | null } {
  const said = items.map((item) => understand(item, context));
  const read = said.filter((one) => one.reading !== null);
  const [first, ...others] = read;
  if (!first)
    return {
      reading: null,
      doubt: said.some((one) => 'isThere' in one && one.isThere) ? 'unreadable' : null,
    };
  const best = others.reduce((one, other) => better(one, other), first);
  const { reading } = best;
  const unread = said.filter((one) => one.reading === null && one.isThere);
  const contradicts =
    read.some((one) => one.reading.measuredAt === reading.measuredAt && isFar(one.reading, reading)) ||
    unread.some((one) => one.measuredAt === reading.measuredAt);
  return { reading, doubt: contradicts ? 'contradicting' : unread.length > 0 ? 'unreadable' : null };
}

type Read = Extract<Said, { isSure: boolean }>;

function better(one: Read, other: Read): Read {
  const [a, b] = [one.reading, other.reading];
  if (a.measuredAt !== b.measuredAt) return isNewer(b, a) ? other : one;
  if (one.isSure !== other.isSure) return one.isSure ? one : other;
  return b.mgdl < a.mgdl ? other : one;
}

/** Whether a reading is the newer one; one from the future is newer than none. */
export function isNewer(reading: Reading, than: Reading | null): boolean {
  if (than === null) return true;
  return reading.fromFuture === than.fromFuture
    ? reading.measuredAt > than.measuredAt
    : than.fromFuture === true;
}

function isFar(a: Reading, b: Reading): boolean {
  return Math.abs(a.mgdl - b.mgdl) > CONTRADICTION_MGDL;
}
