import { createHash } from 'node:crypto';
import type { Simulator } from '../../../src/main/simulator/simulator.ts';

/** JSON as it came, to be looked at field by field. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export const HEADERS = { product: 'llu.android', version: '4.17.0', 'content-type': 'application/json' };

export interface Reply {
  http: number;
  body: Json;
  headers: Headers;
}

/** Walks into JSON: `at(body, 'data', 0, 'sensor')`. Throws where there is nothing. */
export function at(json: Json, ...path: (string | number)[]): Json {
  let here = json;
  for (const part of path) {
    const next: Json | undefined = Array.isArray(here)
      ? here[Number(part)]
      : typeof here === 'object' && here !== null
        ? here[part]
        : undefined;
    if (next === undefined) throw new Error(`nothing at ${path.join('.')}`);
    here = next;
  }
  return here;
}

export function listAt(json: Json, ...path: (string | number)[]): Json[] {
  const found = at(json, ...path);
  if (!Array.isArray(found)) throw new Error(`no list at ${path.join('.')}`);
  return found;
}

export function numberAt(json: Json, ...path: (string | number)[]): number {
  const found = at(json, ...path);
  if (typeof found !== 'number') throw new Error(`no number at ${path.join('.')}`);
  return found;
}

export function textAt(json: Json, ...path: (string | number)[]): string {
  const found = at(json, ...path);
  if (typeof found !== 'string') throw new Error(`no text at ${path.join('.')}`);
  return found;
}

/** One request over the wire. */
export async function call(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, init);
  return { http: response.status, body: (await response.json()) as Json, headers: response.headers };
}

export function login(simulator: Simulator, password = simulator.password): Promise<Reply> {
  return call(`${simulator.url}/llu/auth/login`, {
    method: 'POST',
    headers: HEADERS,
    body: JSON.stringify({ email: simulator.email, password }),
  });
}

export const accountIdOf = (userId: string) => createHash('sha256').update(userId).digest('hex');

/** Signs in and gives back the headers of every later call. */
export async function signIn(simulator: Simulator): Promise<Record<string, string>> {
  const { body } = await login(simulator);
  return {
    ...HEADERS,
    authorization: `Bearer ${textAt(body, 'data', 'authTicket', 'token')}`,
    'account-id': accountIdOf(textAt(body, 'data', 'user', 'id')),
  };
}

/** Parses the wire's US timestamps, as a client has to: by hand, as UTC. */
export function parseWireTime(text: string): number {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2}) ([AP])M$/.exec(text);
  if (!match) throw new Error(`not a wire time: ${text}`);
  const [month, day, year, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, (hour % 12) + (match[7] === 'P' ? 12 : 0), minute, second);
}
