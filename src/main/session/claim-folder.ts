import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { FolderOwner } from '../libre/server-state.ts';
import type { Profile } from '../profile/profile.ts';

/*
 * Made-up readings and somebody's own never come into one folder: it belongs to whoever wrote there first. One that
 * nobody has marked yet, with readings of somebody who is not of the demo, is an account's.
 */

/** @returns `folderOfDemo` and `folderOfAccount` where it belongs to the other */
export async function checkFolder(profile: Profile, mode: FolderOwner): Promise<Result<void>> {
  if (profile.owner !== null || mode === 'account') return allowed(profile, mode, profile.owner ?? mode);
  return allowed(profile, mode, (await hasOthers(profile)) ? 'account' : mode);
}

/** The same, and marks it, whatever will be written. */
export async function claimFolder(profile: Profile, mode: FolderOwner): Promise<Result<void>> {
  const checked = await checkFolder(profile, mode);
  return checked.ok ? allowed(profile, mode, await profile.claim(mode)) : checked;
}

/** Marks it where something was written. */
export async function markFolder(profile: Profile, mode: FolderOwner): Promise<void> {
  const written = await readdir(profile.dataDir).catch(() => []);
  if (written.length > 0) await profile.claim(mode);
}

function allowed({ dataDir: path }: Profile, mode: FolderOwner, owner: FolderOwner): Result<void> {
  if (owner === mode) return ok(undefined);
  return fail(owner === 'demo' ? problem('folderOfDemo', { path }) : problem('folderOfAccount', { path }));
}

async function hasOthers({ history, dataDir }: Profile): Promise<boolean> {
  const isBegun = await access(join(dataDir, 'history.db')).then(
    () => true,
    () => false,
  );
  if (!isBegun) return false;
  // What makes the demo is not read in where nobody wants one.
  const { isDemoPerson } = await import('./demo-history.ts');
  const known = await history.ask('people', null);
  return known.ok && known.value.some(({ patientId }) => !isDemoPerson(patientId));
}
