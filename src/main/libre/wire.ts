import { z } from '../../shared/schemas.ts';
import { MOST_PEOPLE, type Reading } from '../../shared/glucose/reading.ts';
import type { Target } from '../../shared/glucose/range.ts';
import { SECOND } from '../../shared/time.ts';
import { isNewer, latestOf, readMeasurement, type ItemContext } from './measurement.ts';
import { measuresFrom, type Connection, type Graph, type Sensor, type Sharing } from './source.ts';
import { epochSeconds, id, lenient, numeric, plainText } from './wire-fields.ts';

/*
 * The wire, read once. Of a connection only `patientId` is needed; every other field has been seen missing or null.
 * A bad item is skipped, and counted.
 */

const sensorSchema = z.object({
  sn: plainText(32).refine((serial) => serial !== ''),
  a: lenient(epochSeconds),
  w: lenient(numeric(z.number().nonnegative())),
  pt: lenient(numeric(z.int())),
});

// `on` is absent, not false, where a rule is off; `th` is mg/dL.
const alarmRuleSchema = z.object({ on: z.literal(true), th: numeric(z.number()) });

const connectionSchema = z.object({
  patientId: id,
  firstName: lenient(plainText(64)),
  lastName: lenient(plainText(64)),
  targetLow: lenient(numeric(z.number())),
  targetHigh: lenient(numeric(z.number())),
  uom: lenient(numeric(z.number())),
  sensor: lenient(sensorSchema),
  alarmRules: lenient(z.object({ l: lenient(alarmRuleSchema), h: lenient(alarmRuleSchema) })),
  glucoseMeasurement: z.unknown().optional(),
  glucoseItem: z.unknown().optional(),
});

function readSensor(item: unknown): Sensor | null {
  const parsed = sensorSchema.safeParse(item);
  if (!parsed.success) return null;
  const { sn, a, w, pt } = parsed.data;
  return {
    serial: sn,
    activatedAt: a ? Math.round(a * SECOND) : null,
    warmUpMinutes: w ?? null,
    productType: pt ?? null,
  };
}

function readTarget(low: unknown, high: unknown): Target | null {
  if (typeof low !== 'number' || typeof high !== 'number') return null;
  return low > 0 && low < high && high < 1000 ? { low: Math.round(low), high: Math.round(high) } : null;
}

/** One entry of `GET /llu/connections`; null where it cannot be read. */
function readConnection(item: unknown, heardAt: number): Connection | null {
  const parsed = connectionSchema.safeParse(item);
  if (!parsed.success) return null;
  const wire = parsed.data;
  const sensor = readSensor(wire.sensor);
  const target = readTarget(wire.targetLow, wire.targetHigh);
  const { reading, doubt } = latestOf([wire.glucoseMeasurement, wire.glucoseItem], {
    patientId: wire.patientId,
    source: 'live',
    target,
    sensorAt: sensorInUse([sensor]),
    heardAt,
  });
  return {
    person: { patientId: wire.patientId, firstName: wire.firstName ?? '', lastName: wire.lastName ?? '' },
    // 0 is mmol/L, 1 mg/dL, and it only says how to show: values are mg/dL on the wire.
    unit: wire.uom === 0 ? 'mmol' : 'mgdl',
    target,
    sensor,
    alarmLimits: { low: wire.alarmRules?.l?.th ?? null, high: wire.alarmRules?.h?.th ?? null },
    latest: reading,
    doubt,
  };
}

/** An invitation that has not been accepted yet is an entry of somebody who has no id yet; a blank one is none. */
const invitationSchema = z
  .object({
    patientId: z.string().trim().length(0).nullish(),
    id: lenient(z.string()),
    firstName: lenient(z.string()),
    lastName: lenient(z.string()),
  })
  .refine((entry) => [entry.id, entry.firstName, entry.lastName].some((text) => text?.trim()));

/** What a list of connections holds. */
export interface ReadConnections extends Sharing {
  invitations: number;
}

/**
 * `data` of `GET /llu/connections`, each person once; null for any other shape, and where nothing of it can be read.
 *
 * @param heardAt ms UTC: a reading from the future is only the newest where there is no other
 */
export function readConnections(data: unknown, heardAt: number): ReadConnections | null {
  if (!Array.isArray(data)) return null;
  const people = new Map<string, Connection>();
  let invitations = 0;
  let unreadable = 0;
  for (const item of data as unknown[]) {
    const connection = readConnection(item, heardAt);
    if (connection) {
      const { patientId } = connection.person;
      const known = people.get(patientId);
      if (!known && people.size === MOST_PEOPLE) {
        unreadable += 1;
        continue;
      }
      if (!known || (connection.latest && isNewer(connection.latest, known.latest)))
        people.set(patientId, connection);
    } else if (invitationSchema.safeParse(item).success) invitations += 1;
    else unreadable += 1;
  }
  return people.size === 0 && unreadable > 0
    ? null
    : { people: [...people.values()], invitations, unreadable };
}

/** Reads each item on its own; null when not one of several can be read. */
function readEach<T>(
  items: readonly unknown[],
  read: (item: unknown) => T | null,
): { read: T[]; skipped: number } | null {
  const good = items.map(read).filter((item) => item !== null);
  return good.length === 0 && items.length > 0 ? null : { read: good, skipped: items.length - good.length };
}

const graphSchema = z.object({
  connection: z.unknown().optional(),
  activeSensors: lenient(z.array(z.unknown())),
  graphData: z.array(z.unknown()),
});
const activeSensorSchema = z.object({ sensor: z.unknown().optional() });

/** `data` of `GET /llu/connections/{patientId}/graph`; null for any other shape. */
export function readGraph(data: unknown, patientId: string, heardAt: number): Graph | null {
  const parsed = graphSchema.safeParse(data);
  if (!parsed.success) return null;
  const connection = readConnection(parsed.data.connection, heardAt);
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
      heardAt,
    }),
  );
  return points && { connection, readings: inTimeOrder(points.read), skipped: points.skipped };
}

/** `data` of `GET /llu/connections/{patientId}/logbook`: scans and alarms; alarms without a value are left out. */
export function readLogbook(data: unknown, patientId: string, heardAt: number): Reading[] | null {
  if (!Array.isArray(data)) return null;
  const context: ItemContext = {
    patientId,
    source: 'logbook',
    target: null,
    sensorAt: () => null,
    heardAt,
  };
  return inTimeOrder(data.map((item) => readMeasurement(item, context)).filter((item) => item !== null));
}

function inTimeOrder(readings: Reading[]): Reading[] {
  return readings.sort((a, b) => a.measuredAt - b.measuredAt);
}

/** No reading names its sensor: it belongs to the one that was the last to begin to measure, if we know that one. */
function sensorInUse(sensors: (Sensor | null)[]): (instant: number) => string | null {
  const known = sensors
    .filter((sensor) => sensor !== null)
    .map((sensor) => ({ serial: sensor.serial, from: measuresFrom(sensor) ?? 0 }))
    .sort((a, b) => b.from - a.from);
  return (instant) => known.find(({ from }) => from <= instant)?.serial ?? null;
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
    ? { token: parsed.data.token, expiresAt: Math.round(parsed.data.expires * SECOND) }
    : null;
}

const userSchema = z.object({
  id: lenient(id),
  country: lenient(z.string().regex(/^[A-Za-z]{2}$/)),
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
