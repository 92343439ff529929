import { problem } from '../../shared/problems.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Credentials, CredentialVault } from '../credentials/vault.ts';
import type { Clock } from '../time/clock.ts';
import { Account, type Server } from './account.ts';
import { AccountSession, type RunCertainty } from './account-session.ts';
import { regionOfHost } from './hosts.ts';
import { rememberLockout, rememberTaken, requestPause, takenPause } from './pauses.ts';
import type { Reply } from './reply.ts';
import type { AccountMemory } from './server-state.ts';
import type { Consent } from './sign-in.ts';
import type { Connection, Graph, Sharing, Source } from './source.ts';
import type { Transport } from './transport.ts';
import {
  readConnections,
  readCountryConfiguration,
  readGraph,
  readLogbook,
  readSignIn,
  regionOfToken,
  type CountryConfiguration,
} from './wire.ts';

export interface ClientOptions {
  server: Server;
  transport: Transport;
  /** Trusted time: ages are judged by it. */
  clock: Clock;
  vault: CredentialVault;
  /** The state of an account at this server, by e-mail. */
  memoryOf: (email: string) => AccountMemory;
  run?: RunCertainty & { random?: () => number };
}

/** What a user learns of the account after signing in. */
export interface AccountInfo {
  country: string | null;
  region: string | null;
  tokenExpiresAt: number;
}

/** What may still be put right on the way of one request; and when a session was opened for one that was refused. */
interface Left {
  redirect: number;
  signIn: number;
  version: number;
  renewedAt: number | undefined;
}

/** The account whose credentials are at hand, with its session. */
interface Known {
  account: Account;
  session: AccountSession;
}

/** Whoever asks for what needs no account. */
const NOBODY: Credentials = { email: '', password: '' };

/**
 * LibreLinkUp, one account. Signs in when it must and never more often than allowed, follows the account to its
 * region, adopts the version the server asks for, and keeps the session alive from the tickets of its answers.
 */
export class LibreClient implements Source {
  readonly #options: ClientOptions;
  #known: Known | null = null;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** Signs in now, with the credentials at hand. `consent` is asked before any document is accepted. */
  async authenticate(consent?: Consent): Promise<Result<AccountInfo>> {
    const known = await this.#whoAmI();
    if (!known.ok) return known;
    const { account, session } = known.value;
    const signedIn = await session.signIn({ byUser: true, ...(consent && { consent }) });
    if (!signedIn.ok) return signedIn;
    const { session: opened, country, region } = signedIn.value;
    return ok({
      country,
      region: region ?? regionOfToken(opened.token) ?? regionOfHost(account.host),
      tokenExpiresAt: opened.expiresAt,
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
    const { name } = this.#known!.account.words;
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
    const known = await this.#whoAmI();
    if (!known.ok && known.problem.code !== 'signInNeeded') return known;
    const account = known.ok ? known.value.account : this.#accountOf(NOBODY);
    const reply = await account.send({
      method: 'GET',
      path: `/llu/config/country?country=${encodeURIComponent(country)}`,
    });
    if (!reply.ok) return reply;
    const value = reply.value.kind === 'data' ? readCountryConfiguration(reply.value.data, language) : null;
    return value ? ok(value) : fail(account.unreadable());
  }

  /** One data request, with at most one retry for each thing that can be put right on the way. */
  async #get<T>(path: string, read: (data: unknown) => T | null): Promise<Result<T>> {
    const known = await this.#whoAmI();
    if (!known.ok) return known;
    const { account, session } = known.value;
    const pause = requestPause(account.memory.get(), account.clock.now());
    if (pause) return fail(pause);
    const opened = await session.open();
    if (!opened.ok) return opened;

    const left: Left = { redirect: 1, signIn: 1, version: 1, renewedAt: undefined };
    for (;;) {
      const reply = await account.send({ method: 'GET', path, session: session.current });
      if (!reply.ok) return fail(account.remember(reply.problem));
      const next = await this.#consider(known.value, reply.value, left, path);
      if (!next.ok) return next;
      if (next.value === 'again') continue;
      const value = read(next.value.data);
      if (value === null) return fail(account.unreadable());
      account.allIsWell();
      if (left.renewedAt !== undefined) rememberTaken(account.memory, left.renewedAt);
      await session.adopt(next.value.ticket);
      return ok(value);
    }
  }

  /** What a reply to a data request asks for: the data, or one more try after putting something right. */
  async #consider(
    { account, session }: Known,
    reply: Reply,
    left: Left,
    path: string,
  ): Promise<Result<'again' | { data: unknown; ticket: unknown }>> {
    switch (reply.kind) {
      case 'data':
        return ok({ data: reply.data, ticket: reply.ticket });
      case 'redirect':
        if (left.redirect-- === 0)
          return fail(problem('redirectLoop', { region: account.words.region(reply.region) }));
        return account.moveTo(reply.region);
      case 'versionTooOld':
        if (left.version-- === 0) return fail(account.version.giveUp(reply.minimum));
        return account.version.raise(reply.minimum);
      case 'sessionInvalid':
      case 'refused':
      case 'step':
      case 'forbidden': {
        if (reply.kind === 'forbidden' && account.isBarred) return fail(account.forbidden());
        if (left.signIn-- === 0) {
          // Fresh from a good sign-in: the password is fine, whatever this is.
          if (reply.kind === 'sessionInvalid' && reply.headerMissing)
            return fail(account.version.giveUp(null));
          if (reply.kind !== 'forbidden') return fail(problem('sessionRejected', {}));
          account.bar();
          return fail(account.forbidden());
        }
        const wasRefused = reply.kind === 'sessionInvalid' || reply.kind === 'refused';
        const taken = wasRefused ? takenPause(account.memory.get(), account.clock.now()) : null;
        if (taken) return fail(taken);
        const again = await session.signIn({ byUser: false });
        if (!again.ok) return again;
        if (wasRefused) left.renewedAt = again.value.countedAt;
        return ok('again');
      }
      case 'elsewhere':
        return fail(problem('maintenance', { host: account.hostName }));
      case 'locked':
        return fail(rememberLockout(account.memory, reply.seconds, account.clock.now()));
      case 'slowDown':
        return fail(account.remember(problem('rateLimited', {}, reply.retryAt)));
      case 'missing':
        return fail(await account.missing(reply.httpStatus, path));
      case 'failed':
        return fail(account.remember(reply.problem));
    }
  }

  async #whoAmI(): Promise<Result<Known>> {
    if (this.#known === null) {
      const { vault, run = {} } = this.#options;
      const credentials = await vault.readCredentials();
      if (!credentials.ok) return credentials;
      if (credentials.value === null) return fail(problem('signInNeeded', { noKeychain: '' }));
      const account = this.#accountOf(credentials.value);
      this.#known ??= { account, session: new AccountSession(account, vault, run) };
    }
    return ok(this.#known);
  }

  #accountOf(credentials: Credentials): Account {
    const { server, transport, clock, memoryOf, run = {} } = this.#options;
    const random = run.random ?? Math.random;
    return new Account({
      server,
      transport,
      clock,
      random,
      credentials,
      memory: memoryOf(credentials.email),
    });
  }

  #time(): number {
    return this.#options.clock.now();
  }
}
