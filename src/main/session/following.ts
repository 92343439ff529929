import type { ArmedFault } from '../../shared/alarms/armed.ts';
import type { AlarmKind } from '../../shared/alarms/kinds.ts';
import type { ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import { isRecording } from '../../shared/state/app-state.ts';
import { everyShownAlarm } from '../../shared/status/every-shown-alarm.ts';
import type { PolledBy } from '../../shared/status/kept-poller.ts';
import { SECOND } from '../../shared/time.ts';
import { alarmOptions } from '../alarms/alarm-options.ts';
import { AlarmWatch } from '../alarms/alarm-watch.ts';
import type { AlarmStates } from '../alarms/kept-state.ts';
import type { Notifier } from '../alarms/notifier.ts';
import type { Pulse } from '../time/pulse.ts';
import type { MonitorEvent } from '../monitor/monitor-event.ts';
import { Monitor } from '../monitor/monitor.ts';
import { LocalFeed } from '../feed/local-feed.ts';
import { NightscoutUpload } from '../nightscout/nightscout-upload.ts';
import type { SiteAddress } from '../nightscout/site.ts';
import { DailyBackup } from './daily-backup.ts';
import { knownHere } from './known-here.ts';
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
  /** Where the alarms go on; without: where the last run ended. */
  alarmStates?: AlarmStates | undefined;
  /** Between two polls; asked anew before each, so that a change counts from the next one on. */
  intervalSeconds: () => number;
  /** A Nightscout site given for this run. */
  nightscout?: SiteAddress | null;
  /** The local feed is served; told what an answer threw. Without: it is not. */
  onFeedFault?: (error: unknown) => void;
}

/** Something about what goes on beside the monitor is another than before. */
type BesideEvent = { type: 'backup' | 'upload' | 'feed' };
/** What is told of all that goes on. */
export type FollowingEvent = MonitorEvent | { type: 'alarm'; kind: AlarmKind } | BesideEvent;

/** One account's people being followed: the monitor, its alarms, and what goes on beside them, from start to stop. */
export class Following {
  readonly mode: 'account' | 'demo';
  readonly dataDir: string;
  readonly profile: Profile;
  readonly monitor: Monitor;
  readonly alarms: AlarmWatch;
  readonly backups: DailyBackup;
  readonly upload: NightscoutUpload;
  readonly feed: LocalFeed | null;
  readonly #besideListeners = new Set<(event: BesideEvent) => void>();

  constructor(options: FollowingOptions) {
    const { mode, by, faults, profile, dataDir, pulse, notifier, intervalSeconds } = options;
    const { nightscout, onFeedFault, alarmStates } = options;
    this.mode = mode;
    this.dataDir = dataDir;
    this.profile = profile;
    const backupsFail = () => this.backups.failsAgain;
    this.alarms = new AlarmWatch(
      alarmOptions(profile, { dataDir, pulse, notifier, backupsFail }),
      alarmStates,
    );
    this.monitor = new Monitor({
      profile,
      pulse,
      dataDir,
      poller: { by, demo: mode === 'demo', ...(faults && { faults }) },
      get intervalMs() {
        return intervalSeconds() * SECOND;
      },
    });
    const tell = (type: BesideEvent['type']) => () =>
      this.#besideListeners.forEach((listener) => listener({ type }));
    this.backups = new DailyBackup({
      history: () => profile.history,
      pulse,
      now: () => profile.time.now(),
      // Made-up readings need none; of two processes the one that records makes them; and a slow disk has enough to do.
      mayMake: () => {
        const { state } = this.monitor;
        const isWell = isRecording(state) && state.storage?.code !== 'historySlow';
        return mode === 'account' && state.polledBy === null && isWell;
      },
      onChange: tell('backup'),
    });
    this.upload = new NightscoutUpload({
      profile,
      dataDir,
      pulse,
      // What is made up never leaves; and of two processes the one that asks sends.
      mayUpload: () => mode === 'account' && this.monitor.state.polledBy === null,
      address: nightscout ?? null,
      onChange: tell('upload'),
    });
    this.feed = onFeedFault
      ? new LocalFeed({
          profile,
          demo: mode === 'demo',
          known: () => knownHere(this),
          onChange: tell('feed'),
          onFault: onFeedFault,
        })
      : null;
    // Before everybody else: an alarm waits for nothing that is shown or recorded.
    this.monitor.subscribe((event) => this.alarms.hear(event));
  }

  start(): void {
    this.backups.start();
    this.upload.start();
    this.monitor.start();
    void this.feed?.start();
  }

  /** @returns what ends the subscription */
  subscribe(listener: (event: FollowingEvent) => void): () => void {
    this.#besideListeners.add(listener);
    const ends = [
      () => this.#besideListeners.delete(listener),
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
    this.upload.stop();
    await Promise.all([this.monitor.stop(), this.feed?.stop()]);
  }
}
