import { say } from '../../../shared/messages/say.ts';
import { documentName } from '../../../shared/messages/sentences/parameters.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Credentials } from '../../credentials/vault.ts';
import type { Terms } from '../../libre/sign-in.ts';
import { localTime } from '../output.ts';
import type { Host } from '../host.ts';
import { askLine, askSecret, askYes, isInteractive, readStandardInput } from '../prompt.ts';
import type { Session } from '../session.ts';

interface AuthenticateOptions {
  email?: string;
  passwordStdin?: boolean;
  acceptTerms?: boolean;
}

export function addAuthenticate({ program, run }: Host): void {
  program
    .command('authenticate')
    .alias('login')
    .description('sign in and keep e-mail and password in the keychain')
    .option('--email <address>', 'e-mail of the LibreLinkUp account')
    .option('--password-stdin', 'read the password from standard input')
    .option('--accept-terms', 'accept the documents LibreLinkUp asks to accept, after naming them')
    .action((given: AuthenticateOptions) =>
      run(async (session) => {
        const credentials = await readCredentials(session, given);
        if (!credentials.ok) return credentials;
        let consented: boolean | null = false;
        const account = await session.service.authenticate(credentials.value, async (terms) => {
          consented = await consent(session, terms, given.acceptTerms === true);
          return consented === true;
        });
        if (consented === null) return fail(problem('promptEnded', {}));
        if (!account.ok) return account;
        const { country, region, tokenExpiresAt } = account.value;
        if (session.options.json) {
          const expires = new Date(tokenExpiresAt).toISOString();
          await session.output.json({ account: { country }, region, tokenExpiresAt: expires });
        } else {
          session.output.sentence(signedInSentence(country, region, localTime(tokenExpiresAt)));
          if (!credentials.value) session.output.say(say('commandLine.nothingKept'));
        }
        return ok(undefined);
      }),
    );
}

export function addLogout({ program, run }: Host): void {
  program
    .command('logout')
    .description('forget e-mail, password and session')
    .action(() =>
      run(async ({ service, options, output }) => {
        const forgotten = await service.logout();
        if (!forgotten.ok) return forgotten;
        if (options.json) await output.json({ loggedOut: true });
        else output.sentence(say('commandLine.loggedOut'));
        return ok(undefined);
      }),
    );
}

/** New credentials from options, standard input or the keyboard; undefined where those at hand are meant. */
async function readCredentials(
  session: Session,
  given: AuthenticateOptions,
): Promise<Result<Credentials | undefined>> {
  const known = session.options.credentials ?? session.demoCredentials;
  const another = given.email !== undefined || given.passwordStdin === true;
  if (known && !another) return ok(undefined);

  const email =
    given.email ?? known?.email ?? (await asked(session, () => askLine(say('commandLine.askEmail'))));
  if (email === null) return fail(problem('promptEnded', {}));
  const address = email.trim();
  if (!address.includes('@')) return fail(missing('--email', address, 'emailAddress'));
  const password = given.passwordStdin
    ? (await readStandardInput()).trim()
    : (passwordFor(known, address) ??
      (await asked(session, () => askSecret(say('commandLine.askPassword')))));
  if (password === null) return fail(problem('promptEnded', {}));
  if (password === '') return fail(missing('password', '', 'passwordOnStdin'));
  return ok({ email: address, password });
}

/** What a person answers, who may take their time; nothing where there is nobody to ask. */
async function asked(session: Session, ask: () => Promise<string | null>): Promise<string | null> {
  return isInteractive() ? session.unlimited(ask()) : '';
}

/** A password at hand goes with its own address, and with no other. */
function passwordFor(known: Credentials | null, email: string): string | null {
  return known?.email.toLowerCase() === email.toLowerCase() ? known.password : null;
}

function missing(what: string, given: string, code: 'emailAddress' | 'passwordOnStdin') {
  // What looks like no address may be a password in the wrong place.
  return problem('badInput', { what, given: given === '' ? '' : '…', expected: { code } });
}

/** Names the document first, whatever the answer will be; null where the question is ended instead of answered. */
async function consent(session: Session, terms: Terms, accepted: boolean): Promise<boolean | null> {
  if (!accepted && !isInteractive()) return false;
  session.output.say(termsSentence(terms));
  return accepted || session.unlimited(askYes(say('commandLine.askAccept')));
}

function signedInSentence(country: string | null, region: string | null, until: string): string {
  if (!country) return say('commandLine.signedIn', { until });
  if (!region) return say('commandLine.signedInCountry', { country, until });
  return say('commandLine.signedInRegion', { country, region, until });
}

function termsSentence({ document, link, version }: Terms): string {
  const name = documentName(document);
  const named = version === null ? name : say('documents.version', { document: name, version });
  return link === null
    ? say('commandLine.termsUnlinked', { document: named })
    : say('commandLine.terms', { document: named, link });
}
