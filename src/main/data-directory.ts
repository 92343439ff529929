import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { problem } from '../shared/problems.ts';
import { fail, ok, type Result } from '../shared/result.ts';

/** Where the app keeps its data on this system: the folder Electron would choose for "Glucoglance". */
export function defaultDataDirectory(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const home = homedir();
  if (platform === 'win32')
    return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Glucoglance');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Glucoglance');
  return join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'Glucoglance');
}

/** Makes the folder where it is missing (for this user only) and makes sure that it can be written. */
export function prepareDataDirectory(path: string): Result<void> {
  try {
    makeDirectory(path);
    accessSync(path, constants.W_OK);
    return ok(undefined);
  } catch (error) {
    return fail(problem('folderUnusable', { path, cause: causeOf(error) }));
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

const CAUSES: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is on a read-only disk',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a part of the path is a file',
  ENOSPC: 'the disk is full',
  ENOENT: 'it cannot be made',
};

function causeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return CAUSES[code] ?? (code || 'it cannot be made');
}
