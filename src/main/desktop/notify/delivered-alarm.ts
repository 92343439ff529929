import { TIMING, type AlarmKind } from '../../../shared/alarms/kinds.ts';
import { alarmKey, type AlarmId } from '../../../shared/alarms/shown-alarm.ts';
import type { Alarm } from '../../alarms/notifier.ts';

export function idOf({ patientId, decision }: Alarm): AlarmId {
  return { patientId, kind: decision.kind };
}

/** By what its notification is known: a test and a miss stand beside the alarm itself. */
export function keyOf(alarm: Alarm): string {
  const key = alarmKey(idOf(alarm));
  if (alarm.test) return `test ${key}`;
  return isMissed(alarm) ? `missed ${key}` : key;
}

/** It is over, and is told once. */
export function isMissed({ decision }: Alarm): boolean {
  return decision.reason === 'missed';
}

/** Goes to the alarm window at once. */
export function needsWindow(alarm: Alarm): boolean {
  return alarm.test || (alarm.decision.priority === 'high' && !isMissed(alarm));
}

/** High priority sounds for a minute as it is, and low is not worth it. */
export function isHeardAgain({ decision }: Alarm): boolean {
  return decision.priority === 'medium' && decision.sound;
}

/** minutes */
export function shortestSnooze(kind: AlarmKind): number {
  return Math.min(...TIMING[kind].snoozeMinutes);
}
