import { z } from '../../../shared/schemas.ts';
import type { OUTSIDE } from '../../../shared/ipc/outside.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Following } from '../../session/following.ts';
import {
  connectNightscout,
  disconnectNightscout,
  setFeedSecret,
  testNightscout,
} from '../../session/outside-acts.ts';
import type { Session } from '../../session/session.ts';
import { mayGoTo } from '../windows/confirm-site.ts';
import { nothing, patientId, text, type Answers } from './answering.ts';

export const outside: Answers<keyof typeof OUTSIDE> = {
  'feed:secret': {
    request: z.strictObject({ secret: text(200).nullable() }),
    answer: ({ session }, { secret }) => changing(session, (following) => setFeedSecret(following, secret)),
  },
  'nightscout:connect': {
    request: z.strictObject({ url: text(300), token: text(200), patientId: patientId.nullable() }),
    async answer({ session }, given, { window }) {
      // Whoever has taken a page over could name an address of their own.
      if (!(await mayGoTo(given.url, window))) return ok(null);
      return changing(session, (following) => connectNightscout(following, given));
    },
  },
  'nightscout:test': { request: nothing, answer: ({ session }) => changing(session, testNightscout) },
  'nightscout:disconnect': {
    request: nothing,
    answer: ({ session }) => changing(session, disconnectNightscout),
  },
};

/** Does it where somebody is followed; everybody is shown what it changed. */
async function changing(
  session: Session,
  act: (following: Following) => Promise<Result<null>>,
): Promise<Result<null>> {
  const { following } = session;
  if (following === null) return fail(problem('signInNeeded', { noKeychain: '' }));
  const done = await act(following);
  session.publish();
  return done;
}
