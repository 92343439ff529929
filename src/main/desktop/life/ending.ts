import type Electron from 'electron';
import { desktop } from '../../../shared/messages/en.ts';
import { SECOND } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';

/** Whoever wants to quit waits no longer, whatever hangs. */
export const LONGEST_STOP_MS = 5 * SECOND;

export interface EndingOptions {
  app: Pick<Electron.App, 'quit' | 'on'>;
  clock: Pick<Clock, 'after'>;
  platform: NodeJS.Platform;
  dialog: Pick<Electron.Dialog, 'showMessageBox'>;
  /** The window, once it is shown; null: there is none to be had. */
  shownWindow: () => Promise<Electron.BrowserWindow | null>;
  /** Whether somebody's alarms would end with the program. */
  watches: () => boolean;
  /** Keeps, in one go, what the next start has to know: always first, since nobody can tell how much time there is. */
  stopAtOnce: () => void;
  /** Closes everything else; the program waits for it for a while. */
  stop: () => Promise<void>;
  /** Told of what could not be closed. */
  onFault: (error: unknown) => void;
}

/** How the program ends: asked for by the person, by the system, or with the session. */
export class Ending {
  readonly #options: EndingOptions;
  #begun = false;
  #isAsking = false;
  #isShuttingDown = false;

  constructor(options: EndingOptions) {
    this.#options = options;
    const { app, stopAtOnce } = options;
    app.on('before-quit', (event) => {
      if (this.#begun) return;
      this.#begun = true;
      stopAtOnce();
      // macOS takes a program that waits for one that will not have the log-out, and calls it off.
      if (this.#isShuttingDown) return;
      event.preventDefault();
      void this.#stopped().then(() => app.quit());
    });
    // Windows ends its session: no other event comes, and nothing is waited for. Each window is told, and there may be
    // only one of them, out of sight.
    app.on('browser-window-created', (_, window) => {
      window.on('session-end', () => {
        this.#begun = true;
        stopAtOnce();
      });
    });
  }

  /** From here on closing a window closes it. */
  get hasBegun(): boolean {
    return this.#begun;
  }

  /** The person wants to quit: asks first where alarms would end with it. The system is never kept waiting by this. */
  async quit(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      if (this.#options.watches() && (await this.#wantsToStay())) return;
    } finally {
      this.#isAsking = false;
    }
    this.#options.app.quit();
  }

  /** macOS or Linux is about to end the session. Somebody may still call that off, so nothing ends before its turn. */
  systemShutsDown(): void {
    this.#isShuttingDown = true;
  }

  /** Once everything is closed, or could not be, or takes too long. */
  #stopped(): Promise<void> {
    const { clock, stop, onFault } = this.#options;
    return new Promise((resolve) => {
      const cancel = clock.after(LONGEST_STOP_MS, resolve);
      void stop()
        .catch(onFault)
        .then(() => {
          cancel();
          resolve();
        });
    });
  }

  async #wantsToStay(): Promise<boolean> {
    const { dialog, platform, shownWindow } = this.#options;
    const question: Electron.MessageBoxOptions = {
      type: 'warning',
      message: desktop.quitTitle,
      detail: desktop.quitText,
      buttons: [desktop.stay, desktop.quit],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    };
    // A question without a window would stop all of this process on macOS, polls and alarms too, until it is answered.
    const window = platform === 'darwin' ? await shownWindow().catch(() => null) : null;
    if (window === null) return (await dialog.showMessageBox(question)).response === 0;
    // Nobody can answer it any more once its window is gone.
    const gone = Promise.withResolvers<{ response: number }>();
    const stay = () => gone.resolve({ response: 0 });
    window.once('closed', stay);
    try {
      return (await Promise.race([dialog.showMessageBox(window, question), gone.promise])).response === 0;
    } finally {
      window.off('closed', stay);
    }
  }
}
