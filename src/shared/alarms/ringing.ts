import { DAY, MINUTE } from '../time.ts';
import type { Hold } from './decisions.ts';
import type { Moment } from './events.ts';
import { causeOf } from './glucose-conditions.ts';
import {
  isGlucoseKind,
  isHigherPriority,
  SOUND_GAP_MS,
  STRONGER,
  type AlarmKind,
  type Priority,
} from './kinds.ts';
import { isQuiet, type AlarmRules, type QuietHours } from './rules.ts';
import type { AlarmState } from './state.ts';
import {
  change,
  decide,
  isFresh,
  isInGrace,
  priorityOf,
  repeatsOf,
  silentSince,
  wakes,
  type Turn,
} from './turn.ts';

/** A sensor that has ended explains missing data, but not for ever. */
const EXPLAINED_MS = 60 * MINUTE;
/** Somebody the account no longer lists is not missed for ever either. */
const MISSED_MS = DAY;
/** When a backup that failed makes no sound, whatever the rules say: nobody need get up for it. */
const DAYTIME_ONLY: QuietHours = { from: 21 * 60, to: 8 * 60 };
/** A low is on its way up when the arrow says so and it has gained this much, mg/dL. */
const CLEARLY_RISING_MGDL = 10;

/** Rings what is to be rung of one kind, and says what keeps it from ringing. */
export function ring(turn: Turn, kind: AlarmKind): void {
  const { on, raised, rearmed, silence, held } = turn.state.kinds[kind];
  if (on === null) return;
  if (silence !== null) {
    if (held !== silence.type) holdBack(turn, kind, silence.type);
  } else if (raised === null || rearmed) {
    announce(turn, kind);
  } else {
    repeat(turn, kind);
  }
}

function announce(turn: Turn, kind: AlarmKind): void {
  const { on } = turn.state.kinds[kind];
  // What an old reading said is not said again: it may be the other way round by now.
  const isNews = turn.judged !== null || on === turn.now.at;
  if (isGlucoseKind(kind) && !isNews) return;
  const hold = reasonToHold(turn, kind) ?? (isInsideLimit(turn, kind) ? 'insideLimit' : null);
  if (hold === null) sound(turn, kind, 'raised', priorityOf(turn, kind));
  else holdBack(turn, kind, hold);
}

function repeat(turn: Turn, kind: AlarmKind): void {
  const { ringAt, priority, repeats, soundDue, waiting } = turn.state.kinds[kind];
  if (waiting || (!isGlucoseKind(kind) && isInGrace(turn))) return;
  const rank = priorityOf(turn, kind);
  const stepsUp = priority !== null && isHigherPriority(rank, priority);
  const { repeatMs, repeats: most } = repeatsOf(turn, kind);
  const repeatDue = repeatMs !== null && repeats < most && turn.now.at - (ringAt ?? 0) >= repeatMs;
  if (!stepsUp && !soundDue && !repeatDue) return;
  const hold = reasonToHold(turn, kind) ?? reasonNotToRepeat(turn, kind);
  if (hold !== null) return holdBack(turn, kind, hold);
  if (stepsUp) return sound(turn, kind, 'repeated', rank);
  const noSound = reasonForSilence(turn, kind, rank);
  if (noSound === null) sound(turn, kind, 'repeated', rank);
  else if (noSound === 'quietHours') holdBack(turn, kind, noSound);
}

/** Shows an alarm, with a sound unless something speaks against that; then the sound follows when it may. */
function sound(turn: Turn, kind: AlarmKind, how: 'raised' | 'repeated', priority: Priority): void {
  const { at } = turn.now;
  const before = turn.state.kinds[kind];
  const noSound = reasonForSilence(turn, kind, priority);
  const heard = noSound === null;
  const repeats = how === 'raised' ? 0 : before.repeats + (before.soundDue ? 0 : 1);
  change(turn, kind, {
    raised: before.raised ?? at,
    rearmed: false,
    ringAt: at,
    priority,
    repeats,
    soundDue: !heard,
    waiting: false,
    held: null,
  });
  if (heard) turn.state = { ...turn.state, sound: { at, kind, priority } };
  decide(turn, kind, how, before.cause ?? 'belowLimit', { sound: heard });
  if (noSound !== null) holdBack(turn, kind, noSound);
}

