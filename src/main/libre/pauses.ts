import { problem, type Problem } from '../../shared/problems.ts';
import { DAY, MINUTE, SECOND } from '../../shared/time.ts';
import type { AccountMemory, AccountState } from './server-state.ts';

/** No sign-in for this long after a refused one, and at most two refused ones in `REFUSAL_WINDOW_MS`. */
const AFTER_REFUSAL_MS = MINUTE;
const REFUSAL_WINDOW_MS = 5 * MINUTE;
/** Waited on top of a lockout the server stated. */
const LOCKOUT_MARGIN_MS = 30 * SECOND;
/** A longer one is asked about again after a day. */
const LONGEST_LOCKOUT_MS = DAY;
/** A pause further ahead than this was written by a clock that has since been set back. */
const LONGEST_PAUSE_MS = 25 * 60 * MINUTE;

/** As many sign-ins of a day the program makes by itself at most. */
const MOST_OWN_SIGN_INS = 6;
/** From the third session on that was ended so soon after the one before, somebody else ends them. */
const MANY_TAKEN = 3;
const TAKEN_SOON_MS = 10 * MINUTE;
const BETWEEN_TAKEN_MS = 5 * MINUTE;

/** Waits, in minutes, after the first, second, … answer that told us to slow down without saying how long. */
const STEPS = { rateLimited: [5, 10, 20, 30], blocked: [15, 30, 60] } as const;

/** Why no request may be made now, or null. */
export function requestPause(state: AccountState, now: number): Problem | null {
  return inForce(state.requestPause, now);
}

/** Why no sign-in may be tried now, or null: a pause the server asked for, or our own budget of refused sign-ins. */
export function signInPause(state: AccountState, now: number): Problem | null {
  const stated = requestPause(state, now) ?? inForce(state.signInPause, now);
  if (stated) return stated;
  const refusals = (state.refusedAt ?? []).filter((at) => at <= now);
  const last = refusals.at(-1);
  if (last === undefined) return null;
  const until = Math.max(
    last + AFTER_REFUSAL_MS,
    refusals.length >= 2 ? refusals.at(-2)! + REFUSAL_WINDOW_MS : 0,
  );
  return until > now ? problem('signInPaused', {}, until) : null;
}

/** Why the program may not sign in by itself once more today, or null. */
export function ownSignInPause(state: AccountState, now: number): Problem | null {
  const enough = signInsOfDay(state, now).at(-MOST_OWN_SIGN_INS);
  return enough === undefined ? null : problem('signInsUsedUp', {}, Math.min(enough, now) + DAY);
}

/** Counts a sign-in that went well. @returns by which it can be found again */
export function rememberSignIn(memory: AccountMemory, now: number): number {
  memory.update({ signedInAt: [...signInsOfDay(memory.get(), now), now] });
  return now;
}

/** By whatever clock they were written, none counts for longer than a day. */
function signInsOfDay({ signedInAt = [] }: AccountState, now: number): number[] {
  return signedInAt.filter((at) => Math.abs(now - at) < DAY);
}

/** Why a session that was refused is not opened anew at once, or null: another program ends ours again and again. */
export function takenPause({ takenAt = [] }: AccountState, now: number): Problem | null {
  const last = takenAt.at(-1);
  if (takenAt.length < MANY_TAKEN || last === undefined || last > now) return null;
  const until = last + BETWEEN_TAKEN_MS;
  return until > now ? problem('sessionTaken', {}, until) : null;
}

/**
 * A session was refused, and the one opened in its place works. Such a sign-in has its own measure and does not count
 * among those of the day. What lies further back than a session that lasted is forgotten.
 *
 * @param signedInAt what `rememberSignIn` gave
 */
export function rememberTaken(memory: AccountMemory, signedInAt: number): void {
  const { signedInAt: signIns = [], takenAt = [] } = memory.get();
  const last = takenAt.at(-1);
  const goesOn = last !== undefined && Math.abs(signedInAt - last) <= TAKEN_SOON_MS;
  memory.update({
    signedInAt: signIns.filter((at) => at !== signedInAt),
    takenAt: [...(goesOn ? takenAt.slice(1 - MANY_TAKEN) : []), signedInAt],
  });
}

function inForce(pause: AccountState['requestPause'], now: number): Problem | null {
  if (!pause || pause.until <= now || pause.until - now > LONGEST_PAUSE_MS) return null;
  return problem(pause.code, {}, pause.until);
}

export function rememberRefusal(memory: AccountMemory, password: string, now: number): void {
  const recent = (memory.get().refusedAt ?? []).filter((at) => at <= now && now - at < REFUSAL_WINDOW_MS);
  memory.update({ refusedAt: [...recent, now], refusedCredentials: memory.fingerprint(password) });
}

/**
 * Keeps the pause an answer asked for and says until when it holds.
 *
 * @param where whether only sign-ins must wait, or every request
 * @param statedUntil the server's own word (`Retry-After`, lockout), ms UTC; else the steps above, with up to 10 %
 *   more or less so that several computers do not come back together
 * @param random 0 up to 1
 */
export function rememberPause(
  memory: AccountMemory,
  where: 'signIn' | 'requests',
  code: 'rateLimited' | 'blocked',
  statedUntil: number | undefined,
  now: number,
  random: number,
): Problem {
  const strikes = memory.get().strikes ?? 0;
  const steps = STEPS[code];
  const minutes = steps[Math.min(strikes, steps.length - 1)]!;
  const until = statedUntil ?? Math.round(now + minutes * MINUTE * (0.9 + 0.2 * random));
  const pause = { until, code };
  memory.update({
    strikes: strikes + 1,
    ...(where === 'signIn' ? { signInPause: pause } : { requestPause: pause }),
  });
  return problem(code, {}, until);
}

/** Keeps a lockout of `seconds`; data requests with a token we have may go on. */
export function rememberLockout(memory: AccountMemory, seconds: number, now: number): Problem {
  const until = now + Math.min(seconds * SECOND, LONGEST_LOCKOUT_MS) + LOCKOUT_MARGIN_MS;
  memory.update({ signInPause: { until, code: 'lockedOut' } });
  return problem('lockedOut', {}, until);
}
