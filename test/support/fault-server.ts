import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../../src/main/time/clock.ts';

/** What the server does with one request; the server itself is there for replies that close its port. */
export type Reply = (request: ReceivedRequest, response: ServerResponse, server?: FaultServer) => void;

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A server on loopback that does exactly what the test says, request by request, and remembers what it was asked. */
export interface FaultServer {
  url: string;
  received: ReceivedRequest[];
  /** How many connections came, whether or not anything was asked over them. */
  connections(): number;
  /** Replies for the next requests, in order; the last one stays. */
  script(...replies: Reply[]): void;
  /** Ends when so many requests have come since the start and been replied to as scripted. */
  asked(times: number): Promise<void>;
  /** Closes the port: connections are refused. */
  down(): Promise<void>;
  /** Opens the same port again. */
  up(): Promise<void>;
  close(): Promise<void>;
}

/** What is wrong with the TLS of a server; `good` for nothing. */
export type TlsFault = 'good' | 'expired' | 'wrong-host' | 'self-signed' | 'old-protocol';

const certificates = join(import.meta.dirname, 'tls');
const pem = (name: string) => readFileSync(join(certificates, `${name}.pem`), 'utf8');

/** Has this process trust the authority of the test certificates; gives back what ends that. */
export function trustTestAuthority(): () => void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, pem('authority')]);
  return () => setDefaultCACertificates(before);
}

export function startFaultServer(...replies: Reply[]): Promise<FaultServer> {
  return start('http', (listener) => createServer(listener), replies);
}

/** The same over TLS. With a client that checks, nothing is ever received but by a `good` one. */
export function startTlsFaultServer(fault: TlsFault, ...replies: Reply[]): Promise<FaultServer> {
  const name = fault === 'old-protocol' ? 'good' : fault;
  const protocol =
    fault === 'old-protocol'
      ? { minVersion: 'TLSv1' as const, maxVersion: 'TLSv1.1' as const, ciphers: 'DEFAULT@SECLEVEL=0' }
      : {};
  const options = { cert: pem(name), key: pem(`${name}.key`), ...protocol };
  return start('https', (listener) => createTlsServer(options, listener), replies);
}

async function start(
  scheme: 'http' | 'https',
  create: (listener: RequestListener) => Server,
  replies: Reply[],
): Promise<FaultServer> {
  let script = replies;
  let connections = 0;
  let waiting: { times: number; done: () => void }[] = [];
  const received: ReceivedRequest[] = [];
  const server = create((incoming, response) => {
    response.on('error', () => {});
    let body = '';
    incoming.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming;
      const request = { method, path, headers, body };
      received.push(request);
      const reply = script.length > 1 ? script.shift() : script[0];
      (reply ?? json(500, { message: 'no reply left' }))(request, response, faultServer);
      for (const { times, done } of waiting) if (received.length >= times) done();
      waiting = waiting.filter(({ times }) => received.length < times);
    });
  });
  server.on('connection', () => (connections += 1));
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const faultServer: FaultServer = {
    url: `${scheme}://127.0.0.1:${port}`,
    received,
    connections: () => connections,
    script: (...next) => (script = next),
    asked: (times) =>
      received.length >= times ? Promise.resolve() : new Promise((done) => waiting.push({ times, done })),
    down: close,
    up: () => listen(port),
    close,
  };
  return faultServer;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

export function text(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

export function html(status: number, title: string): Reply {
  return text(status, `\n\n<!DOCTYPE html>\n<html><head><title>${title}</title></head><body></body></html>`, {
    'content-type': 'text/html',
  });
}

/** HTTP 200 with LibreLinkUp's own status in the body, and whatever goes with it. */
export function bodyStatus(status: number, more: object = {}): Reply {
  return json(200, { status, ...more });
}

/** Replies only after a while of the clock. */
export function slowHeaders(clock: Clock, milliseconds: number, reply: Reply): Reply {
  return (request, response, server) => {
    const cancel = clock.after(milliseconds, () => reply(request, response, server));
    response.on('close', cancel);
  };
}

/** Sends headers and half the body at once, the rest after a while of the clock. */
export function slowBody(clock: Clock, milliseconds: number, body: unknown): Reply {
  return (_, response) => {
    const bytes = JSON.stringify(body);
    const half = Math.floor(bytes.length / 2);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
    response.write(bytes.slice(0, half));
    response.on(
      'close',
      clock.after(milliseconds, () => response.end(bytes.slice(half))),
    );
  };
}

/** Takes the request and never says a word. */
export const hang: Reply = () => {};

/** Sends headers and then one byte now and then, for ever. */
export const drip: Reply = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

/** Promises more bytes than it sends, then hangs up. */
export const truncated: Reply = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  response.write('{"status":0,"data":[', () => response.destroy());
};

/** Sends more bytes than it promised: the client gets the beginning. */
export const overlong: Reply = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '20' });
  response.end('{"status":0,"data":[],"ticket":{}}');
};

/** A chunked body that stops in the middle of a chunk sequence. */
export const cutOff: Reply = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"status":0,"data":[{"patientId":', () => response.socket?.resetAndDestroy());
};

export const reset: Reply = (_, response) => void response.socket?.resetAndDestroy();

/** Hangs up without an answer. */
export const hangUp: Reply = (_, response) => void response.socket?.end();

/** Resets this request and closes the port, until `up()`. */
export const down: Reply = (_, response, server) => {
  response.socket?.resetAndDestroy();
  void server?.down();
};

/** Half a megabyte on the wire, 512 MB when inflated (gzip members may follow one another). */
const bombBytes = Buffer.concat(
  Array<Buffer>(512).fill(gzipSync(Buffer.alloc(1024 * 1024, ' '), { level: 9 })),
);

export const bomb: Reply = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
  response.end(bombBytes);
};

export const badGzip: Reply = text(200, 'this is not gzip', {
  'content-type': 'application/json',
  'content-encoding': 'gzip',
});

export const redirect: Reply = text(302, '', { location: 'http://127.0.0.1:1/elsewhere' });
