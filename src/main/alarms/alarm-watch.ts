import { isShown, type Decision } from '../../shared/alarms/decisions.ts';
import { heardReading, type AlarmEvent, type Facts, type SnoozeScope } from '../../shared/alarms/events.ts';
import { deliveryEntry, entryOf } from '../../shared/alarms/journal-entry.ts';
import type { AlarmKind } from '../../shared/alarms/kinds.ts';
import { step } from '../../shared/alarms/machine.ts';
import { mayChime } from '../../shared/alarms/ringing.ts';
import { initialState, type AlarmState } from '../../shared/alarms/state.ts';
import { isRecording, type AppState } from '../../shared/state/app-state.ts';
import { MOST_PEOPLE, personName, type Reading } from '../../shared/glucose/reading.ts';
import { isFollowed, rulesFor, type Settings } from '../../shared/settings/settings.ts';
import type { PersonInfo } from '../history/people.ts';
import type { MonitorEvent } from '../monitor/monitor-event.ts';
import { asCalled } from '../profile/people.ts';
import { BEAT_MS } from '../time/pulse.ts';
import type { AlarmWatchOptions } from './alarm-options.ts';
import { AlarmRecords } from './alarm-records.ts';
import { blindTimes } from './blind-times.ts';
import { personFacts, programFacts, unknownFacts } from './facts.ts';
import { readKeptStates } from './kept-state.ts';
import { delivered } from './notifier.ts';

export type AlarmListener = (patientId: string | null, decision: Decision) => void;

/**
 * The alarms of everybody at work: runs the machine on what the monitor tells. First the machine, then the notifier,
 * then the disk: neither a database nor a window nor a network has to be well for an alarm to ring.
 */
export class AlarmWatch {
  readonly #options: AlarmWatchOptions;
  readonly #states: Map<string | null, AlarmState>;
  readonly #people = new Map<string, PersonInfo>();
  /** The instant of the reading of somebody that was heard last. */
  readonly #heard = new Map<string, number>();
  readonly #listeners = new Set<AlarmListener>();
  readonly #records: AlarmRecords;
  readonly #blind = blindTimes();
  /** Whose recorded readings are being asked for. */
  readonly #asking = new Set<string>();
  #app: AppState | null = null;
  #notificationsFail = false;
  /** Whoever asks the server keeps state and journal; others ring from memory. */
  #isKeeper = true;
  #isRunning = true;
  /** How often the computer has slept, as far as the alarms know. */
  #sleeps: number;
  readonly #endBeats: () => void;

  /** @param states where it goes on; without: where the last run ended, as it is kept */
  constructor(options: AlarmWatchOptions, states = readKeptStates(options.dataDir)) {
    const { pulse, dataDir } = options;
    this.#options = options;
    this.#states = new Map(states);
    this.#records = new AlarmRecords(dataDir, options.history.note);
    this.#endBeats = pulse.beat(BEAT_MS, this.#tick);
    this.#sleeps = pulse.sleeps();
    this.#tellAll({ type: 'resumed' });
  }

  /** By patient id; under null that of the program. */
  get states(): ReadonlyMap<string | null, AlarmState> {
    return this.#states;
  }

