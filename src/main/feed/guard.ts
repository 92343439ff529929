import { createHash, timingSafeEqual } from 'node:crypto';

/** A request as it came, before anything is made of it. */
export interface Heard {
  method: string;
  /** `1.1` */
  version: string;
  /** The target of the request line, as it was sent. */
  url: string;
  /** Names and values in turn, as they were sent: nothing is joined or dropped. */
  rawHeaders: readonly string[];
}

/** Who is let in. */
export interface Rules {
  port: number;
  /** Pages that may ask all the same, by their origin. */
  origins: readonly string[];
  /** Null: whoever reaches this computer's loopback. */
  secret: string | null;
}

const LONGEST_TARGET = 2048;

/** What belongs to a message with a body, or asks for another protocol: no reader of ours sends any of it. */
const NEVER_SENT = ['transfer-encoding', 'upgrade', 'expect', 'trailer', 'content-encoding'];
/** Of a page of this very address, or of none: typed into the address bar. */
const OWN_SITES = ['same-origin', 'none'];

/**
 * The HTTP status a request is refused with, or null. `Host` comes first: it is what tells a page that has its own name
 * point at this computer (DNS rebinding) from a program that means us. Nothing is read, asked or parsed before.
 */
export function refusal(
  { method, version, url, rawHeaders }: Heard,
  { port, origins, secret }: Rules,
): number | null {
  const headers = headersOf(rawHeaders);
  const of = (name: string) => headers.get(name) ?? [];
  if (of('host').length !== 1 || !hostsOf(port).includes(of('host')[0] ?? '')) return 403;
  const isListed = of('origin').length === 1 && origins.includes(of('origin')[0] ?? '');
  if (of('origin').length > 0 && !isListed) return 403;
  // A page that embeds us as a picture or a script says no origin, but from where it asks.
  if (!isListed && of('sec-fetch-site').some((site) => !OWN_SITES.includes(site))) return 403;
  if (method !== 'GET' && method !== 'HEAD') return 405;
  if (version !== '1.1' && version !== '1.0') return 400;
  if (NEVER_SENT.some((name) => headers.has(name))) return 400;
  if (of('content-length').some((length) => length !== '0')) return 400;
  if (url.length > LONGEST_TARGET) return 414;
  if (!/^\/(?!\/)[\x21-\x7e]*$/.test(url)) return 400;
  return secret === null || isSaid(secret, of('api-secret'), url) ? null : 401;
}

/** The names under which a program on this computer reaches 127.0.0.1; port 80 is not written. */
function hostsOf(port: number): string[] {
  return ['127.0.0.1', 'localhost'].map((name) => (port === 80 ? name : `${name}:${port}`));
}

function headersOf(raw: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), raw[i + 1]!]);
  }
  return headers;
}

/** Whether the secret is said: its SHA-1 in the header, as readers of Nightscout do, or itself or that as `token`. */
function isSaid(secret: string, header: readonly string[], url: string): boolean {
  const hashed = createHash('sha1').update(secret).digest('hex');
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  const said = [...header, ...new URLSearchParams(query).getAll('token')];
  // Each compared with each, so that how long it takes says nothing.
  return said.flatMap((one) => [isSame(one, secret), isSame(one.toLowerCase(), hashed)]).some((fits) => fits);
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
