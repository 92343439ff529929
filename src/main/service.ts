import { FUTURE_LIMIT_MS, isFuture } from '../shared/glucose/freshness.ts';
import { DEFAULT_TARGET, type Target } from '../shared/glucose/range.ts';
import { personName, type Person, type Reading } from '../shared/glucose/reading.ts';
import type { Unit } from '../shared/glucose/units.ts';
import { problem, type Problem } from '../shared/problems.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { civilText, offsetText, type OffsetAt } from '../shared/statistics/civil-clock.ts';
import { reachOf } from '../shared/statistics/grid.ts';
import { NO_READINGS, type Series, type Span } from '../shared/statistics/series.ts';
import {
  FORTNIGHT_MS,
  statisticsOf,
  statisticsReach,
  type Statistics,
} from '../shared/statistics/statistics.ts';
import {
  dailySummary,
  hourlyAverage,
  timeInRange,
  type DaySummary,
  type HourAverage,
  type TimeInRange,
} from '../shared/statistics/summaries.ts';
import { instantOfEdge, localDayStart, systemOffset, type Edge } from './civil-time.ts';
import { memoryVault, type Credentials } from './credentials/vault.ts';
import type { History } from './history/history.ts';
import type { PersonInfo } from './history/people.ts';
import type { StoredReadings } from './history/stored-readings.ts';
import type { AccountInfo } from './libre/client.ts';
import type { Consent } from './libre/sign-in.ts';
import type { Connection } from './libre/source.ts';
import { asCalled, findPerson, followedOf, nameList } from './people.ts';
import { Resources, type ServiceOptions } from './resources.ts';
import type { SettingsStore } from './settings/settings-store.ts';

/** A reading with whose it is, and the unit that person's account shows. */
export interface PersonReading {
  person: Person;
  unit: Unit | null;
  reading: Reading;
}

export interface Recorded {
  recorded: number;
  skipped: number;
  readings: PersonReading[];
}

export interface Backfilled {
  received: number;
  inserted: number;
  duplicates: number;
}

/** Readings from `from` up to but not including `to`; an open end is no limit. */
export interface Window {
  from?: Edge;
  to?: Edge;
}

const DAY_MS = 24 * 3600 * 1000;

/**
 * Everything Glucoglance does without a screen: sign in, ask, record, look back. Used by the command line and the
 * desktop, and open to other programs. Opens files, keychain and connections only when a call needs them; whoever
 * made it closes it.
 */
export class GlucoseService {
  readonly #resources: Resources;
  /** What the last answer about everybody left in doubt. */
  #doubts: Problem[] = [];

  constructor(options: ServiceOptions) {
    this.#resources = new Resources(options);
  }