function holdBack(turn: Turn, kind: AlarmKind, reason: Hold): void {
  if (turn.state.kinds[kind].held === reason) return;
  change(turn, kind, { held: reason });
  decide(turn, kind, 'heldBack', reason);
}

/** Why a kind is not even shown although its condition holds. */
function reasonToHold(turn: Turn, kind: AlarmKind): Hold | null {
  const { state, rules } = turn;
  if (STRONGER[kind]?.some((stronger) => isTold(turn, stronger))) return 'strongerAlarm';
  const trend = state.newest?.trend ?? null;
  if (kind === 'high' && rules.high.holdWhileFalling && trend !== null && trend <= 2) return 'falling';
  if (kind === 'low' && rules.low.holdWhileRising && trend !== null && trend >= 4) {
    const gained = (state.newest?.mgdl ?? 0) - (state.previous?.mgdl ?? Infinity);
    if (gained >= CLEARLY_RISING_MGDL) return 'rising';
  }
  return kind === 'noData' ? reasonNotToMiss(turn) : null;
}

function reasonNotToMiss({ state, now }: Turn): Hold | null {
  const silentFor = now.at - silentSince(state);
  if (state.facts.sensor?.cause === 'sensorEnded' && silentFor < EXPLAINED_MS) return 'sensorEnded';
  return state.facts.gone && silentFor > MISSED_MS ? 'noLongerShared' : null;
}

/** Whether somebody knows of it and it is as bad as ever, not on its way to be over. */
function isTold(turn: Turn, kind: AlarmKind): boolean {
  const { on, raised, silence } = turn.state.kinds[kind];
  return on !== null && (raised !== null || silence !== null) && !isInsideLimit(turn, kind);
}

function isInsideLimit({ state, rules }: Turn, kind: AlarmKind): boolean {
  if (!isGlucoseKind(kind) || state.newest === null) return false;
  return causeOf(kind, state.newest, rules) === null;
}

function reasonNotToRepeat(turn: Turn, kind: AlarmKind): Hold | null {
  if (isInsideLimit(turn, kind)) return 'insideLimit';
  // A low that wakes and that nobody has acknowledged is repeated even when nothing newer is heard.
  return isGlucoseKind(kind) && !wakes(turn, kind) && !isFresh(turn) ? 'noFreshReading' : null;
}

/**
 * Whether an alarm of medium priority that was heard and that nobody has answered may be heard once more before it is due
 * again: it would ring now, but for the five minutes, and no other about the person has sounded since.
 */
export function mayChime(state: AlarmState, rules: AlarmRules, now: Moment, kind: AlarmKind): boolean {
  const { on, raised, silence, priority, waiting } = state.kinds[kind];
  if (on === null || raised === null || silence !== null || waiting || priority !== 'medium') return false;
  if (state.sound?.kind !== kind || isSilenced(state, rules, kind, now)) return false;
  const turn: Turn = { state, rules, now, judged: null, decisions: [] };
  return reasonToHold(turn, kind) === null && reasonNotToRepeat(turn, kind) === null;
}

function isSilenced(
  { kinds }: AlarmState,
  rules: AlarmRules,
  kind: AlarmKind,
  { at, offsetSeconds }: Moment,
): boolean {
  if (kind === 'urgentLow') return false;
  const isForDaytime = kinds[kind].cause === 'backupFailed';
  return (
    isQuiet(rules[kind].quiet, at, offsetSeconds) ||
    (isForDaytime && isQuiet(DAYTIME_ONLY, at, offsetSeconds))
  );
}

/** Why something that is shown makes no sound. */
function reasonForSilence(
  turn: Turn,
  kind: AlarmKind,
  priority: Priority,
): 'quietHours' | 'soundedRecently' | null {
  const { rules, now, state } = turn;
  if (isSilenced(state, rules, kind, now)) return 'quietHours';
  const { sound: last } = state;
  if (last === null || now.at - last.at >= SOUND_GAP_MS) return null;
  if (isHigherPriority(priority, last.priority)) return null;
  // No other alarm about this person may keep a low that wakes from being heard, unless it says more.
  return wakes(turn, kind) && last.kind !== kind && last.kind !== 'urgentLow' ? null : 'soundedRecently';
}
