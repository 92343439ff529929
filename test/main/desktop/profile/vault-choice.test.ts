import { readdirSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { openEncryptedFiles, type Cipher } from '../../../../src/main/credentials/encrypted-file.ts';
import { secretOnly } from '../../../../src/main/desktop/profile/vault-choice.ts';
import { temporaryDirectory } from '../../../support/run-cli.ts';

vi.mock('electron', () => ({ safeStorage: {} }));

/** Chromium's, as far as the beginning of a ciphertext goes. */
const cipher = (prefix: string): Cipher => ({
  isAvailable: async () => true,
  encrypt: async (text) => Buffer.from(prefix + text),
  decrypt: async (encrypted) => encrypted.toString().slice(prefix.length),
});

it.each([
  // Chromium's own key, from its source.
  ['linux', 'v10', false],
  // libsecret or KWallet, and the secret portal.
  ['linux', 'v11', true],
  ['linux', 'v12', true],
  // There it is how every ciphertext begins.
  ['darwin', 'v10', true],
  ['win32', 'v10', true],
] as const)('on %s a ciphertext that begins with %s is good: %s', async (platform, prefix, good) => {
  const dataDir = temporaryDirectory();
  const opened = await openEncryptedFiles(dataDir, secretOnly(cipher(prefix), platform));
  expect(opened.ok).toBe(good);
  expect(readdirSync(dataDir)).toEqual([]);
});

it('nothing is written once the keyring has gone', async () => {
  const dataDir = temporaryDirectory();
  let prefix = 'v11';
  const opened = await openEncryptedFiles(
    dataDir,
    secretOnly(
      {
        isAvailable: async () => true,
        encrypt: (text) => cipher(prefix).encrypt(text),
        decrypt: (encrypted) => cipher(prefix).decrypt(encrypted),
      },
      'linux',
    ),
  );
  if (!opened.ok) throw new Error(opened.problem.code);
  prefix = 'v10';
  const written = await opened.value.writeCredentials({ email: 'ada@example.org', password: 'canary' });
  expect(written).toMatchObject({ ok: false, problem: { code: 'keychainUnavailable' } });
  expect(readdirSync(dataDir)).toEqual([]);
});
