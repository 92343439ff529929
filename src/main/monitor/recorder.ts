import type { Problem } from '../../shared/problems.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import type { Clock } from '../clock.ts';
import type { PersonInfo } from '../history/people.ts';
import type { Resources } from '../resources.ts';

/** So long a reading waits for the disk; then the oldest are let go. */
const HELD_MS = 3 * 86_400_000;
/** Nobody's three days have so many; without an end, whatever serves them could fill the memory. */
const MOST_HELD = 100_000;

interface Held {
  reading: Reading;
  /** By the monotonic clock. */
  since: number;
}

/**
 * Records readings, and keeps them in memory while the disk will not take them: a full disk, a file another program
 * holds or a damaged history stops neither the monitor nor its alarms, and loses nothing that the time it lasts allows.
 */
export class Recorder {
  readonly #resources: Resources;
  readonly #clock: Clock;
  readonly #people = new Map<string, PersonInfo>();
  /** What each source says of each second of a person, in the order in which it was first heard. */
  readonly #waiting = new Map<string, Held>();
  #problem: Problem | null = null;
  #recorded = 0;

  constructor(resources: Resources, clock: Clock) {
    this.#resources = resources;
    this.#clock = clock;
  }

  /** Why readings wait; null when none do. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** How many readings the history lacked until they came. */
  get recorded(): number {
    return this.#recorded;
  }

  add(person: PersonInfo, readings: readonly Reading[]): void {
    this.#people.set(person.patientId, person);
    const now = this.#clock.monotonic();
    for (const reading of readings) {
      const { patientId, measuredAt, source } = reading;
      const key = `${patientId} ${Math.floor(measuredAt / 1000)} ${source}`;
      // Of equal sources the first stays, as in the history.
      if (!this.#waiting.has(key)) this.#waiting.set(key, { reading, since: now });
    }
    for (const [key, { since }] of this.#waiting) {
      if (now - since <= HELD_MS && this.#waiting.size <= MOST_HELD) break;
      this.#waiting.delete(key);
    }
  }

  /** Records all that waits, in one go. */
  flush(): void {
    if (this.#waiting.size === 0) return;
    const history = this.#resources.history();
    if (!history.ok) return this.#failed(history.problem);
    for (const person of this.#people.values()) {
      const remembered = history.value.rememberPerson(person);
      if (!remembered.ok) return this.#failed(remembered.problem);
    }
    const written = history.value.record([...this.#waiting.values()].map(({ reading }) => reading));
    if (!written.ok) return this.#failed(written.problem);
    this.#recorded += written.value.inserted;
    this.#waiting.clear();
    this.#people.clear();
    this.#problem = null;
  }

  #failed(problem: Problem): void {
    this.#problem = problem;
  }
}
