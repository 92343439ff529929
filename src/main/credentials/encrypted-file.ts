import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from '../../shared/schemas.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { inTurn } from '../files/in-turn.ts';
import { replaceFile } from '../files/kept-file.ts';
import {
  credentialsSchema,
  SECRETS,
  secretSchema,
  sessionSchema,
  type CredentialVault,
  type SecretName,
} from './vault.ts';

/** Encrypts with a key that the system keeps for this user; in the desktop that is Electron's safeStorage. */
export interface Cipher {
  /** False also where the key is no secret (Linux without a keyring: `basic_text`). */
  isAvailable(): Promise<boolean>;
  encrypt(text: string): Promise<Buffer>;
  decrypt(encrypted: Buffer): Promise<string>;
}

const CREDENTIALS = 'credentials.bin';
const SESSION = 'session.bin';
const fileOf = (name: SecretName) => `${name}.bin`;

/** Every file there may be. */
export const SECRET_FILES: readonly string[] = [CREDENTIALS, SESSION, ...SECRETS.map(fileOf)];

/**
 * A vault of two encrypted files in the data directory, where the keychain itself cannot be used.
 *
 * @returns `keychainUnavailable` where the system has no key that is a secret
 */
export async function openEncryptedFiles(dataDir: string, cipher: Cipher): Promise<Result<CredentialVault>> {
  try {
    if (!(await cipher.isAvailable())) {
      return fail(problem('keychainUnavailable', { cause: 'noEncryptionKey' }));
    }
    const probe = 'probe';
    if ((await cipher.decrypt(await cipher.encrypt(probe))) !== probe) throw new Error('not the same');
  } catch {
    return fail(problem('keychainUnavailable', { cause: 'cannotEncrypt' }));
  }
  const write = async (name: string, value: unknown): Promise<Result<void>> => {
    const encrypted = await cipher.encrypt(JSON.stringify(value)).catch(() => null);
    const isWritten = encrypted !== null && (await inTurn(() => replaceFile(join(dataDir, name), encrypted)));
    if (isWritten) return ok(undefined);
    return fail(problem('keychainUnavailable', { cause: 'encryptedFileNotWritten' }));
  };
  const read = async <S extends z.ZodType>(name: string, schema: S): Promise<Result<z.output<S> | null>> => {
    const encrypted = await inTurn(() => readFile(join(dataDir, name)).catch(() => null));
    if (encrypted === null) return ok(null);
    try {
      // A file of another user, another machine or another key is no entry: the user signs in again.
      return ok(schema.safeParse(JSON.parse(await cipher.decrypt(encrypted))).data ?? null);
    } catch {
      return ok(null);
    }
  };
  const remove = async (names: readonly string[]): Promise<Result<void>> => {
    try {
      for (const name of names) await inTurn(() => rm(join(dataDir, name), { force: true }));
      return ok(undefined);
    } catch {
      return fail(problem('keychainUnavailable', { cause: 'encryptedFileNotDeleted' }));
    }
  };
  return ok({
    kind: 'file',
    readCredentials: () => read(CREDENTIALS, credentialsSchema),
    writeCredentials: (given) => write(CREDENTIALS, given),
    readSession: () => read(SESSION, sessionSchema),
    writeSession: (given) => write(SESSION, given),
    readSecret: async (name) => {
      const found = await read(fileOf(name), secretSchema);
      return found.ok ? ok(found.value?.secret ?? null) : found;
    },
    writeSecret: (name, secret) =>
      secret === null ? remove([fileOf(name)]) : write(fileOf(name), { secret }),
    clear: () => remove(SECRET_FILES),
  });
}
