import type { AppState, Link } from '../../shared/state/app-state.ts';
import { personName } from '../../shared/glucose/reading.ts';
import { HOUR, MINUTE, SECOND } from '../../shared/time.ts';
import type { AlarmListener } from '../alarms/alarm-watch.ts';
import { delivered, type Notifier } from '../alarms/notifier.ts';
import type { Clock } from '../time/clock.ts';
import type { MonitorEvent } from '../monitor/monitor-event.ts';
import { problemFields, type Counters } from '../log/events.ts';
import type { Log, PeopleLog } from '../log/log.ts';

export interface ObserveOptions {
  log: PeopleLog;
  clock: Clock;
  monitor: {
    readonly state: AppState;
    subscribe(listener: (event: MonitorEvent) => void): () => void;
  };
  alarms: { subscribe(listener: AlarmListener): () => void };
}

/** Writes down what monitor and alarms do: a line when something becomes another than before, and one an hour. */
export function observe(options: ObserveOptions): { readonly counters: Readonly<Counters>; end(): void } {
  const { log, clock, monitor, alarms } = options;
  const { personNumber } = log;
  const counters = noneYet();
  let hour = noneYet();
  let hourBegan = clock.monotonic();
  let before = monitor.state;
  let links: ReadonlyMap<string, string> = new Map();

  const count = (what: keyof Counters): void => {
    counters[what] += 1;
    hour[what] += 1;
  };
  const writeHour = (): void => {
    const minutes = (clock.monotonic() - hourBegan) / MINUTE;
    log.write({ event: 'HOUR', minutes, ...hour, memoryMb: process.memoryUsage.rss() / 1024 / 1024 });
    hour = noneYet();
    hourBegan = clock.monotonic();
  };

  const hearState = (state: AppState): void => {
    registerPeople(log, state);
    if (state.lastAnswerAt !== before.lastAnswerAt) count('answers');
    if (codeOf(state.link) !== codeOf(before.link)) log.write(stateEvent(state));
    if (state.storage?.code !== before.storage?.code) {
      const failed = state.storage ? problemFields(state.storage) : {};
      log.write({ event: 'RECORDING', ok: state.storage === null, ...failed });
    }
    if ((state.polledBy === null) !== (before.polledBy === null))
      log.write({ event: 'POLLER', another: state.polledBy !== null });
    for (const { person, link, reading } of state.people) {
      const { patientId } = person;
      if (links.get(patientId) === codeOf(link)) continue;
      const readingAgeSeconds = reading && (clock.now() - reading.measuredAt) / SECOND;
      log.write({
        event: 'PERSON_STATE',
        person: personNumber(patientId),
        link: link.code,
        readingAgeSeconds,
      });
    }
    links = new Map(state.people.map(({ person, link }) => [person.patientId, codeOf(link)]));
    before = state;
  };

  const ends = [
    monitor.subscribe((event) => {
      // Before it is counted: what belongs to one poll is then in one hour.
      if (clock.monotonic() - hourBegan >= HOUR) writeHour();
      if (event.type === 'state') hearState(event.state);
      else count(event.type === 'polled' ? 'polls' : 'readings');
    }),
    alarms.subscribe((patientId, decision) => {
      count('decisions');
      const { kind, decision: decided, reason, priority, sound, at, measuredAt, until, since } = decision;
      const person = patientId === null ? null : personNumber(patientId);
      const readingAgeSeconds = measuredAt === null ? null : (at - measuredAt) / SECOND;
      const what = { kind, decision: decided, reason, priority, sound, until, since };
      log.write({ event: 'ALARM', person, ...what, readingAgeSeconds });
    }),
  ];
  return {
    counters,
    end() {
      for (const end of ends) end();
      writeHour();
    },
  };
}

/** A notifier whose deliveries are written down; it answers as the other does, after five seconds at the latest. */
export function loggedNotifier(
  notifier: Notifier,
  { log, clock }: Pick<ObserveOptions, 'log' | 'clock'>,
): Notifier {
  return {
    async deliver(alarm) {
      const outcome = await delivered(notifier, alarm, clock);
      const person = alarm.patientId === null ? null : log.personNumber(alarm.patientId);
      const { kind } = alarm.decision;
      log.write({ event: 'ALARM_DELIVERY', person, kind, outcome, test: alarm.test });
      return outcome;
    },
    withdraw: (patientId, kind) => notifier.withdraw(patientId, kind),
  };
}

/** Nothing of the log can name them; the net below it knows them too. A single name may be a word like any other. */
function registerPeople({ redactor, personNumber }: PeopleLog, { people }: AppState): void {
  for (const { person, reading } of people) {
    const of = `person ${personNumber(person.patientId)}`;
    redactor.register(person.patientId, `${of} id`);
    redactor.register(personName(person), `${of} name`);
    redactor.register(reading?.sensorSerial ?? '', `${of} sensor`);
  }
}

/** A link without whose it is: names are not for a log, and a person's own state has a line of its own. */
function codeOf(link: Link): string {
  return link.code === 'problem' ? link.problem.code : link.code;
}

function stateEvent({ link, people }: AppState): Parameters<Log['write']>[0] {
  const failed = link.code === 'problem' ? problemFields(link.problem) : {};
  const byMs = link.code === 'clockWrong' ? link.byMs : null;
  return { event: 'STATE', link: link.code, byMs, people: people.length, ...failed };
}

function noneYet(): Counters {
  return { polls: 0, answers: 0, readings: 0, decisions: 0 };
}
