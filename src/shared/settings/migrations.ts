import { SETTINGS_VERSION } from './settings.ts';

/** Settings as they were stored, of some version. */
export type StoredSettings = Record<string, unknown>;

/** Turns settings of the version it stands under into those of the next one. Pure; carries unknown keys along. */
export type Migration = (stored: StoredSettings) => StoredSettings;

/** By the version they start from. Version 1 is the first, so there is none yet. */
const MIGRATIONS: Readonly<Record<number, Migration>> = {};

export type Migrated = { kind: 'current'; settings: StoredSettings } | { kind: 'newer' } | { kind: 'broken' };

/**
 * Brings stored settings to the current version, one version at a time; not yet checked for what they hold. Settings
 * that name no version were written by hand and are taken as the current one. `broken`: the version is no version, or
 * no way leads from it.
 */
export function migrateSettings(
  stored: StoredSettings,
  migrations: Readonly<Record<number, Migration>> = MIGRATIONS,
  current: number = SETTINGS_VERSION,
): Migrated {
  const version = stored['version'] ?? current;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 0) return { kind: 'broken' };
  if (version > current) return { kind: 'newer' };
  let settings = stored;
  for (let from = version; from < current; from += 1) {
    const migrate = migrations[from];
    if (!migrate) return { kind: 'broken' };
    settings = migrate(settings);
  }
  return { kind: 'current', settings: { ...settings, version: current } };
}
