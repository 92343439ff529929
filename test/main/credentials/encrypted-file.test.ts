import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEncryptedFiles, type Cipher } from '../../../src/main/credentials/encrypted-file.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { describeVault } from './describe-vault.ts';

/** Real encryption with a key of the test's own, in the place of the system's. */
function cipherWith(key: Buffer): Cipher {
  return {
    isAvailable: async () => true,
    encrypt: async (text) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt: async (encrypted) => {
      const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(0, 12));
      decipher.setAuthTag(encrypted.subarray(-16));
      return Buffer.concat([decipher.update(encrypted.subarray(12, -16)), decipher.final()]).toString('utf8');
    },
  };
}

async function open(dataDir: string, cipher: Cipher) {
  const opened = await openEncryptedFiles(dataDir, cipher);
  if (!opened.ok) throw new Error(opened.problem.code);
  return opened.value;
}

describeVault('encrypted files', () => open(temporaryDirectory(), cipherWith(randomBytes(32))));

describe('encrypted files', () => {
  const credentials = { email: 'ada@example.org', password: 'canary-91c2' };

  it('hold nothing that can be read, for this user only', async () => {
    const dataDir = temporaryDirectory();
    const vault = await open(dataDir, cipherWith(randomBytes(32)));
    await vault.writeCredentials(credentials);
    expect(readdirSync(dataDir)).toEqual(['credentials.bin']);
    expect(readFileSync(join(dataDir, 'credentials.bin'), 'latin1')).not.toContain('canary');
    expect(statSync(join(dataDir, 'credentials.bin')).mode & 0o077).toBe(0);
  });

  it('of another key, or broken, are as good as none', async () => {
    const dataDir = temporaryDirectory();
    const vault = await open(dataDir, cipherWith(randomBytes(32)));
    await vault.writeCredentials(credentials);
    const other = await open(dataDir, cipherWith(randomBytes(32)));
    expect(await other.readCredentials()).toEqual({ ok: true, value: null });
    writeFileSync(join(dataDir, 'credentials.bin'), 'nonsense');
    expect(await vault.readCredentials()).toEqual({ ok: true, value: null });
  });

  it('are not written where the system’s key is no secret, or does not work', async () => {
    const none: Cipher = { ...cipherWith(randomBytes(32)), isAvailable: async () => false };
    const broken: Cipher = { ...cipherWith(randomBytes(32)), decrypt: () => Promise.reject(new Error('x')) };
    for (const cipher of [none, broken]) {
      const dataDir = temporaryDirectory();
      expect(await openEncryptedFiles(dataDir, cipher)).toMatchObject({
        problem: { code: 'keychainUnavailable' },
      });
      expect(readdirSync(dataDir)).toEqual([]);
    }
  });

  it('say that they cannot be written', async () => {
    const vault = await open('/proc/nowhere', cipherWith(randomBytes(32)));
    expect(await vault.writeCredentials(credentials)).toMatchObject({
      problem: { code: 'keychainUnavailable' },
    });
  });
});