  /** What the user should hear although the work goes on, such as settings or readings that could not be read. */
  get notices(): Problem[] {
    return [...this.#resources.notices, ...this.#doubts];
  }

  settings(): Result<SettingsStore> {
    return this.#resources.settings();
  }

  /**
   * Signs in and keeps what it needs to do so again.
   *
   * @param credentials new ones, kept in the keychain once they have worked; without: those at hand
   * @param consent asked before any document is accepted; without it none is
   */
  async authenticate(credentials?: Credentials, consent?: Consent): Promise<Result<AccountInfo>> {
    // The keychain is opened first: finding out afterwards that nothing can be kept would have cost a sign-in.
    const vault = await this.#resources.vault();
    if (!vault.ok) return vault;
    if (!credentials) {
      const client = await this.#resources.client();
      return client.ok ? client.value.authenticate(consent) : client;
    }
    const trial = memoryVault();
    await trial.writeCredentials(credentials);
    const account = await this.#resources.clientWith(trial).authenticate(consent);
    if (!account.ok) return account;
    const session = await trial.readSession();
    const kept = await vault.value.writeCredentials(credentials);
    if (!kept.ok) return kept;
    if (session.ok && session.value) await vault.value.writeSession(session.value);
    this.#resources.forgetClient();
    return account;
  }

  /** Forgets credentials and session. The server may honour the token until it ends. */
  async logout(): Promise<Result<void>> {
    const vault = await this.#resources.vault();
    if (!vault.ok) return vault;
    this.#resources.forgetClient();
    return vault.value.clear();
  }

  /** Everyone who shares with this account, with their latest reading. An empty list is `nobodyShares`. */
  async getConnections(): Promise<Result<Connection[]>> {
    const connections = await this.#connections();
    if (!connections.ok) return connections;
    const shown: Connection[] = [];
    for (const connection of this.#noteDoubts(connections.value)) {
      const latest = this.#latestOf(connection);
      if (!latest.ok) return latest;
      shown.push({ ...connection, person: this.#called(connection.person), latest: latest.value });
    }
    return ok(shown);
  }

  /** The latest reading of one person or of everyone followed. One from the future is never the latest. */
  async getCurrentGlucose(patient?: string): Promise<Result<PersonReading[]>> {
    const connections = await this.#chosen(patient);
    if (!connections.ok) return connections;
    const found: PersonReading[] = [];
    for (const connection of connections.value) {
      const { person, unit } = connection;
      const reading = this.#latestOf(connection);
      if (!reading.ok) return reading;
      if (reading.value) found.push({ person: this.#called(person), unit, reading: reading.value });
    }
    return found.length > 0 ? ok(found) : fail(this.#whyNone());
  }

  /** The graph points of the last 12 hours, oldest first. */
  async getGraphReadings(patient?: string): Promise<Result<PersonReading[]>> {
    const all: PersonReading[] = [];
    const done = await this.#eachGraph(patient, ({ person, unit }, readings) => {
      for (const reading of readings) all.push({ person: this.#called(person), unit, reading });
      return ok(undefined);
    });
    return done.ok ? ok(inTimeOrder(all)) : done;
  }

  /**
   * Records the latest reading of everyone followed: unless that instant is known, or a live reading less than
   * `minimumIntervalSeconds` before it is (default: the settings').
   */
  async recordGlucose(minimumIntervalSeconds?: number): Promise<Result<Recorded>> {
    const connections = await this.#chosen();
    if (!connections.ok) return connections;
    const history = this.#resources.history();
    if (!history.ok) return history;
    const { minimumRecordIntervalSeconds } = this.#resources.currentSettings();
    const interval = 1000 * (minimumIntervalSeconds ?? minimumRecordIntervalSeconds);

    const outcome: Recorded = { recorded: 0, skipped: 0, readings: [] };
    for (const connection of connections.value) {
      const { latest: reading, person, unit } = connection;
      if (!reading) continue;
      const recorded = this.#recordLive(history.value, connection, reading, interval);
      if (!recorded.ok) return recorded;
      if (recorded.value) outcome.recorded += 1;
      else outcome.skipped += 1;
      outcome.readings.push({ person: this.#called(person), unit, reading });
    }
    return outcome.readings.length > 0 ? ok(outcome) : fail(this.#whyNone());
  }

  /** Records the graph points the history lacks, of one person or of everyone followed. */
  async recordGraph(patient?: string): Promise<Result<Backfilled>> {
    const history = this.#resources.history();
    if (!history.ok) return history;
    const outcome: Backfilled = { received: 0, inserted: 0, duplicates: 0 };
    const done = await this.#eachGraph(patient, (connection, readings) => {
      const open = this.#resources.history();
      const written = open.ok ? this.#write(open.value, connection, readings) : open;
      if (!written.ok) return written;
      outcome.received += readings.length;
      outcome.inserted += written.value.inserted;
      outcome.duplicates += written.value.duplicates;
      return ok(undefined);
    });
    return done.ok ? ok(outcome) : done;
  }

  /** Stored readings of one person or of everyone, oldest first. */
  history(patient?: string, window: Window = {}): Result<PersonReading[]> {
    const asked = this.#ask(patient, (stored, people): Result<PersonReading[]> => {
      const all: PersonReading[] = [];
      const empty = this.#spanOf(window, systemOffset);
      if (people.length === 0 && !empty.ok) return empty;
      for (const person of people) {
        const span = this.#spanOf(window, wearersClock(stored, person.patientId));
        if (!span.ok) return span;
        for (const reading of stored.readings(person.patientId, span.value))
          all.push({ person, unit: person.unit, reading });
      }
      return ok(people.length > 1 ? inTimeOrder(all) : all);
    });
    return asked.ok ? asked.value : asked;
  }

  /** The newest recorded reading of one person or of everyone; none from the future. */
  newestReadings(patient?: string): Result<PersonReading[]> {
    return this.#ask(patient, (stored, people) =>
      people.flatMap((person) => {
        const reading = stored.newest(person.patientId, this.now() + FUTURE_LIMIT_MS);
        return reading ? [{ person, unit: person.unit, reading }] : [];
      }),
    );
  }

  /** A summary per civil day of the wearer, of the last `days` days including today. */
  dailySummary(patient: string | undefined, days: number): Result<DaySummary[]> {
    const window = (clock: OffsetAt) => ({
      from: { local: localDayStart(this.now(), days - 1, clock) },
      // What is dated further ahead belongs to no day yet.
      to: { instant: this.now() + FUTURE_LIMIT_MS },
    });
    const asked = this.#series(patient, window);
    return asked.ok ? ok(dailySummary(asked.value.series, asked.value.span, systemOffset)) : asked;
  }

  /** Averages per civil hour of the wearer, of the last `days` × 24 hours. */
  hourlyAverage(patient: string | undefined, days: number): Result<HourAverage[]> {
    const asked = this.#series(patient, () => this.#lastDays(days));
    return asked.ok ? ok(hourlyAverage(asked.value.series, asked.value.span, systemOffset)) : asked;
  }

  /** The shares below, inside and above `bounds` (mg/dL; default: the person's target) in the last `days` × 24 hours. */
  timeInRange(patient: string | undefined, days: number, bounds: Partial<Target> = {}): Result<TimeInRange> {
    const asked = this.#series(patient, () => this.#lastDays(days));
    if (!asked.ok) return asked;
    const { series, span, target } = asked.value;
    return ok(timeInRange(series, span, { ...(target ?? DEFAULT_TARGET), ...bounds }));
  }

  /**
   * The consensus figures of a window: up to now where it has no end, the 14 days before its end where it has no
   * beginning. `badInput` where it ends before it begins.
   */
  statistics(patient?: string, window: Window = {}): Result<Statistics> {
    const asked = this.#series(patient, () => window, statisticsReach);
    if (!asked.ok) return asked;
    const { series, span, target } = asked.value;
    return ok(statisticsOf(series, { span, target: target ?? DEFAULT_TARGET }));
  }

  /** Everyone in the history, or the one named, as last heard of. */
  people(patient?: string): Result<PersonInfo[]> {
    return this.#ask(patient, (_, people) => people);
  }

  /** Somebody's clock minus UTC near an instant, seconds; the system's where no reading tells. */
  wearersClock(patientId: string): OffsetAt {
    return (instant) => {
      const history = this.#resources.history();
      const offset = history.ok
        ? history.value.read((stored) => wearersClock(stored, patientId)(instant))
        : history;
      return offset.ok ? offset.value : systemOffset(instant);
    };
  }

  /** The time by which ages are judged, ms UTC; see `TrustedTime`. */
  now(): number {
    return this.#resources.time.now();
  }

  /** How far the computer's clock is ahead of the server's (behind: negative), ms; null while it is right or unknown. */
  clockWrongBy(): number | null {
    return this.#resources.time.wrongBy();
  }

  /** The parts this service works with, for the monitor, which works with the same. */
  get resources(): Resources {
    return this.#resources;
  }

  close(): void {
    this.#resources.closeHistory();
  }

  /**
   * The span a window comes to, and one person's readings in its `reach`; none while nobody is in the history.
   */
  #series(
    patient: string | undefined,
    window: (clock: OffsetAt) => Window,
    reach: (span: Span, now: number) => Span = reachOf,
  ): Result<{ series: Series; span: Span; target: Target | null }> {
    const spanBy = (clock: OffsetAt): Result<Span> => {
      const to = this.now();
      const given = this.#spanOf({ to: { instant: to }, ...window(clock) }, clock);
      return given.ok ? ok({ from: (given.value.to ?? to) - FORTNIGHT_MS, to, ...given.value }) : given;
    };
    const asked = this.#ask(patient, (stored, people) => {
      const [person, another] = people;
      if (another) return fail(problem('personRequired', { people: nameList(people) }));
      const span = spanBy(person ? wearersClock(stored, person.patientId) : systemOffset);
      if (!span.ok) return span;
      if (!person) return ok({ series: NO_READINGS, span: span.value, target: null });
      const series = stored.series(person.patientId, reach(span.value, this.now()));
      return ok({ series, span: span.value, target: person.target });
    });
    return asked.ok ? asked.value : asked;
  }

  /** Asks the history about one person or about everyone in it. */
  #ask<T>(
    patient: string | undefined,
    question: (stored: StoredReadings, people: PersonInfo[]) => T,
  ): Result<T> {
    const history = this.#resources.history();
    if (!history.ok) return history;
    const answer = history.value.read((stored): Result<T> => {
      const everyone = stored.people().map((person) => this.#called(person));
      if (patient === undefined) return ok(question(stored, everyone));
      const person = findPerson(everyone, patient);
      return person.ok ? ok(question(stored, [person.value])) : person;
    });
    return answer.ok ? answer.value : answer;
  }

  /** True when it was recorded, false when it was known or too soon after another. */
  #recordLive(history: History, connection: Connection, reading: Reading, interval: number): Result<boolean> {
    const { patientId, measuredAt } = reading;
    const stored = history.read((readings) => ({
      known: readings.has(patientId, measuredAt),
      newest: readings.newestLive(patientId, this.now() + FUTURE_LIMIT_MS),
    }));
    if (!stored.ok) return stored;
    const { known, newest } = stored.value;
    const since = newest === null ? Infinity : measuredAt - newest;
    const tooSoon = since >= 0 && since < interval;
    if (tooSoon && !known) return ok(false);
    // An instant known from the graph is written again all the same: the live reading brings its trend.
    const written = this.#write(history, connection, [reading]);
    return written.ok ? ok(!known) : written;
  }

