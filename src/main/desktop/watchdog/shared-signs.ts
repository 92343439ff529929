/** Places of the memory that both threads see; nothing of it waits in a queue that nobody empties. */
const SIGNS = 0;
const SUSPENDED = 1;
const LENGTH = 2;

/** What the main thread leaves for the watchdog to see, also while it does nothing else any more. */
export class SharedSigns {
  /** What the other thread is given. */
  readonly memory: SharedArrayBuffer;
  readonly #places: Int32Array;

  constructor(memory = new SharedArrayBuffer(LENGTH * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#places = new Int32Array(memory);
  }

  /** A sign of life, for which the other thread may wait. */
  give(): void {
    Atomics.add(this.#places, SIGNS, 1);
    Atomics.notify(this.#places, SIGNS);
  }

  /** Blocks this thread until there is another sign than so many, at most so many ms; or until it is ended. */
  wait(signs: number, mostMs: number): void {
    Atomics.wait(this.#places, SIGNS, signs, mostMs);
  }

  set suspended(is: boolean) {
    Atomics.store(this.#places, SUSPENDED, is ? 1 : 0);
  }

  /** @returns how many signs there have been, and whether the computer is about to sleep */
  read(): { signs: number; suspended: boolean } {
    return {
      signs: Atomics.load(this.#places, SIGNS),
      suspended: Atomics.load(this.#places, SUSPENDED) === 1,
    };
  }
}
