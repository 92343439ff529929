import { MINUTE } from '../../../shared/time.ts';

/** So long an answer is worth showing, until the same question is answered anew. */
const KEPT_MS = 5 * MINUTE;
/** A window may stay open for weeks, and each period is another question. */
export const MOST_KEPT = 30;

/** What was answered a moment ago. @param now ms by a clock that only goes forward */
export class KeptAnswers {
  readonly #now: () => number;
  readonly #kept = new Map<string, { value: unknown; at: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  keep(question: string, value: unknown): void {
    this.forget(question);
    this.#kept.set(question, { value, at: this.#now() });
    for (const [oldest] of this.#kept) if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
  }

  forget(question: string): void {
    this.#kept.delete(question);
  }

  /** @returns undefined: there is none, or none any more */
  of(question: string): { value: unknown } | undefined {
    const found = this.#kept.get(question);
    return found && this.#now() - found.at < KEPT_MS ? found : undefined;
  }

  clear(): void {
    this.#kept.clear();
  }
}
