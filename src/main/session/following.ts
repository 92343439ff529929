import { PRIORITIES, type AlarmKind } from '../../shared/alarms/kinds.ts';
import { shownAlarms, type ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import { personName } from '../../shared/glucose/reading.ts';
import { isFollowed } from '../../shared/settings/settings.ts';
import { SECOND } from '../../shared/time.ts';
import { alarmOptions } from '../alarms/alarm-options.ts';
import { AlarmWatch } from '../alarms/alarm-watch.ts';
import type { Notifier } from '../alarms/notifier.ts';
import type { Pulse } from '../time/pulse.ts';
import type { MonitorEvent } from '../monitor/monitor-event.ts';
import { Monitor } from '../monitor/monitor.ts';
import type { Profile } from '../profile/profile.ts';

export interface FollowingOptions {
  mode: 'account' | 'demo';
  profile: Profile;
  dataDir: string;
  pulse: Pulse;
  notifier: Notifier;
  /** Between two polls; asked anew before each, so that a change counts from the next one on. */
  intervalSeconds: () => number;
}

/** One account's people being followed: the monitor and its alarms, from start to stop. */
export class Following {
  readonly mode: 'account' | 'demo';
  readonly dataDir: string;
  readonly profile: Profile;
  readonly monitor: Monitor;
  readonly alarms: AlarmWatch;

  constructor({ mode, profile, dataDir, pulse, notifier, intervalSeconds }: FollowingOptions) {
    this.mode = mode;
    this.dataDir = dataDir;
    this.profile = profile;
    this.alarms = new AlarmWatch(alarmOptions(profile, { dataDir, pulse, notifier }));
    this.monitor = new Monitor({
      profile,
      pulse,
      dataDir,
      get intervalMs() {
        return intervalSeconds() * SECOND;
      },
    });
    // Before everybody else: an alarm waits for nothing that is shown or recorded.
    this.monitor.subscribe((event) => this.alarms.hear(event));
  }

  start(): void {
    this.monitor.start();
  }

  /** @returns what ends the subscription */
  subscribe(listener: (event: MonitorEvent | { type: 'alarm'; kind: AlarmKind }) => void): () => void {
    const ends = [
      this.monitor.subscribe(listener),
      this.alarms.subscribe((_, { kind }) => listener({ type: 'alarm', kind })),
    ];
    return () => ends.forEach((end) => end());
  }

  /** Everything that rings or is silenced, about anybody followed; of the same priority what has begun last comes first. */
  shownAlarms(): ShownAlarm[] {
    const { people } = this.monitor.state;
    const settings = this.profile.currentSettings();
    const shown = [...this.alarms.states].flatMap(([patientId, state]) => {
      // The alarms of somebody who is not followed any more stand still as they were.
      if (patientId !== null && !isFollowed(settings, patientId)) return [];
      const known = people.find(({ person }) => person.patientId === patientId);
      const name = known ? personName(known.person) : null;
      return shownAlarms(state, { patientId, name, unit: known?.unit ?? null });
    });
    const rank = ({ phase, priority }: ShownAlarm) =>
      (phase === 'active' ? 10 : 0) + PRIORITIES.indexOf(priority);
    return shown.sort((a, b) => rank(b) - rank(a) || (b.since ?? 0) - (a.since ?? 0));
  }

  /** Nothing rings any more at once; ends with the poll that is under way. The profile stays open. */
  async stop(): Promise<void> {
    this.alarms.stop();
    await this.monitor.stop();
  }
}
