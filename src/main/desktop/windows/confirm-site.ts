import type { WebContents } from 'electron';
import { say } from '../../../shared/messages/say.ts';
import { printable } from '../../../shared/printable.ts';
import { askPerson } from './ask-person.ts';

/** Asks the person whether readings may go to an address that came from a page. */
export function mayGoTo(url: string, asker: WebContents): Promise<boolean> {
  return askPerson(
    {
      type: 'question',
      message: say('desktop.siteTitle', { url: printable(url) }),
      detail: say('desktop.siteText'),
      no: say('desktop.siteNo'),
      yes: say('desktop.siteYes'),
    },
    asker,
  );
}
