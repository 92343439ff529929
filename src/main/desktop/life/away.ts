import type { AwaySummary, Notice } from '../../../shared/state/notices.ts';
import { MINUTE } from '../../../shared/time.ts';

/** Whoever was gone for less has missed nothing worth a word. */
const WORTH_TELLING_MS = 15 * MINUTE;
/** Graphs come in late; the account of the time is made with what is there by then. */
const LATEST_MS = 10 * MINUTE;

export interface AwayOptions {
  /** What the recorded readings did from one instant up to another; only people there is something to tell about. */
  summarise: (from: number, to: number) => Promise<AwaySummary[]>;
  tell: (notice: Notice) => void;
}

/** The account of what happened while the computer slept or nobody sat at it. Instants in ms UTC. */
export class Away {
  readonly #options: AwayOptions;
  #left: number | null = null;
  #over: { from: number; to: number } | null = null;

  constructor(options: AwayOptions) {
    this.#options = options;
  }

  /** The computer goes to sleep, or the person has gone. */
  left(now: number): void {
    this.#left ??= now;
  }

  back(now: number): void {
    const from = this.#left;
    this.#left = null;
    if (from !== null && now - from >= WORTH_TELLING_MS) this.#over = { from, to: now };
  }

  /** A request has ended: what the time held may be known by now. */
  async polled(now: number): Promise<void> {
    const over = this.#over;
    if (over === null || this.#left !== null) return;
    const { from, to } = over;
    const people = await this.#options.summarise(from, to);
    // Somebody may have left again meanwhile, or the account of this time been given.
    if (this.#over !== over || (people.length === 0 && now - to < LATEST_MS)) return;
    this.#over = null;
    if (people.length > 0) this.#options.tell({ code: 'away', from, to, people });
  }
}
