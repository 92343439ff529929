import { z } from '../schemas.ts';
import type { Expected } from '../problems.ts';
import { dateAsUtc, MOST_PERIOD_DAYS, PERIOD_DAYS, type Period } from '../statistics/period.ts';
import { TARGET_SETS } from '../statistics/target-sets.ts';
import { DAY } from '../time.ts';
import { BOUNDS, DEFAULT_RULES, ruleFaults, type AlarmRules, type BoundedKind } from '../alarms/rules.ts';
import {
  DEFAULT_PERSON,
  DEFAULT_SETTINGS,
  LEAST_VOLUME,
  personSettings,
  rulesFor,
  SETTINGS_VERSION,
  type DesktopSettings,
  type FeedSettings,
  type Settings,
} from './settings.ts';

const onOff = z.boolean();

const limits = z
  .looseObject({ low: figure('low'), high: figure('high') })
  .refine(({ low, high }) => low < high, {
    params: { expected: { code: 'lowUnderHigh' } satisfies Expected },
  });

/** A period: so many days, or two dates in order, at most a year apart. */
export function periodSchema(): z.ZodType<Period> {
  const date = z.string().refine((text) => dateAsUtc(text) !== null);
  return z.union([
    z.strictObject({ days: z.literal([...PERIOD_DAYS]) }),
    z.strictObject({ from: date, to: date }).refine(({ from, to }) => {
      const days = 1 + ((dateAsUtc(to) ?? 0) - (dateAsUtc(from) ?? 0)) / DAY;
      return days >= 1 && days <= MOST_PERIOD_DAYS;
    }),
  ]);
}

/** Fields of a person, of the desktop and of the program, without their defaults. */
const PERSON = {
  followed: onOff,
  name: z.string().nullable(),
  limits: limits.nullable(),
  sensorLifeDays: z.literal([14, 15]).nullable(),
  period: periodSchema(),
  targets: z.enum(TARGET_SETS),
};
const DESKTOP = {
  trayPerson: z.string().max(100).nullable(),
  trayPrivate: onOff,
  notificationsPrivate: onOff,
  palette: z.enum(['standard', 'colourBlind']),
  language: z.string().max(35).nullable(),
  clock: z.literal([12, 24]).nullable(),
  volume: z.int().min(LEAST_VOLUME).max(100),
  startAtLogin: onOff,
  keepAwake: onOff,
  eveningAt: timeOfDay().nullable(),
  updates: onOff,
  updateSeen: z.string().max(30).nullable(),
  welcomed: onOff,
  nightOffered: onOff,
};
const FEED = { on: onOff, port: z.int().min(1024).max(65_535) };
const NIGHTSCOUT = {
  on: onOff,
  patientId: z.string().min(1).max(100).nullable(),
  intervalMinutes: z.int().min(1).max(60),
};
const PROGRAM = {
  apiVersion: z.string().refine((text) => /^\d{1,2}\.\d{1,3}\.\d{1,3}$/.test(text), {
    params: { expected: { code: 'version' } satisfies Expected },
  }),
  minimumRecordIntervalSeconds: z.int().min(0).max(3600),
  pollIntervalSeconds: z.int().min(60).max(900),
  unit: z.enum(['mmol', 'mgdl']).nullable(),
};

/**
 * The settings of the current version: missing keys get their default, unknown ones stay, of wrong ones
 * those that only we can explain say what was expected (`params.expected`). For the main process only; the window must not carry zod.
 *
 * @param parseBaseUrl a base URL in its normal form, or null (there is no URL parser in shared code)
 */
