import type { Cause, Hold } from './decisions.ts';
import type { Facts, HeardReading, SensorCause } from './events.ts';
import { ALARM_KINDS, type AlarmKind, type Priority } from './kinds.ts';

/** Why an alarm keeps still although its condition holds, and until when. */
export interface Silence {
  type: 'acknowledged' | 'snoozed';
  until: number;
  /** The value it was given at, or the first one beyond the limit since; what is clearly worse ends it. */
  mgdl: number | null;
  /** Given before there was anything to silence: lasts to its end, whatever recovers meanwhile. */
  ahead: boolean;
}

/** One kind of alarm of one person. Instants in ms UTC; null: not so. */
export interface KindState {
  /** Beyond the limit since this reading, without a return past the clearing point, and how many readings so far. */
  beyondSince: number | null;
  beyondReadings: number;
  /** The condition holds, confirmed, since. */
  on: number | null;
  cause: Cause | null;
  /** Somebody has been told, since. */
  raised: number | null;
  /** To be told anew: a silence has ended, or things have got worse. */
  rearmed: boolean;
  /** The last time it was shown, and with which priority. */
  ringAt: number | null;
  priority: Priority | null;
  repeats: number;
  /** Shown but not heard yet. */
  soundDue: boolean;
  silence: Silence | null;
  /** On the safe side since this reading, while snoozed. */
  safeSince: number | null;
  /** Rings again on a new reading only: a silence or a blind time has ended. */
  waiting: boolean;
  /** Why it was last held back, so that the journal says it once. */
  held: Hold | null;
}

/** `heardAt`: when it came, ms UTC. */
export type NewestReading = HeardReading & { heardAt: number };

/** Everything the machine remembers of one person, or of the program as a whole. Plain data. */
export interface AlarmState {
  /** When it was last asked; a clock set back shows by it. */
  seenAt: number;
  /** Since when readings could have come. */
  watchingSince: number;
  /** The newest reading that was not from the future, and when it was heard. */
  newest: NewestReading | null;
  /** The one before it. */
  previous: NewestReading | null;
  /** When the newest that came in time to be judged was measured. */
  judgedAt: number | null;
  facts: Facts;
  /** A new sensor is warming up: no reading can come before this. */
  expectedFrom: number | null;
  /** No missing data and nothing of a sensor is told before this, unless a request has been answered. */
  graceUntil: number | null;
  /** The last time that passed unwatched, until an answer shows that it did: somebody may only have set the clock. */
  leap: { from: number; to: number } | null;
  /** The last sound about this person. */
  sound: { at: number; kind: AlarmKind; priority: Priority } | null;
  /** What was told last of a sensor, and when that one was started. */
  sensorTold: { cause: SensorCause; startedAt: number } | null;
  kinds: Record<AlarmKind, KindState>;
}

export const QUIET_KIND: KindState = {
  beyondSince: null,
  beyondReadings: 0,
  on: null,
  cause: null,
  raised: null,
  rearmed: false,
  ringAt: null,
  priority: null,
  repeats: 0,
  soundDue: false,
  silence: null,
  safeSince: null,
  waiting: false,
  held: null,
};

export const NO_FACTS: Facts = {
  answeredAt: null,
  askedByAnother: false,
  expectsReadings: true,
  gone: false,
  unreadable: false,
  impaired: null,
  sensor: null,
};

/** @param at ms UTC */
export function initialState(at: number, facts: Facts = NO_FACTS): AlarmState {
  return {
    seenAt: at,
    watchingSince: at,
    newest: null,
    previous: null,
    judgedAt: null,
    facts,
    expectedFrom: null,
    graceUntil: null,
    leap: null,
    sound: null,
    sensorTold: null,
    kinds: Object.fromEntries(ALARM_KINDS.map((kind) => [kind, QUIET_KIND])) as Record<AlarmKind, KindState>,
  };
}

export type Phase = 'idle' | 'active' | 'acknowledged' | 'snoozed';

/** Where a kind stands; `idle` with a silence is one that was snoozed ahead, or while it hovers at its limit. */
export function phaseOf({ on, raised, silence }: KindState): Phase {
  if (on === null) return 'idle';
  if (silence !== null) return silence.type;
  return raised === null ? 'idle' : 'active';
}

/**
 * The state as if the clock had always gone as it does now, after somebody set it back: durations stay what they were,
 * so that no silence grows and no repeat is lost. What was before a leap that is taken back stays where it was. Instants
 * of readings are not ours to move.
 */
export function afterClockSetBack(state: AlarmState, at: number): AlarmState {
  const back = state.seenAt - at;
  if (back <= 0) return state;
  const { leap } = state;
  const rest = Math.max(0, back - (leap ? leap.to - leap.from : 0));
  const since = (instant: number): number => instant - (leap && instant <= leap.from ? rest : back);
  const moved = (instant: number | null): number | null => (instant === null ? null : since(instant));
  const kinds = Object.fromEntries(
    ALARM_KINDS.map((kind) => {
      const one = state.kinds[kind];
      const silence = one.silence && { ...one.silence, until: one.silence.until - back };
      return [
        kind,
        { ...one, on: moved(one.on), raised: moved(one.raised), ringAt: moved(one.ringAt), silence },
      ];
    }),
  ) as Record<AlarmKind, KindState>;
  return {
    ...state,
    kinds,
    watchingSince: since(state.watchingSince),
    newest: state.newest && { ...state.newest, heardAt: since(state.newest.heardAt) },
    facts: { ...state.facts, answeredAt: moved(state.facts.answeredAt) },
    expectedFrom: state.expectedFrom && state.expectedFrom - back,
    graceUntil: state.graceUntil && state.graceUntil - back,
    leap: leap && rest === 0 ? { from: leap.from, to: leap.to - back } : null,
    sound: state.sound && { ...state.sound, at: since(state.sound.at) },
  };
}
