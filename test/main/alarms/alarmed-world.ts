import { alarmOptions } from '../../../src/main/alarms/alarm-options.ts';
import { AlarmWatch, type AlarmListener } from '../../../src/main/alarms/alarm-watch.ts';
import type { Alarm, Notifier } from '../../../src/main/alarms/notifier.ts';
import type { MonitorEvent } from '../../../src/main/monitor/monitor-event.ts';
import { ada } from '../../../src/main/simulator/people.ts';
import { scenarios } from '../../../src/main/simulator/scenarios.ts';
import type { WireAnswer } from '../../../src/main/simulator/wire-request.ts';
import type { Decision } from '../../../src/shared/alarms/decisions.ts';
import type { Delivery, JournalEntry } from '../../../src/shared/alarms/journal-entry.ts';
import type { AlarmKind } from '../../../src/shared/alarms/kinds.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail } from '../../../src/shared/result.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings/settings.ts';
import { SimulatedWorld, type WorldOptions } from '../../support/simulated-world.ts';
import { historyBehind } from '../../support/history-behind.ts';
import { LIST } from '../monitor/served-world.ts';

/** Ada alone, of whom there is nothing to tell. */
export const STEADY = { ...scenarios.steady, people: [ada] };

/** An entry of the list of connections, as the wire has it. */
export type Entry = Record<string, unknown>;

/** Remembers what it was given. */
export class RecordingNotifier implements Notifier {
  readonly alarms: { at: number; alarm: Alarm }[] = [];
  readonly withdrawn: [string | null, AlarmKind][] = [];
  outcome: () => Promise<Delivery> = () => Promise.resolve('shown');
  /** Where they go on to, in its place. */
  to: Notifier | null = null;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  deliver(alarm: Alarm): Promise<Delivery> {
    this.alarms.push({ at: this.#now(), alarm });
    return this.to?.deliver(alarm) ?? this.outcome();
  }

  withdraw(patientId: string | null, kind: AlarmKind): void {
    this.withdrawn.push([patientId, kind]);
    this.to?.withdraw(patientId, kind);
  }

  /** `urgentLow raised`, in the order they came. */
  get told(): string[] {
    return this.alarms.map(({ alarm }) => `${alarm.decision.kind} ${alarm.decision.decision}`);
  }
}

/** A simulated world whose monitor's news go to alarms, as in the program. Starts nothing by itself. */
export class AlarmedWorld {
  readonly world: SimulatedWorld;
  readonly notifier: RecordingNotifier;
  readonly decisions: { patientId: string | null; decision: Decision }[] = [];
  /** Told of everything in the order in which it happens, over restarts too. */
  onDecision: AlarmListener = () => {};
  onEvent: (event: MonitorEvent) => void = () => {};
  settings: Settings = DEFAULT_SETTINGS;
  alarms: AlarmWatch;
  /** What the alarms may read of the history; null: it cannot be opened. */
  hasHistory = true;

  constructor(options: WorldOptions = {}) {
    this.world = new SimulatedWorld(options);
    this.notifier = new RecordingNotifier(() => this.world.clock.now());
    this.alarms = this.watch();
  }

  /** Alarms of whoever is followed now, told before anybody else. */
  watch(): AlarmWatch {
    const { world, notifier } = this;
    const { pulse, dataDir } = world;
    const options = alarmOptions(world.profile, { dataDir, pulse, notifier });
    const alarms = new AlarmWatch({
      ...options,
      time: { ...options.time, offsetAt: () => 3600 },
      settings: () => this.settings,
      history: {
        ...options.history,
        note: async (...given) =>
          this.hasHistory ? options.history.note(...given) : fail(problem('diskFull', { path: dataDir })),
        recorded: async (...asked) => (this.hasHistory ? options.history.recorded(...asked) : []),
      },
    });
    alarms.subscribe((patientId, decision) => {
      this.decisions.push({ patientId, decision });
      this.onDecision(patientId, decision);
    });
    // The first to be told, before anything else hears of it.
    world.monitor.subscribe((event) => alarms.hear(event));
    world.monitor.subscribe((event) => this.onEvent(event));
    return alarms;
  }

  /** From now on serves something else in place of each entry: another one, several, or none. */
  serve(change: (entry: Entry, at: number) => unknown): void {
    this.world.fault = ({ path }, at) =>
      path === LIST
        ? (reply: WireAnswer) => {
            const { data, ...body } = reply.body as { data: Entry[] };
            return { ...reply, body: { ...body, data: data.flatMap((entry) => change(entry, at)) } };
          }
        : null;
  }

  /** `urgentLow raised belowLimit`, in the order they came. */
  get decided(): string[] {
    return this.decisions.map(({ decision: { kind, decision, reason } }) => `${kind} ${decision} ${reason}`);
  }

  start(): Promise<void> {
    return this.world.start();
  }

  async stop(): Promise<void> {
    this.alarms.stop();
    await this.world.stop();
  }

  /** The program ends and is started again after a while. @param meanwhile what happens to its files */
  async restart(milliseconds = 0, meanwhile = (): void => {}): Promise<void> {
    await this.stop();
    meanwhile();
    this.world.clock.sleep(milliseconds);
    const { world } = this;
    world.renew();
    this.alarms = this.watch();
    await this.start();
  }

  /** What the journal holds of the world's whole time. */
  journal(): JournalEntry[] {
    const history = historyBehind(this.world.profile);
    const entries = history.ok ? history.value.journal.entries({ from: 0, to: 4e15 }) : history;
    if (!entries.ok) throw new Error(entries.problem.code);
    return entries.value;
  }
}
