import type { Reading } from '../../shared/glucose/reading.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import type { Pulse } from '../time/pulse.ts';
import { systemOffset } from '../time/civil-time.ts';
import type { Profile } from '../profile/profile.ts';
import type { Note } from './journal-keeper.ts';
import type { Notifier } from './notifier.ts';

/** What an `AlarmWatch` works with. */
export interface AlarmWatchOptions {
  dataDir: string;
  pulse: Pulse;
  time: AlarmTime;
  notifier: Notifier;
  settings: () => Settings;
  history: AlarmHistory;
}

/** What alarms go by, as far as it is time. */
export interface AlarmTime {
  /** The time by which ages are judged, ms UTC; it may come with a fraction. */
  now: () => number;
  /** The clock quiet hours go by, minus UTC at an instant, seconds. */
  offsetAt: (instant: number) => number;
  /** How far the computer's clock is off, ms; null: it is right or nobody knows. */
  wrongBy: () => number | null;
}

/** What alarms write into the history and read of it; never waited for. */
export interface AlarmHistory {
  /** Adds to the journal; asked only after the notifier. */
  note: Note;
  /** Recorded readings of somebody from one instant up to another; none where they cannot be read. */
  recorded: (patientId: string, from: number, to: number) => Promise<readonly Reading[]>;
  /** Whether no backup of it could be made, more than once in a row. */
  backupsFail: () => boolean;
}

/** The same, taken from the parts a monitor works with. Nothing is opened before it is needed. */
export function alarmOptions(
  profile: Profile,
  {
    backupsFail = () => false,
    ...around
  }: { dataDir: string; pulse: Pulse; notifier: Notifier; backupsFail?: () => boolean },
): AlarmWatchOptions {
  return {
    ...around,
    time: {
      now: () => profile.time.now(),
      offsetAt: systemOffset,
      wrongBy: () => profile.time.wrongBy(),
    },
    settings: () => profile.currentSettings(),
    history: {
      note: (entries, watched) => profile.history.ask('note', { entries, watched }),
      async recorded(patientId, from, to) {
        const read = await profile.history.ask('recorded', { patientId, from, to });
        return read.ok ? read.value : [];
      },
      backupsFail,
    },
  };
}
