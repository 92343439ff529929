import { FUTURE_LIMIT_MS } from '../../shared/glucose/freshness.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Clock } from './clock.ts';

/** A computer's clock this far off is said to be wrong. */
const WRONG_FROM_MS = 2 * MINUTE;
/** From here on ages go by the server's time: by a clock that is further behind, readings of now would be of the future. */
const DISTRUSTED_FROM_MS = FUTURE_LIMIT_MS;
/**
 * The wall clock running ahead of the monotonic one by this much, since the server told the time, means sleep, or somebody
 * who set it. Not the pulse's lateness: a clock that is set in small steps, or slowly, counts here too.
 */
const SLEPT_FROM_MS = MINUTE;

/** Two times of the server agree that are no further apart than requests may take, with what clocks drift. */
const AGREE_MS = MINUTE;

interface Anchor {
  server: number;
  wall: number;
  monotonic: number;
}

/**
 * The time by which ages are judged: the computer's, unless the server's `Date` headers show it to be far off. Between
 * answers the monotonic clock carries the server's time on, so that a clock set back changes nothing. One odd `Date`
 * changes nothing either: what nothing else speaks for is believed when the next one agrees with it.
 */
export class TrustedTime {
  readonly #clock: Clock;
  #anchor: Anchor | null = null;
  /** The last time that was not believed. */
  #doubted: Anchor | null = null;
  /** The same time for whoever needs timers, too. */
  readonly clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.clock = {
      now: () => this.now(),
      monotonic: () => clock.monotonic(),
      after: (milliseconds, callback) => clock.after(milliseconds, callback),
    };
  }

  /** @param server time of a good answer's `Date` header, ms UTC */
  observe(server: number): void {
    const seen = { server, wall: this.#clock.now(), monotonic: this.#clock.monotonic() };
    const isBelieved = this.#anchor === null || this.#isLikely(seen, this.#anchor);
    if (isBelieved) this.#anchor = seen;
    this.#doubted = isBelieved ? null : seen;
  }

  /** Whether a good answer has told the time, and nothing has happened since that could have changed it. */
  get isSure(): boolean {
    return this.#offset() !== null;
  }

  /** Whole ms UTC. */
  now(): number {
    const offset = this.#offset();
    const distrusted = offset !== null && Math.abs(offset) > DISTRUSTED_FROM_MS;
    return Math.round(distrusted ? this.#clock.now() - offset : this.#clock.now());
  }

  /** How far the computer's clock is ahead of the server's (behind: negative), ms; null while it is right or unknown. */
  wrongBy(): number | null {
    const offset = this.#offset();
    return offset !== null && Math.abs(offset) > WRONG_FROM_MS ? offset : null;
  }

  #isLikely(seen: Anchor, before: Anchor): boolean {
    const known = [before, ...(this.#doubted ? [this.#doubted] : [])];
    // After sleep the monotonic clock may have stood still; the wall clock went on.
    const expected = known.flatMap(({ server, wall, monotonic }) => [
      server + seen.monotonic - monotonic,
      server + seen.wall - wall,
    ]);
    return [seen.wall, ...expected].some((one) => Math.abs(one - seen.server) <= AGREE_MS);
  }

  #offset(): number | null {
    if (this.#anchor === null) return null;
    const wall = this.#clock.now();
    const passed = this.#clock.monotonic() - this.#anchor.monotonic;
    // The monotonic clock stands still while some systems sleep: after that only a new answer tells the time.
    if (wall - this.#anchor.wall - passed > SLEPT_FROM_MS) return null;
    return wall - (this.#anchor.server + passed);
  }
}
