import { SCALE } from '../glucose/range.ts';
import type { Unit } from '../glucose/units.ts';

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
  /** Null: the account's own. */
  readonly unit: Unit | null;
  /** By patient id. Who is not in it has the defaults; see `personSettings`. */
  readonly people: Readonly<Record<string, PersonSettings>>;
}

export interface PersonSettings {
  readonly followed: boolean;
  /** What to call this person; null: as the account does. */
  readonly name: string | null;
  /** Alarm limits in integer mg/dL; null: the account's target range. */
  readonly limits: Limits | null;
  /** How long a sensor of this person lasts; null: not told, so its end is not announced. */
  readonly sensorLifeDays: 14 | 15 | null;
}

/** mg/dL, on the sensor's scale, low under high. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

export const LIMITS_SCALE: Limits = SCALE;

/** The global host and the version of Abbott's app that are known to work. */
export const DEFAULT_SETTINGS: Settings = {
  version: SETTINGS_VERSION,
  baseUrl: 'https://api.libreview.io',
  apiVersion: '4.17.0',
  minimumRecordIntervalSeconds: 60,
  unit: null,
  people: {},
};

export const DEFAULT_PERSON: PersonSettings = {
  followed: true,
  name: null,
  limits: null,
  sensorLifeDays: null,
};

export function personSettings(settings: Settings, patientId: string): PersonSettings {
  // `hasOwn`, because the id comes from the wire and may be the name of something every object has.
  return (Object.hasOwn(settings.people, patientId) && settings.people[patientId]) || DEFAULT_PERSON;
}
