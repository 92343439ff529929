import { isFuture } from '../glucose/freshness.ts';
import { MINUTE, SECOND } from '../time.ts';
import type { Decision } from './decisions.ts';
import type { AlarmEvent, Facts, HeardReading, Moment } from './events.ts';
import { causeOf, confirmedByTime, isWorse, judge } from './glucose-conditions.ts';
import {
  ALARM_KINDS,
  GLUCOSE_KINDS,
  isGlucoseKind,
  isHigherPriority,
  PRIORITY,
  type AlarmKind,
  type GlucoseKind,
} from './kinds.ts';
import { worstMissed } from './missed.ts';
import { impairment, missingData, sensorNews, type Outcome } from './other-conditions.ts';
import { ring } from './ringing.ts';
import type { AlarmRules } from './rules.ts';
import { acknowledge, endSnooze, snooze, snoozeAll, undoSilence } from './silencing.ts';
import { afterClockSetBack, QUIET_KIND, type AlarmState } from './state.ts';
import { change, decide, FRESH_MS, isFresh, priorityOf, type Turn } from './turn.ts';

/** So long on the safe side, and a snooze is over: what comes then is another episode. */
const RECOVERED_MS = 15 * MINUTE;
/** How long after a start or a sleep an answer may take before missing data is told: networks come back late. */
const GRACE_MS = MINUTE;
/** The answer that brings somebody new came a moment before they are known. */
const JUST_ANSWERED_MS = 5 * SECOND;
/** No sensor warms up for longer; a server that says so is not believed. */
const LONGEST_WARM_UP_MS = 120 * MINUTE;

export interface Step {
  state: AlarmState;
  decisions: Decision[];
}

/**
 * One step of the alarms of one person, or of the program as a whole: idle → active → acknowledged | snoozed → idle,
 * for each kind by itself. A pure function: the same state, event, rules and time give the same state and decisions.
 *
 * Its cost depends on nothing that was before. Source of the behaviour: clinical.md 4.3.
 */
export function step(before: AlarmState, event: AlarmEvent, rules: AlarmRules, now: Moment): Step {
  const state = { ...withoutFuture(afterClockSetBack(before, now.at), now.at), seenAt: now.at };
  const turn: Turn = { state, rules, now, judged: null, decisions: [] };
  take(turn, event, before);
  for (const kind of ALARM_KINDS) {
    if (!rules[kind].on) {
      switchOff(turn, kind);
      continue;
    }
    endSilence(turn, kind);
    if (isGlucoseKind(kind)) judgeGlucose(turn, kind);
    else settle(turn, kind, { noData: missingData, impaired: impairment, sensor: sensorNews }[kind](turn));
    breakSilence(turn, kind);
    ring(turn, kind);
  }
  return { state: turn.state, decisions: turn.decisions };
}

function take(turn: Turn, event: AlarmEvent, before: AlarmState): void {
  switch (event.type) {
    case 'reading':
      if (event.facts) learn(turn, event.facts);
      return hear(turn, event.reading);
    case 'facts':
      return learn(turn, event.facts);
    case 'asked':
      return endGrace(turn);
    case 'acknowledge':
      return acknowledge(turn, event.kind, event.by);
    case 'snooze':
      return snooze(turn, event.kind, event.minutes, event.by);
    case 'snoozeAll':
      return snoozeAll(turn, event.scope, event.minutes, event.by);
    case 'endSnooze':
      return endSnooze(turn, event.by);
    case 'undoSilence':
      return undoSilence(turn, event.kind, event.by);
    case 'resumed':
      return resume(turn, before.seenAt);
    case 'missed': {
      const worst = worstMissed(event.readings, turn.rules);
      if (worst) {
        const { mgdl, measuredAt } = worst.reading;
        const { from: since, to: until } = event;
        decide(turn, worst.kind, 'heldBack', 'missed', { mgdl, measuredAt, since, until, priority: 'low' });
      }
      return;
    }
    case 'tick':
    case 'settings':
      return;
  }
}

/** Takes in a reading that is newer than all before and not from the future; judges it if it is fresh. */
function hear(turn: Turn, reading: HeardReading): void {
  const { state, now } = turn;
  if (isFuture(reading.measuredAt, now.at)) return;
  if (state.newest !== null && reading.measuredAt <= state.newest.measuredAt) return;
  const newest = { ...reading, heardAt: now.at };
  turn.state = { ...state, newest, previous: state.newest };
  if (now.at - reading.measuredAt > FRESH_MS) return;
  turn.judged = reading;
  // Whatever was said to be warming up: readings come.
  turn.state = { ...turn.state, judgedAt: reading.measuredAt, expectedFrom: null };
}

function learn(turn: Turn, facts: Facts): void {
  const { state, now } = turn;
  const { askedByAnother } = facts;
  // A start forgets no answer, and another program's are taken for granted.
  const answeredAt = askedByAnother ? now.at : (facts.answeredAt ?? state.facts.answeredAt);
  const isUnknown = facts.answeredAt === null && !askedByAnother;
  const sensor = facts.sensor ?? (isUnknown ? state.facts.sensor : null);
  const warmUntil = sensor?.cause === 'sensorWarmingUp' ? sensor.until : null;
  const believed = warmUntil !== null && warmUntil - now.at <= LONGEST_WARM_UP_MS;
  const expectedFrom = believed ? warmUntil : state.expectedFrom;
  turn.state = { ...state, facts: { ...facts, answeredAt, sensor }, expectedFrom };
}

