import { z } from 'zod';
import { BOUNDS, DEFAULT_RULES, ruleFaults, type AlarmRules, type BoundedKind } from '../alarms/rules.ts';
import {
  DEFAULT_PERSON,
  DEFAULT_SETTINGS,
  LEAST_VOLUME,
  personSettings,
  rulesFor,
  SETTINGS_VERSION,
  type DesktopSettings,
  type Settings,
} from './settings.ts';

const onOff = z.boolean('true or false');

const limits = z
  .looseObject({ low: figure('low'), high: figure('high') })
  .refine(({ low, high }) => low < high, { error: 'a low limit under the high one' });

/** Fields of a person, of the desktop and of the program, without their defaults. */
const PERSON = {
  followed: onOff,
  name: z.string('a name or null').nullable(),
  limits: limits.nullable(),
  sensorLifeDays: z.literal([14, 15], '14, 15 or null').nullable(),
};
const DESKTOP = {
  trayPerson: z.string('a patient id or null').max(100).nullable(),
  trayPrivate: onOff,
  notificationsPrivate: onOff,
  palette: z.enum(['standard', 'colourBlind'], 'standard or colourBlind'),
  volume: z
    .int('a whole number')
    .min(LEAST_VOLUME, `at least ${LEAST_VOLUME} percent`)
    .max(100, 'at most 100 percent'),
  startAtLogin: onOff,
  keepAwake: onOff,
  welcomed: onOff,
  nightOffered: onOff,
};
const PROGRAM = {
  apiVersion: z.string('a version').regex(/^\d{1,2}\.\d{1,3}\.\d{1,3}$/, 'a version such as 4.17.0'),
  minimumRecordIntervalSeconds: z
    .int('whole seconds')
    .min(0, 'at least 0 seconds')
    .max(3600, 'at most 3600 seconds'),
  pollIntervalSeconds: z.int('whole seconds').min(60, 'at least 60 seconds').max(900, 'at most 900 seconds'),
  unit: z.enum(['mmol', 'mgdl'], 'mmol, mgdl or null').nullable(),
};

/**
 * The settings of the current version: missing keys get their default, unknown ones stay, wrong ones are refused with
 * a message that says what was expected. For the main process only; the window must not carry zod.
 *
 * @param parseBaseUrl a base URL in its normal form, or null (there is no URL parser in shared code)
 */
export function settingsSchema(parseBaseUrl: (text: string) => string | null): z.ZodType<Settings> {
  const person = z.looseObject({
    followed: PERSON.followed.default(DEFAULT_PERSON.followed),
    name: PERSON.name.default(DEFAULT_PERSON.name),
    limits: PERSON.limits.default(null),
    sensorLifeDays: PERSON.sensorLifeDays.default(DEFAULT_PERSON.sensorLifeDays),
  });
  const baseUrl = z.string('a web address').transform((text, context) => {
    const origin = parseBaseUrl(text);
    if (origin !== null) return origin;
    context.addIssue('an https address without a path, such as https://api-eu.libreview.io');
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
    people: z.record(z.string(), person, 'people by patient id').default({}),
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
          message: fault.expected,
        });
    }
  });
}

/**
 * What the window may ask to change: known keys only, each with a value that is allowed. The server is not among them,
 * because the password goes there.
 */
export function settingsChange() {
  return z.strictObject({
    unit: PROGRAM.unit.optional(),
    apiVersion: PROGRAM.apiVersion.optional(),
    pollIntervalSeconds: PROGRAM.pollIntervalSeconds.optional(),
    minimumRecordIntervalSeconds: PROGRAM.minimumRecordIntervalSeconds.optional(),
    alarms: alarmRules().optional(),
    desktop: z.strictObject(DESKTOP).partial().optional(),
    people: z.record(z.string().min(1).max(100), z.strictObject(PERSON).partial()).optional(),
  });
}

/** The figure of a kind of alarm: whole, and within its bounds. */
function figure(kind: BoundedKind): z.ZodNumber {
  const { least, most, unit } = BOUNDS[kind];
  const words = unit === 'min' ? 'minutes' : unit;
  return z
    .int(`whole ${words}`)
    .min(least, `at least ${least} ${words}`)
    .max(most, `at most ${most} ${words}`);
}

/** The rules of the alarms; a kind or a key that is missing has its default. */
export function alarmRules(): z.ZodType<AlarmRules> {
  const time = z.int('whole minutes of the day').min(0, 'at least 0').max(1439, 'at most 1439');
  const quiet = z.looseObject({ from: time, to: time }).nullable().default(null);
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
        issues.push({ code: 'custom', input: value, path, message: expected });
      }
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
      volume: DESKTOP.volume.default(defaults.volume),
      startAtLogin: DESKTOP.startAtLogin.default(defaults.startAtLogin),
      keepAwake: DESKTOP.keepAwake.default(defaults.keepAwake),
      welcomed: DESKTOP.welcomed.default(defaults.welcomed),
      nightOffered: DESKTOP.nightOffered.default(defaults.nightOffered),
    })
    .prefault({});
}
