import { Worker } from 'node:worker_threads';
import { say } from '../../../shared/messages/say.ts';
import { threadEntry } from '../../files/thread-entry.ts';
import type { Pulse } from '../../time/pulse.ts';
import type { Said } from './plain-notifier.ts';
import { SharedSigns } from './shared-signs.ts';
import { SIGN_MS } from './silence.ts';

/** A computer that lets so many signs be given is not about to sleep. */
const MOST_SIGNS_SUSPENDED = 3;

/** What the watchdog's thread begins with. */
export interface WatchdogData {
  memory: SharedArrayBuffer;
  dataDir: string;
  said: Said;
}

/** What it tells of when it can be heard again: nobody watched between the two instants, ms UTC. */
export interface Heard {
  since: number;
  until: number;
}

export interface WatchdogOptions {
  dataDir: string;
  pulse: Pulse;
  /** Nobody watched between two instants, ms UTC. */
  onBack: (heard: Heard) => void;
  /** The watchdog itself could not be started, or fell over; the next sign of life starts another. */
  onFault: (error: unknown) => void;
  newWorker?: (data: WatchdogData) => Worker;
}

/**
 * Gives signs of life to a thread with a clock of its own, which tells a person where they stop: an alarm that this
 * thread should raise comes no more then, and nothing else would say so. It fails open: without it all goes on.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #signs = new SharedSigns();
  #worker: Worker | null = null;
  #said = '';
  #signsSinceSuspended = 0;
  #isOver = false;

  constructor(options: WatchdogOptions) {
    this.#options = options;
  }

  start(): void {
    this.#options.pulse.beat(SIGN_MS, () => this.#sign());
    this.#sign();
  }

  /** The program ends: that nothing is heard of it any more is no silence. */
  stop(): void {
    this.#isOver = true;
    void this.#worker?.terminate();
  }

  /** The computer is about to sleep, or has woken up. */
  set suspended(is: boolean) {
    this.#signs.suspended = is;
    this.#signsSinceSuspended = 0;
    if (!is) this.#sign();
  }

  #sign(): void {
    if (this.#isOver) return;
    this.#signs.give();
    // Not every system says that it woke up, nor does each go to sleep that said so.
    if (++this.#signsSinceSuspended === MOST_SIGNS_SUSPENDED) this.#signs.suspended = false;
    const said: Said = { title: say('watchdog.title'), body: say('watchdog.body') };
    try {
      if (this.#worker === null) this.#begin(said);
      // The language may be another one by now.
      else if (this.#said !== said.body) this.#worker.postMessage(said);
      this.#said = said.body;
    } catch (error) {
      this.#options.onFault(error);
    }
  }

  #begin(said: Said): void {
    const { dataDir, onBack, onFault, newWorker = startWorker } = this.#options;
    const worker = newWorker({ memory: this.#signs.memory, dataDir, said });
    this.#worker = worker;
    // The program does not stay for its sake.
    worker.unref();
    worker.on('message', onBack);
    worker.on('error', onFault);
    worker.once('exit', () => (this.#worker = null));
  }
}

function startWorker(workerData: WatchdogData): Worker {
  const entry = threadEntry(import.meta.url, { source: 'worker.ts', built: 'watchdog-worker.js' });
  return new Worker(entry, { workerData });
}
