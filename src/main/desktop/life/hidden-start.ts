import { MINUTE } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';
import type { AccountSession } from '../../session/session.ts';

/** Right after log-in a keychain may not be open yet. */
const KEYCHAIN_MS = MINUTE;

/**
 * To be called after a start without the window: it comes all the same where nobody is signed in a minute later, or
 * where something is said there that nobody would hear of, such as settings that were lost.
 */
export function showIfNeeded(
  session: Pick<AccountSession, 'mode' | 'lookAgain' | 'snapshot'>,
  clock: Clock,
  show: () => void,
): void {
  clock.after(KEYCHAIN_MS, () => {
    void session.lookAgain().then(() => {
      const isSaid = session.snapshot().notices.some(({ code }) => code === 'problem');
      if (session.mode === 'signedOut' || isSaid) show();
    });
  });
}
