import { createHash } from 'node:crypto';
import { problem, type Problem, type ProblemCode } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../time/clock.ts';
import type { Credentials, CredentialVault, StoredSession } from '../credentials/vault.ts';
import { answered } from '../files/in-turn.ts';
import { ClaimedVersion } from './claimed-version.ts';
import { hostOfRegion, regionOfHost, rememberedHost } from './hosts.ts';
import { rememberMissing } from './missing.ts';
import { rememberLockout, rememberPause, rememberTaken, requestPause, takenPause } from './pauses.ts';
import { readReply, type Reply } from './reply.ts';
import type { AccountMemory } from './server-state.ts';
import { serverWords } from './server-words.ts';
import { signIn, type Consent, type SignedIn } from './sign-in.ts';
import type { Connection, Graph, Sharing, Source } from './source.ts';
import type { Transport, WireRequest } from './transport.ts';
import {
  readConnections,
  readCountryConfiguration,
  readGraph,
  readLogbook,
  readSignIn,
  readTicket,
  regionOfToken,
  type CountryConfiguration,
} from './wire.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { DAY, MINUTE } from '../../shared/time.ts';

export interface ClientOptions {
  transport: Transport;
  clock: Clock;
  /** Whether the clock is known to be right; while it is not, the server is to say whether a session is over. */
  isTimeSure?: () => boolean;
  /** The vault outlives this run; default: true. */
  keepsSession?: boolean;
  /** The time by which ages are judged, ms UTC; default: the clock's. */
  now?: () => number;
  /** Origin of the server the user named. */
  baseUrl: string;
  apiVersion: string;
  userAgent: string;
  vault: CredentialVault;
  /** The state of an account at this server, by e-mail. */
  memoryOf: (email: string) => AccountMemory;
  random?: () => number;
  /** See `SignInOptions`. */
  unremembered?: boolean;
}

/** What a user learns of the account after signing in. */
export interface AccountInfo {
  country: string | null;
  region: string | null;
  tokenExpiresAt: number;
}

/** Sessions of so short a life are used until the server refuses them. */
const SHORT_LIFE_MS = 15 * MINUTE;
/** What keeps a sign-in away for now, and with it no session that is still good. */
const PASSING: readonly ProblemCode[] = ['signInsUsedUp', 'signInPaused', 'lockedOut', 'rateLimited'];
/** How long a 403 that a new session did not end is not tried to be ended by another. */
const BARRED_MS = DAY;

/** What may still be put right on the way of one request; and when a session was opened for one that was refused. */
interface Left {
  redirect: number;
  signIn: number;
  version: number;
  renewedAt: number | undefined;
}

interface HowToSignIn {
  byUser: boolean;
  isStart?: boolean;
  consent?: Consent;
}

/** How long a session lasts from when it was received, ms. */
function lifeOf({ expiresAt, since = -Infinity }: StoredSession): number {
  return expiresAt - since;
}

/** So long before its end a session is replaced: a day, of a short one a tenth. */
function marginOf(session: StoredSession): number {
  return Math.min(DAY, lifeOf(session) / 10);
}

/** The header every request carries; the server refuses unknown products and old versions. */
export function protocolHeaders(version: string, userAgent: string): Record<string, string> {
  return {
    product: 'llu.android',
    version,
    'content-type': 'application/json',
    accept: 'application/json',
    'cache-control': 'no-cache',
    'user-agent': userAgent,
  };
}

/**
 * LibreLinkUp, one account. Signs in when it must and never more often than allowed, follows the account to its
 * region, adopts the version the server asks for, and keeps the session alive from the tickets of its answers.
 */
