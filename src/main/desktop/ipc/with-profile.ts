import { problem } from '../../../shared/problems.ts';
import { fail, type Result } from '../../../shared/result.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Following } from '../../session/following.ts';
import type { Session } from '../../session/session.ts';

/** Asks the profile of whoever is followed; `signInNeeded` where nobody is. */
export async function withProfile<T>(
  { following }: Pick<Session, 'following'>,
  ask: (profile: Profile, following: Following) => Promise<Result<T>>,
): Promise<Result<T>> {
  return following ? ask(following.profile, following) : fail(problem('signInNeeded', { noKeychain: '' }));
}
