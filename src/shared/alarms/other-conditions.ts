import { MINUTE } from '../time.ts';
import type { Cause, ClearCause } from './decisions.ts';
import { IMPAIRED_CAUSES, type ImpairedCause } from './events.ts';
import type { AlarmState, KindState } from './state.ts';
import { answeredSince, FRESH_MS, isInGrace, silentSince, type Turn } from './turn.ts';

/** Answers are due about once a minute; from here on it is the server, not the phone. */
const NO_ANSWER_MS = 5 * MINUTE;
/** What may pass by itself is told only when it has lasted. */
const LASTING_MS = MINUTE;
const MAY_PASS: readonly ImpairedCause[] = ['storageFailed', 'clockWrong'];

/** What has become of a condition that has nothing to do with a value. `cleared`: why it ended, if it just did. */
export interface Outcome {
  changes: Partial<KindState>;
  cleared?: ClearCause;
}

const NOTHING: Outcome = { changes: {} };

/** Missing data: by age, whatever the reason; also where there never was a reading. */
export function missingData(turn: Turn): Outcome {
  const { state, rules, now } = turn;
  const { on, cause } = state.kinds.noData;
  const silentFor = now.at - silentSince(state);
  const limit = rules.noData.minutes * MINUTE;
  if (!state.facts.expectsReadings)
    return on === null ? NOTHING : { changes: { on: null, cause: null }, cleared: 'readingsNotExpected' };
  if (on === null) {
    if (silentFor < limit || isInGrace(turn)) return NOTHING;
    return { changes: { on: now.at, cause: causeOfSilence(state, now.at) } };
  }
  if (silentFor < 0) return { changes: { on: null, cause: null }, cleared: 'readingsNotExpected' };
  if (silentFor < Math.min(FRESH_MS, limit))
    return { changes: { on: null, cause: null }, cleared: 'readingsAreBack' };
  const newCause = causeOfSilence(state, now.at);
  return newCause === cause ? NOTHING : { changes: { cause: newCause } };
}

function causeOfSilence(state: AlarmState, at: number): Cause {
  if (state.facts.unreadable) return 'unreadable';
  if (at - answeredSince(state) > NO_ANSWER_MS) return 'noAnswer';
  return state.newest === null ? 'neverAReading' : 'noNewReading';
}

/** Something keeps the program from doing its job. A more serious cause than the one told is told again. */
export function impairment(turn: Turn): Outcome {
  const { state, now } = turn;
  const { impaired: cause } = state.facts;
  const { on, cause: told, beyondSince } = state.kinds.impaired;
  if (cause === null) {
    // Until an answer comes nobody knows whether a clock is right.
    if (told === 'clockWrong' && isInGrace(turn)) return NOTHING;
    const changes = { on: null, cause: null, beyondSince: null };
    return on === null ? { changes } : { changes, cleared: 'causeGone' };
  }
  if (on !== null)
    return cause === told ? NOTHING : { changes: { cause, ...(isGraver(cause, told) && ANEW) } };
  const since = beyondSince ?? now.at;
  const lasts = !MAY_PASS.includes(cause) || now.at - since >= LASTING_MS;
  return { changes: { beyondSince: since, ...(lasts && { on: now.at, cause }) } };
}

/** Something about the sensor; each new thing is told once, and nothing that an answer may still show to be otherwise. */
export function sensorNews(turn: Turn): Outcome {
  const { state, now } = turn;
  if (isInGrace(turn)) return NOTHING;
  const cause = state.facts.sensor?.cause ?? null;
  const { on, cause: told } = state.kinds.sensor;
  if (cause === null)
    return on === null ? NOTHING : { changes: { on: null, cause: null }, cleared: 'causeGone' };
  if (cause === told) return NOTHING;
  const startedAt = state.facts.sensor?.startedAt ?? null;
  const { sensorTold } = state;
  // A sensor ends once, however often the last of its readings come and go.
  if (on === null && startedAt !== null && sensorTold?.cause === cause && sensorTold.startedAt === startedAt)
    return NOTHING;
  turn.state = { ...state, sensorTold: startedAt === null ? null : { cause, startedAt } };
  return { changes: { cause, ...(on === null ? { on: now.at } : ANEW) } };
}

/** Told again although it was told, or silenced, for another reason. */
const ANEW: Partial<KindState> = { rearmed: true, silence: null, held: null };

function isGraver(cause: ImpairedCause, told: Cause | null): boolean {
  const order: readonly (Cause | null)[] = IMPAIRED_CAUSES;
  return order.indexOf(cause) < order.indexOf(told);
}
