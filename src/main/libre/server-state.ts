import { createHmac, randomBytes, scryptSync } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../time/clock.ts';
import { removeFile } from '../remove-file.ts';
import { exclusively } from './exclusively.ts';

const pauseSchema = z.object({ until: z.number(), code: z.enum(['lockedOut', 'rateLimited', 'blocked']) });
/** What cannot be read of an account is as good as not said, and takes nothing else with it. */
const kept = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined);
const accountSchema = z.object({
  host: kept(z.string()),
  apiVersion: kept(z.string()),
  signInPause: kept(pauseSchema),
  requestPause: kept(pauseSchema),
  /** Consecutive answers that made us wait without saying how long. */
  strikes: kept(z.int().nonnegative()),
  /** When sign-ins were refused, ms UTC, oldest first. */
  refusedAt: kept(z.array(z.number())),
  refusedCredentials: kept(z.string()),
  /** The sign-ins of the last day, ms UTC, oldest first, but for those in `takenAt`; see pauses.ts. */
  signedInAt: kept(z.array(z.number())),
  /** When a session was refused and another opened in its place, ms UTC, oldest first. */
  takenAt: kept(z.array(z.number())),
  /** When a new session did not end a 403, ms UTC. */
  barredAt: kept(z.number()),
  /** When nothing was found where every account has something, first and last, ms UTC; see missing.ts. */
  missing: kept(z.object({ since: z.number(), lastAt: z.number() })),
});
const stateSchema = z.object({
  version: z.literal(1),
  salt: z.string().min(16),
  accounts: z.record(z.string(), accountSchema.catch({})),
});

/** What must outlive a run about one account on one server. No secret is in it. */
export type AccountState = z.infer<typeof accountSchema>;

/**
 * `state.json` of the data directory: where the account lives, which version the server wants, and until when we may
 * not ask or sign in, so that a restart cannot hammer the server. Read anew before each change, because several
 * runs share the file; an unreadable file is as good as none, an unwritable one costs only the memory.
 */
export class ServerState {
  readonly #path: string | null;
  #state: z.infer<typeof stateSchema>;

  /** @param directory the data directory; null keeps everything in memory */
  constructor(directory: string | null) {
    this.#path = directory === null ? null : join(directory, 'state.json');
    this.#state = this.#read() ?? { version: 1, salt: randomBytes(16).toString('hex'), accounts: {} };
  }

  /** The state of one account at one server, known only by a salted hash. */
  account(origin: string, email: string): AccountMemory {
    // Reckoned anew each time: another process may have been the first to write the file, and with it the salt.
    const keyNow = () =>
      createHmac('sha256', this.#state.salt)
        .update(`${origin}\n${email.trim().toLowerCase()}`)
        .digest('hex')
        .slice(0, 24);
    return {
      get: () => this.#state.accounts[keyNow()] ?? {},
      update: (change) => {
        this.#state = this.#read() ?? this.#state;
        const key = keyNow();
        const before = this.#state.accounts[key] ?? {};
        const after = withoutNothings({ ...before, ...change });
        if (isDeepStrictEqual(before, after)) return;
        if (Object.keys(after).length === 0) delete this.#state.accounts[key];
        else this.#state.accounts[key] = after;
        this.#write();
      },
      reload: () => {
        this.#state = this.#read() ?? this.#state;
      },
      isKept: () => this.#write(),
      exclusively: async (clock, work) =>
        this.#path === null ? ok(await work()) : exclusively(`${this.#path}.lock`, clock, work),
      fingerprint: (password) =>
        // Two bytes of a slow hash: enough to recognise a password that was refused, far too few to find one.
        scryptSync(password, `${this.#state.salt}${keyNow()}`, 32).subarray(0, 2).toString('hex'),
    };
  }

  #read(): z.infer<typeof stateSchema> | null {
    if (this.#path === null) return null;
    try {
      return stateSchema.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch {
      return null;
    }
  }

  /** False where it could not be kept. */
  #write(): boolean {
    if (this.#path === null) return true;
    const temporary = `${this.#path}.${process.pid}`;
    try {
      writeFileSync(temporary, JSON.stringify(this.#state, null, 2), { mode: 0o600 });
      renameSync(temporary, this.#path);
      return true;
    } catch {
      // Kept in memory for this run. Whether that is enough is for the caller to say.
      removeFile(temporary);
      return false;
    }
  }
}

/** What says nothing is not kept: an account without news leaves no trace in the file. */
function withoutNothings(state: AccountState): AccountState {
  const said = Object.entries(state).filter(
    ([, value]) => value !== undefined && value !== 0 && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(said);
}

export interface AccountMemory {
  get(): AccountState;
  update(change: { [Key in keyof AccountState]: AccountState[Key] | undefined }): void;
  fingerprint(password: string): string;
  /** Takes in what other processes have written meanwhile. */
  reload(): void;
  /** Whether what is remembered now outlives this process. */
  isKept(): boolean;
  /** One sign-in at a time for all processes of a data directory; a problem when another one never came to an end. */
  exclusively<T>(clock: Clock, work: () => Promise<T>): Promise<Result<T>>;
}
