import type { Clock } from '../clock.ts';
import { systemOffset } from '../civil-time.ts';
import type { Resources } from '../profile/profile.ts';
import type { AlarmWatchOptions } from './alarm-watch.ts';
import type { Notifier } from './notifier.ts';

/** What an `AlarmWatch` needs, taken from the parts a monitor works with. Nothing is opened before it is needed. */
export function alarmOptions(
  resources: Resources,
  around: { dataDir: string; clock: Clock; notifier: Notifier },
): AlarmWatchOptions {
  return {
    ...around,
    now: () => resources.time.now(),
    offsetAt: systemOffset,
    settings: () => resources.currentSettings(),
    clockWrongBy: () => resources.time.wrongBy(),
    note: (entries, watched) => resources.history.ask('note', { entries, watched }),
    async recorded(patientId, from, to) {
      const read = await resources.history.ask('recorded', { patientId, from, to });
      return read.ok ? read.value : [];
    },
  };
}
