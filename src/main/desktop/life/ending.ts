import { SECOND } from '../../../shared/time.ts';
import type Electron from 'electron';
import type { Clock } from '../../time/clock.ts';

/** Whoever wants to quit waits no longer, whatever hangs. */
export const LONGEST_STOP_MS = 5 * SECOND;

export interface EndingOptions {
  app: Pick<Electron.App, 'quit' | 'on'>;
  clock: Pick<Clock, 'after'>;
  /** Told of what could not be closed. */
  onFault: (error: unknown) => void;
}

/** How the program ends: asked for by the person, by the system, or with the session. */
export class Ending {
  readonly #options: EndingOptions;
  readonly #atOnce: (() => void)[] = [];
  readonly #closing: (() => Promise<void> | void)[] = [];
  #begun = false;
  #isShuttingDown = false;

  constructor(options: EndingOptions) {
    this.#options = options;
    const { app } = options;
    app.on('before-quit', (event) => {
      if (this.#begun) return;
      this.#begin();
      // macOS takes a program that waits for one that will not have the log-out, and calls it off.
      if (this.#isShuttingDown) return;
      event.preventDefault();
      void this.#closed().then(() => app.quit());
    });
    // Windows ends its session: no other event comes, and nothing is waited for. Each window is told, and there may be
    // only one of them, out of sight.
    app.on('browser-window-created', (_, window) => {
      window.on('session-end', () => this.#begin());
    });
  }

  /** From here on closing a window closes it. */
  get hasBegun(): boolean {
    return this.#begun;
  }

  /** What the next start has to know is kept in one go, always first: nobody can tell how much time there is. */
  atOnce(act: () => void): void {
    this.#atOnce.push(act);
  }

  /** What closes everything else, one after the other; the program waits for it for a while. */
  close(act: () => Promise<void> | void): void {
    this.#closing.push(act);
  }

  /** macOS or Linux is about to end the session. Somebody may still call that off, so nothing ends before its turn. */
  systemShutsDown(): void {
    this.#isShuttingDown = true;
  }

  #begin(): void {
    this.#begun = true;
    for (const act of this.#atOnce) act();
  }

  /** Once everything is closed, or could not be, or takes too long. */
  #closed(): Promise<void> {
    const { clock, onFault } = this.#options;
    const closeAll = async () => {
      for (const act of this.#closing) await Promise.resolve(act()).catch(onFault);
    };
    return new Promise((resolve) => {
      const cancel = clock.after(LONGEST_STOP_MS, resolve);
      void closeAll()
        .catch(onFault)
        .then(() => {
          cancel();
          resolve();
        });
    });
  }
}
