import type { ArmedFault } from '../../shared/alarms/armed.ts';
import type { AlarmKind } from '../../shared/alarms/kinds.ts';
import type { ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import { isRecording } from '../../shared/state/app-state.ts';
import { everyShownAlarm } from '../../shared/status/every-shown-alarm.ts';
import type { PolledBy } from '../../shared/status/kept-poller.ts';
import { SECOND } from '../../shared/time.ts';
import { alarmOptions } from '../alarms/alarm-options.ts';
import { AlarmWatch } from '../alarms/alarm-watch.ts';
import type { Notifier } from '../alarms/notifier.ts';
import type { Pulse } from '../time/pulse.ts';
import type { MonitorEvent } from '../monitor/monitor-event.ts';
import { Monitor } from '../monitor/monitor.ts';
import { DailyBackup } from './daily-backup.ts';
import type { Profile } from '../profile/profile.ts';

export interface FollowingOptions {
  mode: 'account' | 'demo';
  /** Which program this is, for those that only look. */
  by: PolledBy;
  /** Why alarms might not be noticed; missing where nobody looks. */
  faults?: () => readonly ArmedFault[];
  profile: Profile;
  dataDir: string;
  pulse: Pulse;
  notifier: Notifier;
  /** Between two polls; asked anew before each, so that a change counts from the next one on. */
  intervalSeconds: () => number;
}

/** What is told of all that goes on: `backup`: something about the backups is another than before. */
export type FollowingEvent = MonitorEvent | { type: 'alarm'; kind: AlarmKind } | { type: 'backup' };

/** One account's people being followed: the monitor, its alarms and the backups, from start to stop. */
export class Following {
  readonly mode: 'account' | 'demo';
  readonly dataDir: string;
  readonly profile: Profile;
  readonly monitor: Monitor;
  readonly alarms: AlarmWatch;
  readonly backups: DailyBackup;
  readonly #backupListeners = new Set<(event: { type: 'backup' }) => void>();

  constructor(options: FollowingOptions) {
    const { mode, by, faults, profile, dataDir, pulse, notifier, intervalSeconds } = options;
    this.mode = mode;
    this.dataDir = dataDir;
    this.profile = profile;
    const backupsFail = () => this.backups.failsAgain;
    this.alarms = new AlarmWatch(alarmOptions(profile, { dataDir, pulse, notifier, backupsFail }));
    this.monitor = new Monitor({
      profile,
      pulse,
      dataDir,
      poller: { by, demo: mode === 'demo', ...(faults && { faults }) },
      get intervalMs() {
        return intervalSeconds() * SECOND;
      },
    });
    this.backups = new DailyBackup({
      history: () => profile.history,
      pulse,
      now: () => profile.time.now(),
      // Made-up readings need none; and of two processes the one that records makes them.
      mayMake: () =>
        mode === 'account' && this.monitor.state.polledBy === null && isRecording(this.monitor.state),
      onChange: () => this.#backupListeners.forEach((listener) => listener({ type: 'backup' })),
    });
    // Before everybody else: an alarm waits for nothing that is shown or recorded.
    this.monitor.subscribe((event) => this.alarms.hear(event));
  }

  start(): void {
    this.backups.start();
    this.monitor.start();
  }

  /** @returns what ends the subscription */
  subscribe(listener: (event: FollowingEvent) => void): () => void {
    this.#backupListeners.add(listener);
    const ends = [
      () => this.#backupListeners.delete(listener),
      this.monitor.subscribe(listener),
      this.alarms.subscribe((_, { kind }) => listener({ type: 'alarm', kind })),
    ];
    return () => ends.forEach((end) => end());
  }

  /** Everything that rings or is silenced, about anybody followed; of the same priority what has begun last comes first. */
  shownAlarms(): ShownAlarm[] {
    return everyShownAlarm(this.alarms.states, this.monitor.state.people, this.profile.currentSettings());
  }

  /** Nothing rings any more at once; ends with the poll that is under way. The profile stays open. */
  async stop(): Promise<void> {
    this.alarms.stop();
    this.backups.stop();
    await this.monitor.stop();
  }
}
