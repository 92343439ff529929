import { PRIORITIES, type AlarmKind } from '../../shared/alarms/kinds.ts';
import { shownAlarms, type ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import { personName } from '../../shared/glucose/reading.ts';
import { isFollowed } from '../../shared/settings/settings.ts';
import { SECOND } from '../../shared/time.ts';
import { alarmOptions } from '../alarms/alarm-options.ts';
import { AlarmWatch } from '../alarms/alarm-watch.ts';
import type { Notifier } from '../alarms/notifier.ts';
import type { Clock } from '../time/clock.ts';
import { errorFields } from '../log/fields.ts';
import type { Log } from '../log/log.ts';
import { loggedNotifier, observe, type Counters } from '../log/observe.ts';
import { Monitor, type MonitorEvent } from '../monitor/monitor.ts';
import type { GlucoseService } from '../service.ts';
import type { Simulator } from '../simulator/simulator.ts';
import type { AppLog } from '../desktop/app-log.ts';

export interface FollowingOptions {
  mode: 'account' | 'demo';
  dataDir: string;
  clock: Clock;
  notifier: Notifier;
  log: AppLog;
  service: GlucoseService;
  /** The demo's server. */
  simulator: Simulator | null;
}

/** One account's people being followed: the service, its monitor and its alarms, from start to stop. */
export class Following {
  readonly mode: 'account' | 'demo';
  readonly dataDir: string;
  readonly service: GlucoseService;
  readonly monitor: Monitor;
  readonly alarms: AlarmWatch;
  readonly #log: Log;
  readonly #simulator: Simulator | null;
  readonly #observed: ReturnType<typeof observe>;

  constructor({ mode, dataDir, clock, notifier, log, service, simulator }: FollowingOptions) {
    this.mode = mode;
    this.dataDir = dataDir;
    this.service = service;
    this.#log = log;
    this.#simulator = simulator;
    const { profile } = service;
    const { personNumber, redactor } = log;
    const logged = loggedNotifier(notifier, { log, clock, personNumber });
    this.alarms = new AlarmWatch(alarmOptions(profile, { dataDir, clock, notifier: logged }));
    this.monitor = new Monitor({
      profile,
      clock,
      dataDir,
      // Asked anew before each poll, so that a change of the settings counts from the next one on.
      get intervalMs() {
        return profile.currentSettings().pollIntervalSeconds * SECOND;
      },
    });
    // Before everybody else: an alarm waits for nothing that is shown or recorded.
    this.monitor.subscribe((event) => this.alarms.hear(event));
    const { monitor, alarms } = this;
    this.#observed = observe({ log, clock, monitor, alarms, personNumber, redactor });
  }

  /** What has been counted since the start. */
  get counters(): Readonly<Counters> {
    return this.#observed.counters;
  }

  start(): void {
    this.monitor.start();
  }

  /** What the listener throws is written down: no poll and no alarm fails with it. @returns what ends the subscription */
  subscribe(listener: (event: MonitorEvent | { type: 'alarm'; kind: AlarmKind }) => void): () => void {
    const tell: typeof listener = (event) => {
      try {
        listener(event);
      } catch (error) {
        this.#log.write({ event: 'TASK_FAILED', task: 'window', ...errorFields(error) });
      }
    };
    const ends = [
      this.monitor.subscribe(tell),
      this.alarms.subscribe((_, { kind }) => tell({ type: 'alarm', kind })),
    ];
    return () => ends.forEach((end) => end());
  }

  /** Everything that rings or is silenced, about anybody followed; of the same priority what has begun last comes first. */
  shownAlarms(): ShownAlarm[] {
    const { people } = this.monitor.state;
    const settings = this.service.profile.currentSettings();
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

  async stop(): Promise<void> {
    this.alarms.stop();
    await this.monitor.stop();
    this.#observed.end();
    await this.service.close();
    await this.#simulator?.close();
  }
}
