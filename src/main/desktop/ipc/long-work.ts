import type { WebContents } from 'electron';
import type { WindowEvent, WindowEvents } from '../../../shared/ipc/contracts.ts';

/** What the windows have asked for under a number of their own and may cancel by it, each until it is answered. */
export class LongWork {
  readonly #ofWindow = new WeakMap<WebContents, Map<number, AbortController>>();

  /**
   * Does it, and tells it by the signal when its window does not want it any more, or is gone; and the window how much of
   * it is done.
   */
  async run<T>(
    window: WebContents,
    number: number,
    act: (signal: AbortSignal, progress: (done: number) => void) => Promise<T>,
  ): Promise<T> {
    const all = this.#ofWindow.get(window) ?? this.#begin(window);
    const work = new AbortController();
    all.set(number, work);
    try {
      return await act(work.signal, (done) => {
        if (work.signal.aborted) return;
        const told: WindowEvents['work:progress'] = { work: number, done };
        window.send('work:progress' satisfies WindowEvent, told);
      });
    } finally {
      if (all.get(number) === work) all.delete(number);
    }
  }

  /** Nothing where it is answered already. */
  cancel(window: WebContents, number: number): void {
    this.#ofWindow.get(window)?.get(number)?.abort();
  }

  #begin(window: WebContents): Map<number, AbortController> {
    const all = new Map<number, AbortController>();
    this.#ofWindow.set(window, all);
    window.once('destroyed', () => {
      for (const work of all.values()) work.abort();
    });
    return all;
  }
}
