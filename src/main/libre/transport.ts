import type { Clock } from '../time/clock.ts';
import { problem, type Problem, type KnownCause } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { DAY, SECOND } from '../../shared/time.ts';
import { isBlock, statedWait } from './gateway.ts';
import { isLibreViewHost } from './hosts.ts';
import { parseHttpDate } from './timestamp.ts';

/** How long one attempt may take from first byte out to last byte in. The HTTP stack's own limits are 300 s. */
export const ATTEMPT_LIMIT_MS = 20 * SECOND;
/** The largest body we take, counted after decompression; the largest real one is 40 kB. */
export const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

export interface WireRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
}

/** A JSON answer, whatever its HTTP status: LibreLinkUp says most things in the body. */
export interface WireAnswer {
  httpStatus: number;
  body: unknown;
  /** When the server says to come back (`Retry-After`), ms UTC. */
  retryAt: number | null;
}

export interface TransportOptions {
  fetch: typeof fetch;
  clock: Clock;
  attemptLimitMs?: number;
  /** Ends every attempt: the time a whole command may take. */
  signal?: AbortSignal;
  /** Told the time of each good answer's `Date` header, ms UTC; others may come from anybody on the way. */
  onServerTime?: (time: number) => void;
}

export type Transport = (request: WireRequest) => Promise<Result<WireAnswer>>;

/**
 * One request, one answer: within the deadline, of bounded size, never following an HTTP redirect.
 * Anything that is not a JSON answer comes back as the problem that says what stood in the way.
 */
export function createTransport(options: TransportOptions): Transport {
  const { clock, attemptLimitMs = ATTEMPT_LIMIT_MS } = options;
  return async (request) => {
    const host = new URL(request.url).host;
    const controller = new AbortController();
    const stop = () => controller.abort();
    const cancelTimer = clock.after(attemptLimitMs, stop);
    if (options.signal?.aborted) stop();
    options.signal?.addEventListener('abort', stop);
    let answering = false;
    try {
      const response = await options.fetch(request.url, {
        method: request.method,
        headers: request.headers,
        // HTTP redirects are no part of the protocol: following one would hand the password to whoever sent it.
        redirect: 'manual',
        signal: controller.signal,
        ...(request.body === undefined ? {} : { body: request.body }),
      });
      answering = true;
      const text = await readText(response);
      if (text === null) return fail(problem('answerTooLarge', { host }));
      const serverTime = parseHttpDate(response.headers.get('date') ?? '');
      const answer = interpret(response, text, new URL(request.url), clock.now(), serverTime);
      const isGood = answer.ok && response.ok && answer.value.body !== null;
      if (isGood && serverTime !== null) options.onServerTime?.(serverTime);
      return answer;
    } catch (error) {
      if (controller.signal.aborted) return fail(problem('timedOut', { host }));
      return fail(problemOfError(error, host, answering));
    } finally {
      cancelTimer();
      options.signal?.removeEventListener('abort', stop);
    }
  };
}

/** The whole body as text; null where it is over the limit. */
async function readText(response: Response): Promise<string | null> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > BODY_LIMIT_BYTES) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function interpret(
  response: Response,
  text: string,
  asked: URL,
  now: number,
  serverTime: number | null,
): Result<WireAnswer> {
  const { host } = asked;
  const { status: httpStatus, headers } = response;
  const body = readJson(text);
  const start = text.trimStart();
  const retryAt =
    readRetryAfter(headers.get('retry-after'), now, clockOf(serverTime, now)) ??
    inSeconds(statedWait(body), now);
  const later = retryAt ?? undefined;
  if (isBlock({ httpStatus, headers, text, body })) return fail(problem('blocked', {}, later));
  if (body !== undefined) return ok({ httpStatus, body, retryAt });
  if (hasMoved(response, asked)) return ok({ httpStatus, body: null, retryAt });
  if (response.type === 'opaqueredirect' || (httpStatus >= 300 && httpStatus < 400) || httpStatus === 511) {
    return fail(problem('answerNotFromServer', { host }));
  }
  if (httpStatus === 429 || httpStatus === 430) return fail(problem('rateLimited', {}, later));
  if (httpStatus === 407) return fail(problem('connectionFailed', { host, cause: PROXY_WANTS_SIGN_IN }));
  if (httpStatus >= 500) return fail(problem('serverError', { host, status: httpStatus }, later));
  const saysOfPath = httpStatus === 404 || httpStatus === 410;
  if (start.startsWith('<') && !saysOfPath) return fail(problem('answerNotFromServer', { host }));
  // Refusals are often bare; the caller knows what a 401 means where it asked.
  if (httpStatus >= 400) return ok({ httpStatus, body: null, retryAt });
  return fail(problem('answerUnreadable', { host, detail: start === '' ? 'answerEmpty' : 'answerNotJson' }));
}

/** Whether the server sends us away for good, to another place of its own: a network in between sends us to a page of its. */
function hasMoved({ status, headers }: Response, asked: URL): boolean {
  if (status !== 301 && status !== 308) return false;
  const to = headers.get('location');
  if (to === null || !URL.canParse(to, asked.href)) return false;
  const { origin } = new URL(to, asked);
  return origin === asked.origin || (isLibreViewHost(origin) && isLibreViewHost(asked.origin));
}

