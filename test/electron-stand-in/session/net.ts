import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from '../app/app.ts';
import { strict } from '../provided.ts';
import { standIn } from '../stand-in.ts';
import { handlerOf } from './protocol.ts';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.woff2': 'font/woff2',
};

/** Chromium's names for what Node says. */
const REASONS: Record<string, string> = {
  CERT_HAS_EXPIRED: 'ERR_CERT_DATE_INVALID',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'ERR_CERT_AUTHORITY_INVALID',
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  ECONNRESET: 'ERR_CONNECTION_RESET',
  ENOTFOUND: 'ERR_NAME_NOT_RESOLVED',
  ERR_TLS_CERT_ALTNAME_INVALID: 'ERR_CERT_COMMON_NAME_INVALID',
  ETIMEDOUT: 'ERR_CONNECTION_TIMED_OUT',
  SELF_SIGNED_CERT_IN_CHAIN: 'ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'ERR_CERT_AUTHORITY_INVALID',
  UND_ERR_CONNECT_TIMEOUT: 'ERR_CONNECTION_TIMED_OUT',
  UND_ERR_SOCKET: 'ERR_CONNECTION_CLOSED',
};

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

async function fromFile(url: string): Promise<Response> {
  const path = fileURLToPath(url);
  try {
    const content = await readFile(path);
    return new Response(content, {
      headers: { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' },
    });
  } catch {
    throw new Error('net::ERR_FILE_NOT_FOUND');
  }
}

/** The request over real HTTP, with the differences that Electron's `net.fetch` has to Node's. */
async function overHttp(request: Request): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(
      new Request(request, { redirect: request.redirect === 'follow' ? 'follow' : 'manual' }),
    );
  } catch (error) {
    if (request.signal.aborted) throw request.signal.reason;
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    throw new Error(`net::${REASONS[code ?? ''] ?? 'ERR_FAILED'}`);
  }
  if (
    request.redirect !== 'follow' &&
    answer.status >= 300 &&
    answer.status < 400 &&
    answer.headers.has('location')
  ) {
    await answer.body?.cancel();
    throw new Error(
      request.redirect === 'error'
        ? "Attempt to redirect, but redirect policy was 'error'"
        : 'Redirect was cancelled',
    );
  }
  // A response made by hand: like Electron's, it has no `url` and never says that it was redirected.
  const { status, statusText, headers } = answer;
  return new Response(answer.body, { status, statusText, headers });
}

export const net = strict('net', {
  async fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    if (!app.isReady()) throw new Error('net.fetch() can only be used after app is ready');
    const request = new Request(input, init);
    const { protocol, hostname } = new URL(request.url);
    if (protocol === 'file:') return fromFile(request.url);
    const handler = handlerOf(protocol.slice(0, -1));
    if (handler) return handler(request);
    if (!standIn.online) throw new Error('net::ERR_INTERNET_DISCONNECTED');
    if (LOOPBACK.test(hostname)) return overHttp(request);
    // A spec never reaches a real server.
    standIn.blockedRequests.push({ url: request.url, from: 'main', by: 'stand-in' });
    throw new Error('net::ERR_NAME_NOT_RESOLVED');
  },
  isOnline: () => standIn.online,
  get online() {
    return standIn.online;
  },
} satisfies Partial<Electron.Net>);
