import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { SECOND } from '../../shared/time.ts';
import { account } from './account.ts';

/** Documents whose acceptance the service can ask for: terms of use, privacy policy. */
export const STEP_TYPES = ['tou', 'pp'] as const;
export type StepType = (typeof STEP_TYPES)[number];

/** As the wire has it: `expires` in epoch seconds, `duration` in milliseconds. */
export interface Ticket {
  token: string;
  expires: number;
  duration: number;
}

const SESSION_SECONDS = 180 * 24 * 3600;
const STEP_SECONDS = 3600;

/** What the service reads back from a token; the other claims are for show. */
export interface Claims {
  exp: number;
  /** When it was given, epoch seconds. */
  iat: number;
  /** Set in a token that only serves to accept this document. */
  taskType?: string;
}

/** Issues and checks tokens with a secret of its own: a token of another run is forged. */
export interface Tokens {
  session(now: number, client: string): Ticket;
  step(now: number, client: string, type: StepType): Ticket;
  /** The claims of a token of ours that has not expired, else null. */
  read(token: string, now: number): Claims | null;
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function isClaims(value: unknown): value is Claims {
  if (typeof value !== 'object' || value === null || !('exp' in value) || !('iat' in value)) return false;
  return typeof value.exp === 'number' && typeof value.iat === 'number';
}

export function createTokens(): Tokens {
  const secret = randomBytes(32);
  const sid = randomUUID();
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest();

  const issue = (now: number, seconds: number, extra: object): Ticket => {
    const iat = Math.floor(now / SECOND);
    const claims = { ...account.claims, ...extra, sid, exp: iat + seconds, iat, jti: randomUUID() };
    const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
    const token = `${text}.${sign(text).toString('base64url')}`;
    return { token, expires: claims.exp, duration: seconds * SECOND };
  };

  return {
    session: (now, client) => issue(now, SESSION_SECONDS, { s: client }),
    step: (now, client, type) =>
      issue(now, STEP_SECONDS, { s: client, email: account.email, taskType: type }),
    read(token, now) {
      const [head, payload, signature, ...rest] = token.split('.');
      if (head === undefined || payload === undefined || signature === undefined || rest.length > 0)
        return null;
      const [given, ours] = [Buffer.from(signature, 'base64url'), sign(`${head}.${payload}`)];
      if (given.length !== ours.length || !timingSafeEqual(given, ours)) return null;
      const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return isClaims(claims) && claims.exp > now / SECOND ? claims : null;
    },
  };
}
