import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateSettings } from '../../shared/settings/migrations.ts';
import { settingsSchema } from '../../shared/settings/schema.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings/settings.ts';
import { parseBaseUrl } from './base-url.ts';

/**
 * The settings of a data folder as they are now, for whoever only looks: what cannot be read or understood is as good as
 * never chosen, and stays where it is for the process that will say so.
 */
export function readSettings(dataDir: string): Settings {
  try {
    const text = readFileSync(join(dataDir, 'config.json'), 'utf8').replace(/^\uFEFF/, '');
    const migrated = migrateSettings(JSON.parse(text) as Record<string, unknown>);
    if (migrated.kind !== 'current') return DEFAULT_SETTINGS;
    const read = settingsSchema(parseBaseUrl).safeParse(migrated.settings);
    return read.data ?? DEFAULT_SETTINGS;
  } catch {
    return DEFAULT_SETTINGS;
  }
}
