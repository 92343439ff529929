import type { PollReason } from '../../shared/state/app-state.ts';
import type { Problem, ProblemCode } from '../../shared/problems.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';

/** How long after a reading is due we ask for it: the phone needs a moment to upload. */
const UPLOAD_MS = 20 * SECOND;
const JITTER_MS = 5 * SECOND;
/** Two requests are never closer than the interval less this. */
const SLACK_MS = 5 * SECOND;
/** While nothing new has come for so long, ask half as often. */
const QUIET_AFTER_MS = 5 * MINUTE;
const QUIET_INTERVAL_MS = 2 * MINUTE;

/** Waits in minutes after the first, second, … failure in a row. */
const NETWORK_STEPS = [1, 2, 5, 10, 15];
/** Signing in again only finds out whether the user has done what LibreLinkUp asked for; sign-ins are to be rare. */
const USER_STEPS = [15, 30, 60, 240];
const LONGEST_SERVER_WAIT_MS = 60 * MINUTE;

/** When to ask the server next (ms UTC; null: not by itself), and why then. */
export interface NextPoll {
  at: number | null;
  reason: PollReason;
}

export interface PollFacts {
  now: number;
  /** When the last request began. */
  askedAt: number;
  /** The newest reading of anybody. */
  newestAt: number | null;
  /** When that reading was first seen. */
  changedAt: number;
  /** What the user wants between two polls. */
  intervalMs: number;
}

/**
 * After a good answer: 20 s after the next reading is due, so that each one is met once.
 *
 * Intervals under a minute are for servers of one's own; they are taken as they are.
 *
 * @param random 0 up to 1
 */
export function nextRegularPoll(facts: PollFacts, random: number): NextPoll {
  const { now, askedAt, newestAt, changedAt, intervalMs } = facts;
  if (intervalMs < MINUTE) return { at: askedAt + intervalMs, reason: 'readingDue' };
  const jitter = random * JITTER_MS;
  if (newestAt === null || now - changedAt > QUIET_AFTER_MS) {
    return { at: askedAt + Math.max(QUIET_INTERVAL_MS, intervalMs) + jitter, reason: 'noNewReadingLately' };
  }
  const due = newestAt + intervalMs + UPLOAD_MS + jitter;
  const soonest = askedAt + intervalMs - SLACK_MS;
  // Due later than an interval from the last request: the phone's clock is ahead or ours slow. Whoever waited for it
  // would pass over a reading.
  const misdated = due > askedAt + intervalMs + JITTER_MS;
  return { at: misdated ? soonest : Math.max(due, soonest), reason: 'readingDue' };
}

/** The user must type something: asking again by itself can only lock the account. */
const NEVER: readonly ProblemCode[] = ['signInNeeded', 'credentialsRejected', 'credentialsKnownBad'];
/** The user must do something elsewhere. */
const BY_USER: readonly ProblemCode[] = [
  'termsNotAccepted',
  'emailNotVerified',
  'stepUnknown',
  'sessionRejected',
  'updateRequired',
  'interfaceSwitchedOff',
];

/**
 * After a failure.
 *
 * @param failures how many there have been in a row, this one included
 * @param random 0 up to 1; waits of our own choosing vary by a tenth, so that many computers do not come back at once
 */
export function nextPollAfter(problem: Problem, failures: number, now: number, random: number): NextPoll {
  if (NEVER.includes(problem.code)) return { at: null, reason: 'waitingForUser' };
  if (problem.retryAt !== undefined) {
    // A stated lockout or rate limit is kept to the letter; the server in trouble is asked again within the hour, and
    // so is one that somebody may have signed in to meanwhile.
    const isLimited = problem.code === 'serverError' || problem.code === 'signInsUsedUp';
    const limit = isLimited ? now + LONGEST_SERVER_WAIT_MS : Infinity;
    return { at: Math.min(problem.retryAt, limit), reason: 'serverSaid' };
  }
  const byUser = BY_USER.includes(problem.code);
  const steps = byUser ? USER_STEPS : NETWORK_STEPS;
  const minutes = steps[Math.min(failures, steps.length) - 1] ?? 1;
  const wait = minutes * MINUTE * (0.9 + 0.2 * random);
  return { at: now + wait, reason: byUser ? 'waitingForUser' : 'afterProblem' };
}
