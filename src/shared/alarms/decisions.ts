import type { ImpairedCause, SensorCause } from './events.ts';
import type { AlarmKind, Priority } from './kinds.ts';

/** Why a condition holds. */
export type Cause =
  | 'belowLimit'
  | 'aboveLimit'
  | 'offScaleLow'
  | 'offScaleHigh'
  | 'fallingFast'
  /** The newest reading is too old. */
  | 'noNewReading'
  /** The server has not answered for too long. */
  | 'noAnswer'
  | 'neverAReading'
  /** What the server serves cannot be read. */
  | 'unreadable'
  | ImpairedCause
  | SensorCause;

/** Why a ring, its sound or its repeat did not come. */
export type Hold =
  | 'acknowledged'
  | 'snoozed'
  | 'quietHours'
  /** Something about this person made a sound less than five minutes ago. */
  | 'soundedRecently'
  /** A stronger alarm says the same and more. */
  | 'strongerAlarm'
  /** Back inside the limit, but not far enough for it to be over. */
  | 'insideLimit'
  /** A high one that is coming down, a low one that is going up. */
  | 'falling'
  | 'rising'
  /** The newest reading is too old to ring for. */
  | 'noFreshReading'
  | 'sensorWarmingUp'
  | 'sensorEnded'
  | 'noLongerShared'
  /** It happened while nothing was heard; told afterwards, without a sound. */
  | 'missed';

export type ClearCause =
  'recovered' | 'switchedOff' | 'readingsAreBack' | 'readingsNotExpected' | 'causeGone';

export const DECISIONS = ['raised', 'repeated', 'heldBack', 'acknowledged', 'snoozed', 'cleared'] as const;

/** One thing the machine has decided about one kind of alarm; what the journal keeps. Instants in ms UTC. */
export interface Decision {
  kind: AlarmKind;
  decision: (typeof DECISIONS)[number];
  reason: Cause | Hold | ClearCause | 'byUser';
  at: number;
  /** The reading it rests on, where it rests on one. */
  mgdl: number | null;
  measuredAt: number | null;
  priority: Priority;
  /** Whether it is to be heard and not only seen. */
  sound: boolean;
  /** Of a snooze or an acknowledgement, of what was missed: its end. */
  until: number | null;
  /** Of what was missed: its beginning. */
  since: number | null;
  /** Who acknowledged or snoozed. */
  by: string | null;
}

/** A decision somebody is to see: it goes to the notifier. */
export function isShown({ decision, reason }: Decision): boolean {
  return decision === 'raised' || decision === 'repeated' || reason === 'missed';
}
