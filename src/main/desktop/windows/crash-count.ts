import { MINUTE } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';

const WINDOW_MS = 10 * MINUTE;

/** How often a page crashed in the last ten minutes; one that does so too often is not built anew for ever. */
export class CrashCount {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #most: number;
  #crashes: number[] = [];

  constructor(clock: Pick<Clock, 'monotonic'>, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  add(): void {
    this.#crashes.push(this.#clock.monotonic());
  }

  get isTooMany(): boolean {
    const now = this.#clock.monotonic();
    this.#crashes = this.#crashes.filter((at) => now - at < WINDOW_MS);
    return this.#crashes.length > this.#most;
  }
}
