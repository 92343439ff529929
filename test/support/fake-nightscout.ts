import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { entriesSchema } from './nightscout-schema.ts';

/** A request as the site had it. */
export interface SiteRequest {
  method: string;
  /** Without the query. */
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export interface StoredEntry {
  date: number;
  dateString: string;
  sysTime: string;
  utcOffset: number;
  type: string;
  sgv?: number;
  direction?: string;
  device?: string;
}

/** What stands in place of an answer: a status, with the headers and the text that come with it. */
export interface Trouble {
  status: number;
  headers?: Record<string, string>;
  text?: string;
}

export interface FakeNightscout {
  url: string;
  /** All it was asked, in order. */
  received: SiteRequest[];
  /** What it has, by instant and type: what is sent again takes the place of what was there. */
  entries: Map<string, StoredEntry>;
  /** The instants of what it has, ms UTC, in order. */
  dates(): number[];
  /** Null: it answers. */
  trouble: Trouble | null;
  /** The token that it knows. */
  token: string;
  close(): Promise<void>;
}

export const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

/**
 * A Nightscout site on loopback, as far as its API v1 is used by an uploader: who may come in, how entries are told
 * apart (by `sysTime`, which comes from `dateString`, and type), and what it answers. It refuses what a site would.
 *
 * @param token what it knows; a token with a role, or with `isSecret` the site's own secret
 */
export async function startFakeNightscout(
  options: { token?: string; isSecret?: boolean; port?: number } = {},
): Promise<FakeNightscout> {
  const { isSecret = false } = options;
  const site: FakeNightscout = {
    url: '',
    received: [],
    entries: new Map(),
    dates: () => [...site.entries.values()].map(({ date }) => date).toSorted((a, b) => a - b),
    trouble: null,
    token: options.token ?? 'glucoglance-0123456789abcdef',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const isKnown = ({ headers }: SiteRequest): boolean =>
    [sha1(site.token), ...(isSecret ? [] : [site.token])].includes(String(headers['api-secret']));

  const answer = (request: SiteRequest): { status: number; json: unknown } => {
    const known = isKnown(request);
    if (request.path === '/api/v1/verifyauth') {
      const rights = {
        canRead: known,
        canWrite: known && isSecret,
        isAdmin: known && isSecret,
        message: known ? 'OK' : 'UNAUTHORIZED',
        rolefound: known && !isSecret ? 'FOUND' : 'NOTFOUND',
        permissions: known ? 'ROLE' : 'DEFAULT',
      };
      return { status: 200, json: { status: 200, message: rights } };
    }
    if (request.path !== '/api/v1/entries.json') return { status: 404, json: {} };
    if (!known)
      return { status: 401, json: { status: 401, message: 'Unauthorized', description: 'Invalid/Missing' } };
    return request.method === 'POST' ? store(request.body) : find(request.query);
  };

  const store = (body: unknown): { status: number; json: unknown } => {
    const found = entriesSchema.safeParse(body);
    if (!found.success) return { status: 422, json: { message: found.error.message } };
    const stored = found.data.map((entry) => {
      const { date, dateString, type, ...rest } = entry;
      const one = { ...rest, date, dateString, type, sysTime: dateString, utcOffset: 0 } as StoredEntry;
      site.entries.set(`${one.sysTime} ${type}`, one);
      return { _id: date.toString(16).padStart(24, '0'), ...one };
    });
    return { status: 200, json: stored };
  };

  const find = (query: Record<string, string>): { status: number; json: unknown } => {
    const from = Number(query['find[date][$gte]'] ?? 0);
    const to = Number(query['find[date][$lt]'] ?? Infinity);
    const count = Number(query['count'] ?? 10);
    const found = [...site.entries.values()]
      .filter(({ date }) => date >= from && date < to)
      .toSorted((a, b) => b.date - a.date);
    return { status: 200, json: found.slice(0, count) };
  };

  const server = createServer((incoming, response) => {
    void respond(site, incoming, response, answer);
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return site;
}

async function respond(
  site: FakeNightscout,
  incoming: IncomingMessage,
  response: ServerResponse,
  answer: (request: SiteRequest) => { status: number; json: unknown },
): Promise<void> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += String(chunk);
  const { pathname, searchParams } = new URL(incoming.url ?? '', site.url);
  const request: SiteRequest = {
    method: incoming.method ?? '',
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: incoming.headers,
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
  site.received.push(request);
  const { trouble } = site;
  if (trouble !== null) {
    response.writeHead(trouble.status, trouble.headers);
    response.end(trouble.text ?? '');
    return;
  }
  const { status, json } = answer(request);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(json));
}
