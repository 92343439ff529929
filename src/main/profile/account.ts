import type { Result } from '../../shared/result.ts';
import { memoryVault, type Credentials } from '../credentials/vault.ts';
import type { AccountInfo } from '../libre/client.ts';
import type { Consent } from '../libre/sign-in.ts';
import type { Profile } from './profile.ts';

/**
 * Signs in and keeps what it needs to do so again.
 *
 * @param credentials new ones, kept in the vault once they have worked; without: those at hand
 * @param consent asked before any document is accepted; without it none is
 */
export async function authenticate(
  profile: Profile,
  credentials?: Credentials,
  consent?: Consent,
): Promise<Result<AccountInfo>> {
  // The vault is opened first: finding out afterwards that nothing can be kept would have cost a sign-in.
  const vault = await profile.vault();
  if (!vault.ok) return vault;
  if (!credentials) {
    const client = await profile.client();
    return client.ok ? client.value.authenticate(consent) : client;
  }
  const trial = memoryVault();
  await trial.writeCredentials(credentials);
  const account = await profile.clientWith(trial).authenticate(consent);
  if (!account.ok) return account;
  const session = await trial.readSession();
  const kept = await vault.value.writeCredentials(credentials);
  if (!kept.ok) return kept;
  if (session.ok && session.value) await vault.value.writeSession(session.value);
  profile.forgetClient();
  return account;
}

/** Forgets credentials and session. The server may honour the token until it ends. */
export async function logout(profile: Profile): Promise<Result<void>> {
  const vault = await profile.vault();
  if (!vault.ok) return vault;
  profile.forgetClient();
  return vault.value.clear();
}
