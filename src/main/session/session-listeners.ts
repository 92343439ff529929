import { errorFields } from '../log/fields.ts';
import type { Log } from '../log/log.ts';
import type { Following } from './following.ts';

/** Who hears of the session: none of them may fail it, or keep an alarm or a poll from the others. */
export class SessionListeners {
  readonly #log: Log;
  readonly #following: ((following: Following | null) => void)[] = [];
  readonly #polled: (() => void)[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  /** Told when somebody else is followed, or nobody any more. */
  onFollowing(listener: (following: Following | null) => void): void {
    this.#following.push(listener);
  }

  /** Told when a poll has ended, well or not. */
  onPolled(listener: () => void): void {
    this.#polled.push(listener);
  }

  tellFollowing(following: Following | null): void {
    for (const listener of this.#following) this.guarded(() => listener(following));
  }

  tellPolled(): void {
    for (const listener of this.#polled) this.guarded(listener);
  }

  guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.failed('window', error);
    }
  }

  failed(task: 'window' | 'stop', error: unknown): void {
    this.#log.write({ event: 'TASK_FAILED', task, ...errorFields(error) });
  }
}
