import { createHmac, randomBytes, scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { z } from '../../shared/schemas.ts';
import { ok, type Result } from '../../shared/result.ts';
import { personKey, readKeptPoller, type KeptPoller } from '../../shared/status/kept-poller.ts';
import type { Clock } from '../time/clock.ts';
import { answered, inTurn } from '../files/in-turn.ts';
import { replaceFile } from '../files/kept-file.ts';
import { identityOf, livingOther, releaseLock, takeLock } from '../files/lock-file.ts';
import { exclusively } from './exclusively.ts';

/** Whoever changes the file does so in a moment: one that takes so long hangs. */
const WRITES_WITHIN_MS = 5000;
const LOOK_AGAIN_MS = 5;
/** Far longer than that: others that come before us again and again. */
const MOST_LOOKS = 6000;

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
  poller: kept(z.custom<KeptPoller>((value) => readKeptPoller(value) !== null)),
  owner: kept(z.enum(['account', 'demo'])),
});

/** Whose a data folder is. */
export type FolderOwner = 'account' | 'demo';

type State = z.infer<typeof stateSchema>;

/** What must outlive a run about one account on one server. No secret is in it. */
export type AccountState = z.infer<typeof accountSchema>;
/** What the poller tells, with the people by patient id. */
export type PollerNews = KeptPoller;
type Change = { [Key in keyof AccountState]: AccountState[Key] | undefined };

/**
 * `state.json` of the data directory: where the account lives, which version the server wants, and until when we may
 * not ask or sign in, so that a restart cannot hammer the server; and how it is with whoever asks it. Several runs share the file, so it is read anew before
 * each change, by one of them at a time. Whoever asks is answered from memory, and nobody waits for the disk; an
 * unreadable file is as good as none, an unwritable one costs only the memory.
 */
export class ServerState {
  readonly #path: string | null;
  /** What the file last said. */
  #kept: State;
  /** Which file it was that we wrote last: as long as it is there, it says what is known. */
  #written: string | null = null;
  /** What is to be remembered and not in the file yet, by account. */
  readonly #news = new Map<string, Change>();
  #poller: PollerNews | null = null;
  #keeping: Promise<boolean> | null = null;
  #mustWrite = false;
  /** Whose the folder is to be, unless somebody was quicker. */
  #claimant: FolderOwner | undefined;

  readonly #wait: (ms: number) => Promise<unknown>;

  /**
   * @param directory the data directory; null keeps everything in memory
   * @param wait before looking again whether another process has done writing
   */
  constructor(directory: string | null, wait: (ms: number) => Promise<unknown> = setTimeout) {
    this.#wait = wait;
    this.#path = directory === null ? null : join(directory, 'state.json');
    const kept = this.#path === null ? null : parsed(() => readFileSync(this.#path!, 'utf8'));
    this.#kept = kept ?? { version: 1, salt: randomBytes(16).toString('hex'), accounts: {} };
  }

  /** Whose the folder is; null: nobody's yet. */
  get owner(): FolderOwner | null {
    return this.#kept.owner ?? null;
  }

  /** Marks the folder where it is nobody's yet. @returns whose it is */
  async claim(claimant: FolderOwner): Promise<FolderOwner> {
    if (this.#kept.owner === undefined) {
      this.#claimant = claimant;
      await this.#keep();
    }
    return this.#kept.owner ?? claimant;
  }