  /** @returns what ends the subscription */
  subscribe(listener: AlarmListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether an alarm of medium priority that nobody has answered may be heard once more before it is due again. */
  mayChime(patientId: string | null, kind: AlarmKind): boolean {
    const state = this.#states.get(patientId);
    const { rules, now } = this.#circumstances(patientId);
    return state !== undefined && mayChime(state, rules, now, kind);
  }

  /** Everything the monitor tells goes here first, before anything is recorded or shown. */
  hear(event: MonitorEvent): void {
    // The monitor may still be waiting for an answer.
    if (!this.#isRunning) return;
    if (event.type === 'reading') this.#hearReading(event.reading, event.person);
    else if (event.type === 'state') this.#hearState(event.state);
    else {
      // Whether the other process that asks was answered is not known here.
      if (this.#isKeeper) this.#tellAll({ type: 'asked' });
      this.#tellMissed();
    }
    this.#keep();
  }

  acknowledge(patientId: string | null, kind: AlarmKind, by: string): void {
    this.#tell(patientId, { type: 'acknowledge', kind, by });
    this.#keep();
  }

  snooze(patientId: string | null, kind: AlarmKind, minutes: number, by: string): void {
    this.#tell(patientId, { type: 'snooze', kind, minutes, by });
    this.#keep();
  }

  /** Everything about everybody, or all about high glucose, but no urgent low; two hours at most. */
  snoozeAll(scope: SnoozeScope, minutes: number, by: string): void {
    this.#tellAll({ type: 'snoozeAll', scope, minutes, by });
    this.#keep();
  }

  /** Takes back what silenced it: it rings again where its cause is still there. */
  undoSilence(patientId: string | null, kind: AlarmKind, by: string): void {
    this.#tell(patientId, { type: 'undoSilence', kind, by });
    this.#keep();
  }

  endSnooze(by: string): void {
    this.#tellAll({ type: 'endSnooze', by });
    this.#keep();
  }

  settingsChanged(): void {
    this.#tellAll({ type: 'settings' });
    this.#keep();
  }

  /** What kept notifications from being shown is over: one that failed then says nothing any more. */
  notificationsAreBack(): void {
    this.#notificationsFail = false;
    this.#learn();
    this.#keep();
  }

  /** Keeps what has to be kept; nothing rings any more. */
  stop(): void {
    this.#isRunning = false;
    this.#endBeats();
    this.#keep(true);
  }

  #tick = (): void => {
    this.#tellAll({ type: 'tick' });
    this.#keep();
  };

  #hearReading(reading: Reading, person: PersonInfo, facts?: Facts): void {
    const { patientId } = reading;
    if (!this.#isFollowed(patientId) || this.#heard.get(patientId) === reading.measuredAt) return;
    this.#heard.set(patientId, reading.measuredAt);
    this.#people.set(patientId, person);
    const heard = heardReading(reading);
    const before = this.#states.get(patientId);
    if (before) this.#blind.hear(patientId, before, heard, this.#now());
    this.#tell(patientId, { type: 'reading', reading: heard, ...(facts && { facts }) });
  }

  #hearState(state: AppState): void {
    this.#app = state;
    this.#isKeeper = state.polledBy === null;
    for (const { person, target, unit } of state.people)
      this.#people.set(person.patientId, { ...person, target, unit });
    this.#learn();
  }

  #tellAll(event: AlarmEvent): void {
    for (const patientId of this.#states.keys())
      if (patientId === null || this.#isFollowed(patientId)) this.#tell(patientId, event);
  }

  #tell(patientId: string | null, event: AlarmEvent): void {
    // Whatever is the first to come after a sleep finds the alarms ready for it.
    this.#noticeSleep();
    const { settings, rules, now } = this.#circumstances(patientId);
    // Somebody new is as after a start: an answer may still show it all to be otherwise.
    const before =
      this.#states.get(patientId) ?? step(initialState(now.at), { type: 'resumed' }, rules, now).state;
    const { state, decisions } = step(before, event, rules, now);
    if (!this.#states.has(patientId)) this.#letGo();
    this.#states.set(patientId, state);
    for (const decision of decisions) {
      this.#act(patientId, decision, settings);
      this.#records.add(entryOf(patientId, decision));
    }
    // Once all that is to ring rings: whoever shows or writes it may fail.
    for (const decision of decisions) for (const listener of this.#listeners) listener(patientId, decision);
    if (decisions.length > 0 || event.type === 'reading') this.#records.changed();
  }

  /** Makes room for one more: of whom nothing was heard for longest goes, first those that the account no longer lists. */
  #letGo(): void {
    while (this.#states.size > MOST_PEOPLE) {
      const listed = new Set(this.#app?.people.map(({ person }) => person.patientId));
      const [longest] = [...this.#states]
        .flatMap(([patientId, { newest }]) =>
          patientId === null ? [] : [{ patientId, at: newest?.heardAt ?? 0 }],
        )
        .sort((a, b) => Number(listed.has(a.patientId)) - Number(listed.has(b.patientId)) || a.at - b.at);
      if (longest === undefined) return;
      for (const known of [this.#states, this.#people, this.#heard]) known.delete(longest.patientId);
    }
  }

  #circumstances(patientId: string | null) {
    const at = this.#now();
    const settings = this.#options.settings();
    const rules = patientId === null ? settings.alarms : rulesFor(settings, patientId);
    return { settings, rules, now: { at, offsetSeconds: this.#options.time.offsetAt(at) } };
  }

  #act(patientId: string | null, decision: Decision, settings: Settings): void {
    const { notifier, pulse } = this.#options;
    if (decision.decision === 'cleared') {
      try {
        notifier.withdraw(patientId, decision.kind);
      } catch {
        // What stays on a screen is not worth an alarm.
      }
    }
    if (!isShown(decision)) return;
    const info = patientId === null ? undefined : this.#people.get(patientId);
    const name = info ? personName(asCalled(info, settings)) : null;
    const newest = this.#states.get(patientId)?.newest;
    const trend = newest && newest.measuredAt === decision.measuredAt ? newest.trend : null;
    const alarm = { patientId, name, unit: info?.unit ?? null, decision, trend, test: false };
    void delivered(notifier, alarm, pulse.clock).then((outcome) => {
      this.#records.add(deliveryEntry(patientId, decision, outcome, this.#now()));
      if (outcome !== 'unknown') this.#notificationsFail = outcome === 'failed';
      if (this.#isRunning) this.#learn();
    });
  }

  /** Tells everybody's machine, and the program's, what the monitor's state means to it. */
  #learn(): void {
    const app = this.#app;
    if (app === null) return;
    const now = this.#now();
    const followed = app.people.filter(({ person }) => this.#isFollowed(person.patientId));
    for (const one of followed) {
      const { person, target, unit, reading } = one;
      const facts = personFacts(app, one, now);
      // A reading that only the history knew is heard here too.
      if (reading !== null && this.#heard.get(person.patientId) !== reading.measuredAt)
        this.#hearReading(reading, { ...person, target, unit }, facts);
      else this.#tell(person.patientId, { type: 'facts', facts });
    }
    const known = new Set(app.people.map(({ person }) => person.patientId));
    for (const patientId of this.#states.keys())
      if (patientId !== null && !known.has(patientId) && this.#isFollowed(patientId))
        this.#tell(patientId, { type: 'facts', facts: unknownFacts(app) });
    const facts = programFacts(app, {
      knowsSomebody: followed.length > 0,
      notificationsFail: this.#notificationsFail,
      clockWrongBy: this.#options.time.wrongBy(),
      backupsFail: this.#options.history.backupsFail(),
    });
    this.#tell(null, { type: 'facts', facts });
  }

  #tellMissed(): void {
    for (const { patientId, from, to } of this.#blind.open()) {
      if (this.#asking.has(patientId)) continue;
      this.#asking.add(patientId);
      const recorded = this.#options.history.recorded(patientId, from, to);
      void recorded
        .catch(() => [])
        .then((known) => {
          this.#asking.delete(patientId);
          if (this.#isRunning) this.#hearMissed(patientId, known);
        });
    }
  }

  #hearMissed(patientId: string, recorded: readonly Reading[]): void {
    const recent = this.#app?.people.find(({ person }) => person.patientId === patientId)?.recent ?? [];
    const event = this.#blind.due(patientId, [...recent, ...recorded], this.#now());
    if (event === null) return;
    this.#tell(patientId, event);
    this.#keep();
  }

  /** After everything that rings: the disk. */
  #keep(always = false): void {
    if (!this.#isKeeper) return;
    const mayWrite = this.#app === null || isRecording(this.#app);
    this.#records.keep(this.#states, this.#now(), always, mayWrite);
  }

  #noticeSleep(): void {
    const sleeps = this.#options.pulse.sleeps();
    if (sleeps === this.#sleeps) return;
    this.#sleeps = sleeps;
    this.#records.interrupted();
    this.#tellAll({ type: 'resumed' });
  }

  #isFollowed(patientId: string): boolean {
    return isFollowed(this.#options.settings(), patientId);
  }

  #now(): number {
    return Math.round(this.#options.time.now());
  }
}