  #write(history: History, connection: Connection, readings: Reading[]) {
    const { person, target, unit } = connection;
    const remembered = history.rememberPerson({ ...person, target, unit });
    return remembered.ok ? history.record(readings) : remembered;
  }

  /** By its date, or as the history has it from when it was heard first; a history that there is not knows nothing. */
  #isFromFuture({ patientId, measuredAt }: Reading): boolean {
    if (isFuture(measuredAt, this.now())) return true;
    const history = this.#resources.knownHistory();
    const read = history?.read((stored) => stored.wasFromFuture(patientId, measuredAt));
    return read?.ok === true && read.value;
  }

  /** The account's latest reading, or the newest recorded one where that is dated in the future. */
  #latestOf({ person, latest }: Connection): Result<Reading | null> {
    if (latest === null || !this.#isFromFuture(latest)) return ok(latest);
    const history = this.#resources.history();
    if (!history.ok) return history;
    return history.value.read((stored) => stored.newest(person.patientId, this.now() + FUTURE_LIMIT_MS));
  }

  /** Takes each chosen person's graph as it comes. Someone who stopped sharing does not keep the others from being read. */
  async #eachGraph(
    patient: string | undefined,
    take: (connection: Connection, readings: Reading[]) => Result<void>,
  ): Promise<Result<void>> {
    const connections = await this.#chosen(patient);
    if (!connections.ok) return connections;
    const client = await this.#resources.client();
    if (!client.ok) return client;
    let taken = 0;
    let missing: Problem | null = null;
    for (const connection of connections.value) {
      const graph = await client.value.graph(connection.person.patientId);
      if (graph.ok) {
        const done = take(connection, graph.value.readings);
        if (!done.ok) return done;
        taken += 1;
      } else if (graph.problem.code === 'noLongerShared' || graph.problem.code === 'personUnknown') {
        missing ??= graph.problem;
      } else {
        return graph;
      }
    }
    return taken === 0 && missing ? fail(missing) : ok(undefined);
  }

  /** Everyone who shares, named as the account names them. */
  async #connections(): Promise<Result<Connection[]>> {
    const client = await this.#resources.client();
    if (!client.ok) return client;
    const sharing = await client.value.connections();
    if (!sharing.ok) return sharing;
    const { people, unreadable } = sharing.value;
    this.#doubts = unreadable > 0 ? [problem('readingUnreadable', { name: 'somebody else' })] : [];
    return people.length > 0 ? ok(people) : fail(problem('nobodyShares', {}));
  }

  /** Has what is doubtful about these people said beside the answer. */
  #noteDoubts(connections: readonly Connection[]): Connection[] {
    for (const { person, doubt } of connections) {
      if (doubt === null) continue;
      const code = doubt === 'unreadable' ? 'readingUnreadable' : 'readingsContradict';
      this.#doubts.unshift(problem(code, { name: personName(this.#called(person)) }));
    }
    return [...connections];
  }

  /** Why nobody has a reading; said once, not beside itself. */
  #whyNone(): Problem {
    const [doubt, ...others] = this.#doubts;
    this.#doubts = others;
    return doubt ?? problem('noReadingYet', {});
  }

  /** The connections a call is about: the one named, or everyone the settings follow. */
  async #chosen(patient?: string): Promise<Result<Connection[]>> {
    const connections = await this.#connections();
    if (!connections.ok) return connections;
    if (patient === undefined) {
      return ok(this.#noteDoubts(followedOf(connections.value, this.#resources.currentSettings())));
    }
    const people = connections.value.map(({ person }) => this.#called(person));
    const person = findPerson(people, patient);
    if (!person.ok) return person;
    const { patientId } = person.value;
    return ok(this.#noteDoubts(connections.value.filter((one) => one.person.patientId === patientId)));
  }

  #called<P extends Person>(person: P): P {
    return asCalled(person, this.#resources.currentSettings());
  }

  /** What a window comes to on a clock. `badInput` where it ends before it begins, written on that clock. */
  #spanOf({ from, to }: Window, clock: OffsetAt): Result<{ from?: number; to?: number }> {
    const instant = (edge: Edge): number => instantOfEdge(edge, this.now(), clock);
    const span = { ...(from && { from: instant(from) }), ...(to && { to: instant(to) }) };
    if (span.from === undefined || span.to === undefined || span.from < span.to) return ok(span);
    const [given, end] = [span.from, span.to].map(
      (at) => `${civilText(at, clock(at))}${offsetText(clock(at))}`,
    );
    const expected = `it must be before its end, ${end}`;
    return fail(problem('badInput', { what: 'The beginning of the window', given: given ?? '', expected }));
  }

  #lastDays(days: number): Window {
    return { from: { instant: this.now() - days * DAY_MS }, to: { instant: this.now() } };
  }
}

/** The wearer's clock minus UTC near an instant, seconds; the system's where no reading tells. */
function wearersClock(stored: StoredReadings, patientId: string): OffsetAt {
  return (instant) => stored.offsetNear(patientId, instant) ?? systemOffset(instant);
}

function inTimeOrder(readings: PersonReading[]): PersonReading[] {
  return readings.sort((a, b) => a.reading.measuredAt - b.reading.measuredAt);
}

/** The service for programs; see the README for an example. Nothing is opened before the first call. */
export function createGlucoseService(options: ServiceOptions): GlucoseService {
  return new GlucoseService(options);
}
