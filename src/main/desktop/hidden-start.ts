import type { Clock } from '../clock.ts';
import type { AccountSession } from './account-session.ts';

/** Right after log-in a keychain may not be open yet. */
const KEYCHAIN_MS = 60_000;

/** To be called after a start without the window: it comes all the same where nobody is signed in a minute later. */
export function showIfSignedOut(
  session: Pick<AccountSession, 'mode' | 'lookAgain'>,
  clock: Clock,
  show: () => void,
): void {
  clock.after(KEYCHAIN_MS, () => {
    void session.lookAgain().then(() => {
      if (session.mode === 'signedOut') show();
    });
  });
}
