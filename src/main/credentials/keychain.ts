import { randomUUID } from 'node:crypto';
import type { z } from '../../shared/schemas.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';
import { boundedCalls } from './bounded-calls.ts';
import { callCause, isAbsence, loadCause, PlainCause } from './causes.ts';
import {
  credentialsSchema,
  SECRETS,
  secretSchema,
  sessionSchema,
  type CredentialVault,
  type SecretName,
} from './vault.ts';

/** The part of keytar that is used. Its own types are not: where it could not be built, the package is missing. */
interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

const SERVICE = 'Glucoglance';
const DEFAULT_TIMEOUT_MS = 10 * SECOND;

// Not a literal: the type check and the bundler would look for a package that may be missing.
const KEYTAR: string = 'keytar';

export interface KeychainOptions {
  /** Goes before every account name, so that two data directories do not share an account. */
  namespace: string;
  clock: Clock;
  /** For each call; 10 s unless told. The first unlock of a keyring by a person may want more. */
  timeoutMs?: number;
  /** Loads keytar. */
  load?: () => Promise<unknown>;
}

/**
 * The keychain of this system, through keytar. Only a probe entry that is written, read back and deleted shows that it
 * works: a locked or missing keychain reads as "nothing there".
 *
 * @returns with a plain cause, `keychainAbsent` where there is none that this process can reach (it may run outside the
 * user's desktop session) and `keychainUnavailable` where it is locked, refuses or does not answer
 */
export async function openKeychain(options: KeychainOptions): Promise<Result<CredentialVault>> {
  const { namespace, clock, timeoutMs = DEFAULT_TIMEOUT_MS, load = () => import(KEYTAR) } = options;
  let keytar: Keytar;
  try {
    keytar = keytarOf(await load());
  } catch (error) {
    return fail(problem('keychainAbsent', { cause: loadCause(error) }));
  }
  const bounded = boundedCalls(timeoutMs, clock);
  try {
    await bounded(() => probe(keytar, namespace));
  } catch (error) {
    const code = isAbsence(error) ? 'keychainAbsent' : 'keychainUnavailable';
    return fail(problem(code, { cause: callCause(error, false) }));
  }
  return ok(keychainVault(keytar, namespace, bounded));
}

function keytarOf(module: unknown): Keytar {
  // keytar is CommonJS: the functions may stand on the namespace or on its default.
  for (const candidate of [module, (module as { default?: unknown } | null)?.default]) {
    const functions = candidate as Partial<Keytar> | null | undefined;
    if (functions?.getPassword && functions.setPassword && functions.deletePassword)
      return functions as Keytar;
  }
  throw new Error('not keytar');
}

/** Throws unless the keychain keeps, gives back and deletes an entry. */
async function probe(keytar: Keytar, namespace: string): Promise<void> {
  // New each time, so that two processes that probe at once do not delete each other's entry.
  const account = `${namespace}:probe-${randomUUID()}`;
  const value = randomUUID();
  await keytar.setPassword(SERVICE, account, value);
  const found = await keytar.getPassword(SERVICE, account);
  const deleted = await keytar.deletePassword(SERVICE, account);
  if (found === null) throw new PlainCause('keychainLocked');
  if (found !== value) throw new PlainCause('keychainForgets');
  if (!deleted) throw new PlainCause('keychainKeeps');
}

function keychainVault(
  keytar: Keytar,
  namespace: string,
  bounded: ReturnType<typeof boundedCalls>,
): CredentialVault {
  const credentials = `${namespace}:credentials`;
  const session = `${namespace}:session`;
  const entryOf = (name: SecretName) => `${namespace}:${name}`;

  async function attempt<T>(call: () => Promise<T>, carriesSecret = true): Promise<Result<T>> {
    try {
      return ok(await bounded(call));
    } catch (error) {
      return fail(problem('keychainUnavailable', { cause: callCause(error, carriesSecret) }));
    }
  }

  async function read<S extends z.ZodType>(account: string, schema: S): Promise<Result<z.output<S> | null>> {
    const found = await attempt(() => keytar.getPassword(SERVICE, account));
    return found.ok ? ok(found.value === null ? null : parsed(found.value, schema)) : found;
  }

  const write = (account: string, value: unknown) =>
    attempt(() => keytar.setPassword(SERVICE, account, JSON.stringify(value)));

  return {
    kind: 'keytar',
    readCredentials: () => read(credentials, credentialsSchema),
    writeCredentials: (given) => write(credentials, given),
    readSession: () => read(session, sessionSchema),
    writeSession: (given) => write(session, given),
    async readSecret(name) {
      const found = await read(entryOf(name), secretSchema);
      return found.ok ? ok(found.value?.secret ?? null) : found;
    },
    async writeSecret(name, secret) {
      if (secret !== null) return write(entryOf(name), { secret });
      const deleted = await attempt(() => keytar.deletePassword(SERVICE, entryOf(name)));
      return deleted.ok ? ok(undefined) : deleted;
    },
    async clear() {
      // A locked keychain answers "nothing to delete", with the entries still in it; the probe tells that apart.
      const works = await attempt(() => probe(keytar, namespace), false);
      if (!works.ok) return works;
      const results = [];
      for (const account of [credentials, session, ...SECRETS.map(entryOf)]) {
        results.push(await attempt(() => keytar.deletePassword(SERVICE, account)));
      }
      return results.find((result) => !result.ok) ?? ok(undefined);
    },
  };
}

/** An entry someone else wrote, or half of one, is no entry: the user signs in again. */
function parsed<S extends z.ZodType>(text: string, schema: S): z.output<S> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
