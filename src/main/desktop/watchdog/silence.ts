import { SECOND } from '../../../shared/time.ts';

/** How often the main thread gives a sign of life. */
export const SIGN_MS = 15 * SECOND;
/** After a sign the watchdog waits for the next one; where it has not come by then… */
export const OVERDUE_MS = SIGN_MS + 5 * SECOND;
/** …it looks so often. */
export const LOOK_MS = 5 * SECOND;
/** A main thread that has given none for so long, while the computer was awake, does not watch any more. */
export const SILENT_MS = 90 * SECOND;
/** A look this late means that the computer slept, was busy with others, or that somebody set its clock. */
const JUMP_MS = 20 * SECOND;

/** What the watchdog sees when it looks. */
export interface Look {
  /** How many signs of life there have been. */
  signs: number;
  /** The system says that it goes to sleep, and has not said that it woke. */
  suspended: boolean;
  /** ms of a clock that nobody sets. */
  monotonic: number;
  /** ms UTC */
  wall: number;
  /** How long it was to wait for this look at most, ms. */
  waitedMs: number;
}

/** `silent`: nobody watches since the instant, ms UTC; `back`: the main thread was silent between the two. */
export type Verdict = { is: 'silent'; since: number } | { is: 'back'; since: number; until: number } | null;

/**
 * Judges by the looks alone whether the main thread lives. A gap between two looks is time that nobody knows anything
 * of, and silence is counted anew after it: rather told ninety seconds later than a healthy program called dead.
 */
export class Silence {
  #last: Look;
  /** The last look that saw a new sign, ms UTC. */
  #heardAt: number;
  /** Without a sign and awake. Where looks are late, signs are, too: so what was to be waited counts, not what passed. */
  #silentMs = 0;
  #isTold = false;

  constructor(first: Look) {
    this.#last = first;
    this.#heardAt = first.wall;
  }

  look(now: Look): Verdict {
    const before = this.#last;
    this.#last = now;
    // The monotonic clock stands still while some systems sleep, the wall clock goes on.
    const passed = Math.max(now.monotonic - before.monotonic, now.wall - before.wall);
    const isGap = passed > now.waitedMs + JUMP_MS;
    if (now.signs !== before.signs) return this.#heard(now);
    this.#silentMs = isGap || now.suspended ? 0 : this.#silentMs + now.waitedMs;
    if (this.#isTold || this.#silentMs < SILENT_MS) return null;
    this.#isTold = true;
    return { is: 'silent', since: this.#heardAt };
  }

  #heard({ wall }: Look): Verdict {
    const since = this.#heardAt;
    this.#heardAt = wall;
    this.#silentMs = 0;
    if (!this.#isTold) return null;
    this.#isTold = false;
    return { is: 'back', since, until: wall };
  }
}
