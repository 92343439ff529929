import { z } from 'zod';
import { scaledValue, type Reading, type ReadingSource } from '../../shared/glucose/reading.ts';
import type { Target } from '../../shared/glucose/range.ts';
import { trendArrow } from '../../shared/glucose/trend.ts';
import { parseTimestamp } from './timestamp.ts';
import type { Connection, Graph, Sensor } from './source.ts';

/*
 * The wire, read once. Of a reading only `ValueInMgPerDl` (or an off-scale flag) and `FactoryTimestamp` are needed,
 * of a connection only `patientId`; every other field has been seen missing or null. A bad item is skipped.
 */

/** A field that may be missing, null or of another type than the documented one. */
function lenient<T extends z.ZodType>(schema: T) {
  return schema.nullish().catch(null);
}

/** Seconds since 1970 up to the year 2100; beyond that a date cannot even be written. */
const epochSeconds = z.number().positive().max(4_102_444_800);

// Control and direction characters in a name could rewrite the line it is shown in.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function plainText(longest: number) {
  return z.string().transform((text) => text.replace(UNPRINTABLE, '').trim().slice(0, longest));
}

const measurementSchema = z.object({
  FactoryTimestamp: z.string().max(40),
  Timestamp: lenient(z.string().max(40)),
  ValueInMgPerDl: lenient(z.number()),
  TrendArrow: lenient(z.number()),
  MeasurementColor: lenient(z.int()),
  isHigh: lenient(z.boolean()),
  isLow: lenient(z.boolean()),
});

const sensorSchema = z.object({
  sn: plainText(32).refine((serial) => serial !== ''),
  a: lenient(epochSeconds),
  w: lenient(z.number().nonnegative()),
  pt: lenient(z.int()),
});

// `on` is absent, not false, where a rule is off; `th` is mg/dL.
const alarmRuleSchema = z.object({ on: z.literal(true), th: z.number() });

const connectionSchema = z.object({
  patientId: z.string().min(1).max(100),
  firstName: lenient(plainText(64)),
  lastName: lenient(plainText(64)),
  targetLow: lenient(z.number()),
  targetHigh: lenient(z.number()),
  uom: lenient(z.number()),
  sensor: lenient(sensorSchema),
  alarmRules: lenient(z.object({ l: lenient(alarmRuleSchema), h: lenient(alarmRuleSchema) })),
  glucoseMeasurement: z.unknown().optional(),
  glucoseItem: z.unknown().optional(),
});

/** Wearer's clock minus UTC beyond this is a clock set wrong, not a time zone. */
const LARGEST_OFFSET_SECONDS = 14.5 * 3600;

interface Circumstances {
  patientId: string;
  source: ReadingSource;
  target: Target | null;
  sensorAt: (instant: number) => string | null;
}

function readMeasurement(item: unknown, circumstances: Circumstances): Reading | null {
  const parsed = measurementSchema.safeParse(item);
  if (!parsed.success) return null;
  const wire = parsed.data;
  const measuredAt = parseTimestamp(wire.FactoryTimestamp);
  const value = scaledValue(wire.ValueInMgPerDl ?? null, {
    isHigh: wire.isHigh === true,
    isLow: wire.isLow === true,
  });
  if (measuredAt === null || value === null) return null;
  const local = parseTimestamp(wire.Timestamp ?? '');
  const offset = local === null ? null : (local - measuredAt) / 1000;
  return {
    patientId: circumstances.patientId,
    measuredAt,
    ...value,
    trend: trendArrow(wire.TrendArrow),
    color: wire.MeasurementColor ?? null,
    utcOffsetSeconds: offset !== null && Math.abs(offset) <= LARGEST_OFFSET_SECONDS ? offset : null,
    sensorSerial: circumstances.sensorAt(measuredAt),
    target: circumstances.target,
    source: circumstances.source,
  };
}

function readSensor(item: unknown): Sensor | null {
  const parsed = sensorSchema.safeParse(item);
  if (!parsed.success) return null;
  const { sn, a, w, pt } = parsed.data;
  return {
    serial: sn,
    activatedAt: a ? Math.round(a * 1000) : null,
    warmUpMinutes: w ?? null,
    productType: pt ?? null,
  };
}

