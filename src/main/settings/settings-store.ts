import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import type { z } from '../../shared/schemas.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { migrateSettings } from '../../shared/settings/migrations.ts';
import { expectedOf, settingsSchema } from '../../shared/settings/schema.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings/settings.ts';
import { folderCause } from '../files/data-directory.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { parseBaseUrl, shownBaseUrl } from './base-url.ts';

export interface SettingsStore {
  /** The settings as they were when the store was opened or last updated; an edit by hand counts from then on. */
  read(): Settings;
  /**
   * Applies `change` to what the file holds by now, another process may have written it, and saves the outcome.
   *
   * @returns the saved settings; `badInput` for settings that are not allowed, `settingsNewer` for a file that is not
   * ours to write, `folderUnusable` or `diskFull`. Nothing is changed then.
   */
  update(change: (settings: Settings) => Settings): Result<Settings>;
  /** What the user should hear about the file: `settingsBroken` or `settingsNewer`. */
  readonly notice: Problem | null;
}

/** What conf and electron-store have in common. */
export interface SettingsFile {
  store: Record<string, unknown>;
}

/** How either is opened, so that the command line and the desktop app share one file. */
export interface SettingsFileOptions {
  cwd: string;
  configName: string;
  configFileMode: number;
  deserialize: (text: string) => Record<string, unknown>;
}

export interface SettingsStoreOptions {
  clock?: Clock;
  /** Opens the file without writing it; throws what reading and `deserialize` throw. conf unless told. */
  openFile?: (options: SettingsFileOptions) => SettingsFile;
}

const NAME = 'config';
const schema = settingsSchema(parseBaseUrl);

type Loaded =
  | { kind: 'settings'; settings: Settings }
  | { kind: 'broken' }
  | { kind: 'newer' }
  | { kind: 'unusable'; problem: Problem };

/**
 * The settings in `<dataDir>/config.json`. A file that cannot be understood is moved to `config.json.<UTC time>.bad`
 * and one of a newer version is left alone; both mean default settings and a notice, and only the second is not
 * written over.
 *
 * @returns `folderUnusable` where the folder or the file cannot be read
 */
export function openSettings(dataDir: string, options: SettingsStoreOptions = {}): Result<SettingsStore> {
  const { clock = systemClock, openFile = (given) => new Conf<Record<string, unknown>>(given) } = options;
  const path = join(dataDir, `${NAME}.json`);
  let settings = DEFAULT_SETTINGS;
  let notice: Problem | null = null;

  // Opened anew each time, because neither conf nor electron-store can be opened over a broken file.
  const file = () =>
    openFile({
      cwd: dataDir,
      configName: NAME,
      configFileMode: 0o600,
      deserialize: parseObject,
    });

  function load(): Loaded {
    try {
      const migrated = migrateSettings(file().store);
      if (migrated.kind !== 'current') return migrated;
      const { data } = schema.safeParse(migrated.settings);
      return data ? { kind: 'settings', settings: data } : { kind: 'broken' };
    } catch (error) {
      return isSystemError(error) ? { kind: 'unusable', problem: storageProblem(error) } : { kind: 'broken' };
    }
  }

  function setAside(): Problem | null {
    const movedTo = freeName(path, clock.now());
    try {
      renameSync(path, movedTo);
    } catch (error) {
      return storageProblem(error);
    }
    notice = problem('settingsBroken', { movedTo });
    return null;
  }

  function storageProblem(error: unknown): Problem {
    if (!isSystemError(error)) return problem('unexpected', { detail: String(error) });
    if (error.code === 'ENOSPC') return problem('diskFull', { path: dataDir });
    return problem('folderUnusable', { path: dataDir, cause: folderCause(error) });
  }

  function update(change: (settings: Settings) => Settings): Result<Settings> {
    const loaded = load();
    if (loaded.kind === 'unusable') return fail(loaded.problem);
    if (loaded.kind === 'newer') return fail(problem('settingsNewer', { path }));
    // One that broke or went away since it was read is replaced from memory, so that no choice of the user's is lost.
    const base = loaded.kind === 'settings' && existsSync(path) ? loaded.settings : settings;
    const wanted = { ...base, ...change(base) };
    const checked = schema.safeParse(wanted);
    if (!checked.success) return fail(notAllowed(checked.error, wanted));
    const failed = loaded.kind === 'broken' ? setAside() : null;
    if (failed) return fail(failed);
    try {
      file().store = { ...checked.data };
    } catch (error) {
      return fail(storageProblem(error));
    }
    settings = checked.data;
    return ok(settings);
  }

  const loaded = load();
  if (loaded.kind === 'unusable') return fail(loaded.problem);
  if (loaded.kind === 'settings') settings = loaded.settings;
  if (loaded.kind === 'newer') notice = problem('settingsNewer', { path });
  const failed = loaded.kind === 'broken' ? setAside() : null;
  if (failed) return fail(failed);
  return ok({
    read: () => settings,
    update,
    get notice() {
      return notice;
    },
  });
}

/** conf would take anything that is not an object for an empty one and write over it. */
function parseObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SyntaxError('not an object');
  return value as Record<string, unknown>;
}

/** `config.json.20261121T143205.123Z.bad`: no colons, which Windows does not allow; never one that exists. */
function freeName(path: string, now: number): string {
  const time = new Date(now).toISOString().replace(/[-:]/g, '');
  let name = `${path}.${time}.bad`;
  for (let copy = 2; existsSync(name); copy += 1) name = `${path}.${time}-${copy}.bad`;
  return name;
}

function notAllowed(error: z.ZodError, wanted: Settings): Problem {
  const [issue] = error.issues;
  const path = issue?.path ?? [];
  let given: unknown = wanted;
  for (const key of path) given = (given as Record<PropertyKey, unknown> | undefined)?.[key];
  // A patient id is for no one's eyes.
  const what = (path[0] === 'people' ? path.slice(2) : path).join('.');
  return problem('badInput', {
    what,
    given: typeof given === 'string' ? shownBaseUrl(given) : JSON.stringify(given),
    expected: expectedOf(issue),
  });
}

function isSystemError(error: unknown): error is Error & { code: string; errno: number } {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number';
}
