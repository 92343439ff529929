// Loaded before an app that is measured while nobody looks at it, on the stand-in: hides what the app has opened when its
// parent says so, and tells it what the app's timers did, where they are counted.
import { isMainThread } from 'node:worker_threads';
import type { CountedTimers } from '../../test/support/counted-timers.ts';

/** What the parent asks. */
export type Asked = 'hide' | 'timers' | 'quit';
/** What it is answered. */
export type Answered = { hidden: number } | { timers: CountedTimers[] };

/** Main's, the history's, the watchdog's. */
const THREADS = 3;

const acts: Record<Asked, () => Promise<Answered | null>> = {
  async hide() {
    const { BrowserWindow } = await import('electron');
    const windows = BrowserWindow.getAllWindows();
    // As a person does: ours hide when they are closed, the empty app's would be gone.
    for (const window of windows) {
      if (window.listenerCount('close') > 0) window.close();
      else window.hide();
    }
    return { hidden: windows.length };
  },
  timers: async () => ({ timers: await globalThis.countedTimers(THREADS) }),
  async quit() {
    const { app } = await import('electron');
    app.quit();
    return null;
  },
};

if (isMainThread)
  process.on('message', (asked: Asked) => {
    void acts[asked]().then((answer) => answer && process.send?.(answer));
  });
