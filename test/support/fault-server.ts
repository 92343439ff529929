import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What the server does with one request. */
export type Reply = (request: ReceivedRequest, response: ServerResponse) => void;

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
  /** Replies for the next requests, in order; the last one stays. */
  script(...replies: Reply[]): void;
  close(): Promise<void>;
}

export async function startFaultServer(...replies: Reply[]): Promise<FaultServer> {
  let script = replies;
  const received: ReceivedRequest[] = [];
  const server = createServer((incoming, response) => {
    response.on('error', () => {});
    let body = '';
    incoming.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    incoming.on('end', () => {
      const request = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body,
      };
      received.push(request);
      const reply = script.length > 1 ? script.shift() : script[0];
      if (reply) reply(request, response);
      else json(500, { message: 'no reply left' })(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    script: (...next) => (script = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
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

/** A chunked body that stops in the middle of a chunk sequence. */
export const cutOff: Reply = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"status":0,"data":[{"patientId":', () => response.socket?.resetAndDestroy());
};

export const reset: Reply = (_, response) => void response.socket?.resetAndDestroy();

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
