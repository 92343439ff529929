import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Profile } from '../profile/profile.ts';
import type { Run } from './run.ts';

/**
 * Whom the program follows. `starting`: the keychain is being asked; what the history holds is shown meanwhile.
 * `signedOut` with a run: the password cannot be read now, and the alarms go on although nobody can ask the server.
 * `mayComeUp`: the password may be there later; it could not be read, or the best place for it could not be used.
 * `paused`: nobody is watched while the data is put back or erased.
 */
export type SessionState =
  | { at: 'starting'; run: Run | null }
  | { at: 'signedOut'; run: Run | null; mayComeUp: boolean }
  | { at: 'following'; run: Run }
  | { at: 'paused'; run: null };

/** What is recorded of whoever is followed, or of the account that nobody is signed in to. */
export interface Recorded {
  profile: Profile;
  isDemo: boolean;
}

/**
 * What may be put back or erased, as long as nobody watches over it.
 * @returns `signInNeeded` in the demo and before it is known who is followed, `folderWatched` where another process watches,
 * `historyHangs` where the disk is known not to answer
 */
export function pausableOf(state: SessionState, idle: () => Profile): Result<Profile> {
  const recorded = recordedOf(state, idle);
  if (recorded === null || recorded.isDemo || state.at === 'starting')
    return fail(problem('signInNeeded', { noKeychain: '' }));
  const pid = state.run?.following.monitor.state.polledBy ?? null;
  if (pid !== null) return fail(problem('folderWatched', { pid }));
  const { profile } = recorded;
  const storage = profile.history.state.problem;
  return storage?.code === 'historyHangs' ? fail(storage) : ok(profile);
}

/** @param idle the account's profile while nobody is followed; null: of nobody, as long as it is put back or erased */
export function recordedOf(state: SessionState, idle: () => Profile): Recorded | null {
  if (state.run !== null) {
    const { profile, mode } = state.run.following;
    return { profile, isDemo: mode === 'demo' };
  }
  return state.at === 'signedOut' ? { profile: idle(), isDemo: false } : null;
}
