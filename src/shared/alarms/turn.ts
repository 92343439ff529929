import { MINUTE } from '../time.ts';
import type { Decision } from './decisions.ts';
import type { HeardReading, Moment } from './events.ts';
import { PRIORITY, TIMING, type AlarmKind, type Priority, type Timing } from './kinds.ts';
import { isQuiet, type AlarmRules } from './rules.ts';
import type { AlarmState, KindState } from './state.ts';

/** A reading this old says nothing about now: it neither raises nor clears. */
export const FRESH_MS = 15 * MINUTE;
/** Missing data becomes a matter of high priority. */
const LONG_SILENCE_MS = 60 * MINUTE;

/** One step of the machine while it is under way: a state of its own, and what has been decided so far. */
export interface Turn {
  state: AlarmState;
  readonly rules: AlarmRules;
  readonly now: Moment;
  /** The reading this step is about, if it is new and fresh. */
  judged: HeardReading | null;
  readonly decisions: Decision[];
}

export function change(turn: Turn, kind: AlarmKind, changes: Partial<KindState>): void {
  const { state } = turn;
  turn.state = { ...state, kinds: { ...state.kinds, [kind]: { ...state.kinds[kind], ...changes } } };
}

export function decide(
  turn: Turn,
  kind: AlarmKind,
  decision: Decision['decision'],
  reason: Decision['reason'],
  more: Partial<Decision> = {},
): void {
  const { state, now } = turn;
  const reading = kind === 'impaired' || kind === 'sensor' ? null : state.newest;
  turn.decisions.push({
    kind,
    decision,
    reason,
    at: now.at,
    mgdl: reading?.mgdl ?? null,
    measuredAt: reading?.measuredAt ?? null,
    priority: priorityOf(turn, kind),
    sound: false,
    until: null,
    since: null,
    by: null,
    ...more,
  });
}

/** Whether it is to wake somebody: an urgent low always, a plain one in its night hours. */
export function wakes({ rules, now }: Turn, kind: AlarmKind): boolean {
  return kind === 'urgentLow' || (kind === 'low' && isQuiet(rules.low.night, now.at, now.offsetSeconds));
}

/** Missing data matters more the longer it lasts, and at once where the last thing heard was a low that wakes. */
export function priorityOf(turn: Turn, kind: AlarmKind): Priority {
  const { state, now } = turn;
  if (kind !== 'noData') return wakes(turn, kind) ? PRIORITY.urgentLow : PRIORITY[kind];
  const long = now.at - silentSince(state) >= LONG_SILENCE_MS;
  const afterLow = (['urgentLow', 'low'] as const).some(
    (low) => state.kinds[low].on !== null && wakes(turn, low),
  );
  return long || afterLow ? 'high' : PRIORITY.noData;
}

/** How often it rings again, and how many times. */
export function repeatsOf(turn: Turn, kind: AlarmKind): Pick<Timing, 'repeatMs' | 'repeats'> {
  return TIMING[wakes(turn, kind) ? 'urgentLow' : kind];
}

/** Whether the newest reading may still be spoken of as "now". */
export function isFresh({ state, now }: Turn): boolean {
  return state.newest !== null && now.at - state.newest.measuredAt <= FRESH_MS;
}

/** Whether a request after a start may still bring what is missing. */
export function isInGrace({ state, now }: Turn): boolean {
  return state.graceUntil !== null && now.at < state.graceUntil;
}

/** When the server last answered, as far as it is known here. */
export function answeredSince({ facts, watchingSince }: AlarmState): number {
  return facts.askedByAnother ? Infinity : (facts.answeredAt ?? watchingSince);
}

/**
 * Since when nothing has been heard that could be judged, by the reading's own time or by the last good answer, whichever
 * is longer ago. ms UTC; in the future while a sensor warms up. Readings that all come too late to be judged are as good
 * as none: no other alarm would speak for them.
 */
export function silentSince(state: AlarmState): number {
  const { newest, judgedAt, watchingSince, expectedFrom } = state;
  // Heard before it was measured: the time it was heard is the one that is sure.
  const read = Math.min(
    judgedAt ?? watchingSince,
    newest?.measuredAt ?? Infinity,
    newest?.heardAt ?? Infinity,
  );
  const since = Math.min(read, answeredSince(state));
  return expectedFrom === null ? since : Math.max(since, expectedFrom);
}
