import { createHash } from 'node:crypto';
import type { CredentialVault } from '../credentials/vault.ts';
import type { Redactor } from './redact.ts';

/** The same vault; whatever goes in or comes out is from then on hidden wherever something is written. */
export function knownSecrets(vault: CredentialVault, redactor: Pick<Redactor, 'register'>): CredentialVault {
  const credentials = ({ email, password }: { email: string; password: string }): void => {
    redactor.register(email);
    redactor.register(password);
  };
  const session = ({ token, userId }: { token: string; userId: string }): void => {
    redactor.register(token, 'token');
    redactor.register(userId);
  };
  const secret = (given: string): void => {
    redactor.register(given);
    // As readers of Nightscout say it.
    redactor.register(createHash('sha1').update(given).digest('hex'));
  };
  return {
    kind: vault.kind,
    clear: () => vault.clear(),
    async readCredentials() {
      const read = await vault.readCredentials();
      if (read.ok && read.value) credentials(read.value);
      return read;
    },
    writeCredentials(given) {
      credentials(given);
      return vault.writeCredentials(given);
    },
    async readSecret(name) {
      const read = await vault.readSecret(name);
      if (read.ok && read.value !== null) secret(read.value);
      return read;
    },
    writeSecret(name, given) {
      if (given !== null) secret(given);
      return vault.writeSecret(name, given);
    },
    async readSession() {
      const read = await vault.readSession();
      if (read.ok && read.value) session(read.value);
      return read;
    },
    writeSession(given) {
      session(given);
      return vault.writeSession(given);
    },
  };
}
