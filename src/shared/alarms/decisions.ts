import { IMPAIRED_CAUSES, SENSOR_CAUSES } from './events.ts';
import type { AlarmKind, Priority } from './kinds.ts';

/** Why a condition holds. */
export const CAUSES = [
  'belowLimit',
  'aboveLimit',
  'offScaleLow',
  'offScaleHigh',
  'fallingFast',
  /** The newest reading is too old. */
  'noNewReading',
  /** The server has not answered for too long. */
  'noAnswer',
  'neverAReading',
  /** What the server serves cannot be read. */
  'unreadable',
  ...IMPAIRED_CAUSES,
  ...SENSOR_CAUSES,
] as const;
export type Cause = (typeof CAUSES)[number];

/** Why a ring, its sound or its repeat did not come. */
export const HOLDS = [
  'acknowledged',
  'snoozed',
  'quietHours',
  /** Something about this person made a sound less than five minutes ago. */
  'soundedRecently',
  /** A stronger alarm says the same and more. */
  'strongerAlarm',
  /** Back inside the limit, but not far enough for it to be over. */
  'insideLimit',
  /** A high one that is coming down, a low one that is going up. */
  'falling',
  'rising',
  /** The newest reading is too old to ring for. */
  'noFreshReading',
  'sensorWarmingUp',
  'sensorEnded',
  'noLongerShared',
  /** It happened while nothing was heard; told afterwards, without a sound. */
  'missed',
] as const;
export type Hold = (typeof HOLDS)[number];

export const CLEAR_CAUSES = [
  'recovered',
  'switchedOff',
  'readingsAreBack',
  'readingsNotExpected',
  'causeGone',
] as const;
export type ClearCause = (typeof CLEAR_CAUSES)[number];

export const DECISIONS = ['raised', 'repeated', 'heldBack', 'acknowledged', 'snoozed', 'cleared'] as const;

/** Every reason a decision can have. */
export const REASONS = [...CAUSES, ...HOLDS, ...CLEAR_CAUSES, 'byUser'] as const;
export type Reason = (typeof REASONS)[number];

/** One thing the machine has decided about one kind of alarm; what the journal keeps. Instants in ms UTC. */
export interface Decision {
  kind: AlarmKind;
  decision: (typeof DECISIONS)[number];
  reason: Reason;
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
