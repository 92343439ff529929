import { BrowserWindow, dialog, type WebContents } from 'electron';
import { say } from '../../../shared/messages/say.ts';
import { printable } from '../../../shared/printable.ts';

/**
 * Asks the person, in a dialog of the system that no page can answer, whether readings may go to an address that came
 * from a page.
 */
export async function mayGoTo(url: string, asker: WebContents): Promise<boolean> {
  const question: Electron.MessageBoxOptions = {
    type: 'question',
    message: say('desktop.siteTitle', { url: printable(url) }),
    detail: say('desktop.siteText'),
    buttons: [say('desktop.siteNo'), say('desktop.siteYes')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const window = BrowserWindow.fromWebContents(asker);
  const asked = window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question);
  return (await asked).response === 1;
}
