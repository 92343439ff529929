import type { Result } from '../result.ts';
import { channel } from './channel.ts';

export interface SignIn {
  email: string;
  password: string;
  /** An explicit yes to the documents that the last attempt named. */
  acceptTerms: boolean;
}

/** Whose readings are shown. No secret ever leaves main: credentials go in with a sign-in and never come back. */
export const ACCOUNT = {
  'account:signIn': channel<SignIn, Result<null>>('window'),
  'account:signOut': channel<undefined, Result<null>>('window'),
  'demo:start': channel<undefined, Result<null>>('window'),
  'demo:stop': channel<undefined, Result<null>>('window'),
  'monitor:refresh': channel<undefined, Result<null>>('window'),
};
