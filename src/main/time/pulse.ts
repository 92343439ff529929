import { SECOND } from '../../shared/time.ts';
import type { Clock } from './clock.ts';

/** No more often does a program that nobody looks at wake up. */
export const BEAT_MS = 7.5 * SECOND;
/** A beat this late means that the computer slept, or that somebody set its clock. */
export const SLEPT_MS = 20 * SECOND;

interface Heard {
  everyMs: number;
  /** By the monotonic clock. */
  beatenAt: number;
  onBeat: () => void;
}

/** The one timer of all that is looked at again and again; it beats while anybody listens. */
export class Pulse {
  readonly clock: Clock;
  readonly #heard = new Set<Heard>();
  #seen = { wall: 0, monotonic: 0 };
  #sleeps = 0;
  #cancel = () => {};

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** How often the computer has slept, or somebody has set its clock, up to now: who knows less has slept since. */
  sleeps(): number {
    const before = this.#seen;
    const { wall, monotonic } = this.#see();
    // The monotonic clock stands still while some systems sleep, the wall clock goes on.
    const late = Math.max(wall - before.wall, monotonic - before.monotonic) - BEAT_MS;
    if (this.#heard.size > 0 && late > SLEPT_MS) this.#sleeps += 1;
    return this.#sleeps;
  }

  /** Calls back again and again. @param everyMs a multiple of `BEAT_MS` @returns what ends it */
  beat(everyMs: number, onBeat: () => void): () => void {
    const one = { everyMs, beatenAt: this.clock.monotonic(), onBeat };
    if (this.#heard.size === 0) {
      this.#see();
      this.#arm();
    }
    this.#heard.add(one);
    return () => {
      this.#heard.delete(one);
      if (this.#heard.size === 0) this.#cancel();
    };
  }

  /** Calls back once, half a beat before or after so long: whatever need not be on time wakes nobody of its own. */
  once(afterMs: number, callback: () => void): () => void {
    const end = this.beat(afterMs, () => {
      end();
      callback();
    });
    return end;
  }

  #arm(): void {
    this.#cancel = this.clock.after(BEAT_MS, () => {
      // First the next beat: it comes whatever somebody makes of this one.
      this.#arm();
      this.sleeps();
      const now = this.clock.monotonic();
      for (const one of this.#heard) {
        // No timer keeps to the millisecond.
        if (now - one.beatenAt < one.everyMs - BEAT_MS / 2) continue;
        one.beatenAt = now;
        one.onBeat();
      }
    });
  }

  #see(): { wall: number; monotonic: number } {
    return (this.#seen = { wall: this.clock.now(), monotonic: this.clock.monotonic() });
  }
}
