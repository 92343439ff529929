import { problem } from '../../../shared/problems.ts';
import { fail, type Result } from '../../../shared/result.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Recorded } from '../../session/session-state.ts';
import type { Session } from '../../session/session.ts';

/** Asks the profile of what is recorded, whoever is followed; `signInNeeded` while nobody may ask it. */
export async function withProfile<T>(
  { recorded }: Pick<Session, 'recorded'>,
  ask: (profile: Profile, recorded: Recorded) => Promise<Result<T>>,
): Promise<Result<T>> {
  return recorded ? ask(recorded.profile, recorded) : fail(problem('signInNeeded', { noKeychain: '' }));
}
