import { isQuiet, type QuietHours } from '../alarms/rules.ts';
import type { ShownAlarm } from '../alarms/shown-alarm.ts';
import { DAY, MINUTE } from '../time.ts';

/** A program that takes more memory than this for so long starts anew, if nothing speaks against it. */
export const MOST_MEGABYTES = 400;
export const SUSTAINED_MS = 30 * MINUTE;
/** So long after a low, or a reading that might become one in an hour of nobody watching. */
export const LOW_AGO_MS = 10 * MINUTE;
/** Between two tries: twice as long after each. */
const FIRST_WAIT_MS = 10 * MINUTE;
const LONGEST_WAIT_MS = 2 * 60 * MINUTE;
/** Where nobody has said when night is. */
const USUAL_NIGHT: QuietHours = { from: 21 * 60, to: 7 * 60 };

/**
 * Why a program that has grown does not start anew now: it did so within a day; nobody of an account is followed; an
 * alarm rings; a low is not ten minutes old; it is night; readings wait for the disk; something is being done that must
 * not be cut off; something typed is not saved; somebody is at the window; the place of the password did not answer.
 */
export const RELAUNCH_HOLDS = [
  'today',
  'notFollowing',
  'alarm',
  'low',
  'night',
  'unrecorded',
  'atWork',
  'unsaved',
  'inUse',
  'keychain',
] as const;
export type RelaunchHold = (typeof RELAUNCH_HOLDS)[number];

/** How it stands with a program that takes too much memory. */
export interface RelaunchSituation {
  /** How long it has been so, without a break, ms. */
  overForMs: number;
  /** How long ago it last started anew for its memory, ms; null: this run does not come of that. */
  sinceLastMs: number | null;
  /** Somebody of an account is followed. */
  follows: boolean;
  alarms: readonly Pick<ShownAlarm, 'kind' | 'phase'>[];
  /** How long ago anybody's last low was measured, ms; negative: ahead of our clock; null: none is known. */
  lowAgoMs: number | null;
  /** What clocks on a wall show, the computer's and each wearer's: UTC and what they are ahead of it. */
  clocks: readonly { at: number; offsetSeconds: number }[];
  /** The hours of the night that a person has set. */
  night: QuietHours | null;
  /** Everything heard is on the disk. */
  isRecorded: boolean;
  /** An import, export, backup, restore, erasure, dialog or anything else that must not be cut off. */
  isAtWork: boolean;
  /** Something typed into the window, or chosen there, would be lost. */
  isUnsaved: boolean;
  /** The window has the keyboard. */
  isInUse: boolean;
  /** Whether the place of the password gave back just now what it holds. */
  keychain: 'unasked' | 'answers' | 'silent';
}

export type RelaunchStep =
  | { step: 'wait' }
  | { step: 'hold'; why: RelaunchHold }
  | { step: 'askKeychain' }
  | { step: 'relaunch' };

/**
 * What a program does that takes more memory than it should: it starts anew by day, while nothing rings and nobody would
 * lose anything by it, and only where the next start is sure to find the password. Else it goes on, and says why.
 */
export function relaunchStep(situation: RelaunchSituation): RelaunchStep {
  if (situation.overForMs < SUSTAINED_MS) return { step: 'wait' };
  const why = holdOf(situation);
  if (why !== null) return { step: 'hold', why };
  return situation.keychain === 'unasked' ? { step: 'askKeychain' } : { step: 'relaunch' };
}

function holdOf(situation: RelaunchSituation): RelaunchHold | null {
  const { sinceLastMs, follows, alarms, lowAgoMs, clocks, isRecorded } = situation;
  if (sinceLastMs !== null && sinceLastMs < DAY) return 'today';
  if (!follows) return 'notFollowing';
  if (alarms.some(({ phase }) => phase === 'active')) return 'alarm';
  const isLow = alarms.some(({ kind }) => kind === 'low' || kind === 'urgentLow');
  if (isLow || (lowAgoMs !== null && lowAgoMs < LOW_AGO_MS)) return 'low';
  const night = nightOf(situation.night);
  if (clocks.some(({ at, offsetSeconds }) => isQuiet(night, at, offsetSeconds))) return 'night';
  if (!isRecorded) return 'unrecorded';
  if (situation.isAtWork) return 'atWork';
  if (situation.isUnsaved) return 'unsaved';
  if (situation.isInUse) return 'inUse';
  return situation.keychain === 'silent' ? 'keychain' : null;
}

/** Hours that begin when they end are none. */
function nightOf(night: QuietHours | null): QuietHours {
  return night === null || night.from === night.to ? USUAL_NIGHT : night;
}

/** How long to wait before it is tried again, ms. @param tries how many have come to nothing */
export function relaunchWait(tries: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, tries - 1), LONGEST_WAIT_MS);
}
