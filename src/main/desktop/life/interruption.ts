import type { Clock } from '../../time/clock.ts';
import type { Session } from '../../session/session.ts';
import type { Snapshots } from '../../session/snapshots.ts';
import type { Interruption } from './crash-guard.ts';

/** Tells once that nobody watched, with the first account, which a keychain that is locked may give late. */
export function tellInterruption(
  interruption: Interruption | null,
  { session, snapshots, clock }: { session: Session; snapshots: Snapshots; clock: Clock },
): void {
  let untold = interruption;
  session.onFollowing((following) => {
    if (following?.mode !== 'account') return;
    if (untold?.stoppedAt != null) {
      const { stoppedAt, how } = untold;
      snapshots.notify({ code: 'notWatched', from: stoppedAt, to: clock.now(), how });
    }
    untold = null;
  });
}
