import { BrowserWindow, type WebContents } from 'electron';
import { SECOND } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';
import { holdPage } from '../windows/held-pages.ts';
import { pagePreferences } from '../windows/main-window.ts';

/** Pages are made within a fraction of it. */
const LONGEST_MS = 20 * SECOND;

/** It took too long, or its window was closed with the program. */
export class NotAnswered extends Error {}

/** Does something for as long as it may take; then it rejects with `NotAnswered`, and its signal says so. */
export async function withinLimit<T>(
  clock: Pick<Clock, 'after'>,
  signal: AbortSignal,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const cancel = clock.after(LONGEST_MS, () => limit.abort(new NotAnswered()));
  const either = AbortSignal.any([signal, limit.signal]);
  try {
    return await unlessAborted(either, act(either));
  } finally {
    cancel();
  }
}

/** Rejects with the signal's reason as soon as there is one, whatever the work does. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const left = Promise.withResolvers<never>();
  const leave = () => left.reject(signal.reason as Error);
  // Nobody may be left to hear of it.
  work.catch(() => {});
  signal.throwIfAborted();
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([work, left.promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/**
 * Loads a page into a window that nobody sees, without script and without a bridge, does something with it, and takes
 * the window away again, however that ended.
 */
export async function onHiddenPage<T>(
  html: string,
  signal: AbortSignal,
  act: (page: WebContents) => Promise<T>,
): Promise<T> {
  const page = holdPage(html);
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...pagePreferences(null), javascript: false },
  });
  const gone = new AbortController();
  window.once('closed', () => gone.abort(new NotAnswered()));
  window.webContents.once('render-process-gone', (_, { reason }) => gone.abort(new Error(reason)));
  try {
    return await unlessAborted(
      AbortSignal.any([signal, gone.signal]),
      window.loadURL(page.address).then(() => act(window.webContents)),
    );
  } finally {
    page.release();
    window.destroy();
  }
}
