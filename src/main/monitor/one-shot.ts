import { SECOND } from '../../shared/time.ts';
import { isFuture } from '../../shared/glucose/freshness.ts';
import { personName, type Person, type Reading } from '../../shared/glucose/reading.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { isErased } from '../../shared/settings/settings.ts';
import type { HistoryPort } from '../history/port.ts';
import type { Connection } from '../libre/source.ts';
import { asCalled, findPerson, followedOf } from '../profile/people.ts';
import type { Profile } from '../profile/profile.ts';
import type { PersonReading } from '../reports/readings.ts';

/** What became of the latest readings. */
export interface Recorded {
  recorded: number;
  skipped: number;
  readings: PersonReading[];
}

/** What became of graph points. */
export interface Backfilled {
  received: number;
  inserted: number;
  duplicates: number;
}

/** Asks the account once and records once, for whoever does one thing and ends; a monitor goes on. */
export class OneShot {
  readonly #profile: Profile;
  /** What the last answer about everybody left in doubt. */
  #doubts: Problem[] = [];

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  /** What the user should hear about the last answer. */
  get doubts(): readonly Problem[] {
    return this.#doubts;
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
      const { person } = connection;
      if (isErased(this.#profile.currentSettings(), person.patientId))
        return fail(problem('personErased', { name: personName(person) }));
      const written = await this.#write(connection, readings);
      if (!written.ok) return written;
      outcome.received += readings.length;
      outcome.inserted += written.value.inserted;
      outcome.duplicates += written.value.duplicates;
      return ok(undefined);
    });
    return done.ok ? ok(outcome) : done;
  }

  get #history(): HistoryPort {
    return this.#profile.history;
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
    if (isFuture(measuredAt, this.#profile.time.now())) return true;
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
  #noteDoubts(connections: Connection[]): Connection[] {
    for (const { person, doubt } of connections) {
      if (doubt === null) continue;
      const code = doubt === 'unreadable' ? 'readingUnreadable' : 'readingsContradict';
      this.#doubts.unshift(problem(code, { name: personName(this.#called(person)) }));
    }
    return connections;
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

function inTimeOrder(readings: PersonReading[]): PersonReading[] {
  return readings.sort((a, b) => a.reading.measuredAt - b.reading.measuredAt);
}
