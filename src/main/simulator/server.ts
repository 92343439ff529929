import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../time/clock.ts';
import { refusal, type WireAnswer, type WireRequest } from './wire-request.ts';

/** No call of the protocol has a body near this. */
const BODY_LIMIT = 64 * 1024;
/** How much of an over-long body is read away so that its sender gets to see the answer. */
const DRAIN_LIMIT = 4 * 1024 * 1024;

/** The body as text; null where it is too long. */
function bodyOf(message: IncomingMessage): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_LIMIT) chunks.push(chunk);
      else if (length > DRAIN_LIMIT) message.destroy();
    });
    message.on('end', () => resolve(length > BODY_LIMIT ? null : Buffer.concat(chunks).toString()));
    message.on('error', reject);
    message.on('close', () => reject(new Error('The request was cut off.')));
  });
}

function acceptsGzip(message: IncomingMessage): boolean {
  const offered = String(message.headers['accept-encoding'] ?? '').toLowerCase();
  return /(^|[\s,])gzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(offered);
}

function headersOf(message: IncomingMessage): WireRequest['headers'] {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

function send(message: IncomingMessage, response: ServerResponse, reply: WireAnswer, now: number): void {
  const isText = typeof reply.body === 'string';
  const text = Buffer.from(isText ? String(reply.body) : JSON.stringify(reply.body));
  const gzip = acceptsGzip(message);
  const payload = gzip ? gzipSync(text) : text;
  response.sendDate = false;
  response.writeHead(reply.http, {
    date: new Date(now).toUTCString(),
    'content-type':
      reply.contentType ?? (isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8'),
    'content-length': payload.length,
    vary: 'Accept-Encoding',
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    ...reply.headers,
  });
  response.end(payload);
}

/** What becomes of requests. */
export interface Answering {
  /** Told of every request as it comes; says how many ms of the clock it waits for its answer. */
  arrived: (request: WireRequest) => number;
  reply: (request: WireRequest) => WireAnswer;
  clock: Clock;
  /** The world's time, for the `Date` header. */
  now: () => number;
}

/** Waits by the clock, or until nobody waits for the answer any more. */
function waited(clock: Clock, milliseconds: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(milliseconds, resolve);
    response.once('close', () => {
      cancel();
      resolve();
    });
  });
}

/** Turns HTTP into requests and answers back into HTTP. */
export function createHttpServer({ arrived, reply, clock, now }: Answering): Server {
  const respond = async (message: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(message);
    if (body === null) {
      send(message, response, refusal(413, 'Payload Too Large'), now());
      return;
    }
    // Split by hand: `//host/path` is a path here, not a host.
    const [path = '/', search] = (message.url ?? '/').split('?', 2);
    const query = new URLSearchParams(search);
    const request = { method: message.method ?? '', path, query, headers: headersOf(message), body };
    const wait = arrived(request);
    if (wait > 0) await waited(clock, wait, response);
    if (!response.destroyed) send(message, response, reply(request), now());
  };
  return createServer((message, response) => {
    // A cut-off request and a bug of the simulator alike end the request, never the program.
    respond(message, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(message, response, refusal(500, String(error)), now());
    });
  });
}

/** Lets a server be cut off: while it is, every connection is reset, open ones first. */
export function createSwitch(server: Server): (online: boolean) => void {
  let isOnline = true;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    if (!isOnline) {
      socket.resetAndDestroy();
      return;
    }
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return (online) => {
    isOnline = online;
    if (online) return;
    for (const socket of sockets) socket.resetAndDestroy();
  };
}
