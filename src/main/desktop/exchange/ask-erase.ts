import type { WebContents } from 'electron';
import { personName, type Person } from '../../../shared/glucose/reading.ts';
import { say } from '../../../shared/messages/say.ts';
import { listText } from '../../../shared/messages/sentences/lists.ts';
import { printable } from '../../../shared/printable.ts';
import { askPerson } from '../windows/ask-person.ts';
import { unlessAborted } from '../windows/unless-aborted.ts';

/**
 * Asks the person whether these are to be erased.
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
  const asked = askPerson(
    {
      type: 'warning',
      message: everything ? say('desktop.eraseEverything') : say('desktop.erasePeople', { names }),
      detail: say('desktop.eraseText'),
      no: say('desktop.keep'),
      yes: say('desktop.erase'),
    },
    asker,
  );
  return unlessAborted(signal, asked);
}
