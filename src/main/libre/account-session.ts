import type { ProblemCode } from '../../shared/problems.ts';
import { ok, type Result } from '../../shared/result.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import type { CredentialVault, StoredSession } from '../credentials/vault.ts';
import { answered } from '../files/in-turn.ts';
import type { Account } from './account.ts';
import { signIn, type HowToSignIn, type SignedIn } from './sign-in.ts';
import { readTicket } from './wire.ts';

/** Sessions of so short a life are used until the server refuses them. */
const SHORT_LIFE_MS = 15 * MINUTE;
/** What keeps a sign-in away for now, and with it no session that is still good. */
const PASSING: readonly ProblemCode[] = ['signInsUsedUp', 'signInPaused', 'lockedOut', 'rateLimited'];

/** What a run can rely on. */
export interface RunCertainty {
  /** Whether the clock is known to be right; while it is not, the server is to say whether a session is over. */
  isTimeSure?: () => boolean;
  /** The vault outlives this run; default: true. */
  keepsSession?: boolean;
  /** See `HowToSignIn`. */
  unremembered?: boolean;
}

/** How long a session lasts from when it was received, ms. */
function lifeOf({ expiresAt, since = -Infinity }: StoredSession): number {
  return expiresAt - since;
}

/** So long before its end a session is replaced: a day, of a short one a tenth. */
function marginOf(session: StoredSession): number {
  return Math.min(DAY, lifeOf(session) / 10);
}

/** The session of an account: opened when it must be and never more often, kept alive from the tickets of answers. */
export class AccountSession {
  readonly #account: Account;
  readonly #vault: CredentialVault;
  readonly #run: RunCertainty;
  #session: StoredSession | null = null;
  #savedUntil = 0;
  #signingIn: Promise<Result<SignedIn>> | null = null;

  constructor(account: Account, vault: CredentialVault, run: RunCertainty) {
    this.#account = account;
    this.#vault = vault;
    this.#run = run;
  }

  /** The one to send; null before there is any. */
  get current(): StoredSession | null {
    return this.#session;
  }

  /** Signs in unless a session that does not end soon is at hand. */
  async open(): Promise<Result<unknown>> {
    if (this.#session === null) {
      const stored = await this.#vault.readSession();
      if (!stored.ok) return stored;
      this.#session = stored.value;
      this.#savedUntil = stored.value?.expiresAt ?? 0;
    }
    const session = this.#session;
    if (session === null) return this.signIn({ byUser: false, isStart: this.#run.keepsSession === false });
    if (!this.#endsSoon(session)) return ok(null);
    const renewed = await this.signIn({ byUser: false });
    return !renewed.ok && PASSING.includes(renewed.problem.code) ? ok(null) : renewed;
  }

  /** One sign-in at a time; whoever comes meanwhile waits for the same one. */
  signIn(how: Omit<HowToSignIn, 'unremembered'>): Promise<Result<SignedIn>> {
    this.#signingIn ??= this.#signInOnce(how).finally(() => (this.#signingIn = null));
    return this.#signingIn;
  }

  /**
   * Every answer brings a ticket with a new expiry; taking it makes the session slide on for ever. It is kept in the
   * keychain once a day, or as often as its life asks for, and not once a minute.
   */
  async adopt(value: unknown): Promise<void> {
    const ticket = readTicket(value);
    if (!ticket || !this.#session || ticket.expiresAt < this.#session.expiresAt) return;
    this.#session = { ...this.#session, ...ticket, since: Math.round(this.#account.clock.now()) };
    const worthKeeping = Math.max(marginOf(this.#session), SHORT_LIFE_MS / 3);
    if (ticket.expiresAt - this.#savedUntil >= worthKeeping) await this.#save(this.#session);
  }

  #endsSoon(session: StoredSession): boolean {
    if (!(this.#run.isTimeSure?.() ?? true)) return false;
    if (lifeOf(session) < SHORT_LIFE_MS) return false;
    return session.expiresAt <= this.#account.clock.now() + marginOf(session);
  }

  async #signInOnce(how: Omit<HowToSignIn, 'unremembered'>): Promise<Result<SignedIn>> {
    const unremembered = this.#run.unremembered ?? false;
    const result = await signIn(this.#account, { ...how, unremembered });
    if (!result.ok) return result;
    this.#session = { ...result.value.session, since: Math.round(this.#account.clock.now()) };
    await this.#save(this.#session);
    return result;
  }

  /** Keeps the session for the next start; not being able to costs one sign-in then, and nothing now. */
  async #save(session: StoredSession): Promise<void> {
    // No poll waits for a disk.
    const saved = await answered(this.#account.clock, this.#vault.writeSession(session), null);
    if (saved?.ok) this.#savedUntil = session.expiresAt;
  }
}
