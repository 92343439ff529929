import type { Link, PersonState } from '../../shared/state/app-state.ts';
import { isFuture } from '../../shared/glucose/freshness.ts';
import { personName, type Reading } from '../../shared/glucose/reading.ts';
import { problem } from '../../shared/problems.ts';
import { personSettings, type Settings } from '../../shared/settings/settings.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import type { PersonInfo } from '../history/people.ts';
import type { Connection, Doubt, Sensor } from '../libre/source.ts';
import { asCalled } from '../profile/people.ts';
import { personLink } from './link.ts';

/** What a small chart shows. */
const RECENT_MS = 180 * MINUTE;
/** An account has been seen without its people for a moment; gone is who is missing three times. */
const ABSENT_IS_GONE = 3;
const GRAPH_EVERY_MS = 15 * MINUTE;
const GRAPH_RETRY_MS = 5 * MINUTE;
/** Several times what three hours hold of a person; nothing that a server sends makes it more. */
const MOST_RECENT = 1000;
/** A hole this long between two live readings is worth asking for what lay in it. */
const GAP_MS = 5 * MINUTE;

/** One person as the monitor knows them: the newest reading, the last hours, and when the graph is worth asking for. */
export class FollowedPerson {
  info: PersonInfo;
  reading: Reading | null = null;
  #recent: readonly Reading[] = [];
  #sensor: Sensor | null = null;
  #inFuture = false;
  #doubt: Doubt | null = null;
  /** Instants of readings that were from the future when they were heard first: once so, always so. */
  #fromFuture = new Set<number>();
  #absent = 0;
  /** The account has listed them in this run. */
  #isListed = false;
  /** When it last did, ms UTC. */
  #heardAt: number | null = null;
  #graphDueAt = -Infinity;
  /** The account's latest reading as last served, new or not. */
  #lastServed: number | null = null;
  #announced: number | null = null;

  constructor(info: PersonInfo) {
    this.info = info;
  }

  /** What the history holds of the last hours; the newest of it is where we left off. */
  remember(stored: readonly Reading[], now: number): void {
    for (const reading of stored) {
      if (reading.fromFuture) this.#fromFuture.add(reading.measuredAt);
      // How a stored one was heard is known; what this computer's clock says before the first answer is not.
      else if (reading.source !== 'import' && !isFuture(reading.measuredAt, now)) this.#keep(reading, now);
    }
  }

  /**
   * Takes in what the account says.
   *
   * @returns the latest reading if it was not served before, which may still be older than one we have
   */
  hear(connection: Connection, now: number): Reading | null {
    const { person, target, unit, sensor, doubt } = connection;
    const latest = connection.latest && this.#asHeard(connection.latest, now);
    this.info = { ...person, target, unit };
    this.#sensor = sensor;
    this.#doubt = doubt;
    this.#absent = 0;
    this.#isListed = true;
    this.#heardAt = now;
    this.#inFuture = latest?.fromFuture === true;
    if (latest === null || latest.measuredAt === this.#lastServed) return null;
    this.#lastServed = latest.measuredAt;
    const before = this.reading?.measuredAt ?? null;
    if (before !== null && latest.measuredAt - before > GAP_MS) this.#graphDueAt = -Infinity;
    this.#keep(latest, now);
    return latest;
  }

  /** The newest reading, the first time it is asked for. */
  news(): Reading | null {
    if (this.reading === null || this.reading.measuredAt === this.#announced) return null;
    this.#announced = this.reading.measuredAt;
    return this.reading;
  }

  /** When the account last listed them in this run, ms UTC; null: never. */
  get heardAt(): number | null {
    return this.#heardAt;
  }

  /** The account's list came without this person. */
  missed(): void {
    this.#absent += 1;
  }

  /** The account's list came with an entry that could not be read, and without this person. */
  unread(): void {
    this.#doubt = 'unreadable';
  }

  /** Known from the history alone, as of an account of before: this one does not list them, and nothing of them is new. */
  get isOfThePast(): boolean {
    return this.#absent > 0 && !this.#isListed && this.reading === null;
  }

  graphIsDue(now: number): boolean {
    return this.#absent === 0 && now >= this.#graphDueAt;
  }

  /** @returns the points as they were heard */
  graphCame(served: readonly Reading[], now: number): Reading[] {
    this.#graphDueAt = now + GRAPH_EVERY_MS;
    const points = served.map((point) => this.#asHeard(point, now));
    for (const point of points) this.#keepRecent(point, now);
    return points;
  }

  graphFailed(now: number): void {
    this.#graphDueAt = now + GRAPH_RETRY_MS;
  }

  state(settings: Settings, now: number): PersonState {
    const { target, unit, ...account } = this.info;
    const person = asCalled(account, settings);
    const sensorDays = personSettings(settings, person.patientId).sensorLifeDays;
    const link: Link =
      this.#absent >= ABSENT_IS_GONE
        ? { code: 'problem', problem: problem('noLongerShared', { name: personName(person) }) }
        : personLink(
            {
              person,
              reading: this.reading,
              sensor: this.#sensor,
              sensorDays,
              doubt: this.#doubt,
              inFuture: this.#inFuture,
              heardAt: this.#heardAt,
            },
            now,
          );
    const activatedAt = this.#sensor?.activatedAt ?? null;
    // Announced only where the user has told how long it lasts.
    const sensorEndsAt = activatedAt === null || sensorDays === null ? null : activatedAt + sensorDays * DAY;
    return {
      person,
      unit,
      target,
      reading: this.reading,
      recent: this.#recent,
      sensorStartedAt: activatedAt,
      sensorEndsAt,
      link,
    };
  }

  /** What is served again was heard before. */
  #asHeard(reading: Reading, now: number): Reading {
    const { measuredAt } = reading;
    if (reading.fromFuture || isFuture(measuredAt, now)) this.#fromFuture.add(measuredAt);
    // So long ago it could not become current any more.
    for (const known of this.#fromFuture)
      if (now - known > RECENT_MS || this.#fromFuture.size > MOST_RECENT) this.#fromFuture.delete(known);
    return this.#fromFuture.has(measuredAt) ? { ...reading, fromFuture: true } : reading;
  }

  /** A reading from the future is never the newest. */
  #keep(reading: Reading, now: number): void {
    if (reading.fromFuture) return;
    this.#keepRecent(reading, now);
    if (this.reading === null || reading.measuredAt > this.reading.measuredAt) this.reading = reading;
  }

  #keepRecent(reading: Reading, now: number): void {
    const others = this.#recent.filter(
      (one) => one.measuredAt !== reading.measuredAt && now - one.measuredAt <= RECENT_MS,
    );
    if (now - reading.measuredAt > RECENT_MS || reading.fromFuture) return;
    this.#recent = [...others, reading].sort((a, b) => a.measuredAt - b.measuredAt).slice(-MOST_RECENT);
  }
}