/** An object or a list; undefined for any other text. One that breaks off in the middle is judged by its status. */
function readJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const PROXY_WANTS_SIGN_IN = 'proxyWantsSignIn' satisfies KnownCause;

const SHORTEST_WAIT_MS = 10 * SECOND;
const LONGEST_WAIT_MS = DAY;

/** Whoever wrote a date wrote it by a clock of his own; where that is ours it is the more exact one. */
function clockOf(serverTime: number | null, now: number): number {
  return serverTime !== null && Math.abs(serverTime - now) > 60 * SECOND ? serverTime : now;
}

/** `Retry-After` in seconds or as an HTTP date by the server's own clock; ms UTC, ten seconds to a day from now. */
function readRetryAfter(header: string | null, now: number, serverNow: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return inSeconds(Number(header), now);
  const at = parseHttpDate(header);
  return at === null ? null : inSeconds((at - serverNow) / SECOND, now);
}

function inSeconds(seconds: number | null, now: number): number | null {
  if (seconds === null) return null;
  return now + Math.min(Math.max(Math.round(seconds * SECOND), SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
}

const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|EPROTO)/;

/** What a failed `fetch` was about, from the error codes of the HTTP stack (undici puts them on `cause`). */
function problemOfError(error: unknown, host: string, answering: boolean): Problem {
  const code = errorCode(error);
  const chromium = problemOfChromium(error, host);
  if (chromium !== null && !answering) return chromium;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return problem('nameNotFound', { host });
  if (TLS_CODE.test(code)) return problem('tlsFailed', { host, cause: code });
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT') || code.startsWith('ERR_BROTLI')) {
    return problem('answerUnreadable', { host, detail: 'answerNotDecompressed' });
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') {
    return problem('answerTooLarge', { host });
  }
  if (code.startsWith('HPE_')) return problem('answerUnreadable', { host, detail: 'answerNotHttp' });
  if (answering) return problem('answerCut', { host });
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return problem('timedOut', { host });
  return problem('connectionFailed', { host, cause: refusalOfProxy(error) ?? CAUSES[code] ?? code });
}

/** The same from Electron's `net.fetch`, which tells Chromium's name of the error in its message and nothing else. */
function problemOfChromium(error: unknown, host: string): Problem | null {
  const message = error instanceof Error ? error.message : '';
  // Its way to say that an answer was a redirect, which is not followed.
  if (message === 'Redirect was cancelled') return problem('answerNotFromServer', { host });
  const name = /^net::(ERR_[A-Z0-9_]+)/.exec(message)?.[1];
  if (name === undefined) return null;
  if (/^ERR_(NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|DNS_)/.test(name))
    return problem('nameNotFound', { host });
  if (/^ERR_(CERT|SSL)_/.test(name)) return problem('tlsFailed', { host, cause: name });
  if (/^ERR_(CONNECTION_)?TIMED_OUT$/.test(name)) return problem('timedOut', { host });
  return problem('connectionFailed', { host, cause: CHROMIUM_CAUSES[name] ?? name });
}

/** What a proxy said in place of opening the way; the HTTP stack tells it only in words. Null where none did. */
function refusalOfProxy(error: unknown): string | null {
  for (let inner: unknown = error; inner instanceof Error; inner = inner.cause) {
    const status = /^Proxy response \((\d{3})\)/.exec(inner.message)?.[1];
    if (status === '407') return PROXY_WANTS_SIGN_IN;
    if (status !== undefined) return `proxyRefused: ${status}`;
  }
  return null;
}

const CAUSES: Record<string, KnownCause> = {
  ECONNREFUSED: 'nothingListens',
  ECONNRESET: 'connectionReset',
  UND_ERR_SOCKET: 'connectionClosed',
  ENETUNREACH: 'offline',
  EHOSTUNREACH: 'noRoute',
  ENETDOWN: 'offline',
};

const CHROMIUM_CAUSES: Record<string, KnownCause> = {
  ERR_CONNECTION_REFUSED: 'nothingListens',
  ERR_CONNECTION_RESET: 'connectionReset',
  ERR_CONNECTION_CLOSED: 'connectionClosed',
  ERR_EMPTY_RESPONSE: 'connectionClosed',
  ERR_INTERNET_DISCONNECTED: 'offline',
  ERR_ADDRESS_UNREACHABLE: 'noRoute',
  ERR_PROXY_AUTH_UNSUPPORTED: PROXY_WANTS_SIGN_IN,
  ERR_PROXY_AUTH_REQUESTED: PROXY_WANTS_SIGN_IN,
  ERR_PROXY_CONNECTION_FAILED: 'proxyUnreachable',
  ERR_TUNNEL_CONNECTION_FAILED: 'proxyKeepsShut',
  ERR_FAILED: 'noAnswer',
};

/** The innermost error code there is; errors of the HTTP stack are nested up to three deep. */
function errorCode(error: unknown): string {
  let code = '';
  for (let inner: unknown = error; inner instanceof Error; inner = inner.cause) {
    if ('code' in inner && typeof inner.code === 'string') code = inner.code;
    if (inner instanceof AggregateError && inner.errors.length > 0) code = errorCode(inner.errors[0]) || code;
  }
  return code || 'noAnswer';
}
