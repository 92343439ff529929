import type { Unit } from '../glucose/units.ts';
import { SECOND } from '../time.ts';
import type { Cause } from './decisions.ts';
import { ALARM_KINDS, PRIORITY, STRONGER, type AlarmKind, type Priority } from './kinds.ts';
import { phaseOf, type AlarmState } from './state.ts';

/** One alarm as a screen shows it: one that rings, one that somebody has silenced, or a silence given ahead. */
export interface ShownAlarm {
  /** null: about the program, not about a person. */
  patientId: string | null;
  name: string | null;
  unit: Unit | null;
  kind: AlarmKind;
  phase: 'active' | 'acknowledged' | 'snoozed';
  priority: Priority;
  cause: Cause | null;
  /** Since when somebody could know of it, ms UTC; null: it is silenced before it has begun. */
  since: number | null;
  /** When its silence ends by itself, ms UTC. */
  until: number | null;
  /** The newest reading it rests on, mg/dL; null where it rests on none. */
  mgdl: number | null;
  measuredAt: number | null;
}

/** So long the alarm window says until when something is quiet now, and takes it back. */
export const UNDO_SHOWN_MS = 10 * SECOND;

/** One alarm, by whose it is. */
export type AlarmId = Pick<ShownAlarm, 'patientId' | 'kind'>;

/** Tells one alarm from all others that are there. */
export function alarmKey({ patientId, kind }: AlarmId): string {
  return `${patientId ?? ''}/${kind}`;
}

/** Without those of which a stronger one of the same person says the same and more. */
export function strongestOf(alarms: readonly ShownAlarm[]): ShownAlarm[] {
  return alarms.filter(
    ({ patientId, kind }) =>
      !alarms.some((other) => other.patientId === patientId && STRONGER[kind]?.includes(other.kind) === true),
  );
}

/** Who the alarms are about. */
export interface AlarmSubject {
  patientId: string | null;
  name: string | null;
  unit: Unit | null;
}

/** What of one state there is to show, the most urgent kind first. */
export function shownAlarms(state: AlarmState, subject: AlarmSubject): ShownAlarm[] {
  return ALARM_KINDS.flatMap((kind) => {
    const { silence, raised, on, cause, priority } = state.kinds[kind];
    const phase = silence?.type ?? phaseOf(state.kinds[kind]);
    if (phase === 'idle') return [];
    const reading = kind === 'impaired' || kind === 'sensor' ? null : state.newest;
    const shown: ShownAlarm = {
      ...subject,
      kind,
      phase,
      priority: priority ?? PRIORITY[kind],
      cause,
      since: raised ?? on,
      until: silence?.until ?? null,
      mgdl: reading?.mgdl ?? null,
      measuredAt: reading?.measuredAt ?? null,
    };
    return [shown];
  });
}
