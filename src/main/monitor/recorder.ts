import type { Problem } from '../../shared/problems.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import type { PersonInfo } from '../history/people.ts';
import type { Resources } from '../resources.ts';

/** Over three days of one person at one reading a minute; beyond that the oldest are let go. */
const MOST_WAITING = 5000;

/**
 * Records readings, and keeps them in memory while the disk will not take them: a full disk, a file another program
 * holds or a damaged history stops neither the monitor nor its alarms, and loses nothing that the time it lasts allows.
 */
export class Recorder {
  readonly #resources: Resources;
  readonly #people = new Map<string, PersonInfo>();
  #waiting: Reading[] = [];
  #problem: Problem | null = null;
  #recorded = 0;

  constructor(resources: Resources) {
    this.#resources = resources;
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
    this.#waiting = [...this.#waiting, ...readings].slice(-MOST_WAITING);
  }

  /** Records all that waits, in one go. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const history = this.#resources.history();
    if (!history.ok) {
      this.#problem = history.problem;
      return;
    }
    for (const person of this.#people.values()) {
      const remembered = history.value.rememberPerson(person);
      if (!remembered.ok) return this.#failed(remembered.problem);
    }
    const written = history.value.record(this.#waiting);
    if (!written.ok) return this.#failed(written.problem);
    this.#recorded += written.value.inserted;
    this.#waiting = [];
    this.#people.clear();
    this.#problem = null;
  }

  #failed(problem: Problem): void {
    this.#problem = problem;
    // Opening it again is what finds out whether the file is damaged, and moves it aside if it is.
    if (problem.code === 'historyFailed') this.#resources.closeHistory();
  }
}
