/** What a history may be busy with for longer than anybody waits. */
export type LongWork = 'repair' | 'other';

/** Hears of it: whoever waits must be able to tell a history that is at work from a disk that does not answer. */
export interface AtWork {
  /** Does it; each call of `step` shows that it goes on. */
  during<T>(work: LongWork, doIt: (step: () => void) => T): T;
}

/** Where nobody waits meanwhile. */
export const UNHEARD: AtWork = { during: (_, doIt) => doIt(() => {}) };

const WORKS: readonly (LongWork | null)[] = [null, 'repair', 'other'];
/** Places in the shared memory. */
const [UNDER_WAY, WORK, STEPS] = [0, 1, 2];
const PLACES = 3;

/**
 * What a thread that is busy shows to the one that waits for it, in memory that both see: it hears of nothing until it
 * has done, and a message would wait too.
 */
export class SharedWork implements AtWork {
  readonly memory: Int32Array;

  constructor(
    memory: Int32Array = new Int32Array(new SharedArrayBuffer(PLACES * Int32Array.BYTES_PER_ELEMENT)),
  ) {
    this.memory = memory;
  }

  /** The number of what is under way; another one when nobody waits for that any more. */
  get underWay(): number {
    return Atomics.load(this.memory, UNDER_WAY);
  }

  begin(number: number): void {
    Atomics.store(this.memory, UNDER_WAY, number);
  }

  cancel(number: number): void {
    Atomics.compareExchange(this.memory, UNDER_WAY, number, 0);
  }

  get work(): LongWork | null {
    return WORKS[Atomics.load(this.memory, WORK)] ?? null;
  }

  /** Counts on while the work goes on. */
  get steps(): number {
    return Atomics.load(this.memory, STEPS);
  }

  step = (): void => void Atomics.add(this.memory, STEPS, 1);

  during<T>(work: LongWork, doIt: (step: () => void) => T): T {
    const before = Atomics.exchange(this.memory, WORK, WORKS.indexOf(work));
    this.step();
    try {
      return doIt(this.step);
    } finally {
      Atomics.store(this.memory, WORK, before);
    }
  }
}
