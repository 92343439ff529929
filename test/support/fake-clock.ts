import type { Clock } from '../../src/main/time/clock.ts';

interface Timer {
  due: number;
  callback: () => void;
}

/** A clock that stands still until the test moves it. */
export class FakeClock implements Clock {
  #wall: number;
  #monotonic = 0;
  #jumped = 0;
  #timers: Timer[] = [];

  /** @param start ms UTC */
  constructor(start = Date.UTC(2026, 10, 21, 12)) {
    this.#wall = start;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { due: this.#monotonic + Math.max(0, milliseconds), callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Timers that have neither run nor been cancelled. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Milliseconds until the next timer; null where none is set. */
  get nextIn(): number | null {
    const due = this.#timers.map((timer) => timer.due - this.#monotonic);
    return due.length === 0 ? null : Math.max(0, Math.min(...due));
  }

  /** The computer sleeps: wall time passes, timers and the monotonic clock stand still, as on Linux. */
  sleep(milliseconds: number): void {
    this.#wall += milliseconds;
  }

  /** Lets time pass and runs what falls due on the way, in order, each at its own time; also what those set. */
  advance(milliseconds: number): void {
    const end = this.#monotonic + milliseconds;
    for (let next = this.#nextBy(end); next; next = this.#nextBy(end)) {
      const timer = next;
      this.#timers = this.#timers.filter((other) => other !== timer);
      this.#pass(timer.due - this.#monotonic);
      timer.callback();
    }
    this.#pass(end - this.#monotonic);
  }

  /** Sets the wall clock, forwards or back; timers and the monotonic clock do not notice. */
  jump(milliseconds: number): void {
    this.#wall += milliseconds;
    this.#jumped += milliseconds;
  }

  /** How far `jump` has moved the wall clock away from the true time. */
  get jumped(): number {
    return this.#jumped;
  }

  #pass(milliseconds: number): void {
    const step = Math.max(0, milliseconds);
    this.#wall += step;
    this.#monotonic += step;
  }

  #nextBy(end: number): Timer | null {
    let next: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.due <= end && (next === null || timer.due < next.due)) next = timer;
    }
    return next;
  }
}
