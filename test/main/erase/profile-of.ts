import { memoryVault, type CredentialVault } from '../../../src/main/credentials/vault.ts';
import { Profile } from '../../../src/main/profile/profile.ts';
import { ok } from '../../../src/shared/result.ts';

/** A profile of a folder whose credentials are in memory. */
export function profileOf(dataDir: string, vault: CredentialVault = memoryVault()): Profile {
  return new Profile({ dataDir, places: { openVault: () => Promise.resolve(ok(vault)) } });
}
