import type { Problem } from '../../shared/problems.ts';
import type { Unrecorded } from '../../shared/state/app-state.ts';
import { MOST_PEOPLE, type Reading } from '../../shared/glucose/reading.ts';
import { DAY, SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';
import type { PersonInfo } from '../history/people.ts';
import type { HistoryPort } from '../history/port.ts';

/** So long a reading waits for the disk; then the oldest are let go. */
const HELD_MS = 3 * DAY;
/** Nobody's three days have so many; without an end, whatever serves them could fill the memory. */
const MOST_HELD = 100_000;

interface Held {
  reading: Reading;
  /** By the monotonic clock. */
  since: number;
}

/**
 * Hands readings over to be recorded, and keeps them in memory until that is done: a full disk, one that does not answer,
 * a file another program holds or a damaged history stops neither the monitor nor its alarms, and loses nothing that the
 * time it lasts allows.
 */
export class Recorder {
  readonly #history: () => HistoryPort;
  readonly #clock: Clock;
  readonly #people = new Map<string, PersonInfo>();
  /** What each source says of each second of a person, in the order in which it was first heard. */
  readonly #waiting = new Map<string, Held>();
  /** What was handed over and is not answered yet: one at a time. */
  #handedOver: Promise<void> | null = null;
  /** What of `#waiting` that is. */
  #underWay: ReadonlySet<string> = new Set();
  #lost: Unrecorded['lost'] = null;
  #problem: Problem | null = null;
  #recorded = 0;

  constructor(history: () => HistoryPort, clock: Clock) {
    this.#history = history;
    this.#clock = clock;
  }

  /** Why readings wait; null when none do. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Whether there are readings that are not known to be recorded. */
  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  /** What was let go since all that waited was recorded last. */
  get lost(): Unrecorded['lost'] {
    return this.#lost;
  }

  /** How many readings the history lacked until they came. */
  get recorded(): number {
    return this.#recorded;
  }

  add(person: PersonInfo, readings: readonly Reading[]): void {
    this.#people.set(person.patientId, person);
    for (const [oldest] of this.#people) if (this.#people.size > MOST_PEOPLE) this.#people.delete(oldest);
    const now = this.#clock.monotonic();
    if (!this.isWaiting) this.#lost = null;
    for (const reading of readings) {
      const { patientId, measuredAt, source } = reading;
      const key = `${patientId} ${Math.floor(measuredAt / SECOND)} ${source}`;
      // Of equal sources the first stays, as in the history.
      if (!this.#waiting.has(key)) this.#waiting.set(key, { reading, since: now });
    }
    for (const [key, { since, reading }] of this.#waiting) {
      if (now - since <= HELD_MS && this.#waiting.size <= MOST_HELD) break;
      // What a disk that hangs was given is written when it is back.
      if (!this.#underWay.has(key)) this.#letGo(key, reading);
    }
  }

  #letGo(key: string, { measuredAt }: Reading): void {
    this.#waiting.delete(key);
    const { readings, from, to } = this.#lost ?? { readings: 0, from: measuredAt, to: measuredAt };
    this.#lost = { readings: readings + 1, from: Math.min(from, measuredAt), to: Math.max(to, measuredAt) };
  }

  /** Hands over all that waits, in one go. @returns once nothing waits any more, or the disk did not take it */
  flush(): Promise<void> {
    // What comes while the disk is at work goes with the next.
    if (this.#handedOver !== null)
      return this.#handedOver.then(() => (this.#problem ? undefined : this.flush()));
    if (this.#waiting.size === 0) return Promise.resolve();
    this.#underWay = new Set(this.#waiting.keys());
    this.#handedOver = this.#record([...this.#waiting], [...this.#people.values()]).finally(() => {
      this.#handedOver = null;
      this.#underWay = new Set();
    });
    return this.#handedOver;
  }

  async #record(items: readonly [string, Held][], people: readonly PersonInfo[]): Promise<void> {
    const readings = items.map(([, { reading }]) => reading);
    const written = await this.#history().ask('record', { people, readings });
    this.#problem = written.ok ? null : written.problem;
    if (!written.ok) return;
    this.#recorded += written.value.inserted;
    for (const [key, held] of items) if (this.#waiting.get(key) === held) this.#waiting.delete(key);
    for (const person of people)
      if (this.#people.get(person.patientId) === person) this.#people.delete(person.patientId);
  }
}
