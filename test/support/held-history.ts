import { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { HistoryThread } from '../../src/main/history/history-thread.ts';
import type { Clock } from '../../src/main/time/clock.ts';
import type { Answered } from '../../src/main/history/serve-history.ts';

/** What the held thread does with what it is asked; in the shared flag. */
export const FREE = 0;
export const HELD = 1;
/** Does it, and ends before it can say so. */
export const DIES = 2;
/** Begins a question, and stops before its first step. */
export const AT_STEP = 3;

/** A history in a thread that a disk which does not answer can be played on: it waits where SQLite would, in the system. */
export class HeldHistory {
  readonly #flag = new Int32Array(new SharedArrayBuffer(8));
  /** How many threads there have been. */
  started = 0;
  /** What came back. */
  readonly answers: Answered[] = [];

  open(path: string, clock: Clock): HistoryThread {
    const thread = new HistoryThread(path, clock, (data) => {
      this.started += 1;
      const worker = new Worker(new URL('./held-worker.ts', import.meta.url), {
        workerData: { ...data, flag: this.#flag },
      });
      worker.on('message', (answer: Answered) => this.answers.push(answer));
      return worker;
    });
    onTestFinished(() => {
      this.set(FREE);
      return thread.close();
    });
    return thread;
  }

  /** Whether a question is under way, and waits before its first step. */
  get isAtStep(): boolean {
    return Atomics.load(this.#flag, 1) === 1;
  }

  set(state: typeof FREE | typeof HELD | typeof DIES | typeof AT_STEP): void {
    Atomics.store(this.#flag, 0, state);
    Atomics.notify(this.#flag, 0);
  }
}
