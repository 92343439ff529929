import { MINUTE } from '../time.ts';
import type { Cause } from './decisions.ts';
import type { HeardReading } from './events.ts';
import type { GlucoseKind } from './kinds.ts';
import type { AlarmRules } from './rules.ts';
import type { KindState } from './state.ts';

/** A low clears this far over its limit, mg/dL; the margins LibreLinkUp itself carries. */
const LOW_MARGIN_MGDL = 10;
/** A high clears at this share of its limit. */
const HIGH_CLEARS_AT = 0.9;
/** A low that was silenced rings again when it is this much lower, mg/dL. */
const WORSE_BY_MGDL = 10;
/** Two readings further apart than this say nothing about the time between them. */
const UNBROKEN_MS = 45 * MINUTE;

/**
 * How much it takes to believe a kind: so many readings beyond the limit without a return past the clearing point, or
 * the first of them so long ago. An urgent low is never made to wait.
 */
const CONFIRMED: Record<GlucoseKind, { readings: number; ms: number }> = {
  urgentLow: { readings: 1, ms: 0 },
  low: { readings: 1, ms: 0 },
  fastFall: { readings: 1, ms: 0 },
  high: { readings: 2, ms: 10 * MINUTE },
  urgentHigh: { readings: Infinity, ms: 30 * MINUTE },
};

/** The condition of a kind after a new reading. @param at when it is judged, ms UTC */
export function judge(
  kind: GlucoseKind,
  state: KindState,
  reading: HeardReading,
  previous: HeardReading | null,
  rules: AlarmRules,
  at: number,
): KindState {
  const cause = causeOf(kind, reading, rules);
  if (cause === null) {
    if (!isClear(kind, reading, rules)) return state;
    return { ...state, beyondSince: null, beyondReadings: 0, on: null, cause: null };
  }
  const unbroken = previous !== null && reading.measuredAt - previous.measuredAt <= UNBROKEN_MS;
  const goesOn = state.on !== null || unbroken;
  const beyondSince = (goesOn ? state.beyondSince : null) ?? reading.measuredAt;
  const beyondReadings = (goesOn ? state.beyondReadings : 0) + 1;
  const { readings, ms } = CONFIRMED[kind];
  const confirmed = beyondReadings >= readings || reading.measuredAt - beyondSince >= ms;
  return { ...state, beyondSince, beyondReadings, cause, on: state.on ?? (confirmed ? at : null) };
}

/** A lone high reading is believed when nothing has contradicted it for long enough. */
export function confirmedByTime(kind: GlucoseKind, state: KindState, at: number): boolean {
  return (
    kind === 'high' &&
    state.on === null &&
    state.beyondSince !== null &&
    at - state.beyondSince >= CONFIRMED.high.ms
  );
}

/** Why a reading is beyond the limit; null: it is not. The sensor's own mark wins over any number. */
export function causeOf(kind: GlucoseKind, reading: HeardReading, rules: AlarmRules): Cause | null {
  const { mgdl, offScale, trend } = reading;
  const { limit } = rules[kind];
  switch (kind) {
    case 'urgentLow':
    case 'low':
      if (offScale !== null) return offScale === 'LO' ? 'offScaleLow' : null;
      return mgdl < limit ? 'belowLimit' : null;
    case 'high':
    case 'urgentHigh':
      if (offScale !== null) return offScale === 'HI' ? 'offScaleHigh' : null;
      return mgdl > limit ? 'aboveLimit' : null;
    case 'fastFall':
      return trend === 1 && mgdl < limit ? 'fallingFast' : null;
  }
}

/** Past the clearing point, which is well inside the limit so that hovering at it is one alarm. */
function isClear(kind: GlucoseKind, { mgdl, offScale, trend }: HeardReading, rules: AlarmRules): boolean {
  const { limit } = rules[kind];
  switch (kind) {
    case 'urgentLow':
    case 'low':
      return offScale === 'HI' || mgdl >= limit + LOW_MARGIN_MGDL;
    case 'high':
    case 'urgentHigh':
      return offScale === 'LO' || mgdl <= Math.round(limit * HIGH_CLEARS_AT);
    case 'fastFall':
      return (trend !== null && trend >= 3) || mgdl >= limit + LOW_MARGIN_MGDL;
  }
}

/** Whether things are clearly worse than when they were silenced. @param silenced mg/dL then */
export function isWorse(
  kind: GlucoseKind,
  silenced: number,
  { mgdl, offScale }: HeardReading,
  rules: AlarmRules,
): boolean {
  switch (kind) {
    case 'urgentLow':
    case 'low':
      return mgdl <= silenced - WORSE_BY_MGDL || (offScale === 'LO' && mgdl < silenced);
    case 'high':
      // Over the limit of an urgent high, whether that alarm is on or not.
      return mgdl > rules.urgentHigh.limit && silenced <= rules.urgentHigh.limit;
    case 'urgentHigh':
      return offScale === 'HI' && silenced < mgdl;
    case 'fastFall':
      return false;
  }
}
