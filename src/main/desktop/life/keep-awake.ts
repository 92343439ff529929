import type Electron from 'electron';
import type { Snapshot } from '../../../shared/state/snapshot.ts';

/**
 * Keeps the computer from falling asleep by itself while an account is watched, where the user wants that. The screen
 * may go dark; a lid that is closed or a person who chooses sleep is not kept from it.
 */
export class KeepAwake {
  readonly #blocker: Pick<Electron.PowerSaveBlocker, 'start' | 'stop'>;
  #id: number | null = null;

  constructor(blocker: Pick<Electron.PowerSaveBlocker, 'start' | 'stop'>) {
    this.#blocker = blocker;
  }

  take({ mode, settings }: Pick<Snapshot, 'mode' | 'settings'>): void {
    const isWanted = mode === 'account' && settings.desktop.keepAwake;
    if (isWanted === (this.#id !== null)) return;
    if (this.#id === null) this.#id = this.#blocker.start('prevent-app-suspension');
    else {
      this.#blocker.stop(this.#id);
      this.#id = null;
    }
  }
}