function readTarget(low: unknown, high: unknown): Target | null {
  if (typeof low !== 'number' || typeof high !== 'number') return null;
  return low > 0 && low < high && high < 1000 ? { low: Math.round(low), high: Math.round(high) } : null;
}

/** One entry of `GET /llu/connections`; null where even the patient id is missing. */
function readConnection(item: unknown): Connection | null {
  const parsed = connectionSchema.safeParse(item);
  if (!parsed.success) return null;
  const wire = parsed.data;
  const sensor = readSensor(wire.sensor);
  const circumstances: Circumstances = {
    patientId: wire.patientId,
    source: 'live',
    target: readTarget(wire.targetLow, wire.targetHigh),
    sensorAt: () => sensor?.serial ?? null,
  };
  return {
    person: { patientId: wire.patientId, firstName: wire.firstName ?? '', lastName: wire.lastName ?? '' },
    // 0 is mmol/L, 1 mg/dL, and it only says how to show: values are mg/dL on the wire.
    unit: wire.uom === 0 ? 'mmol' : 'mgdl',
    target: circumstances.target,
    sensor,
    alarmLimits: { low: wire.alarmRules?.l?.th ?? null, high: wire.alarmRules?.h?.th ?? null },
    latest:
      readMeasurement(wire.glucoseMeasurement, circumstances) ??
      readMeasurement(wire.glucoseItem, circumstances),
  };
}

/** Reads each item on its own; null when the value is no list, or when not one item of it can be read. */
function readEach<T>(
  items: unknown,
  read: (item: unknown) => T | null,
): { read: T[]; skipped: number } | null {
  if (!Array.isArray(items)) return null;
  const good = items.map(read).filter((item) => item !== null);
  return good.length === 0 && items.length > 0 ? null : { read: good, skipped: items.length - good.length };
}

/** `data` of `GET /llu/connections`; null for any other shape. */
export function readConnections(data: unknown): Connection[] | null {
  return readEach(data, readConnection)?.read ?? null;
}

const graphSchema = z.object({
  connection: z.unknown().optional(),
  activeSensors: lenient(z.array(z.unknown())),
  graphData: z.array(z.unknown()),
});
const activeSensorSchema = z.object({ sensor: z.unknown().optional() });

/** `data` of `GET /llu/connections/{patientId}/graph`; null for any other shape. */
export function readGraph(data: unknown, patientId: string): Graph | null {
  const parsed = graphSchema.safeParse(data);
  if (!parsed.success) return null;
  const connection = readConnection(parsed.data.connection);
  const active = (parsed.data.activeSensors ?? []).map((entry) => {
    const item = activeSensorSchema.safeParse(entry);
    return item.success ? readSensor(item.data.sensor) : null;
  });
  const points = readEach(parsed.data.graphData, (item) =>
    readMeasurement(item, {
      patientId,
      source: 'graph',
      target: connection?.target ?? null,
      sensorAt: sensorInUse([connection?.sensor ?? null, ...active]),
    }),
  );
  return points && { connection, readings: inTimeOrder(points.read), skipped: points.skipped };
}

/** `data` of `GET /llu/connections/{patientId}/logbook`: scans and alarms; alarms without a value are left out. */
export function readLogbook(data: unknown, patientId: string): Reading[] | null {
  if (!Array.isArray(data)) return null;
  const circumstances: Circumstances = { patientId, source: 'logbook', target: null, sensorAt: () => null };
  return inTimeOrder(
    data.map((item) => readMeasurement(item, circumstances)).filter((item) => item !== null),
  );
}

function inTimeOrder(readings: Reading[]): Reading[] {
  return readings.sort((a, b) => a.measuredAt - b.measuredAt);
}

