import type Electron from 'electron';
import type { Snapshot } from '../../../shared/state/snapshot.ts';
import { say } from '../../../shared/messages/say.ts';
import { together } from '../../../shared/messages/sentences/lists.ts';
import { localTime } from '../../../shared/messages/times.ts';
import type { MainWindow } from '../windows/main-window.ts';
import type { UnderWay } from './under-way.ts';

export interface QuittingOptions {
  app: Pick<Electron.App, 'quit'>;
  dialog: Pick<Electron.Dialog, 'showMessageBox'>;
  window: Pick<MainWindow, 'shown'>;
  /** Whether somebody's alarms would end with the program. */
  snapshots: { readonly last: Pick<Snapshot, 'mode' | 'state'> };
  underWay: UnderWay;
  platform?: NodeJS.Platform;
}

/** A person wants to quit: asked first where alarms would end with it. The system is never kept waiting by this. */
export class Quitting {
  readonly #options: QuittingOptions;
  #isAsking = false;

  constructor(options: QuittingOptions) {
    this.#options = options;
  }

  async quit(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      if (
        this.#options.snapshots.last.mode === 'account' &&
        (await this.#options.underWay.during(() => this.#wantsToStay()))
      )
        return;
    } finally {
      this.#isAsking = false;
    }
    this.#options.app.quit();
  }

  /** Alarms; and what could not be recorded yet. */
  #whatEnds(): string {
    const unrecorded = this.#options.snapshots.last.state?.unrecorded ?? null;
    if (unrecorded?.to !== null) return say('desktop.quitText');
    const time = localTime(unrecorded.from);
    return together(say('desktop.quitText'), say('desktop.quitUnrecorded', { time }));
  }

  async #wantsToStay(): Promise<boolean> {
    const { dialog, window: main, platform = process.platform } = this.#options;
    const question: Electron.MessageBoxOptions = {
      type: 'warning',
      message: say('desktop.quitTitle'),
      detail: this.#whatEnds(),
      buttons: [say('desktop.stay'), say('desktop.quit')],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    };
    // A question without a window would stop all of this process on macOS, polls and alarms too, until it is answered.
    const window = platform === 'darwin' ? await main.shown().catch(() => null) : null;
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
