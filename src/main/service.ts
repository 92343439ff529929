import { isFuture } from '../shared/glucose/freshness.ts';
import type { Target } from '../shared/glucose/range.ts';
import { personName, type Person, type Reading } from '../shared/glucose/reading.ts';
import type { Unit } from '../shared/glucose/units.ts';
import { problem, type Problem } from '../shared/problems.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { OffsetAt } from '../shared/statistics/civil-clock.ts';
import type { Statistics } from '../shared/statistics/statistics.ts';
import type { DaySummary, HourAverage, TimeInRange } from '../shared/statistics/summaries.ts';
import { SECOND } from '../shared/time.ts';
import { systemOffset } from './time/civil-time.ts';
import { memoryVault, type Credentials } from './credentials/vault.ts';
import type { PersonInfo } from './history/people.ts';
import type { HistoryPort } from './history/port.ts';
import type { EdgeWindow as Window } from './history/questions/readings.ts';
import type { AccountInfo } from './libre/client.ts';
import type { Consent } from './libre/sign-in.ts';
import type { Connection } from './libre/source.ts';
import { asCalled, findPerson, followedOf, nameList } from './profile/people.ts';
import { Profile, type ServiceOptions } from './profile/profile.ts';
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

export type { Window };

/**
 * Everything Glucoglance does without a screen: sign in, ask, record, look back. Used by the command line and the
 * desktop, and open to other programs. Opens files, keychain and connections only when a call needs them; whoever
 * made it closes it.
 */
export class GlucoseService {
  readonly #profile: Profile;
  /** What the last answer about everybody left in doubt. */
  #doubts: Problem[] = [];

  constructor(options: ServiceOptions) {
    this.#profile = new Profile(options);
  }