  /** What is to be in the file, which says this now. */
  #next(state: State): State {
    const owner = state.owner ?? this.#claimant;
    return { ...withNews(state, this.#news, this.#poller), ...(owner && { owner }) };
  }

  /** The state of one account at one server, known only by a salted hash. */
  account(origin: string, email: string): AccountMemory {
    const account = `${origin}\n${email.trim().toLowerCase()}`;
    const get = () => withNews(this.#kept, this.#news, null).accounts[keyOf(this.#kept, account)] ?? {};
    return {
      get,
      update: (change) => {
        // Every good answer says that nothing is wrong.
        const known = get();
        if (isDeepStrictEqual(withoutNothings({ ...known, ...change }), known)) return;
        this.#news.set(account, { ...this.#news.get(account), ...change });
        void this.#keep();
      },
      keep: (clock) => {
        this.#mustWrite = true;
        return answered(clock, this.#keep(), false);
      },
      exclusively: async (clock, work) =>
        this.#path === null ? ok(await work(true)) : exclusively(`${this.#path}.lock`, clock, work),
      fingerprint: (password) =>
        // Two bytes of a slow hash: enough to recognise a password that was refused, far too few to find one.
        scryptSync(password, `${this.#kept.salt}${keyOf(this.#kept, account)}`, 32)
          .subarray(0, 2)
          .toString('hex'),
    };
  }

  /** How it is with this process, which asks the server; in the file as soon as the disk takes it. */
  keepPoller(news: PollerNews): Promise<boolean> {
    this.#poller = news;
    return this.#keep();
  }

  /** Whatever is news by the time it comes to that. @returns whether it is in the file */
  #keep(): Promise<boolean> {
    const path = this.#path;
    if (path === null) {
      this.#kept = this.#next(this.#kept);
      this.#news.clear();
      return Promise.resolve(true);
    }
    this.#keeping ??= inTurn(async () => {
      // What the poller tells has its time in it: it is news always.
      const mustWrite = this.#mustWrite || this.#poller !== null;
      this.#keeping = null;
      this.#mustWrite = false;
      if (mustWrite) return this.#write(path);
      this.#kept = (await readState(path)) ?? this.#kept;
      const isNews = !isDeepStrictEqual(this.#next(this.#kept), this.#kept);
      if (isNews) return this.#write(path);
      this.#news.clear();
      return true;
    });
    return this.#keeping;
  }

  /**
   * While no other process does: what another one writes meanwhile would be lost. Where it cannot be, all is kept in
   * memory, for a later turn.
   */
  async #write(path: string): Promise<boolean> {
    const lock = `${path}.writing`;
    const holderOf = (one: string) => livingOther(one, WRITES_WITHIN_MS);
    for (let look = 0; (await takeLock(lock, holderOf)) !== null; look += 1) {
      if (look === MOST_LOOKS) return false;
      await this.#wait(LOOK_AGAIN_MS);
    }
    try {
      if (this.#written === null || (await identityOf(path)) !== this.#written)
        this.#kept = (await readState(path)) ?? this.#kept;
      const news = [...this.#news];
      const poller = this.#poller;
      const next = this.#next(this.#kept);
      if (!(await replaceFile(path, JSON.stringify(next, null, 2)))) return false;
      this.#written = await identityOf(path);
      this.#kept = next;
      if (this.#poller === poller) this.#poller = null;
      for (const [account, change] of news)
        if (this.#news.get(account) === change) this.#news.delete(account);
      return true;
    } finally {
      await releaseLock(lock);
    }
  }
}

async function readState(path: string): Promise<State | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return parsed(() => text);
}

function parsed(read: () => string): State | null {
  try {
    return stateSchema.parse(JSON.parse(read()));
  } catch {
    return null;
  }
}

/** Reckoned anew each time: another process may have been the first to write the file, and with it the salt. */
function keyOf({ salt }: State, account: string): string {
  return createHmac('sha256', salt).update(account).digest('hex').slice(0, 24);
}

function withNews(state: State, news: Iterable<[string, Change]>, poller: PollerNews | null): State {
  const accounts = { ...state.accounts };
  for (const [account, change] of news) {
    const key = keyOf(state, account);
    const after = withoutNothings({ ...accounts[key], ...change });
    if (Object.keys(after).length === 0) delete accounts[key];
    else accounts[key] = after;
  }
  if (poller === null) return { ...state, accounts };
  const people = Object.entries(poller.people).map(([patientId, link]) => [
    personKey(state.salt, patientId),
    link,
  ]);
  return { ...state, accounts, poller: { ...poller, people: Object.fromEntries(people) } };
}

/** What says nothing is not kept: an account without news leaves no trace in the file. */
function withoutNothings(state: Change): AccountState {
  const said = Object.entries(state).filter(
    ([, value]) => value !== undefined && value !== 0 && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(said);
}

/** What is remembered of one account. */
export interface AccountMemory {
  get(): AccountState;
  /** Counts from now on; the file follows as soon as the disk takes it. */
  update(change: Change): void;
  fingerprint(password: string): string;
  /**
   * Takes in what other processes have written meanwhile, and writes. @returns whether what is remembered now outlives
   * this process; false also where the disk does not answer
   */
  keep(clock: Clock): Promise<boolean>;
  /**
   * One sign-in at a time for all processes of a data directory; a problem when another one never came to an end. The
   * work learns whether the disk answers.
   */
  exclusively<T>(clock: Clock, work: (diskAnswers: boolean) => Promise<T>): Promise<Result<T>>;
}
