import type Electron from 'electron';
import { desktop } from '../../shared/messages/en.ts';

export interface EndingOptions {
  app: Pick<Electron.App, 'quit' | 'on'>;
  dialog: Pick<Electron.Dialog, 'showMessageBox'>;
  /** Whether somebody's alarms would end with the program. */
  watches: () => boolean;
  /** Keeps what has to be kept and closes everything; the program waits for it. */
  stop: () => Promise<void>;
  /** The same in one go, for a session of the system that ends without waiting. */
  stopAtOnce: () => void;
}

/** How the program ends: asked for by the person, by the system, or with the session. */
export class Ending {
  readonly #options: EndingOptions;
  #begun = false;
  #isAsking = false;

  constructor(options: EndingOptions) {
    this.#options = options;
    const { app, stop } = options;
    app.on('before-quit', (event) => {
      if (this.#begun) return;
      this.#begun = true;
      event.preventDefault();
      void stop().finally(() => app.quit());
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
    const goesOn = this.#options.watches() && (await this.#wantsToStay());
    this.#isAsking = false;
    if (!goesOn) this.#options.app.quit();
  }

  /** Windows ends its session: no other event comes, and nothing is waited for. */
  sessionEnds(): void {
    this.#begun = true;
    this.#options.stopAtOnce();
  }

  async #wantsToStay(): Promise<boolean> {
    const { response } = await this.#options.dialog.showMessageBox({
      type: 'warning',
      message: desktop.quitTitle,
      detail: desktop.quitText,
      buttons: [desktop.stay, desktop.quit],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    return response === 0;
  }
}
