import { BrowserWindow, dialog, type WebContents } from 'electron';

/** What is asked, and the two answers; the first is also that of whoever closes the dialog. */
export interface Question {
  type: 'question' | 'warning';
  message: string;
  detail: string;
  no: string;
  yes: string;
}

/**
 * Asks the person in a dialog of the system, which no page can answer: one that somebody has taken over can neither say
 * yes nor do without it.
 *
 * @param asker the page that wants it, over whose window the dialog lies
 */
export async function askPerson(
  { type, message, detail, no, yes }: Question,
  asker: WebContents,
): Promise<boolean> {
  const options: Electron.MessageBoxOptions = {
    type,
    message,
    detail,
    buttons: [no, yes],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const window = BrowserWindow.fromWebContents(asker);
  const asked = window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options);
  return (await asked).response === 1;
}
