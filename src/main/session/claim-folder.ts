import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Mode } from '../../shared/state/snapshot.ts';
import type { Profile } from '../profile/profile.ts';

/**
 * Makes sure that made-up readings and somebody's own never come into one folder: it belongs to whoever comes first.
 * One that nobody has marked yet, with readings of somebody who is not of the demo, is an account's.
 *
 * @returns `folderOfDemo` and `folderOfAccount` where it belongs to the other
 */
export async function claimFolder(
  profile: Profile,
  mode: Extract<Mode, 'account' | 'demo'>,
): Promise<Result<void>> {
  const isOthers = mode === 'demo' && profile.owner === null && (await hasOthers(profile));
  const owner = await profile.claim(isOthers ? 'account' : mode);
  if (owner === mode) return ok(undefined);
  const params = { path: profile.dataDir };
  return fail(owner === 'demo' ? problem('folderOfDemo', params) : problem('folderOfAccount', params));
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
