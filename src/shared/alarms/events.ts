import type { OffScale } from '../glucose/range.ts';
import type { Reading } from '../glucose/reading.ts';
import type { TrendArrow } from '../glucose/trend.ts';
import type { AlarmKind } from './kinds.ts';

/** What an alarm needs of a reading. `measuredAt` in ms UTC, `mgdl` at the end of the scale where `offScale` is set. */
export interface HeardReading {
  measuredAt: number;
  mgdl: number;
  offScale: OffScale | null;
  trend: TrendArrow | null;
}

export function heardReading({ measuredAt, mgdl, offScale, trend }: Reading): HeardReading {
  return { measuredAt, mgdl, offScale, trend };
}

/** Why the program cannot do its job, by what the user has to do about it. */
export const IMPAIRED_CAUSES = [
  'signInNeeded',
  'termsToAccept',
  'updateRequired',
  'notificationsFailed',
  'storageFailed',
  'clockWrong',
  'backupFailed',
] as const;
export type ImpairedCause = (typeof IMPAIRED_CAUSES)[number];

export const SENSOR_CAUSES = ['sensorEnded', 'sensorWarmingUp', 'sensorEndsSoon'] as const;
export type SensorCause = (typeof SENSOR_CAUSES)[number];

/** What the world beyond the readings is like for one person, or for the program as a whole. Instants in ms UTC. */
export interface Facts {
  /** The last good answer of the server; null: there was none yet, or another program asks in our place. */
  answeredAt: number | null;
  /** Another program asks the server: when it got an answer is not known here. */
  askedByAnother: boolean;
  /** Whether somebody's readings can be missing at all: of a person always, of the program while it knows nobody. */
  expectsReadings: boolean;
  /** The account no longer lists this person. */
  gone: boolean;
  /** The server answers, and what it serves cannot be read. */
  unreadable: boolean;
  impaired: ImpairedCause | null;
  /** `startedAt`: of the sensor it is about. */
  sensor: { cause: SensorCause; until: number | null; startedAt?: number | null } | null;
}

/** The time, and what the clock that quiet hours go by is ahead of UTC. */
export interface Moment {
  /** ms UTC */
  at: number;
  offsetSeconds: number;
}

/** Who silences an alarm, as the journal names them. */
export type Actor = string;

/** What "silence everything" is about: every kind, or those about high glucose. */
export type SnoozeScope = 'all' | 'highs';

export type AlarmEvent =
  /**
   * A reading that was not served before; it may be old, from the future or out of order all the same. `facts` of the
   * same answer are learned first, so that nothing rings between them.
   */
  | { type: 'reading'; reading: HeardReading; facts?: Facts }
  | { type: 'tick' }
  | { type: 'facts'; facts: Facts }
  /** A request cycle has ended, well or not. */
  | { type: 'asked' }
  | { type: 'acknowledge'; kind: AlarmKind; by: Actor }
  | { type: 'snooze'; kind: AlarmKind; minutes: number; by: Actor }
  | { type: 'snoozeAll'; scope: SnoozeScope; minutes: number; by: Actor }
  /** No snooze holds any longer; acknowledgements do. */
  | { type: 'endSnooze'; by: Actor }
  /** Somebody takes back what silenced this kind, and the lesser ones with it. */
  | { type: 'undoSilence'; kind: AlarmKind; by: Actor }
  /** The rules are others than before. */
  | { type: 'settings' }
  /** The program started, or the computer woke up: nothing was watched since `blindSince`. */
  | { type: 'resumed' }
  /** What came to light afterwards about a time in which nothing was heard. */
  | { type: 'missed'; from: number; to: number; readings: readonly HeardReading[] };
