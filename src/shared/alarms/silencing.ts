import { MINUTE } from '../time.ts';
import {
  ALARM_KINDS,
  isGlucoseKind,
  SNOOZE_AHEAD,
  SNOOZE_AHEAD_MINUTES,
  SNOOZE_ALL_MINUTES,
  STRONGER,
  TIMING,
  type AlarmKind,
} from './kinds.ts';
import type { SnoozeScope } from './events.ts';
import type { Silence } from './state.ts';
import { change, decide, type Turn } from './turn.ts';

/** Somebody has seen it: still until the kind's own time is over, or until it gets worse. */
export function acknowledge(turn: Turn, kind: AlarmKind, by: string): void {
  const { on, raised, silence } = turn.state.kinds[kind];
  if (on === null || raised === null || silence !== null) return;
  silenceFor(turn, kind, 'acknowledged', TIMING[kind].acknowledgedMs, by);
  for (const weaker of weakerOf(turn, kind))
    silenceFor(turn, weaker, 'acknowledged', TIMING[weaker].acknowledgedMs, by);
}

/** Still for so many minutes, at most what the kind allows; some kinds also before there is anything to silence. */
export function snooze(turn: Turn, kind: AlarmKind, minutes: number, by: string): void {
  const isOn = turn.state.kinds[kind].on !== null;
  if (!(minutes > 0) || (!isOn && !SNOOZE_AHEAD.includes(kind))) return;
  const most = isOn ? (TIMING[kind].snoozeMinutes.at(-1) ?? 0) : SNOOZE_AHEAD_MINUTES;
  const length = Math.min(minutes, most) * MINUTE;
  silenceFor(turn, kind, 'snoozed', length, by);
  // Who knows of the worse does not want to hear of the lesser; never the other way round.
  for (const weaker of weakerOf(turn, kind)) silenceFor(turn, weaker, 'snoozed', length, by);
}

/** Everything, or all about high glucose, still for a while; but never an urgent low. */
export function snoozeAll(turn: Turn, scope: SnoozeScope, minutes: number, by: string): void {
  if (!(minutes > 0)) return;
  const length = Math.min(minutes, SNOOZE_ALL_MINUTES) * MINUTE;
  const kinds: readonly AlarmKind[] = scope === 'highs' ? ['high', 'urgentHigh'] : ALARM_KINDS;
  for (const kind of kinds) if (kind !== 'urgentLow') silenceFor(turn, kind, 'snoozed', length, by);
}

/** Every snooze is over now, as if its time had come. */
export function endSnooze(turn: Turn, by: string): void {
  for (const kind of ALARM_KINDS) {
    if (turn.state.kinds[kind].silence?.type === 'snoozed') endNow(turn, kind, by);
  }
}

/** What silenced this kind, and the lesser ones in the same moment, is over now, as if its time had come. */
export function undoSilence(turn: Turn, kind: AlarmKind, by: string): void {
  const { kinds } = turn.state;
  const given = givenAt(kinds[kind].silence, kind);
  if (given === null) return;
  const lesser = ALARM_KINDS.filter((weaker) => STRONGER[weaker]?.includes(kind) === true);
  for (const one of [kind, ...lesser]) if (givenAt(kinds[one].silence, one) === given) endNow(turn, one, by);
}

function endNow(turn: Turn, kind: AlarmKind, by: string): void {
  const { silence } = turn.state.kinds[kind];
  if (silence === null) return;
  change(turn, kind, { silence: { ...silence, until: turn.now.at } });
  decide(turn, kind, silence.type, 'byUser', { until: turn.now.at, by });
}

/** What silences given in one act have in common: the moment of an acknowledgement, the end of a snooze. */
function givenAt(silence: Silence | null, kind: AlarmKind): string | null {
  if (silence === null) return null;
  const length = silence.type === 'acknowledged' ? TIMING[kind].acknowledgedMs : 0;
  return `${silence.type} ${silence.until - length}`;
}

function silenceFor(turn: Turn, kind: AlarmKind, type: Silence['type'], length: number, by: string): void {
  const { on } = turn.state.kinds[kind];
  const until = turn.now.at + length;
  const mgdl = on !== null && isGlucoseKind(kind) ? (turn.state.newest?.mgdl ?? null) : null;
  // Nothing is left to be said about a hold that is now a silence.
  const held = on === null ? null : type;
  change(turn, kind, {
    silence: { type, until, mgdl, ahead: on === null },
    soundDue: false,
    safeSince: null,
    held,
  });
  decide(turn, kind, type, 'byUser', { until, by });
}

/** Kinds that say less of the same, on and not silenced. */
function weakerOf({ state }: Turn, kind: AlarmKind): AlarmKind[] {
  return ALARM_KINDS.filter((weaker) => {
    const { on, silence } = state.kinds[weaker];
    return STRONGER[weaker]?.includes(kind) === true && on !== null && silence === null;
  });
}
