import { createHash } from 'node:crypto';
import { z } from '../../shared/schemas.ts';
import type { NightscoutEntry } from '../../shared/exchange/nightscout-entry.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { HOUR, SECOND } from '../../shared/time.ts';
import { createTransport, type Transport, type WireAnswer } from '../libre/transport.ts';
import { USER_AGENT } from '../profile/version.ts';
import type { Clock } from '../time/clock.ts';

/** Which site, and what it wants to hear. */
export interface SiteAddress {
  /** An origin. */
  url: string;
  /** A token of the site or its API secret, as it was typed; or the SHA-1 of either. */
  token: string;
}

export interface SiteOptions extends SiteAddress {
  fetch: typeof fetch;
  clock: Clock;
  signal?: AbortSignal;
}

/** What the site lets the token do. */
export interface SiteRights {
  canRead: boolean;
}

/** So many entries are sent at a time: some 150 kB. */
export const MOST_AT_ONCE = 1000;
/** The site is asked for half a day at a time, in which even two programs that send a reading a minute fit. */
const ASKED_MS = 12 * HOUR;
const MOST_ASKED = 2000;

const rightsSchema = z.object({
  message: z.object({
    canRead: z.boolean(),
    canWrite: z.boolean().catch(false),
    rolefound: z.string().catch(''),
  }),
});
const entrySchema = z.object({ date: z.number(), type: z.string().optional(), sgv: z.unknown().optional() });

/**
 * A Nightscout site, by its API v1. What it answers is believed only where it says so in status and form. Redirects are
 * not followed: the token stays with the host it was given for.
 *
 * Every call fails with `nightscoutRefused` where the token is not good, with `nightscoutBusy` where the site or
 * what stands before it wants to be left alone, and with the problems of any connection.
 */
export class NightscoutSite {
  readonly host: string;
  readonly #url: string;
  readonly #headers: Record<string, string>;
  readonly #send: Transport;

  constructor({ url, token, fetch, clock, signal }: SiteOptions) {
    this.host = new URL(url).host;
    this.#url = url;
    this.#headers = {
      accept: 'application/json',
      'user-agent': USER_AGENT,
      'api-secret': apiSecret(token),
    };
    this.#send = createTransport({ fetch, clock, ...(signal && { signal }) });
  }

  /** Whether the token is known there. Writes nothing, so it cannot tell whether that may be written. */
  async verify(): Promise<Result<SiteRights>> {
    const answer = await this.#ask('GET', '/api/v1/verifyauth');
    if (!answer.ok) return answer;
    const found = rightsSchema.safeParse(answer.value);
    if (!found.success) return fail(this.#unreadable());
    const { canRead, canWrite, rolefound } = found.data.message;
    // The API secret has no role; that it may write everything tells it from nobody.
    const isKnown = rolefound === 'FOUND' || canWrite;
    return isKnown ? ok({ canRead }) : fail(problem('nightscoutRefused', { host: this.host }));
  }

  /** The instants (ms UTC, whole seconds) of the readings that the site has from one instant up to another. */
  async instants(from: number, to: number): Promise<Result<Set<number>>> {
    const instants = new Set<number>();
    for (let begin = from; begin < to; begin += ASKED_MS) {
      const end = Math.min(begin + ASKED_MS, to);
      const find = `find[date][$gte]=${begin}&find[date][$lt]=${end}&count=${MOST_ASKED}`;
      const answer = await this.#ask('GET', `/api/v1/entries.json?${find}`);
      if (!answer.ok) return answer;
      const entries = z.array(z.unknown()).safeParse(answer.value);
      if (!entries.success) return fail(this.#unreadable());
      for (const entry of entries.data) {
        const { data } = entrySchema.safeParse(entry);
        // Old entries have no type; those of meters and calibrations have another.
        if (data === undefined || (data.type ?? 'sgv') !== 'sgv') continue;
        instants.add(Math.floor(data.date / SECOND) * SECOND);
      }
    }
    return ok(instants);
  }

  /** Sends entries, at most `MOST_AT_ONCE`. What is there already stays one entry: the site goes by instant and type. */
  async send(entries: readonly NightscoutEntry[]): Promise<Result<void>> {
    const answer = await this.#ask('POST', '/api/v1/entries.json', JSON.stringify(entries));
    if (!answer.ok) return answer;
    // A list, of what was stored; others have taken a refusal for success.
    return Array.isArray(answer.value) ? ok(undefined) : fail(this.#unreadable());
  }

  async #ask(method: 'GET' | 'POST', path: string, body?: string): Promise<Result<unknown>> {
    const answer = await this.#send({
      method,
      url: this.#url + path,
      headers: { ...this.#headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body }),
    });
    if (!answer.ok) return fail(this.#ofSite(answer.problem));
    return this.#bodyOf(answer.value);
  }

  #bodyOf({ httpStatus, body, retryAt }: WireAnswer): Result<unknown> {
    const { host } = this;
    if (httpStatus === 401 || httpStatus === 403) return fail(problem('nightscoutRefused', { host }));
    if (httpStatus === 429) return fail(problem('nightscoutBusy', { host }, retryAt ?? undefined));
    if (httpStatus !== 200 || body === null)
      return fail(problem('serverError', { host, status: httpStatus }, retryAt ?? undefined));
    return ok(body);
  }

  /** The transport speaks of LibreLinkUp where somebody wants to be left alone. */
  #ofSite({ code, ...rest }: Problem): Problem {
    const isBusy = code === 'blocked' || code === 'rateLimited';
    if (isBusy) return problem('nightscoutBusy', { host: this.host }, rest.retryAt);
    return { code, ...rest } as Problem;
  }

  #unreadable(): Problem {
    return problem('answerUnreadable', { host: this.host, detail: 'answerOfAnotherForm' });
  }
}

/** As the site takes it from everybody: the SHA-1 of the secret or of the token, never either in clear. */
export function apiSecret(token: string): string {
  if (/^[0-9a-f]{40}$/i.test(token)) return token.toLowerCase();
  return createHash('sha1').update(token).digest('hex');
}
