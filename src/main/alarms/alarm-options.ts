import type { Clock } from '../clock.ts';
import { systemOffset } from '../civil-time.ts';
import type { Resources } from '../resources.ts';
import { ok } from '../../shared/result.ts';
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
    journal() {
      const history = resources.history();
      return history.ok ? ok(history.value.journal) : history;
    },
    recorded(patientId, from, to) {
      const history = resources.history();
      const read = history.ok ? history.value.read((all) => all.readings(patientId, { from, to })) : history;
      // Nobody knows when those were measured.
      return read.ok ? read.value.filter((reading) => !reading.fromFuture) : [];
    },
  };
}