export class LibreClient implements Source {
  readonly #options: ClientOptions;
  #session: StoredSession | null = null;
  #savedUntil = 0;
  readonly #version: ClaimedVersion;
  readonly #words = serverWords();
  #account: { memory: AccountMemory; credentials: Credentials } | null = null;
  #signingIn: Promise<Result<SignedIn>> | null = null;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#version = new ClaimedVersion(options.apiVersion, () => this.#memory());
  }

  /** Signs in now, with the credentials at hand. `consent` is asked before any document is accepted. */
  async authenticate(consent?: Consent): Promise<Result<AccountInfo>> {
    const account = await this.#whoAmI();
    if (!account.ok) return account;
    const signedIn = await this.#signIn({ byUser: true, ...(consent && { consent }) });
    if (!signedIn.ok) return signedIn;
    const { session, country, region } = signedIn.value;
    return ok({
      country,
      region: region ?? regionOfToken(session.token) ?? regionOfHost(this.#host()),
      tokenExpiresAt: session.expiresAt,
    });
  }

  async connections(): Promise<Result<Sharing>> {
    const read = await this.#get('/llu/connections', (data) => readConnections(data, this.#time()));
    if (!read.ok) return read;
    const { people, invitations, unreadable } = read.value;
    // Everybody who shares comes with an id: this account was invited, and has not said yes.
    if (people.length === 0 && invitations > 0) return fail(problem('invitationWaits', {}));
    return ok({ people: people.map((one) => this.#named(one)), unreadable });
  }

  #named({ person, ...more }: Connection): Connection {
    const { name } = this.#words;
    return {
      ...more,
      person: { ...person, firstName: name(person.firstName), lastName: name(person.lastName) },
    };
  }

  async graph(patientId: string): Promise<Result<Graph>> {
    return this.#get(`/llu/connections/${encodeURIComponent(patientId)}/graph`, (data) =>
      readGraph(data, patientId, this.#time()),
    );
  }

  async logbook(patientId: string): Promise<Result<Reading[]>> {
    return this.#get(`/llu/connections/${encodeURIComponent(patientId)}/logbook`, (data) =>
      readLogbook(data, patientId, this.#time()),
    );
  }

  /** The account's country, or null where the server does not say. */
  async account(): Promise<Result<{ country: string | null }>> {
    return this.#get('/account', (data) => ({ country: readSignIn(data).country }));
  }

  /** Documents and minimum version for a country (ISO 3166 alpha-2). Needs no session. */
  async countryConfiguration(
    country: string,
    language: string | null = null,
  ): Promise<Result<CountryConfiguration>> {
    const account = await this.#whoAmI();
    if (!account.ok) return account;
    const reply = await this.#send({
      method: 'GET',
      path: `/llu/config/country?country=${encodeURIComponent(country)}`,
    });
    if (!reply.ok) return reply;
    const value = reply.value.kind === 'data' ? readCountryConfiguration(reply.value.data, language) : null;
    return value ? ok(value) : fail(this.#unreadable());
  }

  /** One data request, with at most one retry for each thing that can be put right on the way. */
  async #get<T>(path: string, read: (data: unknown) => T | null): Promise<Result<T>> {
    const account = await this.#whoAmI();
    if (!account.ok) return account;
    const pause = requestPause(account.value.memory.get(), this.#options.clock.now());
    if (pause) return fail(pause);
    const session = await this.#openSession();
    if (!session.ok) return session;

    const left: Left = { redirect: 1, signIn: 1, version: 1, renewedAt: undefined };
    for (;;) {
      const reply = await this.#send({ method: 'GET', path, session: this.#session });
      if (!reply.ok) return fail(this.#remember(reply.problem));
      const next = await this.#consider(reply.value, left, path);
      if (!next.ok) return next;
      if (next.value === 'again') continue;
      const value = read(next.value.data);
      if (value === null) return fail(this.#unreadable());
      this.#allIsWell();
      if (left.renewedAt !== undefined) rememberTaken(this.#memory(), left.renewedAt);
      await this.#adopt(next.value.ticket);
      return ok(value);
    }
  }

  /** What a reply to a data request asks for: the data, or one more try after putting something right. */
  async #consider(
    reply: Reply,
    left: Left,
    path: string,
  ): Promise<Result<'again' | { data: unknown; ticket: unknown }>> {
    switch (reply.kind) {
      case 'data':
        return ok({ data: reply.data, ticket: reply.ticket });
      case 'redirect':
        if (left.redirect-- === 0)
          return fail(problem('redirectLoop', { region: this.#words.region(reply.region) }));
        return this.#moveTo(reply.region);
      case 'versionTooOld':
        if (left.version-- === 0) return fail(this.#version.giveUp(reply.minimum));
        return this.#version.raise(reply.minimum);
      case 'sessionInvalid':
      case 'refused':
      case 'step':
      case 'forbidden': {
        if (reply.kind === 'forbidden' && this.#isBarred()) return fail(this.#forbidden());
        if (left.signIn-- === 0) {
          // Fresh from a good sign-in: the password is fine, whatever this is.
          if (reply.kind === 'sessionInvalid' && reply.headerMissing) return fail(this.#version.giveUp(null));
          if (reply.kind !== 'forbidden') return fail(problem('sessionRejected', {}));
          this.#memory().update({ barredAt: this.#options.clock.now() });
          return fail(this.#forbidden());
        }
        const wasRefused = reply.kind === 'sessionInvalid' || reply.kind === 'refused';
        const taken = wasRefused ? takenPause(this.#memory().get(), this.#options.clock.now()) : null;
        if (taken) return fail(taken);
        const again = await this.#signIn({ byUser: false });
        if (!again.ok) return again;
        if (wasRefused) left.renewedAt = again.value.countedAt;
        return ok('again');
      }
      case 'elsewhere':
        return fail(problem('maintenance', { host: this.#hostName() }));
      case 'locked':
        return fail(rememberLockout(this.#memory(), reply.seconds, this.#options.clock.now()));
      case 'slowDown':
        return fail(this.#remember(problem('rateLimited', {}, reply.retryAt)));
      case 'missing':
        return fail(await this.#missing(reply.httpStatus, path));
      case 'failed':
        return fail(this.#remember(reply.problem));
    }
  }

  /** Signs in unless a session that does not end soon is at hand. */
  async #openSession(): Promise<Result<unknown>> {
    if (this.#session === null) {
      const stored = await this.#options.vault.readSession();
      if (!stored.ok) return stored;
      this.#session = stored.value;
      this.#savedUntil = stored.value?.expiresAt ?? 0;
    }
    const session = this.#session;
    if (session === null)
      return this.#signIn({ byUser: false, isStart: this.#options.keepsSession === false });
    if (!this.#endsSoon(session)) return ok(null);
    const renewed = await this.#signIn({ byUser: false });
    return !renewed.ok && PASSING.includes(renewed.problem.code) ? ok(null) : renewed;
  }

  #endsSoon(session: StoredSession): boolean {
    if (!(this.#options.isTimeSure?.() ?? true)) return false;
    if (lifeOf(session) < SHORT_LIFE_MS) return false;
    return session.expiresAt <= this.#options.clock.now() + marginOf(session);
  }

  /** One sign-in at a time; whoever comes meanwhile waits for the same one. */
  #signIn(how: HowToSignIn): Promise<Result<SignedIn>> {
    this.#signingIn ??= this.#signInOnce(how).finally(() => (this.#signingIn = null));
    return this.#signingIn;
  }

  async #signInOnce(how: HowToSignIn): Promise<Result<SignedIn>> {
    const { memory, credentials } = this.#account!;
    const result = await signIn({
      isStart: false,
      ...how,
      credentials,
      memory,
      unremembered: this.#options.unremembered ?? false,
      baseUrl: this.#options.baseUrl,
      clock: this.#options.clock,
      random: this.#options.random ?? Math.random,
      send: (request) => this.#send(request),
      raiseVersion: (minimum) => this.#version.raise(minimum),
      tooOld: (minimum) => this.#version.giveUp(minimum),
      words: this.#words,
      missing: (httpStatus) => this.#missing(httpStatus, ''),
    });
    if (!result.ok) return result;
    this.#session = { ...result.value.session, since: Math.round(this.#options.clock.now()) };
    await this.#save();
    return result;
  }

  /**
   * Every answer brings a ticket with a new expiry; taking it makes the session slide on for ever. It is kept in the
   * keychain once a day, or as often as its life asks for, and not once a minute.
   */
  async #adopt(value: unknown): Promise<void> {
    const ticket = readTicket(value);
    if (!ticket || !this.#session || ticket.expiresAt < this.#session.expiresAt) return;
    this.#session = { ...this.#session, ...ticket, since: Math.round(this.#options.clock.now()) };
    const worthKeeping = Math.max(marginOf(this.#session), SHORT_LIFE_MS / 3);
    if (ticket.expiresAt - this.#savedUntil >= worthKeeping) await this.#save();
  }

  /** Keeps the session for the next start; not being able to costs one sign-in then, and nothing now. */
  async #save(): Promise<void> {
    const session = this.#session!;
    // No poll waits for a disk.
    const saved = await answered(this.#options.clock, this.#options.vault.writeSession(session), null);
    if (saved?.ok) this.#savedUntil = session.expiresAt;
  }

  #moveTo(region: string): Result<'again'> {
    const host = hostOfRegion(region, this.#host());
    if (host === null) return fail(problem('regionUnknown', { region: this.#words.region(region) }));
    this.#memory().update({ host });
    return ok('again');
  }

  /** An answer came: what was wrong before is over, and a version that was raised for it has helped. */
  #allIsWell(): void {
    this.#memory().update({ strikes: 0, barredAt: undefined, missing: undefined });
    this.#version.helped();
  }

  /**
   * Nothing where we asked. Where it stays so, and what needs no account is not there either, the whole interface is
   * gone.
   */
  async #missing(httpStatus: number, path: string): Promise<Problem> {
    const trouble = problem('serverError', { host: this.#hostName(), status: httpStatus });
    // Of one person there may be nothing, whatever there is of others.
    if (path.startsWith('/llu/connections/')) return trouble;
    if (!rememberMissing(this.#memory(), this.#options.clock.now())) return trouble;
    const open = await this.#send({ method: 'GET', path: '/llu/config/country?country=US' });
    const isGone = open.ok && open.value.kind === 'missing';
    return isGone ? problem('interfaceSwitchedOff', { minimum: '' }) : trouble;
  }

  /** Keeps the pauses that an answer to a data request asks for; every other problem passes through. */
  #remember(cause: Problem): Problem {
    if (cause.code !== 'rateLimited' && cause.code !== 'blocked') return cause;
    const random = this.#options.random ?? Math.random;
    return rememberPause(
      this.#memory(),
      'requests',
      cause.code,
      cause.retryAt,
      this.#options.clock.now(),
      random(),
    );
  }

  async #whoAmI(): Promise<Result<{ memory: AccountMemory; credentials: Credentials }>> {
    if (this.#account === null) {
      const credentials = await this.#options.vault.readCredentials();
      if (!credentials.ok) return credentials;
      if (credentials.value === null) return fail(problem('signInNeeded', { noKeychain: '' }));
      const { email, password } = credentials.value;
      for (const secret of [email, password]) this.#words.sent(secret);
      const memory = this.#options.memoryOf(email);
      this.#account = { memory, credentials: credentials.value };
    }
    return ok(this.#account);
  }

  async #send(request: {
    method: 'GET' | 'POST';
    path: string;
    host?: string;
    session?: StoredSession | null;
    bearer?: string;
    body?: string;
  }): Promise<Result<Reply>> {
    const host = request.host ?? this.#host();
    const headers = protocolHeaders(this.#version.current(), this.#options.userAgent);
    const bearer = request.bearer ?? request.session?.token;
    if (bearer !== undefined) {
      headers['authorization'] = `Bearer ${bearer}`;
      this.#words.sent(bearer, 'bearer');
    }
    if (request.session) {
      this.#words.sent(request.session.userId);
      headers['account-id'] = createHash('sha256').update(request.session.userId).digest('hex');
    }
    const wire: WireRequest = { method: request.method, url: host + request.path, headers };
    if (request.body !== undefined) wire.body = request.body;
    const answer = await this.#options.transport(wire);
    return answer.ok ? ok(readReply(answer.value, new URL(host).host, this.#words.word)) : answer;
  }

  #time(): number {
    return (this.#options.now ?? (() => this.#options.clock.now()))();
  }

  #memory(): AccountMemory {
    return this.#account!.memory;
  }

  /** Where the account lives, as far as we have been told. */
  #host(): string {
    return rememberedHost(this.#memory().get().host, this.#options.baseUrl);
  }

  #hostName(): string {
    return new URL(this.#host()).host;
  }

  #forbidden(): Problem {
    return problem('serverError', { host: this.#hostName(), status: 403 });
  }

  /** Whether a 403 is known to stay although a new session was opened, so that the password is not sent for it again. */
  #isBarred(): boolean {
    const since = this.#options.clock.now() - (this.#memory().get().barredAt ?? -Infinity);
    return since >= 0 && since < BARRED_MS;
  }

  #unreadable(): Problem {
    return problem('answerUnreadable', {
      host: this.#hostName(),
      detail: 'it has another form than expected',
    });
  }
}
