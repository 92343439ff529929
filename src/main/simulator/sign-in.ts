import { SECOND } from '../../shared/time.ts';
import { account, signedInUser } from './account.ts';
import { STEP_TYPES, type StepType, type Tokens } from './tokens.ts';
import { answer, refusal, type WireAnswer, type WireRequest } from './wire-request.ts';
import type { World } from './world.ts';

/** Three refused sign-ins within a minute close the door for five: the figures of the wire's own answer. */
const LOCK = { failures: 3, interval: 60, lockout: 300 };

/** What a sign-in gets while the door is closed. */
export const LOCKED = answer({ status: 429, data: { code: 60, data: LOCK, message: 'locked' } });

/** The sign-in half of the service; keeps what was refused and what was accepted. */
export interface SignIn {
  login(request: WireRequest): WireAnswer;
  /** POST /auth/continue/{type} with the step's ticket. */
  accept(request: WireRequest, type: StepType): WireAnswer;
  /** What GET /user tells: the same as a sign-in. */
  user(client: string): WireAnswer;
}

interface Credentials {
  email: string;
  password: string;
}

function credentialsIn(body: string): Credentials | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  if (!('email' in parsed) || !('password' in parsed)) return null;
  const { email, password } = parsed;
  return typeof email === 'string' && typeof password === 'string' ? { email, password } : null;
}

function isOurs({ email, password }: Credentials): boolean {
  return email.trim().toLowerCase() === account.email && password === account.password;
}

/** The name of the client as its `product` header gives it; stands in the token. */
export function clientOf(request: WireRequest): string {
  return request.headers['product'] ?? '';
}

/** The bearer token of a request; empty where there is none. */
export function bearerOf(request: WireRequest): string {
  return /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
}

const TITLES: Record<StepType, string> = { tou: 'Common.termsOfUse', pp: 'Common.privacyPolicy' };

/** The three refusals that lock: counts those of the last minute, by the world's time. */
function createLock() {
  let refusedAt: number[] = [];
  let lockedUntil = -Infinity;
  return {
    isLocked: (now: number) => now < lockedUntil,
    refused(now: number) {
      refusedAt = [...refusedAt.filter((at) => now - at < LOCK.interval * SECOND), now];
      if (refusedAt.length < LOCK.failures) return;
      refusedAt = [];
      lockedUntil = now + LOCK.lockout * SECOND;
    },
    passed() {
      refusedAt = [];
    },
  };
}

export function createSignIn(world: World, tokens: Tokens): SignIn {
  const lock = createLock();
  const pending = (world.scenario.steps ?? []).map((step) =>
    typeof step === 'string' ? { type: step, after: 0 } : step,
  );
  /** The document to accept now, if there is one. */
  const due = () => pending.find(({ after }) => world.now() >= world.launchedAt + after);

  const user = (client: string) => {
    const now = world.now();
    return answer({
      status: 0,
      data: {
        user: signedInUser(now),
        messages: { unread: 0 },
        notifications: { unresolved: 0 },
        authTicket: tokens.session(now, client),
        invitations: null,
        trustedDeviceToken: '',
      },
    });
  };

  /** The next document to accept, or the session when there is none. */
  const nextOrSession = (client: string): WireAnswer => {
    const type = due()?.type;
    if (type === undefined) return user(client);
    const step = {
      type,
      componentName: 'AcceptDocument',
      props: { reaccept: true, titleKey: TITLES[type], type },
    };
    const { country } = account.claims;
    const authTicket = tokens.step(world.now(), client, type);
    return answer({
      status: 4,
      data: { step, user: { accountType: 'pat', country, uiLanguage: 'de-DE' }, authTicket },
    });
  };

  return {
    user,
    login(request) {
      const credentials = credentialsIn(request.body);
      if (!credentials) return refusal(400, 'Bad Request');
      const now = world.now();
      if (lock.isLocked(now)) return LOCKED;
      if (!isOurs(credentials)) {
        lock.refused(now);
        return answer({ status: 2, error: { message: 'notAuthenticated' } });
      }
      lock.passed();
      return nextOrSession(clientOf(request));
    },
    accept(request, type) {
      // Only the ticket of this very step serves; a session's token does not.
      if (tokens.read(bearerOf(request), world.now())?.taskType !== type) {
        return refusal(401, 'invalid or expired jwt');
      }
      const next = due();
      if (next?.type === type) pending.splice(pending.indexOf(next), 1);
      return nextOrSession(clientOf(request));
    },
  };
}

export function isStepType(text: string): text is StepType {
  return STEP_TYPES.some((type) => type === text);
}
