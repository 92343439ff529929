import type { AlarmRules } from '../../../shared/alarms/rules.ts';
import type { ShownAlarm } from '../../../shared/alarms/shown-alarm.ts';
import type { AppState, PersonState } from '../../../shared/state/app-state.ts';
import type { Unit } from '../../../shared/glucose/units.ts';
import type { Mode } from '../../../shared/state/snapshot.ts';

/** All the tray is a function of. */
export interface TrayInput {
  mode: Mode;
  /** null: nothing is known yet. */
  state: AppState | null;
  /** The user's unit; null: each person's own. */
  unit: Unit | null;
  /** Whom to show, by patient id; null: who needs it most. */
  chosen: string | null;
  /** No value is to be seen, in the icon or in words. */
  hidden: boolean;
  /** The limits of somebody's alarms. */
  rulesOf: (patientId: string) => AlarmRules;
  /** What rings and what is silenced, the most urgent first. */
  alarms: readonly ShownAlarm[];
  /** Whether alarms would be raised and noticed; `why`: a sentence, what speaks against it or should be seen to. */
  armed: { armed: boolean; why: string | null };
  /** No age tells seconds: nothing that is shown changes by the passing of time more than once a minute. */
  wholeMinutes: boolean;
  /** ms UTC */
  now: number;
  localTime: (instant: number) => string;
}

export function unitOf({ unit }: PersonState, { unit: chosen }: TrayInput): Unit {
  return chosen ?? unit ?? 'mgdl';
}
