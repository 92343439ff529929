import { problem, type TermsDocument } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { StoredSession } from '../credentials/vault.ts';
import type { Account } from './account.ts';
import { hostOfRegion } from './hosts.ts';
import {
  ownSignInPause,
  rememberLockout,
  rememberPause,
  rememberRefusal,
  rememberSignIn,
  signInPause,
} from './pauses.ts';
import type { Reply } from './reply.ts';
import { readCountryConfiguration, readSignIn, type SignInData } from './wire.ts';

/** A document LibreLinkUp wants accepted; `link` and `version` null where the server does not name them. */
export interface Terms {
  document: TermsDocument;
  link: string | null;
  version: string | null;
}

/** Asks the user; true only on an explicit yes. */
export type Consent = (terms: Terms) => Promise<boolean>;

export interface SignedIn {
  session: StoredSession;
  country: string | null;
  /** The region a redirect named on the way. */
  region: string | null;
  /** When it was counted, ms UTC; missing where it was not. */
  countedAt?: number;
}

/** Why it is signed in, and what may be done for it. */
export interface HowToSignIn {
  /** The user asked for this very sign-in; otherwise a refused password is never tried again. */
  byUser: boolean;
  /** Opens the first session of a run that can keep none, which belongs to starting it and does not count. */
  isStart?: boolean;
  consent?: Consent;
  /** Sign in even where a refusal could not be remembered beyond this process: a monitor remembers it itself. */
  unremembered: boolean;
}

const MOST_HOPS = 3;
const DOCUMENTS: Record<string, Terms['document']> = { tou: 'termsOfUse', pp: 'privacyPolicy' };

/**
 * `POST /llu/auth/login` and all it can lead to: the account's own region, a raised version, documents to accept,
 * refusals and lockouts. Sends the password only where the account lives and only as often as allowed.
 */
export async function signIn(account: Account, how: HowToSignIn): Promise<Result<SignedIn>> {
  // Two processes that read the same budget at once would both use it.
  const done = await account.memory.exclusively(account.clock, (diskAnswers) =>
    signInAlone(account, how, diskAnswers),
  );
  return done.ok ? done.value : done;
}

async function signInAlone(
  account: Account,
  how: HowToSignIn,
  diskAnswers: boolean,
): Promise<Result<SignedIn>> {
  const { memory, clock, credentials } = account;
  // A disk that does not answer is not waited for twice: memory's counts hold.
  const isKept = diskAnswers && (await memory.keep(clock));
  const refused = memory.get().refusedCredentials;
  const knownBad =
    !how.byUser && refused !== undefined && refused === memory.fingerprint(credentials.password);
  if (knownBad) return fail(problem('credentialsKnownBad', {}));
  const isCounted = !how.byUser && !how.isStart;
  const held =
    signInPause(memory.get(), clock.now()) ?? (isCounted ? ownSignInPause(memory.get(), clock.now()) : null);
  if (held) return fail(held);
  if (!isKept && !how.unremembered) return fail(problem('budgetNotKept', {}));

  const attempt = new Attempt(account, how.consent);
  const result = await attempt.run();
  if (result.ok) {
    const host = attempt.host === account.baseUrl ? undefined : attempt.host;
    // What was refused stays refused for its five minutes, and another password for ever.
    const accepted = refused !== undefined && refused === memory.fingerprint(credentials.password);
    memory.update({ host, strikes: 0, ...(accepted && { refusedCredentials: undefined }) });
    if (!how.isStart) result.value.countedAt = rememberSignIn(memory, clock.now());
  }
  return result;
}

/** One sign-in on its way through hosts and documents. */
class Attempt {
  readonly #account: Account;
  readonly #consent: Consent | undefined;
  host: string;
  #region: string | null = null;
  #hops = 0;
  #versionRaised = false;
  readonly #accepted: string[] = [];
  #country: string | null = null;
  #request: { path: string; bearer?: string; body?: string };

  constructor(account: Account, consent: Consent | undefined) {
    this.#account = account;
    this.#consent = consent;
    this.host = account.host;
    const { email, password } = account.credentials;
    this.#request = { path: '/llu/auth/login', body: JSON.stringify({ email, password }) };
  }

  async run(): Promise<Result<SignedIn>> {
    for (;;) {
      const reply = await this.#account.send({ method: 'POST', host: this.host, ...this.#request });
      if (!reply.ok) {
        const { code, retryAt } = reply.problem;
        return code === 'rateLimited' || code === 'blocked' ? this.#paused(code, retryAt) : reply;
      }
      const next = await this.#consider(reply.value);
      if (!next.ok) return next;
      if (next.value !== 'again') return ok(next.value);
    }
  }