/** The graph names no sensor per point: a point belongs to the sensor activated last before it, if we know that one. */
function sensorInUse(sensors: (Sensor | null)[]): (instant: number) => string | null {
  const known = sensors
    .filter((sensor) => sensor !== null)
    .sort((a, b) => (b.activatedAt ?? 0) - (a.activatedAt ?? 0));
  return (instant) => known.find((sensor) => (sensor.activatedAt ?? 0) <= instant)?.serial ?? null;
}

// A token goes into a header: printable ASCII, or it is none.
const ticketSchema = z.object({ token: z.string().regex(/^[\x21-\x7e]{1,8192}$/), expires: epochSeconds });

/** A session token and when it ends, ms UTC. `expires` is in epoch seconds (`duration` in ms is not used). */
export interface Ticket {
  token: string;
  expiresAt: number;
}

export function readTicket(value: unknown): Ticket | null {
  const parsed = ticketSchema.safeParse(value);
  return parsed.success
    ? { token: parsed.data.token, expiresAt: Math.round(parsed.data.expires * 1000) }
    : null;
}

const userSchema = z.object({
  id: lenient(z.string().min(1).max(100)),
  country: lenient(plainText(8)),
  uiLanguage: lenient(plainText(16)),
});
const signInSchema = z.object({
  user: lenient(userSchema),
  authTicket: z.unknown().optional(),
  step: lenient(z.object({ type: plainText(32) })),
});

/** What a sign-in answer's `data` holds; any part may be missing. */
export interface SignInData {
  userId: string | null;
  country: string | null;
  language: string | null;
  ticket: Ticket | null;
  step: string | null;
}

export function readSignIn(data: unknown): SignInData {
  const parsed = signInSchema.safeParse(data).data;
  return {
    userId: parsed?.user?.id ?? null,
    country: parsed?.user?.country ?? null,
    language: parsed?.user?.uiLanguage ?? null,
    ticket: readTicket(parsed?.authTicket),
    step: parsed?.step?.type ?? null,
  };
}

/** The region claim of a session token; the token is otherwise never looked into. */
export function regionOfToken(token: string): string | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return z.object({ region: z.string().regex(/^[a-z]{2}[0-9]?$/) }).parse(claims).region;
  } catch {
    return null;
  }
}

const linksSchema = z.record(z.string(), plainText(300));
const countrySchema = z.object({
  MinVersion: lenient(z.string()),
  lluToUHtml: lenient(linksSchema),
  lluToUVersions: lenient(linksSchema),
  lluPrivacyPolicyHtml: lenient(linksSchema),
  lluPrivacyPolicyVersions: lenient(linksSchema),
});

/** A document the account must accept: where to read it and which version it is; null where the server named none. */
export interface TermsDocument {
  link: string | null;
  version: string | null;
}

export interface CountryConfiguration {
  minimumVersion: string | null;
  terms: TermsDocument;
  privacy: TermsDocument;
}

/** `data` of `GET /llu/config/country`, with the documents in `language` (`nl-NL`) or else in English. */
export function readCountryConfiguration(
  data: unknown,
  language: string | null,
): CountryConfiguration | null {
  const parsed = countrySchema.safeParse(data);
  if (!parsed.success) return null;
  const wire = parsed.data;
  const document = (
    links: Record<string, string> | null | undefined,
    versions: Record<string, string> | null | undefined,
  ) => ({ link: inLanguage(links, language), version: versions?.['default'] ?? null });
  return {
    minimumVersion: wire.MinVersion ?? null,
    terms: document(wire.lluToUHtml, wire.lluToUVersions),
    privacy: document(wire.lluPrivacyPolicyHtml, wire.lluPrivacyPolicyVersions),
  };
}

function inLanguage(
  links: Record<string, string> | null | undefined,
  language: string | null,
): string | null {
  if (!links) return null;
  const wanted = (language ?? 'en').toLowerCase();
  const byKey = new Map(Object.entries(links).map(([key, link]) => [key.toLowerCase(), link]));
  const link =
    byKey.get(wanted) ?? byKey.get(wanted.split('-')[0]!) ?? byKey.get('en-us') ?? byKey.get('en') ?? null;
  return link !== null && link.startsWith('https://') ? link : null;
}
