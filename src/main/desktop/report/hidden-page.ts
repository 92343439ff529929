import { BrowserWindow, type WebContents } from 'electron';
import { holdPage } from '../windows/held-pages.ts';
import { pagePreferences } from '../windows/main-window.ts';
import { unlessAborted } from '../windows/unless-aborted.ts';
import { NotAnswered } from './within-limit.ts';

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
