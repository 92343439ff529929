import { DEFAULT_RULES, type AlarmRules } from '../alarms/rules.ts';
import type { Unit } from '../glucose/units.ts';
import { DEFAULT_PERIOD, type Period } from '../statistics/period.ts';
import type { TargetSet } from '../statistics/target-sets.ts';
import { sha256 } from './sha256.ts';

export const SETTINGS_VERSION = 1;

/**
 * What the user has chosen, as config.json holds it. Keys that a newer release of the same version added are carried
 * along unseen: whoever changes settings spreads the old ones (`{ ...settings, unit: 'mgdl' }`).
 */
export interface Settings {
  readonly version: typeof SETTINGS_VERSION;
  /** An origin: https, or http to this machine; no trailing slash. */
  readonly baseUrl: string;
  /** The app version we name to the server, `4.17.0`. */
  readonly apiVersion: string;
  readonly minimumRecordIntervalSeconds: number;
  /** Between two requests of the desktop, at least a minute; the command line has an option of its own. */
  readonly pollIntervalSeconds: number;
  /** Null: the account's own. */
  readonly unit: Unit | null;
  /** When to raise an alarm about somebody; a person's own limits stand in `people`. */
  readonly alarms: AlarmRules;
  /** By patient id. Who is not in it has the defaults; see `personSettings`. */
  readonly people: Readonly<Record<string, PersonSettings>>;
  readonly erased: ErasedPeople;
  readonly feed: FeedSettings;
  readonly nightscout: NightscoutSettings;
  readonly desktop: DesktopSettings;
}

/** Who was erased, by nothing that says who it was: see `erasedMark`. */
export interface ErasedPeople {
  /** Empty while nobody was. */
  readonly salt: string;
  readonly marks: readonly string[];
}

/** The local feed: readings for other programs on this computer. */
export interface FeedSettings {
  readonly on: boolean;
  readonly port: number;
  /** Readers must say a secret, which the vault has: where it is not there nothing is served. */
  readonly guarded: boolean;
  /** Pages that may ask, by origin; a browser lets them read nothing all the same. */
  readonly origins: readonly string[];
}

/** Uploading to a Nightscout site; its token is in the vault. */
export interface NightscoutSettings {
  readonly on: boolean;
  /** An origin: https, or http to this machine. */
  readonly url: string | null;
  /** Whose readings: a site takes one person's. Null: nobody's, whoever is followed. */
  readonly patientId: string | null;
  /** No two readings of the same so many minutes are sent: most readers take five between two for granted. */
  readonly intervalMinutes: number;
}

/** What only the desktop has. */
export interface DesktopSettings {
  /** Whose value the tray shows, by patient id; null: of whoever needs it most. */
  readonly trayPerson: string | null;
  /** A dot instead of the number in the tray. */
  readonly trayPrivate: boolean;
  /** No values in notifications, which others may see. */
  readonly notificationsPrivate: boolean;
  readonly palette: Palette;
  /** A language's tag, such as `de`; null, or one that there is not: the system's. */
  readonly language: string | null;
  /** How times are written; null: as the reader's country has it. */
  readonly clock: 12 | 24 | null;
  /** Of the alarm sounds, percent; at least `LEAST_VOLUME`, because a muted alarm is none. */
  readonly volume: number;
  readonly startAtLogin: boolean;
  /** Not to fall asleep while somebody is watched. */
  readonly keepAwake: boolean;
  /** When to say what would keep this computer from alarming at night, minutes since midnight; null: never. */
  readonly eveningAt: number | null;
  /** To ask once a day whether there is a newer version. */
  readonly updates: boolean;
  /** The newer version that the user has been told of and does not want to hear of again. */
  readonly updateSeen: string | null;
  /** The user has read what this is and is not. */
  readonly welcomed: boolean;
  /** Night lows have been offered, and answered either way. */
  readonly nightOffered: boolean;
}

