import { z } from '../../shared/schemas.ts';
import type { VaultState } from '../../shared/state/snapshot.ts';
import { ok, type Result } from '../../shared/result.ts';

/** What the user signs in with. */
export interface Credentials {
  email: string;
  password: string;
}

/** What the server gave for it. As good as the password until it expires, so it is kept in the same place. */
export interface StoredSession {
  token: string;
  /** ms UTC. */
  expiresAt: number;
  /** When this token was received, ms UTC; missing in sessions of before. */
  since?: number | undefined;
  userId: string;
}

/** What else only a vault may hold: what readers of the local feed must say, and what a Nightscout site wants to hear. */
export const SECRETS = ['feed', 'nightscout'] as const;
export type SecretName = (typeof SECRETS)[number];

/**
 * Where credentials and session rest between runs. They are separate entries: Windows allows 2560 bytes each.
 *
 * Null means that there is nothing, or that the keychain is locked and does not tell; so nothing else may be
 * changed because of a null. Every failure is `keychainUnavailable`, and its cause never holds a secret.
 */
export interface CredentialVault {
  readonly kind: 'keytar' | 'file' | 'memory';
  readCredentials(): Promise<Result<Credentials | null>>;
  writeCredentials(credentials: Credentials): Promise<Result<void>>;
  readSession(): Promise<Result<StoredSession | null>>;
  writeSession(session: StoredSession): Promise<Result<void>>;
  readSecret(name: SecretName): Promise<Result<string | null>>;
  /** @param secret null: forgets it */
  writeSecret(name: SecretName, secret: string | null): Promise<Result<void>>;
  /** Forgets all of it; fails where it cannot be sure that they are gone. */
  clear(): Promise<Result<void>>;
}

export const credentialsSchema = z.object({ email: z.string(), password: z.string() });
export const sessionSchema = z.object({
  token: z.string(),
  expiresAt: z.int(),
  since: z.int().optional(),
  userId: z.string(),
});
export const secretSchema = z.object({ secret: z.string() });

/** The vault that a program uses, and which one that is. */
export interface ChosenVault {
  vault: CredentialVault;
  state: VaultState;
}

/** A vault for one run: with credentials from the environment, for the demo, and for tests. */
export function memoryVault(): CredentialVault {
  let credentials: Credentials | null = null;
  let session: StoredSession | null = null;
  const secrets = new Map<SecretName, string>();
  return {
    kind: 'memory',
    readCredentials: async () => ok(credentials && { ...credentials }),
    writeCredentials: async (given) => {
      credentials = { ...given };
      return ok(undefined);
    },
    readSession: async () => ok(session && { ...session }),
    writeSession: async (given) => {
      session = { ...given };
      return ok(undefined);
    },
    readSecret: async (name) => ok(secrets.get(name) ?? null),
    writeSecret: async (name, secret) => {
      if (secret === null) secrets.delete(name);
      else secrets.set(name, secret);
      return ok(undefined);
    },
    clear: async () => {
      credentials = null;
      session = null;
      secrets.clear();
      return ok(undefined);
    },
  };
}
