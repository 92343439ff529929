import { BrowserWindow, dialog, type WebContents } from 'electron';
import { personName, type Person } from '../../../shared/glucose/reading.ts';
import { say } from '../../../shared/messages/say.ts';
import { listText } from '../../../shared/messages/sentences/lists.ts';
import { printable } from '../../../shared/printable.ts';
import { unlessAborted } from '../windows/unless-aborted.ts';

/**
 * Asks the person, outside of the page, whether these are to be erased: a page that somebody has taken over can neither
 * answer it nor do without it.
 *
 * @param signal nobody wants it any more: it rejects, and what is answered then counts for nothing
 */
export async function isToBeErased(
  { people, everything }: { people: readonly Person[]; everything: boolean },
  asker: WebContents,
  signal: AbortSignal,
): Promise<boolean> {
  signal.throwIfAborted();
  const names = listText(people.map((person) => printable(personName(person))));
  const question: Electron.MessageBoxOptions = {
    type: 'warning',
    message: everything ? say('desktop.eraseEverything') : say('desktop.erasePeople', { names }),
    detail: say('desktop.eraseText'),
    buttons: [say('desktop.keep'), say('desktop.erase')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const window = BrowserWindow.fromWebContents(asker);
  const asked = window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question);
  return (await unlessAborted(signal, asked)).response === 1;
}