/** `colourBlind`: the colours of Okabe and Ito. */
export type Palette = 'standard' | 'colourBlind';

export const LEAST_VOLUME = 10;

/** When people begin to get ready for the night, minutes since midnight. */
export const USUAL_EVENING = 21 * 60;

export interface PersonSettings {
  readonly followed: boolean;
  /** What to call this person; null: as the account does. */
  readonly name: string | null;
  /** Limits of the low and the high alarm for this person, integer mg/dL; null: those of everyone (`alarms`). */
  readonly limits: Limits | null;
  /** How long a sensor of this person lasts; null: not told, so its end is not announced. */
  readonly sensorLifeDays: 14 | 15 | null;
  /** What patterns and statistics of this person are of. */
  readonly period: Period;
  /** By whose ranges and goals report and statistics page measure this person. */
  readonly targets: TargetSet;
}

/** mg/dL, within what the alarms allow (`BOUNDS`). */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** The global host and the version of Abbott's app that are known to work. */
export const DEFAULT_SETTINGS: Settings = {
  version: SETTINGS_VERSION,
  baseUrl: 'https://api.libreview.io',
  apiVersion: '4.17.0',
  minimumRecordIntervalSeconds: 60,
  pollIntervalSeconds: 60,
  unit: null,
  alarms: DEFAULT_RULES,
  people: {},
  erased: { salt: '', marks: [] },
  feed: { on: false, port: 17_580, guarded: false, origins: [] },
  nightscout: { on: false, url: null, patientId: null, intervalMinutes: 5 },
  desktop: {
    trayPerson: null,
    trayPrivate: false,
    notificationsPrivate: false,
    palette: 'standard',
    language: null,
    clock: null,
    volume: 80,
    startAtLogin: false,
    keepAwake: false,
    eveningAt: USUAL_EVENING,
    updates: false,
    updateSeen: null,
    welcomed: false,
    nightOffered: false,
  },
};

export const DEFAULT_PERSON: PersonSettings = {
  followed: true,
  name: null,
  limits: null,
  sensorLifeDays: null,
  period: DEFAULT_PERIOD,
  targets: 'adult',
};

const ERASED_PERSON: PersonSettings = { ...DEFAULT_PERSON, followed: false };

/** Somebody who was erased has settings like everybody else, but is not followed. */
export function personSettings(settings: Settings, patientId: string): PersonSettings {
  return ownSettings(settings, patientId) ?? (isErased(settings, patientId) ? ERASED_PERSON : DEFAULT_PERSON);
}

/** Whether somebody was erased and has not been chosen again since, by which they have settings of their own again. */
export function isErased(settings: Settings, patientId: string): boolean {
  const { salt, marks } = settings.erased;
  return (
    marks.length > 0 &&
    ownSettings(settings, patientId) === null &&
    marks.includes(erasedMark(salt, patientId))
  );
}

/** How somebody who was erased is known again: a salted hash of the patient id, which does not lead back to it. */
export function erasedMark(salt: string, patientId: string): string {
  return sha256(`${salt}${patientId}`);
}

function ownSettings(settings: Settings, patientId: string): PersonSettings | null {
  // `hasOwn`, because the id comes from the wire and may be the name of something every object has.
  return (Object.hasOwn(settings.people, patientId) && settings.people[patientId]) || null;
}

/** Whether the user has not chosen to leave somebody out. */
export function isFollowed(settings: Settings, patientId: string): boolean {
  return personSettings(settings, patientId).followed;
}

/** The alarm rules that hold for somebody: everyone's, with the person's own limits where they have any. */
export function rulesFor(settings: Settings, patientId: string): AlarmRules {
  const { alarms } = settings;
  const { limits } = personSettings(settings, patientId);
  if (limits === null) return alarms;
  const { low, high } = alarms;
  return { ...alarms, low: { ...low, limit: limits.low }, high: { ...high, limit: limits.high } };
}
