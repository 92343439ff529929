import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials, CredentialVault, StoredSession } from '../../../src/main/credentials/vault.ts';
import fc from '../../support/seeds.ts';

const CREDENTIALS: Credentials = { email: 'ada@example.org', password: 'correct horse' };
const SESSION: StoredSession = { token: 'a.b.c', expiresAt: Date.UTC(2027, 4, 20), userId: 'user-1' };

const found = <T>(value: T) => ({ ok: true, value });
const AWKWARD = [
  'a"b\\c\'d`e$HOME %s',
  'tab\tline\nreturn\rnul\0end',
  ' spaces around ',
  'pässwörd пароль 密碼 كلمة 🩸🏳️‍🌈',
  'e\u0301 is not é',
  'lone \ud800 surrogate',
  '{"email":"x"}',
  '-----BEGIN-----',
];

/**
 * What every vault does.
 *
 * @param open gives a vault with nothing in it
 */
export function describeVault(name: string, open: () => Promise<CredentialVault>): void {
  describe(`the vault "${name}"`, () => {
    let vault: CredentialVault;
    beforeEach(async () => {
      vault = await open();
    });

    it('holds nothing at first', async () => {
      expect(await vault.readCredentials()).toEqual(found(null));
      expect(await vault.readSession()).toEqual(found(null));
    });

    it('gives back what it was given', async () => {
      expect(await vault.writeCredentials(CREDENTIALS)).toMatchObject({ ok: true });
      expect(await vault.writeSession(SESSION)).toMatchObject({ ok: true });
      expect(await vault.readCredentials()).toEqual(found(CREDENTIALS));
      expect(await vault.readSession()).toEqual(found(SESSION));
    });

    it('keeps credentials and session apart', async () => {
      await vault.writeCredentials(CREDENTIALS);
      expect(await vault.readSession()).toEqual(found(null));
      await vault.writeSession(SESSION);
      await vault.writeCredentials({ ...CREDENTIALS, password: 'new' });
      expect(await vault.readSession()).toEqual(found(SESSION));
    });

    it('keeps each secret under its name, and forgets it alone', async () => {
      expect(await vault.readSecret('feed')).toEqual(found(null));
      expect(await vault.writeSecret('feed', 'correct-horse-battery')).toMatchObject({ ok: true });
      expect(await vault.writeSecret('nightscout', 'token-0123456789abcdef')).toMatchObject({ ok: true });
      await vault.writeCredentials(CREDENTIALS);
      expect(await vault.readSecret('feed')).toEqual(found('correct-horse-battery'));
      expect(await vault.writeSecret('feed', null)).toMatchObject({ ok: true });
      expect(await vault.readSecret('feed')).toEqual(found(null));
      expect(await vault.readSecret('nightscout')).toEqual(found('token-0123456789abcdef'));
      expect(await vault.readCredentials()).toEqual(found(CREDENTIALS));
      expect(await vault.clear()).toMatchObject({ ok: true });
      expect(await vault.readSecret('nightscout')).toEqual(found(null));
    });

    it('keeps the last one written', async () => {
      await vault.writeSession(SESSION);
      await vault.writeSession({ ...SESSION, token: 'renewed' });
      expect(await vault.readSession()).toEqual(found({ ...SESSION, token: 'renewed' }));
    });

    it('is not changed by what is done to a value it gave or was given', async () => {
      const given = { ...CREDENTIALS };
      await vault.writeCredentials(given);
      given.password = 'other';
      const first = await vault.readCredentials();
      if (first.ok && first.value) first.value.password = 'other';
      expect(await vault.readCredentials()).toEqual(found(CREDENTIALS));
    });

    it('forgets both, also when there is nothing', async () => {
      expect(await vault.clear()).toMatchObject({ ok: true });
      await vault.writeCredentials(CREDENTIALS);
      await vault.writeSession(SESSION);
      expect(await vault.clear()).toMatchObject({ ok: true });
      expect(await vault.readCredentials()).toEqual(found(null));
      expect(await vault.readSession()).toEqual(found(null));
    });

    it.each(AWKWARD)('keeps %j', async (password) => {
      await vault.writeCredentials({ email: 'ada+llu@exämple.org', password });
      expect(await vault.readCredentials()).toEqual(found({ email: 'ada+llu@exämple.org', password }));
    });

    it('keeps a token of 1.5 kB', async () => {
      const session = { ...SESSION, token: 'eyJ.'.repeat(375) };
      await vault.writeSession(session);
      expect(await vault.readSession()).toEqual(found(session));
    });

    it('keeps anything', async () => {
      const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string());
      await fc.assert(
        fc.asyncProperty(text, text, async (email, password) => {
          await vault.writeCredentials({ email, password });
          expect(await vault.readCredentials()).toEqual(found({ email, password }));
        }),
      );
    });

    it('takes calls at the same time', async () => {
      await Promise.all([vault.writeCredentials(CREDENTIALS), vault.writeSession(SESSION)]);
      expect(await Promise.all([vault.readCredentials(), vault.readSession()])).toEqual([
        found(CREDENTIALS),
        found(SESSION),
      ]);
    });
  });
}
