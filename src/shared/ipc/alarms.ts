import type { HeardReading, SnoozeScope } from '../alarms/events.ts';
import type { Delivery, EntryInCourse, JournalEntry } from '../alarms/journal-entry.ts';
import type { AlarmKind, Priority } from '../alarms/kinds.ts';
import type { KindCount } from '../alarms/rehearsal.ts';
import type { AlarmRules } from '../alarms/rules.ts';
import type { AlarmId } from '../alarms/shown-alarm.ts';
import type { Target } from '../glucose/range.ts';
import type { Unit } from '../glucose/units.ts';
import type { Result } from '../result.ts';
import type { LocalTime, ZoneChanges } from '../statistics/civil-clock.ts';
import type { Day } from '../statistics/days.ts';
import type { Span } from '../statistics/series.ts';
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

/** Civil days, of everybody on their own clock: the last of them, `2026-11-21`, and how many. */
export interface AskedDays {
  date: string;
  days: 1 | 7;
}

/** What the alarms did on some days, and the lines that raised them. */
export interface JournalDays {
  people: readonly {
    patientId: string;
    name: string;
    unit: Unit | null;
    target: Target | null;
    /** Those with readings, newest first. */
    days: readonly Day[];
    /** This person's clock at every instant that the entries about them name. */
    zones: ZoneChanges;
  }[];
  /** Oldest first. */
  entries: readonly EntryInCourse[];
}

/** A minute somebody asks about: an instant (ms UTC), or what their clock showed. */
export type AskedMinute = { instant: number } | { local: LocalTime };

/** All that can be said about why it rang at an instant, or did not; what `explain` makes sentences of. */
export interface Happened {
  /** ms UTC */
  at: number;
  /** When alarms were at work before and after. */
  watched: { before: Span | null; after: Span | null };
  people: readonly {
    patientId: string;
    name: string;
    unit: Unit | null;
    /** The newest recorded up to then. */
    reading: HeardReading | null;
    /** Of today; those of then are not kept. */
    rules: AlarmRules;
  }[];
  /** The journal of the day before and the day after, oldest first. */
  entries: readonly JournalEntry[];
  /** The clock it is written on; null: this computer's. */
  zones: ZoneChanges | null;
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
  'alarms:journal': channel<AskedDays, Result<JournalDays>>('window'),
  'alarms:why': channel<AskedMinute, Result<Happened>>('window'),
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
