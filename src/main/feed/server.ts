import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { problem, type KnownCause } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';
import { refusal, type Rules } from './guard.ts';

/** What is asked for, by whoever was let in. */
export interface Asked {
  /** As it was sent, without the query. */
  path: string;
  parameters: URLSearchParams;
}

/** JSON, or a text of the kind it names. */
export type FeedAnswer =
  | { status: number }
  | { status: number; json: unknown }
  | { status: number; text: string };

export interface FeedOptions extends Omit<Rules, 'port'> {
  /** 0: any free one. */
  port: number;
  answer: (asked: Asked) => Promise<FeedAnswer>;
  /** Told what an answer threw. */
  onFault: (error: unknown) => void;
  limits?: Partial<Limits>;
}

/** What a reader may cost. ms, bytes. */
export interface Limits {
  connections: number;
  headerBytes: number;
  /** From the connection to the end of the headers. */
  headersMs: number;
  /** In which nothing comes or goes. */
  idleMs: number;
  /** How often the two are looked at. */
  lookMs: number;
  /** Until the history has answered, which has a limit of its own. */
  answerMs: number;
}

export const LIMITS: Limits = {
  connections: 16,
  headerBytes: 8192,
  headersMs: 5 * SECOND,
  idleMs: 10 * SECOND,
  lookMs: 5 * SECOND,
  answerMs: MINUTE,
};

export interface RunningFeed {
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the feed on 127.0.0.1 and nowhere else: one request a connection, one answer, and nothing that a page in a
 * browser could read.
 *
 * @returns `portUnusable`; another port is never taken instead
 */
export async function startFeed(options: FeedOptions): Promise<Result<RunningFeed>> {
  const limits = { ...LIMITS, ...options.limits };
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.headersMs,
    connectionsCheckingInterval: limits.lookMs,
    keepAlive: false,
    insecureHTTPParser: false,
  });
  server.maxConnections = limits.connections;
  server.timeout = limits.idleMs;
  server.maxRequestsPerSocket = 1;
  let port = options.port;
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const { method = '', httpVersion: version, url = '', rawHeaders } = request;
    const refused = refusal({ method, version, url, rawHeaders }, { ...options, port });
    if (refused !== null) return refuse(request, response, refused);
    request.socket.setTimeout(limits.answerMs);
    void respond(request, response, options);
  };
  server.on('request', serve);
  // Whoever waits to be told that it may go on has more to send than a reader has.
  server.on('checkContinue', (request, response) => refuse(request, response, 417));
  server.on('checkExpectation', (request, response) => refuse(request, response, 417));
  const drop = (_: unknown, socket: Duplex): void => void socket.destroy();
  server.on('clientError', drop);
  server.on('connect', drop);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
    });
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? PORT_CAUSES[String(error.code)] : undefined;
    if (cause === undefined) throw error;
    return fail(problem('portUnusable', { port: String(port), cause }));
  }
  server.on('error', options.onFault);
  ({ port } = server.address() as AddressInfo);
  return ok({
    url: `http://127.0.0.1:${port}`,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  });
}

const PORT_CAUSES: Record<string, KnownCause> = { EADDRINUSE: 'portTaken', EACCES: 'portNotAllowed' };

/** Says no and nothing else, and hears no more: what may follow on the connection is none of a request. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close', 'content-length': 0 });
  response.end(() => request.socket.destroy());
}

/** What every answer has: it is kept nowhere, taken for nothing else, and read by no page of another origin. */
const HEADERS = {
  connection: 'close',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'",
  'referrer-policy': 'no-referrer',
};

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { answer, onFault }: FeedOptions,
): Promise<void> {
  const [path = '', ...query] = (request.url ?? '').split('?');
  const answered = await answer({ path, parameters: new URLSearchParams(query.join('?')) }).catch(
    (error: unknown): FeedAnswer => {
      onFault(error);
      return { status: 500 };
    },
  );
  const body = bodyOf(answered);
  response.writeHead(answered.status, {
    ...HEADERS,
    ...('json' in answered && { 'content-type': 'application/json; charset=utf-8' }),
    ...('text' in answered && { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
    'content-length': body.byteLength,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function bodyOf(answer: FeedAnswer): Buffer {
  if ('json' in answer) return Buffer.from(JSON.stringify(answer.json));
  return Buffer.from('text' in answer ? answer.text : '');
}
