import { safeStorage } from 'electron';
import { resolve } from 'node:path';
import type { Result } from '../../../shared/result.ts';
import type { Clock } from '../../time/clock.ts';
import { openEncryptedFiles, type Cipher } from '../../credentials/encrypted-file.ts';
import { openKeychain } from '../../credentials/keychain.ts';
import { memoryVault, type ChosenVault } from '../../credentials/vault.ts';

/** Electron's safeStorage, the asynchronous calls; on Linux without a keyring its key is in the source code. */
const systemCipher: Cipher = {
  async isAvailable() {
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
      return false;
    return safeStorage.isAsyncEncryptionAvailable();
  },
  encrypt: (text) => safeStorage.encryptStringAsync(text),
  decrypt: async (encrypted) => (await safeStorage.decryptStringAsync(encrypted)).result,
};

/** What Chromium begins a ciphertext with on Linux where it found no keyring: its key is then one for everybody. */
const NO_SECRET = 'v10';

/** Refuses what is encrypted for everybody to read, which may be so on Linux whatever the system has said of its keyring. */
export function secretOnly(cipher: Cipher, platform: NodeJS.Platform): Cipher {
  if (platform !== 'linux') return cipher;
  return {
    ...cipher,
    async encrypt(text) {
      const encrypted = await cipher.encrypt(text);
      if (encrypted.toString('latin1', 0, NO_SECRET.length) === NO_SECRET)
        throw new Error('the key is no secret');
      return encrypted;
    },
  };
}

/** The safest place that works: the keychain, else encrypted files, else memory, which asks again at each start. */
export async function chooseVault(
  dataDir: string,
  clock: Clock,
  cipher = secretOnly(systemCipher, process.platform),
): Promise<ChosenVault> {
  const keychain = await openKeychain({ namespace: resolve(dataDir), clock });
  if (keychain.ok) return { vault: keychain.value, state: { kind: 'keytar', cause: null } };
  const cause = vaultCause(keychain);
  const files = await openEncryptedFiles(dataDir, cipher);
  if (files.ok) return { vault: files.value, state: { kind: 'file', cause } };
  return { vault: memoryVault(), state: { kind: 'memory', cause: `${cause}; ${vaultCause(files)}` } };
}

function vaultCause(failed: Result<unknown>): string {
  if (failed.ok) return '';
  const { params } = failed.problem;
  return 'cause' in params ? String(params.cause) : failed.problem.code;
}
