import { z } from '../../../shared/schemas.ts';
import type { ACCOUNT } from '../../../shared/ipc/account.ts';
import { ok } from '../../../shared/result.ts';
import { nothing, text, type Answers } from './answering.ts';

export const account: Answers<keyof typeof ACCOUNT> = {
  'account:signIn': {
    request: z.strictObject({ email: text(254), password: text(200), acceptTerms: z.boolean() }),
    answer: ({ session }, given) => session.signIn(given),
  },
  'account:signOut': { request: nothing, answer: ({ session }) => session.signOut() },
  'demo:start': { request: nothing, answer: ({ session }) => session.startDemo() },
  'demo:stop': { request: nothing, answer: ({ session }) => session.stopDemo() },
  'monitor:refresh': {
    request: nothing,
    async answer({ session }) {
      await session.following?.monitor.refresh();
      return ok(null);
    },
  },
};