  /** What the user should hear although the work goes on, such as settings or readings that could not be read. */
  get notices(): Problem[] {
    return [...this.#profile.notices, ...this.#doubts];
  }

  settings(): Result<SettingsStore> {
    return this.#profile.settings();
  }

  /**
   * Signs in and keeps what it needs to do so again.
   *
   * @param credentials new ones, kept in the keychain once they have worked; without: those at hand
   * @param consent asked before any document is accepted; without it none is
   */
  async authenticate(credentials?: Credentials, consent?: Consent): Promise<Result<AccountInfo>> {
    // The keychain is opened first: finding out afterwards that nothing can be kept would have cost a sign-in.
    const vault = await this.#profile.vault();
    if (!vault.ok) return vault;
    if (!credentials) {
      const client = await this.#profile.client();
      return client.ok ? client.value.authenticate(consent) : client;
    }
    const trial = memoryVault();
    await trial.writeCredentials(credentials);
    const account = await this.#profile.clientWith(trial).authenticate(consent);
    if (!account.ok) return account;
    const session = await trial.readSession();
    const kept = await vault.value.writeCredentials(credentials);
    if (!kept.ok) return kept;
    if (session.ok && session.value) await vault.value.writeSession(session.value);
    this.#profile.forgetClient();
    return account;
  }

  /** Forgets credentials and session. The server may honour the token until it ends. */
  async logout(): Promise<Result<void>> {
    const vault = await this.#profile.vault();
    if (!vault.ok) return vault;
    this.#profile.forgetClient();
    return vault.value.clear();
  }

  /** Everyone who shares with this account, with their latest reading. An empty list is `nobodyShares`. */
  async getConnections(): Promise<Result<Connection[]>> {
    const connections = await this.#connections();
    if (!connections.ok) return connections;
    const shown: Connection[] = [];
    for (const connection of this.#noteDoubts(connections.value)) {
      const latest = await this.#latestOf(connection);
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
      const reading = await this.#latestOf(connection);
      if (!reading.ok) return reading;
      if (reading.value) found.push({ person: this.#called(person), unit, reading: reading.value });
    }
    return found.length > 0 ? ok(found) : fail(this.#whyNone());
  }

  /** The graph points of the last 12 hours, oldest first. */
  async getGraphReadings(patient?: string): Promise<Result<PersonReading[]>> {
    const all: PersonReading[] = [];
    const done = await this.#eachGraph(patient, async ({ person, unit }, readings) => {
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
    const usable = await this.#history.ask('look', null);
    if (!usable.ok) return usable;
    const { minimumRecordIntervalSeconds } = this.#profile.currentSettings();
    const interval = (minimumIntervalSeconds ?? minimumRecordIntervalSeconds) * SECOND;

    const outcome: Recorded = { recorded: 0, skipped: 0, readings: [] };
    for (const connection of connections.value) {
      const { latest: reading, person, unit } = connection;
      if (!reading) continue;
      const recorded = await this.#recordLive(connection, reading, interval);
      if (!recorded.ok) return recorded;
      if (recorded.value) outcome.recorded += 1;
      else outcome.skipped += 1;
      outcome.readings.push({ person: this.#called(person), unit, reading });
    }
    return outcome.readings.length > 0 ? ok(outcome) : fail(this.#whyNone());
  }

  /** Records the graph points the history lacks, of one person or of everyone followed. */
  async recordGraph(patient?: string): Promise<Result<Backfilled>> {
    const usable = await this.#history.ask('look', null);
    if (!usable.ok) return usable;
    const outcome: Backfilled = { received: 0, inserted: 0, duplicates: 0 };
    const done = await this.#eachGraph(patient, async (connection, readings) => {
      const written = await this.#write(connection, readings);
      if (!written.ok) return written;
      outcome.received += readings.length;
      outcome.inserted += written.value.inserted;
      outcome.duplicates += written.value.duplicates;
      return ok(undefined);
    });
    return done.ok ? ok(outcome) : done;
  }

  /** Stored readings of one person or of everyone, oldest first. */
  async history(patient?: string, window: Window = {}): Promise<Result<PersonReading[]>> {
    const people = await this.people(patient);
    if (!people.ok) return people;
    const patientIds = people.value.map(({ patientId }) => patientId);
    const readings = await this.#history.ask('readings', { patientIds, window });
    return readings.ok ? ok(ofPeople(people.value, readings.value)) : readings;
  }

  /** The newest recorded reading of one person or of everyone; none from the future. */
  async newestReadings(patient?: string): Promise<Result<PersonReading[]>> {
    const people = await this.people(patient);
    if (!people.ok) return people;
    const patientIds = people.value.map(({ patientId }) => patientId);
    const readings = await this.#history.ask('newest', { patientIds });
    return readings.ok ? ok(ofPeople(people.value, readings.value)) : readings;
  }

  /** A summary per civil day of the wearer, of the last `days` days including today. */
  async dailySummary(patient: string | undefined, days: number): Promise<Result<DaySummary[]>> {
    const person = await this.#onePerson(patient);
    return person.ok ? this.#history.ask('dailySummary', { patientId: person.value, days }) : person;
  }

  /** Averages per civil hour of the wearer, of the last `days` × 24 hours. */
  async hourlyAverage(patient: string | undefined, days: number): Promise<Result<HourAverage[]>> {
    const person = await this.#onePerson(patient);
    return person.ok ? this.#history.ask('hourlyAverage', { patientId: person.value, days }) : person;
  }

  /** The shares below, inside and above `bounds` (mg/dL; default: the person's target) in the last `days` × 24 hours. */
  async timeInRange(
    patient: string | undefined,
    days: number,
    bounds: Partial<Target> = {},
  ): Promise<Result<TimeInRange>> {
    const person = await this.#onePerson(patient);
    return person.ok ? this.#history.ask('timeInRange', { patientId: person.value, days, bounds }) : person;
  }

  /**
   * The consensus figures of a window: up to now where it has no end, the 14 days before its end where it has no
   * beginning. `badInput` where it ends before it begins.
   */
  async statistics(patient?: string, window: Window = {}): Promise<Result<Statistics>> {
    const person = await this.#onePerson(patient);
    return person.ok ? this.#history.ask('statistics', { patientId: person.value, window }) : person;
  }

  /** Everyone in the history, or the one named, as last heard of. */
  async people(patient?: string): Promise<Result<PersonInfo[]>> {
    const people = await this.#history.ask('people', null);
    if (!people.ok) return people;
    const everyone = people.value.map((person) => this.#called(person));
    if (patient === undefined) return ok(everyone);
    const person = findPerson(everyone, patient);
    return person.ok ? ok([person.value]) : person;
  }

  /**
   * Somebody's clock, as far as it is needed.
   *
   * @param instants those it is asked about; of others, as where no reading tells, it says what the system's says
   */
  async wearersClock(patientId: string, instants: readonly number[]): Promise<OffsetAt> {
    const asked = [...new Set(instants)];
    const offsets =
      asked.length === 0 ? ok([]) : await this.#history.ask('offsets', { patientId, instants: asked });
    const known = new Map(offsets.ok ? offsets.value.map((offset, index) => [asked[index], offset]) : []);
    return (instant) => known.get(instant) ?? systemOffset(instant);
  }

  /** The time by which ages are judged, ms UTC; see `TrustedTime`. */
  now(): number {
    return this.#profile.time.now();
  }

  /** How far the computer's clock is ahead of the server's (behind: negative), ms; null while it is right or unknown. */
  clockWrongBy(): number | null {
    return this.#profile.time.wrongBy();
  }

  /** The parts this service works with, for the monitor, which works with the same. */
  get profile(): Profile {
    return this.#profile;
  }

  close(): Promise<void> {
    return this.#profile.history.close();
  }

  get #history(): HistoryPort {
    return this.#profile.history;
  }

  /** Whom figures are about: the one named, or the only one there is; null while nobody is in the history. */
  async #onePerson(patient: string | undefined): Promise<Result<string | null>> {
    const people = await this.people(patient);
    if (!people.ok) return people;
    const [person, another] = people.value;
    if (another) return fail(problem('personRequired', { people: nameList(people.value) }));
    return ok(person?.patientId ?? null);
  }

  /** True when it was recorded, false when it was known or too soon after another. */
  async #recordLive(connection: Connection, reading: Reading, interval: number): Promise<Result<boolean>> {
    const { patientId, measuredAt } = reading;
    const stored = await this.#history.ask('known', { patientId, measuredAt });
    if (!stored.ok) return stored;
    const { isKnown, newestLive } = stored.value;
    const since = newestLive === null ? Infinity : measuredAt - newestLive;
    const tooSoon = since >= 0 && since < interval;
    if (tooSoon && !isKnown) return ok(false);
    // An instant known from the graph is written again all the same: the live reading brings its trend.
    const written = await this.#write(connection, [reading]);
    return written.ok ? ok(!isKnown) : written;
  }

  #write({ person, target, unit }: Connection, readings: Reading[]) {
    return this.#history.ask('record', { people: [{ ...person, target, unit }], readings });
  }

  /** By its date, or as the history has it from when it was heard first; a history that there is not knows nothing. */
  async #isFromFuture({ patientId, measuredAt }: Reading): Promise<boolean> {
    if (isFuture(measuredAt, this.now())) return true;
    const read = await this.#history.ask('wasFromFuture', { patientId, measuredAt });
    return read.ok && read.value;
  }

  /** The account's latest reading, or the newest recorded one where that is dated in the future. */
  async #latestOf({ person, latest }: Connection): Promise<Result<Reading | null>> {
    if (latest === null || !(await this.#isFromFuture(latest))) return ok(latest);
    const newest = await this.#history.ask('newest', { patientIds: [person.patientId] });
    return newest.ok ? ok(newest.value[0] ?? null) : newest;
  }

  /** Takes each chosen person's graph as it comes. Someone who stopped sharing does not keep the others from being read. */
  async #eachGraph(
    patient: string | undefined,
    take: (connection: Connection, readings: Reading[]) => Promise<Result<void>>,
  ): Promise<Result<void>> {
    const connections = await this.#chosen(patient);
    if (!connections.ok) return connections;
    const client = await this.#profile.client();
    if (!client.ok) return client;
    let taken = 0;
    let missing: Problem | null = null;
    for (const connection of connections.value) {
      const graph = await client.value.graph(connection.person.patientId);
      if (graph.ok) {
        const done = await take(connection, graph.value.readings);
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
    const client = await this.#profile.client();
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
      return ok(this.#noteDoubts(followedOf(connections.value, this.#profile.currentSettings())));
    }
    const people = connections.value.map(({ person }) => this.#called(person));
    const person = findPerson(people, patient);
    if (!person.ok) return person;
    const { patientId } = person.value;
    return ok(this.#noteDoubts(connections.value.filter((one) => one.person.patientId === patientId)));
  }

  #called<P extends Person>(person: P): P {
    return asCalled(person, this.#profile.currentSettings());
  }
}

/** With whose each is, in the order given. */
function ofPeople(people: readonly PersonInfo[], readings: readonly Reading[]): PersonReading[] {
  const byId = new Map(people.map((person) => [person.patientId, person]));
  return readings.flatMap((reading) => {
    const person = byId.get(reading.patientId);
    return person ? [{ person, unit: person.unit, reading }] : [];
  });
}

function inTimeOrder(readings: PersonReading[]): PersonReading[] {
  return readings.sort((a, b) => a.reading.measuredAt - b.reading.measuredAt);
}

/** The service for programs; see the README for an example. Nothing is opened before the first call. */
export function createGlucoseService(options: ServiceOptions): GlucoseService {
  return new GlucoseService(options);
}