export function settingsSchema(parseBaseUrl: (text: string) => string | null): z.ZodType<Settings> {
  const person = z.looseObject({
    followed: PERSON.followed.default(DEFAULT_PERSON.followed),
    name: PERSON.name.default(DEFAULT_PERSON.name),
    limits: PERSON.limits.default(null),
    sensorLifeDays: PERSON.sensorLifeDays.default(DEFAULT_PERSON.sensorLifeDays),
    period: PERSON.period.default(DEFAULT_PERSON.period),
    targets: PERSON.targets.default(DEFAULT_PERSON.targets),
  });
  const baseUrl = z.string().transform((text, context) => {
    const origin = parseBaseUrl(text);
    if (origin !== null) return origin;
    const expected: Expected = { code: 'httpsAddress' };
    context.addIssue({ code: 'custom', params: { expected } });
    return z.NEVER;
  });
  const settings = z.looseObject({
    version: z.literal(SETTINGS_VERSION),
    baseUrl: baseUrl.default(DEFAULT_SETTINGS.baseUrl),
    apiVersion: PROGRAM.apiVersion.default(DEFAULT_SETTINGS.apiVersion),
    minimumRecordIntervalSeconds: PROGRAM.minimumRecordIntervalSeconds.default(
      DEFAULT_SETTINGS.minimumRecordIntervalSeconds,
    ),
    pollIntervalSeconds: PROGRAM.pollIntervalSeconds.default(DEFAULT_SETTINGS.pollIntervalSeconds),
    unit: PROGRAM.unit.default(DEFAULT_SETTINGS.unit),
    alarms: alarmRules(),
    people: z.record(z.string(), person).default({}),
    erased: z
      .looseObject({ salt: z.string().max(100).default(''), marks: z.array(z.string().max(100)).default([]) })
      .prefault({}),
    feed: feedSettings(),
    nightscout: z
      .looseObject({
        on: NIGHTSCOUT.on.default(false),
        url: baseUrl.nullable().default(null),
        patientId: NIGHTSCOUT.patientId.default(null),
        intervalMinutes: NIGHTSCOUT.intervalMinutes.default(DEFAULT_SETTINGS.nightscout.intervalMinutes),
      })
      .prefault({}),
    desktop: desktopSettings(),
  });
  // A person's own limits must fit the rest of the rules too.
  return settings.check(({ value, issues }) => {
    for (const patientId of Object.keys(value.people)) {
      const [fault] = ruleFaults(rulesFor(value, patientId));
      if (fault && personSettings(value, patientId).limits !== null)
        issues.push({
          code: 'custom',
          input: value,
          path: ['people', patientId, 'limits'],
          params: { expected: fault.expected },
        });
    }
  });
}

/**
 * What the window may ask to change: known keys only, each with a value that is allowed. No server is among them, because
 * the password or a token goes there.
 */
export function settingsChange() {
  return z.strictObject({
    unit: PROGRAM.unit.optional(),
    apiVersion: PROGRAM.apiVersion.optional(),
    pollIntervalSeconds: PROGRAM.pollIntervalSeconds.optional(),
    minimumRecordIntervalSeconds: PROGRAM.minimumRecordIntervalSeconds.optional(),
    alarms: alarmRules().optional(),
    feed: z.strictObject(FEED).partial().optional(),
    nightscout: z.strictObject(NIGHTSCOUT).partial().optional(),
    desktop: z.strictObject(DESKTOP).partial().optional(),
    people: z.record(z.string().min(1).max(100), z.strictObject(PERSON).partial()).optional(),
  });
}

/** Minutes since midnight. */
function timeOfDay(): z.ZodNumber {
  return z.int().min(0).max(1439);
}

/** The figure of a kind of alarm: whole, and within its bounds. */
function figure(kind: BoundedKind): z.ZodNumber {
  const { least, most } = BOUNDS[kind];
  return z.int().min(least).max(most);
}

