import { NO_FACTS } from '../../shared/alarms/state.ts';
import type { Facts, ImpairedCause } from '../../shared/alarms/events.ts';
import { isRecording, type AppState, type Link, type PersonState } from '../../shared/state/app-state.ts';
import type { ProblemCode } from '../../shared/problems.ts';
import { DAY, MINUTE } from '../../shared/time.ts';

/** From here on a wrong clock is a matter for an alarm; from two minutes on the screen says so. */
const CLOCK_WRONG_MS = 5 * MINUTE;

/** Problems that only the user can end. All others pass, or end in missing data. */
const CAUSES: Partial<Record<ProblemCode, ImpairedCause>> = {
  signInNeeded: 'signInNeeded',
  credentialsRejected: 'signInNeeded',
  credentialsKnownBad: 'signInNeeded',
  sessionRejected: 'signInNeeded',
  signInsUsedUp: 'signInNeeded',
  keychainAbsent: 'signInNeeded',
  keychainUnavailable: 'signInNeeded',
  termsNotAccepted: 'termsToAccept',
  emailNotVerified: 'termsToAccept',
  stepUnknown: 'termsToAccept',
  updateRequired: 'updateRequired',
  interfaceSwitchedOff: 'updateRequired',
  folderUnusable: 'storageFailed',
};

/** What the monitor knows that bears on one person's alarms. @param now ms UTC */
export function personFacts(state: AppState, person: PersonState, now: number): Facts {
  const { link } = person;
  return {
    ...NO_FACTS,
    answeredAt: state.lastAnswerAt,
    askedByAnother: state.polledBy !== null,
    gone: isNoLongerShared(link),
    unreadable: isUnreadable(state.link) ?? link.code === 'readingUnreadable',
    sensor: sensorFact(person, now),
  };
}

/** The same for somebody of whom only the alarms still know: once the account has answered, they are no longer listed. */
export function unknownFacts({ lastAnswerAt, polledBy, link }: AppState): Facts {
  return {
    ...NO_FACTS,
    answeredAt: lastAnswerAt,
    askedByAnother: polledBy !== null,
    gone: lastAnswerAt !== null,
    unreadable: isUnreadable(link) ?? false,
  };
}

function isNoLongerShared(link: Link): boolean {
  return link.code === 'problem' && link.problem.code === 'noLongerShared';
}

/** Whether it is for their form that answers bring nothing; null while they come and can be read. */
function isUnreadable(server: Link): boolean | null {
  if (server.code !== 'problem' || isNoLongerShared(server)) return null;
  return server.problem.code === 'answerUnreadable';
}

function sensorFact(person: PersonState, now: number): Facts['sensor'] {
  const { link, sensorEndsAt, sensorStartedAt: startedAt = null } = person;
  if (link.code === 'sensorEnded') return { cause: 'sensorEnded', until: null, startedAt };
  if (link.code === 'sensorWarmingUp') return { cause: 'sensorWarmingUp', until: link.until, startedAt };
  const endsAt = sensorEndsAt ?? Infinity;
  const left = endsAt - now;
  return left > 0 && left <= DAY ? { cause: 'sensorEndsSoon', until: endsAt, startedAt } : null;
}

/** What of the program beside the monitor bears on its alarms. */
interface ProgramAround {
  knowsSomebody: boolean;
  notificationsFail: boolean;
  clockWrongBy: number | null;
  /** More than once in a row. */
  backupsFail: boolean;
}

/** What bears on the alarms of the program as a whole: whether it can do its job, and whether it knows anybody. */
export function programFacts(state: AppState, around: ProgramAround): Facts {
  const { link } = state;
  // Where nobody has ever shared, setting up is not done yet; that is no alarm.
  const nobodyShares =
    link.code === 'problem' && ['nobodyShares', 'invitationWaits'].includes(link.problem.code);
  return {
    ...NO_FACTS,
    answeredAt: state.lastAnswerAt,
    askedByAnother: state.polledBy !== null,
    unreadable: isUnreadable(link) ?? false,
    expectsReadings: !around.knowsSomebody && !nobodyShares,
    impaired: impairedCause(state, around),
  };
}

function impairedCause(
  state: AppState,
  { notificationsFail, clockWrongBy, backupsFail }: ProgramAround,
): ImpairedCause | null {
  const { link } = state;
  const known = link.code === 'problem' ? CAUSES[link.problem.code] : undefined;
  if (known !== undefined) return known;
  if (notificationsFail) return 'notificationsFailed';
  if (!isRecording(state)) return 'storageFailed';
  if (clockWrongBy !== null && Math.abs(clockWrongBy) > CLOCK_WRONG_MS) return 'clockWrong';
  return backupsFail ? 'backupFailed' : null;
}
