import { MINUTE } from '../../../shared/time.ts';
import type { Snapshot } from '../../../shared/state/snapshot.ts';
import type { Clock } from '../../time/clock.ts';
import type { Session } from '../../session/session.ts';

/** Right after log-in a keychain may not be open yet. */
const KEYCHAIN_MS = MINUTE;

export interface HiddenStart {
  session: Pick<Session, 'mode' | 'lookAgain'>;
  snapshots: { readonly last: Pick<Snapshot, 'notices'> };
  clock: Pick<Clock, 'after'>;
  window: { show(): void };
}

/**
 * To be called after a start without the window: it comes all the same where nobody is signed in a minute later, or
 * where something is said there that nobody would hear of, such as settings that were lost.
 */
export function showIfNeeded({ session, snapshots, clock, window }: HiddenStart): void {
  clock.after(KEYCHAIN_MS, () => {
    void session.lookAgain().then(() => {
      const isSaid = snapshots.last.notices.some(({ code }) => code === 'problem');
      if (session.mode === 'signedOut' || isSaid) window.show();
    });
  });
}
