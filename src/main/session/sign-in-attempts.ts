import type { SignIn } from '../../shared/ipc/account.ts';
import type { Result } from '../../shared/result.ts';
import type { AccountInfo } from '../libre/client.ts';
import { problemFields } from '../log/events.ts';
import type { PeopleLog } from '../log/log.ts';
import { authenticate } from '../profile/account.ts';
import type { Profile } from '../profile/profile.ts';
import { claimFolder } from './claim-folder.ts';

/** Tries credentials as somebody types them, one attempt after the other. */
export class SignInAttempts {
  readonly #log: PeopleLog;
  /** The document that the last attempt stopped at; only this one can be accepted. */
  #named: string | null = null;

  constructor(log: PeopleLog) {
    this.#log = log;
  }

  /** Signs in, and keeps in the profile's vault what has worked; not where the folder is the demo's. */
  async attempt(profile: Profile, { email, password, acceptTerms }: SignIn): Promise<Result<AccountInfo>> {
    const claimed = await claimFolder(profile, 'account');
    if (!claimed.ok) return claimed;
    const credentials = { email: email.trim(), password: password.trim() };
    // A refused password never reaches the vault, and is a secret all the same.
    for (const secret of Object.values(credentials)) this.#log.redactor.register(secret);
    const named = this.#named;
    this.#named = null;
    const account = await authenticate(
      profile,
      credentials,
      // A yes is a yes to the document that was shown, not to the next one.
      async ({ document, version }) => acceptTerms && named === nameOf(document, version ?? ''),
    );
    if (!account.ok && account.problem.code === 'termsNotAccepted') {
      const { document, version } = account.problem.params;
      this.#named = nameOf(document, version);
    }
    this.#log.write({
      event: 'SIGN_IN',
      ok: account.ok,
      ...(!account.ok && problemFields(account.problem)),
    });
    return account;
  }
}

/** How a document is told from another, and from its next version. */
function nameOf(document: string, version: string): string {
  return `${document} ${version}`;
}