/** After a start or a sleep nothing old rings: the newest reading decides, or that none comes. */
function resume(turn: Turn, from: number): void {
  for (const kind of GLUCOSE_KINDS) {
    if (turn.state.kinds[kind].on !== null) change(turn, kind, { waiting: true });
  }
  const to = turn.now.at;
  turn.state = { ...turn.state, graceUntil: to + GRACE_MS, leap: to > from ? { from, to } : turn.state.leap };
}

/** The grace is over with the first answer: a request that failed says nothing yet, it is made again. */
function endGrace(turn: Turn): void {
  const { facts, graceUntil } = turn.state;
  if (graceUntil === null) return;
  const answeredAt = facts.askedByAnother ? Infinity : (facts.answeredAt ?? -Infinity);
  if (answeredAt >= graceUntil - GRACE_MS - JUST_ANSWERED_MS)
    turn.state = { ...turn.state, graceUntil: null, leap: null };
}

/** What was newest may turn out to be from the future when the clock is set right. */
function withoutFuture(state: AlarmState, at: number): AlarmState {
  const { newest } = state;
  if (newest === null || !isFuture(newest.measuredAt, at)) return state;
  return { ...state, newest: { ...newest, measuredAt: Math.min(newest.heardAt, at) } };
}

function switchOff(turn: Turn, kind: AlarmKind): void {
  const before = turn.state.kinds[kind];
  if (before.raised !== null) decide(turn, kind, 'cleared', 'switchedOff');
  change(turn, kind, QUIET_KIND);
}

function endSilence(turn: Turn, kind: AlarmKind): void {
  const { silence } = turn.state.kinds[kind];
  if (silence === null || turn.now.at < silence.until) return;
  change(turn, kind, { silence: null, rearmed: true, soundDue: false, held: null });
}

function judgeGlucose(turn: Turn, kind: GlucoseKind): void {
  const { state, judged, rules, now } = turn;
  const before = state.kinds[kind];
  if (judged === null) {
    const { newest } = state;
    const stillBeyond = newest !== null && isFresh(turn) && causeOf(kind, newest, rules) !== null;
    if (stillBeyond && confirmedByTime(kind, before, now.at)) change(turn, kind, { on: now.at });
    return;
  }
  const after = { ...judge(kind, before, judged, state.previous, rules, now.at), waiting: false };
  change(turn, kind, after);
  if (before.on !== null && after.on === null) clear(turn, kind, 'recovered');
  keepOrDropSnooze(turn, kind, judged);
}

function settle(turn: Turn, kind: AlarmKind, { changes, cleared }: Outcome): void {
  change(turn, kind, changes);
  if (cleared !== undefined) {
    clear(turn, kind, cleared);
    change(turn, kind, { silence: null });
  }
}

function clear(turn: Turn, kind: AlarmKind, reason: Decision['reason']): void {
  const { raised, silence } = turn.state.kinds[kind];
  if (raised !== null) decide(turn, kind, 'cleared', reason);
  const kept = silence?.type === 'snoozed' ? silence : null;
  change(turn, kind, {
    raised: null,
    rearmed: false,
    ringAt: null,
    priority: null,
    repeats: 0,
    soundDue: false,
    waiting: false,
    held: null,
    silence: kept,
  });
}

/** A snooze lasts through flapping; a quarter of an hour on the safe side is a recovery, and ends it. */
function keepOrDropSnooze(turn: Turn, kind: GlucoseKind, { measuredAt, mgdl }: HeardReading): void {
  const { on, silence, safeSince, beyondSince } = turn.state.kinds[kind];
  if (silence?.type !== 'snoozed') return;
  if (on !== null) {
    // Snoozed ahead: from here on it can get worse.
    change(turn, kind, { safeSince: null, silence: { ...silence, mgdl: silence.mgdl ?? mgdl } });
  } else if (!silence.ahead) {
    const since = beyondSince === null ? (safeSince ?? measuredAt) : null;
    const recovered = since !== null && measuredAt - since >= RECOVERED_MS;
    change(turn, kind, recovered ? { silence: null, safeSince: null } : { safeSince: since });
  }
}

/** What is clearly worse than it was when it was silenced is told again at once. */
function breakSilence(turn: Turn, kind: AlarmKind): void {
  const { on, silence, priority } = turn.state.kinds[kind];
  if (on === null || silence === null) return;
  const { judged, rules } = turn;
  const worse = isGlucoseKind(kind)
    ? judged !== null && silence.mgdl !== null && isWorse(kind, silence.mgdl, judged, rules)
    : isHigherPriority(priorityOf(turn, kind), priority ?? PRIORITY[kind]);
  if (worse) change(turn, kind, { silence: null, rearmed: true, held: null });
}
