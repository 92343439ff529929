// The keychain vault with the real keytar, on a real gnome-keyring that belongs to the test alone. Needs the tools
// dbus-run-session, dbus-send and gnome-keyring-daemon, and keytar built; no display. Where they are missing the tests
// are skipped and say so; on a Linux build machine (CI is set) that is a failure.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CredentialVault } from '../../../src/main/credentials/vault.ts';
import type { Result } from '../../../src/shared/result.ts';
import { keyringMissing, type KeychainScene } from '../../support/private-keyring.ts';
import { describeVault } from './describe-vault.ts';
import { startVaultHost, type VaultHost } from './remote-vault.ts';

const missing = keyringMissing();
const CREDENTIALS = { email: 'ada@example.org', password: 'canary-6f1d' };
const SESSION = { token: 'canary-77a2', expiresAt: 1, userId: 'canary-0c4e' };

function vaultOf(opened: Result<CredentialVault>): CredentialVault {
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem));
  return opened.value;
}

const unavailable = (cause: string) => ({
  ok: false,
  problem: { code: 'keychainUnavailable', params: { cause } },
});

it('there is a keychain to try, or a word why not', () => {
  if (missing === null) return;
  console.warn(`The tests on a real keychain are skipped: ${missing}.`);
  if (process.platform === 'linux') expect(process.env['CI'], missing).toBeUndefined();
});

describe.skipIf(missing !== null)('a real keychain', () => {
  describe('unlocked', () => {
    let host: VaultHost;
    let count = 0;
    beforeAll(() => {
      host = startVaultHost('unlocked');
    });
    afterAll(() => host.close());

    describeVault('keytar', async () => vaultOf(await host.open(`test-${(count += 1)}`)));

    it('is the one made for the test', async () => {
      await vaultOf(await host.open('here')).writeCredentials(CREDENTIALS);
      expect(readdirSync(join(host.home, '.local/share/keyrings'))).toContain('login.keyring');
    });

    it('is still there for the next run', async () => {
      await vaultOf(await host.open('kept')).writeSession(SESSION);
      expect(await vaultOf(await host.open('kept')).readSession()).toEqual({ ok: true, value: SESSION });
    });

    it('keeps two namespaces apart', async () => {
      const [one, other] = [vaultOf(await host.open('one')), vaultOf(await host.open('other'))];
      await one.writeCredentials(CREDENTIALS);
      await other.clear();
      expect(await other.readCredentials()).toEqual({ ok: true, value: null });
      expect(await one.readCredentials()).toEqual({ ok: true, value: CREDENTIALS });
    });
  });

  describe('that does not work', () => {
    let host: VaultHost | null = null;
    afterEach(() => host?.close());

    it.each<[KeychainScene, string]>([
      ['noBus', 'noDbusSession'],
      ['noService', 'keychainServiceMissing'],
      ['empty', 'keyringMissing'],
    ])('(%s) is told: %s', async (scene, cause) => {
      host = startVaultHost(scene);
      expect(await host.open('any')).toEqual({
        ok: false,
        problem: { code: 'keychainAbsent', params: { cause } },
      });
    });

    it('because it was locked meanwhile reads as nothing, and takes and forgets nothing', async () => {
      host = startVaultHost('unlocked');
      const vault = vaultOf(await host.open('any'));
      await vault.writeCredentials(CREDENTIALS);
      await vault.writeSession(SESSION);
      await host.lock();
      expect(await vault.readCredentials()).toEqual({ ok: true, value: null });
      expect(await vault.readSession()).toEqual({ ok: true, value: null });
      const locked = unavailable('keychainLocked');
      expect(await vault.writeCredentials(CREDENTIALS)).toEqual(locked);
      expect(await vault.writeSession(SESSION)).toEqual(locked);
      expect(await vault.clear()).toEqual(locked);
      expect(await host.open('any')).toEqual(locked);
    });
  });
});
