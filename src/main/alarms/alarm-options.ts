import type { Pulse } from '../time/pulse.ts';
import { systemOffset } from '../time/civil-time.ts';
import type { Profile } from '../profile/profile.ts';
import type { AlarmWatchOptions } from './alarm-watch.ts';
import type { Notifier } from './notifier.ts';

/** What an `AlarmWatch` needs, taken from the parts a monitor works with. Nothing is opened before it is needed. */
export function alarmOptions(
  profile: Profile,
  around: { dataDir: string; pulse: Pulse; notifier: Notifier },
): AlarmWatchOptions {
  return {
    ...around,
    now: () => profile.time.now(),
    offsetAt: systemOffset,
    settings: () => profile.currentSettings(),
    clockWrongBy: () => profile.time.wrongBy(),
    note: (entries, watched) => profile.history.ask('note', { entries, watched }),
    async recorded(patientId, from, to) {
      const read = await profile.history.ask('recorded', { patientId, from, to });
      return read.ok ? read.value : [];
    },
  };
}
