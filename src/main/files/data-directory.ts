import { accessSync, chmodSync, constants, mkdirSync, statSync, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { problem, type Problem, type KnownCause } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { HOME } from './home.ts';

/**
 * Where the app keeps its data on this system: the folder Electron would choose for "Glucoglance". Null for a user
 * without a home.
 */
export function defaultDataDirectory(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string | null = HOME,
): string | null {
  const { XDG_CONFIG_HOME: given } = environment;
  if (platform !== 'win32' && platform !== 'darwin' && given) return join(given, 'Glucoglance');
  if (home === null) return null;
  if (platform === 'win32')
    return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Glucoglance');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Glucoglance');
  return join(home, '.config', 'Glucoglance');
}

/** Makes the folder where it is missing (for this user only) and makes sure that it can be written. */
export function prepareDataDirectory(path: string): Result<void> {
  try {
    makeDirectory(path);
    accessSync(path, constants.W_OK);
    return ok(undefined);
  } catch (error) {
    return fail(problem('folderUnusable', { path, cause: folderCause(error) }));
  }
}

/** Why nothing can be written in a folder: one of `KNOWN_CAUSES`, or the error's code. */
export function unwritableCause(path: string): string {
  try {
    accessSync(path, constants.W_OK);
    return 'fileMayNotBeWritten';
  } catch (error) {
    return folderCause(error);
  }
}

/** Since when a program that hung did not watch: left by its watchdog, for the next start. */
export const WATCHDOG_FILE = 'watchdog.json';

/** Whatever we keep in the folder, and the folder itself. */
const OURS = [
  '',
  'history.db',
  'history.db-wal',
  'history.db-shm',
  'config.json',
  'state.json',
  'alarms.json',
] as const;

/**
 * Makes the folder and what is in it this user's alone, where files were put there by hand or by another umask: no one
 * else may read a file or write into the folder.
 *
 * @returns what cannot be made so, because it is somebody else's or the disk does not know of rights
 */
export function closeToOthers(path: string, platform: NodeJS.Platform = process.platform): Problem | null {
  if (platform === 'win32') return null;
  const open = OURS.map((name) => join(path, name)).find((one) => !closed(one));
  return open === undefined ? null : problem('filesOpenToOthers', { path: open });
}

/** The same looked at, and left as it is. */
export async function openToOthers(
  path: string,
  platform: NodeJS.Platform = process.platform,
): Promise<string | null> {
  if (platform === 'win32') return null;
  for (const name of OURS) {
    const one = join(path, name);
    const found = await stat(one).catch(() => undefined);
    if (isOpen(found)) return one;
  }
  return null;
}

const STICKY = 0o1000;

function isOpen(found: Stats | undefined): boolean {
  return found !== undefined && (found.mode & (found.isDirectory() ? 0o022 : 0o066)) !== 0;
}

function closed(path: string): boolean {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined || !isOpen(found)) return true;
    const { mode, uid } = found;
    // A folder like /tmp is everybody's on purpose, whoever owns it.
    if (uid !== process.getuid?.() || (mode & STICKY) !== 0) return false;
    chmodSync(path, mode & 0o700);
    return !isOpen(statSync(path, { throwIfNoEntry: false }));
  } catch {
    return false;
  }
}

/** Folder by folder: where a system answers oddly (below /proc), Node's own way of making several never ends. */
function makeDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have been quicker.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

const CAUSES: Record<string, KnownCause> = {
  EACCES: 'mayNotWrite',
  EPERM: 'mayNotWrite',
  EROFS: 'readOnlyDisk',
  ENOTDIR: 'pathHasFile',
  EEXIST: 'pathHasFile',
  ENOSPC: 'diskFull',
  ENOENT: 'cannotBeMade',
};

/** What an error of the file system says of a folder: one of `KNOWN_CAUSES`, or the error's code. */
export function folderCause(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return CAUSES[code] ?? (code || 'cannotBeMade');
}
