import { BOUNDS, type BoundedKind } from '../alarms/rules.ts';
import { isRecord, recordOf } from '../records.ts';
import { migrateSettings } from './migrations.ts';
import { DEFAULT_PERSON, DEFAULT_SETTINGS, type PersonSettings, type Settings } from './settings.ts';

/**
 * Of stored settings what a status line shows by: unit, who is followed, chosen and called what, and the limits of urgent
 * alarms; everything else is as usual. Reads field by field what is allowed, because loading the whole schema takes
 * longer than a bar may wait; the same as the schema for settings that are allowed.
 */
export function glimpsedSettings(stored: unknown): Settings {
  if (!isRecord(stored)) return DEFAULT_SETTINGS;
  const migrated = migrateSettings(stored);
  if (migrated.kind !== 'current') return DEFAULT_SETTINGS;
  const { unit, people, erased, desktop, alarms } = migrated.settings;
  const { salt, marks } = recordOf(erased);
  const { trayPerson } = recordOf(desktop);
  const { urgentLow, urgentHigh } = recordOf(alarms);
  const usual = DEFAULT_SETTINGS.alarms;
  return {
    ...DEFAULT_SETTINGS,
    unit: unit === 'mmol' || unit === 'mgdl' ? unit : null,
    people: Object.fromEntries(Object.entries(recordOf(people)).map(([id, one]) => [id, personOf(one)])),
    erased: {
      salt: typeof salt === 'string' ? salt : '',
      marks: Array.isArray(marks) ? marks.filter((mark) => typeof mark === 'string') : [],
    },
    desktop: {
      ...DEFAULT_SETTINGS.desktop,
      trayPerson: typeof trayPerson === 'string' ? trayPerson : null,
    },
    alarms: {
      ...usual,
      urgentLow: { ...usual.urgentLow, ...limitOf('urgentLow', urgentLow) },
      urgentHigh: { ...usual.urgentHigh, ...limitOf('urgentHigh', urgentHigh) },
    },
  };
}

function personOf(stored: unknown): PersonSettings {
  const { followed, name } = recordOf(stored);
  return {
    ...DEFAULT_PERSON,
    followed: typeof followed === 'boolean' ? followed : DEFAULT_PERSON.followed,
    name: typeof name === 'string' ? name : null,
  };
}

function limitOf(kind: Exclude<BoundedKind, 'noData'>, stored: unknown): { on: boolean; limit: number } {
  const { on, limit } = recordOf(stored);
  const { least, most } = BOUNDS[kind];
  const usual = DEFAULT_SETTINGS.alarms[kind];
  const isAllowed = Number.isInteger(limit) && Number(limit) >= least && Number(limit) <= most;
  return { on: typeof on === 'boolean' ? on : usual.on, limit: isAllowed ? Number(limit) : usual.limit };
}
