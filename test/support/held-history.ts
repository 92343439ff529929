import { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { HistoryThread } from '../../src/main/history/history-thread.ts';
import type { Clock } from '../../src/main/clock.ts';

/** What the held thread does with what it is asked; in the shared flag. */
export const FREE = 0;
export const HELD = 1;
/** Does it, and ends before it can say so. */
export const DIES = 2;

/** A history in a thread that a disk which does not answer can be played on: it waits where SQLite would, in the system. */
export class HeldHistory {
  readonly #flag = new Int32Array(new SharedArrayBuffer(4));
  /** How many threads there have been. */
  started = 0;

  open(path: string, clock: Clock): HistoryThread {
    const thread = new HistoryThread(path, clock, (where) => {
      this.started += 1;
      return new Worker(new URL('./held-worker.ts', import.meta.url), {
        workerData: { path: where, flag: this.#flag },
      });
    });
    onTestFinished(() => {
      this.set(FREE);
      return thread.close();
    });
    return thread;
  }

  set(state: typeof FREE | typeof HELD | typeof DIES): void {
    Atomics.store(this.#flag, 0, state);
    Atomics.notify(this.#flag, 0);
  }
}
