import { Worker } from 'node:worker_threads';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, type Result } from '../../shared/result.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';
import { threadEntry } from '../files/thread-entry.ts';
import type { Clock } from '../time/clock.ts';
import { TAKES_LONG, WRITES, type ActName, type AnswerOf, type RequestOf } from './acts.ts';
import { SharedWork } from './at-work.ts';
import type { HistoryState } from './history-state.ts';
import type { HistoryPort } from './port.ts';
import type { Answered, Asked, ThreadData, UnderWay } from './serve-history.ts';

/** A thread that has said nothing for twice as long, though it was asked, hangs: its disk does not answer. */
const HALF_DEADLINE_MS = 5 * SECOND;
/** One that is known to be at work hangs when its work has made no step for so long: a step may be a slow commit. */
const STEP_DEADLINE_MS = MINUTE;
/** One whose disk has kept it waiting twice within so long is slow, and is until it has not for as long. */
const SLOW_MS = 3 * MINUTE;
/** After a thread that ended by itself; what made it end may be there still. */
const START_AGAIN_MS = SECOND;
/** Whoever closes it does not wait for a disk that hangs. */
const CLOSE_LIMIT_MS = 5 * SECOND;

/** A thread that has not answered so much is asked nothing more until it does; what is to be written goes in any case. */
const MOST_UNHEARD = 1000;

/** What was handed over and is not answered yet. */
interface Sent {
  name: ActName;
  request: RequestOf<ActName>;
  answer: (result: Result<unknown>) => void;
  fail: (error: unknown) => void;
  progress: (done: number) => void;
  /** Settles when either was called. */
  answered: Promise<unknown>;
}

/**
 * The history in a thread of its own: whoever asks goes on meanwhile, whatever the disk does. A thread that ends is
 * replaced and gets again what it has not answered; one that hangs is waited for, since two would write at once.
 */
export class HistoryThread implements HistoryPort {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #newWorker: (data: ThreadData) => Worker;
  readonly #shared = new SharedWork();
  #worker: Worker | null = null;
  #last = 0;
  readonly #sent = new Map<number, Sent>();
  /** How much it was asked since it last said anything: what hangs cannot be called off, and stays in its memory. */
  #unheard = 0;
  #state: HistoryState = { problem: null, notices: [], openedAt: null };
  /** Until when its problem is one, by the monotonic clock. */
  #problemUntil = Infinity;
  /** Why nothing is answered now. */
  #silent: Problem | null = null;
  /** When its disk let it answer late for the last time, by the monotonic clock; and until when it is slow. */
  #late = { at: -Infinity, slowUntil: -Infinity };
  /** How far its work was when that was looked at last, and since when, by the monotonic clock. */
  #steps = { count: 0, since: 0 };
  #isClosing = false;
  #cancelDeadline = () => {};
  #cancelStart = () => {};

  constructor(path: string, clock: Clock, newWorker = startWorker) {
    this.#path = path;
    this.#clock = clock;
    this.#newWorker = newWorker;
  }

