import { createHash } from 'node:crypto';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { DAY } from '../../shared/time.ts';
import type { Credentials, StoredSession } from '../credentials/vault.ts';
import type { Clock } from '../time/clock.ts';
import { ClaimedVersion } from './claimed-version.ts';
import { hostOfRegion, rememberedHost } from './hosts.ts';
import { rememberMissing } from './missing.ts';
import { rememberPause } from './pauses.ts';
import { readReply, type Reply } from './reply.ts';
import type { AccountMemory } from './server-state.ts';
import { serverWords, type ServerWords } from './server-words.ts';
import type { Transport, WireRequest } from './transport.ts';

/** How long a 403 that a new session did not end is not tried to be ended by another. */
const BARRED_MS = DAY;

/** The server the user named, and as what it is asked. */
export interface Server {
  /** Its origin. */
  baseUrl: string;
  /** The version of the LibreLinkUp app that requests claim, where the server asks for no newer one. */
  apiVersion: string;
  userAgent: string;
}

export interface AccountOptions {
  server: Server;
  transport: Transport;
  /** Trusted time: ages are judged by it. */
  clock: Clock;
  random: () => number;
  credentials: Credentials;
  memory: AccountMemory;
}

interface AccountRequest {
  method: 'GET' | 'POST';
  path: string;
  /** Default: where the account lives, as far as we have been told. */
  host?: string;
  session?: StoredSession | null;
  bearer?: string;
  body?: string;
}

/** The header every request carries; the server refuses unknown products and old versions. */
function protocolHeaders(version: string, userAgent: string): Record<string, string> {
  return {
    product: 'llu.android',
    version,
    'content-type': 'application/json',
    accept: 'application/json',
    'cache-control': 'no-cache',
    'user-agent': userAgent,
  };
}

/** One account at its server: where it lives, how it is spoken to, and what must be remembered of its answers. */
export class Account {
  readonly credentials: Credentials;
  readonly memory: AccountMemory;
  readonly clock: Clock;
  readonly random: () => number;
  readonly version: ClaimedVersion;
  readonly words: ServerWords = serverWords();
  readonly #server: Server;
  readonly #transport: Transport;

  constructor({ server, transport, clock, random, credentials, memory }: AccountOptions) {
    this.#server = server;
    this.#transport = transport;
    this.clock = clock;
    this.random = random;
    this.credentials = credentials;
    this.memory = memory;
    this.version = new ClaimedVersion(server.apiVersion, memory);
    for (const secret of [credentials.email, credentials.password]) this.words.sent(secret);
  }

  /** Origin of the server the user named. */
  get baseUrl(): string {
    return this.#server.baseUrl;
  }

  /** Where the account lives, as far as we have been told. */
  get host(): string {
    return rememberedHost(this.memory.get().host, this.baseUrl);
  }

  /** What sentences call it. */
  get hostName(): string {
    return new URL(this.host).host;
  }

  /** One request, and what its answer means. */
  async send(request: AccountRequest): Promise<Result<Reply>> {
    const host = request.host ?? this.host;
    const headers = protocolHeaders(this.version.current(), this.#server.userAgent);
    const bearer = request.bearer ?? request.session?.token;
    if (bearer !== undefined) {
      headers['authorization'] = `Bearer ${bearer}`;
      this.words.sent(bearer, 'bearer');
    }
    if (request.session) {
      this.words.sent(request.session.userId);
      headers['account-id'] = createHash('sha256').update(request.session.userId).digest('hex');
    }
    const wire: WireRequest = { method: request.method, url: host + request.path, headers };
    if (request.body !== undefined) wire.body = request.body;
    const answer = await this.#transport(wire);
    return answer.ok ? ok(readReply(answer.value, new URL(host).host, this.words.word)) : answer;
  }

  /** Lives in this region from now on. */
  moveTo(region: string): Result<'again'> {
    const host = hostOfRegion(region, this.host);
    if (host === null) return fail(problem('regionUnknown', { region: this.words.region(region) }));
    this.memory.update({ host });
    return ok('again');
  }

  /** An answer came: what was wrong before is over, and a version that was raised for it has helped. */
  allIsWell(): void {
    this.memory.update({ strikes: 0, barredAt: undefined, missing: undefined });
    this.version.helped();
  }

  /**
   * Nothing where we asked. Where it stays so, and what needs no account is not there either, the whole interface is
   * gone.
   */
  async missing(httpStatus: number, path: string): Promise<Problem> {
    const trouble = problem('serverError', { host: this.hostName, status: httpStatus });
    // Of one person there may be nothing, whatever there is of others.
    if (path.startsWith('/llu/connections/')) return trouble;
    if (!rememberMissing(this.memory, this.clock.now())) return trouble;
    const open = await this.send({ method: 'GET', path: '/llu/config/country?country=US' });
    const isGone = open.ok && open.value.kind === 'missing';
    return isGone ? problem('interfaceSwitchedOff', { minimum: '' }) : trouble;
  }

  /** Keeps the pauses that an answer to a data request asks for; every other problem passes through. */
  remember(cause: Problem): Problem {
    if (cause.code !== 'rateLimited' && cause.code !== 'blocked') return cause;
    const { memory, clock, random } = this;
    return rememberPause(memory, 'requests', cause.code, cause.retryAt, clock.now(), random());
  }

  /** Whether a 403 is known to stay although a new session was opened, so that the password is not sent for it again. */
  get isBarred(): boolean {
    const since = this.clock.now() - (this.memory.get().barredAt ?? -Infinity);
    return since >= 0 && since < BARRED_MS;
  }

  /** A new session did not end it. */
  bar(): void {
    this.memory.update({ barredAt: this.clock.now() });
  }

  forbidden(): Problem {
    return problem('serverError', { host: this.hostName, status: 403 });
  }

  unreadable(): Problem {
    return problem('answerUnreadable', { host: this.hostName, detail: 'answerOfAnotherForm' });
  }
}