/** The rules of the alarms; a kind or a key that is missing has its default. */
export function alarmRules(): z.ZodType<AlarmRules> {
  const quiet = z.looseObject({ from: timeOfDay(), to: timeOfDay() }).nullable().default(null);
  const { urgentLow, low, high, urgentHigh, fastFall, noData, impaired, sensor } = DEFAULT_RULES;
  const rule = (on: boolean) => ({ on: onOff.default(on), quiet });
  const limit = (kind: Exclude<BoundedKind, 'noData'>) => ({
    limit: figure(kind).default(DEFAULT_RULES[kind].limit),
  });
  return z
    .looseObject({
      urgentLow: z
        .looseObject({
          on: onOff.default(urgentLow.on),
          offConfirmed: onOff.default(urgentLow.offConfirmed),
          ...limit('urgentLow'),
        })
        .prefault({}),
      low: z
        .looseObject({
          ...rule(low.on),
          ...limit('low'),
          holdWhileRising: onOff.default(low.holdWhileRising),
          night: quiet,
        })
        .prefault({}),
      high: z
        .looseObject({
          ...rule(high.on),
          ...limit('high'),
          holdWhileFalling: onOff.default(high.holdWhileFalling),
        })
        .prefault({}),
      urgentHigh: z.looseObject({ ...rule(urgentHigh.on), ...limit('urgentHigh') }).prefault({}),
      fastFall: z.looseObject({ ...rule(fastFall.on), ...limit('fastFall') }).prefault({}),
      noData: z
        .looseObject({ ...rule(noData.on), minutes: figure('noData').default(noData.minutes) })
        .prefault({}),
      impaired: z.looseObject({ ...rule(impaired.on) }).prefault({}),
      sensor: z.looseObject({ ...rule(sensor.on) }).prefault({}),
    })
    .check(({ value, issues }) => {
      for (const { kind, expected, hours } of ruleFaults(value)) {
        const path = hours ? [kind, 'night'] : [kind];
        issues.push({ code: 'custom', input: value, path, params: { expected } });
      }
    })
    .prefault({});
}

function feedSettings(): z.ZodType<FeedSettings> {
  const { on, port, guarded } = DEFAULT_SETTINGS.feed;
  const origin = z.string().regex(/^[a-z][a-z0-9+.-]{0,30}:\/\/[\w.:[\]-]{1,200}$/);
  return z
    .looseObject({
      on: FEED.on.default(on),
      port: FEED.port.default(port),
      guarded: onOff.default(guarded),
      origins: z.array(origin).max(20).default([]),
    })
    .prefault({});
}

function desktopSettings(): z.ZodType<DesktopSettings> {
  const defaults = DEFAULT_SETTINGS.desktop;
  return z
    .looseObject({
      trayPerson: DESKTOP.trayPerson.default(defaults.trayPerson),
      trayPrivate: DESKTOP.trayPrivate.default(defaults.trayPrivate),
      notificationsPrivate: DESKTOP.notificationsPrivate.default(defaults.notificationsPrivate),
      palette: DESKTOP.palette.default(defaults.palette),
      language: DESKTOP.language.default(defaults.language),
      clock: DESKTOP.clock.default(defaults.clock),
      volume: DESKTOP.volume.default(defaults.volume),
      startAtLogin: DESKTOP.startAtLogin.default(defaults.startAtLogin),
      keepAwake: DESKTOP.keepAwake.default(defaults.keepAwake),
      eveningAt: DESKTOP.eveningAt.default(defaults.eveningAt),
      updates: DESKTOP.updates.default(defaults.updates),
      updateSeen: DESKTOP.updateSeen.default(defaults.updateSeen),
      welcomed: DESKTOP.welcomed.default(defaults.welcomed),
      nightOffered: DESKTOP.nightOffered.default(defaults.nightOffered),
    })
    .prefault({});
}

/** What a setting should have been, by what the schema found wrong with it. */
export function expectedOf(issue: z.core.$ZodIssue | undefined): Expected {
  if (issue?.code === 'custom' && issue.params) return issue.params['expected'] as Expected;
  if (issue?.code === 'too_small') return { code: 'atLeast', least: Number(issue.minimum) };
  if (issue?.code === 'too_big') return { code: 'atMost', most: Number(issue.maximum) };
  if (issue?.code === 'invalid_value') return { code: 'oneOf', known: issue.values.join(', ') };
  return { code: 'allowed' };
}