  get state(): HistoryState {
    const isOver = this.#clock.monotonic() >= this.#problemUntil;
    const known = isOver ? null : this.#state.problem;
    return { ...this.#state, problem: this.#silent ?? known ?? this.#slow };
  }

  ask<N extends ActName>(
    name: N,
    request: RequestOf<N>,
    signal?: AbortSignal,
    onProgress: (done: number) => void = () => {},
  ): Promise<Result<AnswerOf<N>>> {
    const { promise: answered, resolve, reject } = Promise.withResolvers<Result<AnswerOf<N>>>();
    const number = ++this.#last;
    const cancel = (): void => {
      this.#cancel(number);
      reject(signal?.reason as Error);
    };
    const sent: Sent = {
      name,
      request: request as RequestOf<ActName>,
      answer(result) {
        signal?.removeEventListener('abort', cancel);
        resolve(result as Result<AnswerOf<N>>);
      },
      fail: reject,
      progress: onProgress,
      answered,
    };
    try {
      signal?.throwIfAborted();
      if (this.#unheard >= MOST_UNHEARD && !WRITES.has(name))
        return Promise.resolve(fail(this.#whyNothingComes()));
      this.#send(number, sent);
      signal?.addEventListener('abort', cancel, { once: true });
    } catch (error) {
      reject(error);
    }
    return answered;
  }

  /** What waits is not begun any more, what is under way ends at its next step. */
  #cancel(number: number): void {
    this.#sent.delete(number);
    this.#post({ cancel: number });
    this.#shared.cancel(number);
    // Nothing is asked of it any more, so that it cannot be said to hang.
    if (this.#due === 0) this.#cancelDeadline();
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === null) return;
    let cancel = () => {};
    const limit = new Promise<void>((resolve) => (cancel = this.#clock.after(CLOSE_LIMIT_MS, resolve)));
    await Promise.race([this.#allWritten().then(() => this.#end(worker)), limit]);
    cancel();
    // What hangs in the disk is no reason for the process to stay.
    worker.unref();
    this.#cancelDeadline();
  }

  /** Also what is handed over while the rest is waited for. */
  async #allWritten(): Promise<void> {
    const writes = () => [...this.#sent.values()].filter(({ name }) => WRITES.has(name));
    for (let left = writes(); left.length > 0; left = writes())
      await Promise.allSettled(left.map(({ answered }) => answered));
  }

  #end(worker: Worker): Promise<void> {
    this.#isClosing = true;
    if (this.#worker !== worker) return Promise.resolve();
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage({ close: true } satisfies Asked);
    return ended;
  }

  #send(number: number, sent: Sent): void {
    this.#start();
    const { name, request } = sent;
    this.#post({ number, name, request, now: this.#clock.now() });
    this.#sent.set(number, sent);
    if (TAKES_LONG.has(name) || this.#due > 1) return;
    this.#noteSteps();
    this.#awaitAnswer();
  }

  /** How much is asked of it that it answers at once. */
  get #due(): number {
    return [...this.#sent.values()].filter(({ name }) => !TAKES_LONG.has(name)).length;
  }

  #post(asked: Asked): void {
    this.#unheard += 1;
    this.#worker?.postMessage(asked);
  }

  #start(): void {
    if (this.#worker !== null) return;
    const worker = this.#newWorker({ path: this.#path, work: this.#shared.memory });
    this.#worker = worker;
    this.#isClosing = false;
    this.#unheard = 0;
    worker.on('message', (heard: Answered | UnderWay) => {
      this.#unheard = 0;
      if ('done' in heard) this.#sent.get(heard.number)?.progress(heard.done);
      else this.#hear(heard);
    });
    // What it throws is told by its end.
    worker.on('error', () => {});
    worker.once('exit', () => this.#ended());
  }

  #hear(answered: Answered): void {
    const sent = this.#sent.get(answered.number);
    this.#sent.delete(answered.number);
    this.#state = answered.state;
    this.#problemUntil = this.#clock.monotonic() + (answered.problemLasts ?? Infinity);
    this.#noteLate();
    this.#silent = null;
    this.#awaitAnswer();
    if ('result' in answered) sent?.answer(answered.result);
    else sent?.fail(answered.error);
  }

  /** It has said something at last, where it was silent. */
  #noteLate(): void {
    if (this.#silent?.code !== 'historyHangs' && this.#silent?.code !== 'historySlow') return;
    const at = this.#clock.monotonic();
    const slowUntil = at - this.#late.at < SLOW_MS ? at + SLOW_MS : this.#late.slowUntil;
    this.#late = { at, slowUntil };
  }

  get #slow(): Problem | null {
    const isSlow = this.#clock.monotonic() < this.#late.slowUntil;
    return isSlow ? problem('historySlow', { path: this.#path }) : null;
  }

  /** In two halves: a computer that slept in one of them gives the thread the other. */
  #awaitAnswer(half = 0): void {
    this.#cancelDeadline();
    if (this.#due === 0) return;
    this.#cancelDeadline = this.#clock.after(HALF_DEADLINE_MS, () => {
      this.#noteSteps();
      if (half === 1) this.#giveUp(this.#whyNothingComes());
      // What is asked of it later has its own time.
      this.#awaitAnswer(1 - half);
    });
  }

  #noteSteps(): void {
    const { work, steps: count } = this.#shared;
    if (work === null || count !== this.#steps.count) this.#steps = { count, since: this.#clock.monotonic() };
  }

  #whyNothingComes(): Problem {
    const { work } = this.#shared;
    const stands = this.#clock.monotonic() - this.#steps.since >= STEP_DEADLINE_MS;
    if (work === null || stands) return this.#slow ?? problem('historyHangs', { path: this.#path });
    return problem(work === 'repair' ? 'historyUnderRepair' : 'historyAtWork', {});
  }

  /** Nobody waits for an answer that may never come; what is to be written stays. */
  #giveUp(cause: Problem): void {
    this.#silent = cause;
    for (const [number, { name, answer }] of this.#sent) {
      if (WRITES.has(name) || (TAKES_LONG.has(name) && this.#worker !== null)) continue;
      this.#cancel(number);
      answer(fail(cause));
    }
  }

  #ended(): void {
    this.#worker = null;
    this.#cancelDeadline();
    // Asked while it was closing: the next one has it.
    if (this.#isClosing) return this.#sendAgain();
    const cause = 'its thread has ended';
    this.#giveUp(problem('historyFailed', { path: this.#path, cause }));
    this.#cancelStart();
    this.#cancelStart = this.#clock.after(START_AGAIN_MS, () => this.#sendAgain());
  }

  /** In the order in which it was handed over; of what was done before, nothing is done twice. */
  #sendAgain(): void {
    const left = [...this.#sent];
    this.#sent.clear();
    for (const [number, sent] of left) {
      const isNote = sent.name === 'note';
      const request = isNote ? noteAgain(sent.request as unknown as RequestOf<'note'>) : sent.request;
      this.#send(number, { ...sent, request });
    }
  }
}

function noteAgain(request: RequestOf<'note'>): RequestOf<ActName> {
  return { ...request, again: true } as unknown as RequestOf<ActName>;
}

function startWorker(workerData: ThreadData): Worker {
  const entry = threadEntry(import.meta.url, { source: 'worker.ts', built: 'history-worker.js' });
  return new Worker(entry, { workerData });
}
