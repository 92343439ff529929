import { BrowserWindow, dialog, type WebContents } from 'electron';
import { SECOND } from '../../../shared/time.ts';
import { systemOffset } from '../../time/civil-time.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Who wants a file, and until when. */
export interface AskingForPath {
  /** The window that asks. */
  asker: WebContents;
  /** ms UTC */
  now: number;
  /** Nobody wants it any more: it rejects, whatever becomes of the dialog. */
  signal: AbortSignal;
}

/** What is offered: `glucose-report` becomes `glucose-report-2026-11-21.pdf`. */
export interface OfferedFile {
  /** Without the person's name: a file is sent on, and lies about. */
  stem: string;
  /** What files of this kind are called. */
  kind: string;
  ending: string;
}

/** Asks the person where a file is to be saved; null: they thought better of it. */
export async function askWhereToSave(
  { stem, kind, ending }: OfferedFile,
  { asker, now, signal }: AskingForPath,
): Promise<string | null> {
  signal.throwIfAborted();
  const today = new Date(now + systemOffset(now) * SECOND).toISOString().slice(0, 10);
  const options: Electron.SaveDialogOptions = {
    defaultPath: `${stem}-${today}.${ending}`,
    filters: [{ name: kind, extensions: [ending] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  };
  const window = BrowserWindow.fromWebContents(asker);
  const asked = window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options);
  const { canceled, filePath } = await unlessAborted(signal, asked);
  return canceled || filePath === '' ? null : filePath;
}
