import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { WRITES } from '../../src/main/history/acts.ts';
import { HistoryThread } from '../../src/main/history/history-thread.ts';
import {
  serveHistory,
  type Asked,
  type Answered,
  type ThreadData,
} from '../../src/main/history/serve-history.ts';
import type { Clock } from '../../src/main/time/clock.ts';

/** How a disk answers: at once, never, or one thing after the other, each after so many milliseconds. */
export type Pace = 'well' | 'hung' | { eachTakes: number };

type Act = Extract<Asked, { number: number }>;

/**
 * Threads of a history that are played in this one, on the world's clock: whoever asks goes through the real port, and
 * what serves it is the real history on a real disk. Only how long the disk takes is the test's own, so that days pass
 * in seconds.
 */
export class PlayedHistory {
  readonly #threads = new Set<PlayedThread>();
  #pace: Pace = 'well';

  open = (path: string, clock: Clock): HistoryThread =>
    new HistoryThread(path, clock, (data) => {
      const thread = new PlayedThread(data, clock, () => this.#pace);
      this.#threads.add(thread);
      thread.once('exit', () => this.#threads.delete(thread));
      return thread as unknown as Worker;
    });

  get pace(): Pace {
    return this.#pace;
  }

  set pace(pace: Pace) {
    this.#pace = pace;
    for (const thread of this.#threads) thread.goOn();
  }

  isBusy(): boolean {
    return [...this.#threads].some((thread) => thread.isBusy);
  }

  /** The process is killed: what its threads had not done yet they never do. */
  kill(): void {
    for (const thread of this.#threads) thread.kill();
    this.#threads.clear();
  }
}

class PlayedThread extends EventEmitter {
  readonly #clock: Clock;
  readonly #pace: () => Pace;
  readonly #thread = new EventEmitter();
  /** What has not got to the disk yet. */
  #waiting: Act[] = [];
  readonly #underWay = new Set<number>();
  #isClosing = false;
  #cancelTurn: (() => void) | null = null;
  #isDead = false;

  constructor(data: ThreadData, clock: Clock, pace: () => Pace) {
    super();
    this.#clock = clock;
    this.#pace = pace;
    const port = {
      on: (name: string, listener: (asked: Asked) => void) => void this.#thread.on(name, listener),
      postMessage: (answer: Answered) => this.#hear(structuredClone(answer)),
      close: () => this.emit('exit'),
    };
    serveHistory(port as never, data, () => clock.monotonic());
  }

  get isBusy(): boolean {
    return this.#underWay.size > 0 || (this.#isClosing && this.#waiting.length === 0 && !this.#isDead);
  }

  postMessage(asked: Asked): void {
    const given = structuredClone(asked);
    if ('cancel' in given) {
      this.#waiting = this.#waiting.filter(({ number }) => number !== given.cancel);
      this.#thread.emit('message', given);
    } else if ('close' in given) this.#isClosing = true;
    else this.#waiting.push(given);
    this.goOn();
  }

  /** Does what the disk takes now. */
  goOn(): void {
    if (this.#isDead) return;
    const pace = this.#pace();
    if (typeof pace === 'string') {
      this.#cancelTurn?.();
      this.#cancelTurn = null;
    }
    if (pace === 'well') {
      for (const act of this.#waiting.splice(0)) this.#give(act);
      if (this.#isClosing) this.#thread.emit('message', { close: true });
    } else if (pace !== 'hung' && this.#waiting.length > 0)
      this.#cancelTurn ??= this.#clock.after(pace.eachTakes, () => {
        this.#cancelTurn = null;
        const next = this.#waiting.find(({ name }) => WRITES.has(name)) ?? this.#waiting[0];
        this.#waiting = this.#waiting.filter((act) => act !== next);
        if (next) this.#give(next);
        this.goOn();
      });
    else if (pace !== 'hung' && this.#isClosing) this.#thread.emit('message', { close: true });
  }

  kill(): void {
    this.#isDead = true;
    this.#cancelTurn?.();
    this.#waiting = [];
    this.#underWay.clear();
  }

  unref(): void {}

  #give(act: Act): void {
    this.#underWay.add(act.number);
    this.#thread.emit('message', act);
  }

  #hear(answer: Answered | { number: number; done: number }): void {
    if (this.#isDead) return;
    if (!('done' in answer)) this.#underWay.delete(answer.number);
    this.emit('message', answer);
  }
}