  async #consider(reply: Reply): Promise<Result<'again' | SignedIn>> {
    const { memory, clock, credentials } = this.#account;
    switch (reply.kind) {
      case 'data':
        return this.#finish(readSignIn(reply.data));
      case 'redirect':
        return this.#follow(reply.region);
      case 'step':
        return this.#step(readSignIn(reply.data));
      case 'versionTooOld':
        if (this.#versionRaised) return fail(this.#account.version.giveUp(reply.minimum));
        this.#versionRaised = true;
        return this.#account.version.raise(reply.minimum);
      case 'elsewhere':
        // A foreign regional host says 911; the user's own base URL knows the way.
        if (this.host === this.#account.baseUrl)
          return fail(problem('maintenance', { host: new URL(this.host).host }));
        this.host = this.#account.baseUrl;
        return this.#hop();
      case 'locked':
        return fail(rememberLockout(memory, reply.seconds, clock.now()));
      case 'slowDown':
        return this.#paused('rateLimited', reply.retryAt);
      case 'missing':
        return fail(await this.#account.missing(reply.httpStatus, ''));
      case 'failed':
        return fail(reply.problem);
      case 'refused':
        if (this.#accepted.length > 0) return fail(problem('sessionRejected', {}));
        rememberRefusal(memory, credentials.password, clock.now());
        return fail(problem('credentialsRejected', {}));
      case 'sessionInvalid':
        return fail(
          reply.headerMissing ? this.#account.version.giveUp(null) : problem('sessionRejected', {}),
        );
      case 'forbidden':
        return fail(problem('serverError', { host: new URL(this.host).host, status: 403 }));
    }
  }

  #finish(data: SignInData): Result<SignedIn> {
    if (data.userId === null || data.ticket === null) {
      const host = new URL(this.host).host;
      return fail(problem('answerUnreadable', { host, detail: 'answerWithoutAccount' }));
    }
    return ok({
      session: { ...data.ticket, userId: data.userId },
      country: data.country ?? this.#country,
      region: this.#region,
    });
  }

  #follow(region: string): Result<'again'> {
    const host = hostOfRegion(region, this.host);
    if (host === null) return fail(problem('regionUnknown', { region: this.#account.words.region(region) }));
    // The same host twice is a loop; a server of its own may say so once, since we stay where we are.
    if (host === this.host && this.#region !== null) return fail(problem('redirectLoop', { region }));
    this.#region = region.toLowerCase();
    this.host = host;
    return this.#hop();
  }

  #hop(): Result<'again'> {
    this.#hops += 1;
    if (this.#hops <= MOST_HOPS) return ok('again');
    return fail(problem('redirectLoop', { region: this.#region ?? '' }));
  }

  /** A document to accept. The step's own ticket opens nothing but the next step. */
  async #step(data: SignInData): Promise<Result<'again'>> {
    const type = data.step ?? '';
    this.#country ??= data.country;
    if (type === 'verifyEmail') return fail(problem('emailNotVerified', {}));
    const document = DOCUMENTS[type];
    if (!document || !data.ticket || this.#accepted.includes(type)) {
      return fail(problem('stepUnknown', { step: this.#account.words.word(type) }));
    }
    const terms = await this.#describe(type, document, data);
    if (!(await this.#consent?.(terms))) {
      const { link, version } = terms;
      return fail(problem('termsNotAccepted', { document, link: link ?? '', version: version ?? '' }));
    }
    this.#accepted.push(type);
    this.#request = { path: `/auth/continue/${type}`, bearer: data.ticket.token };
    return ok('again');
  }

  /** Where to read the document, from the country's public configuration; unknown where that cannot be had. */
  async #describe(type: string, document: Terms['document'], data: SignInData): Promise<Terms> {
    const path = `/llu/config/country?country=${encodeURIComponent(data.country ?? 'US')}`;
    const reply = await this.#account.send({ method: 'GET', host: this.host, path });
    const known =
      reply.ok && reply.value.kind === 'data'
        ? readCountryConfiguration(reply.value.data, data.language)
        : null;
    const named = type === 'pp' ? known?.privacy : known?.terms;
    const { words } = this.#account;
    return {
      document,
      link: words.link(named?.link ?? null),
      version: words.word(named?.version ?? '') || null,
    };
  }

  #paused(code: 'rateLimited' | 'blocked', retryAt: number | undefined): Result<never> {
    const { memory, clock, random } = this.#account;
    // A block is about this computer, not about signing in: it holds for every request.
    const where = code === 'blocked' ? 'requests' : 'signIn';
    return fail(rememberPause(memory, where, code, retryAt, clock.now(), random()));
  }
}
