import type { SnoozeScope } from '../alarms/events.ts';
import type { Delivery } from '../alarms/journal-entry.ts';
import type { AlarmKind, Priority } from '../alarms/kinds.ts';
import type { KindCount } from '../alarms/rehearsal.ts';
import type { AlarmRules } from '../alarms/rules.ts';
import type { AlarmId } from '../alarms/shown-alarm.ts';
import type { Result } from '../result.ts';
import { channel, event } from './channel.ts';

/** What became of one alarm of a test. */
export interface TestedAlarm {
  kind: AlarmKind;
  outcome: Delivery;
}

/** What other limits would have made of somebody's last fortnight. */
export interface Rehearsed {
  days: number;
  readings: number;
  kinds: readonly KindCount[];
}

export const ALARMS = {
  'alarm:acknowledge': channel<AlarmId, Result<null>>('window', 'alarm'),
  'alarm:snooze': channel<AlarmId & { minutes: number }, Result<null>>('window', 'alarm'),
  /** Takes an acknowledgement or a snooze back. */
  'alarm:undo': channel<AlarmId, Result<null>>('window', 'alarm'),
  /** The alarm window's answer to a ring: whether it can be heard. */
  'alarm:rung': channel<{ id: number; heard: boolean }, Result<null>>('alarm'),
  'alarms:snooze': channel<{ scope: SnoozeScope; minutes: number }, Result<null>>('window'),
  'alarms:endSnooze': channel<undefined, Result<null>>('window'),
  'alarms:test': channel<undefined, Result<readonly TestedAlarm[]>>('window'),
  /** The rules of the settings, or others. */
  'alarms:rehearse': channel<{ patientId: string; rules: AlarmRules }, Result<Rehearsed>>('window'),
};

export const ALARM_EVENTS = {
  /**
   * The alarm window is to make itself heard; `id` differs for each ring, the volume is in percent. `rising`: three times,
   * each higher than the one before.
   */
  'alarm:ring': event<{ id: number; priority: Priority; volume: number; test: boolean; rising: boolean }>(),
  /** ... and to be still. */
  'alarm:still': event<null>(),
  /** The alarm window has come up by itself. */
  'alarm:came': event<null>(),
};
