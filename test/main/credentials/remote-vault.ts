import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CredentialVault } from '../../../src/main/credentials/vault.ts';
import { ok, type Result } from '../../../src/shared/result.ts';
import { startInScene, type KeychainScene } from '../../support/private-keyring.ts';
import type { Request, VaultMethod } from './vault-host.ts';

/** `openKeychain` with the real keytar, in a process with a keychain of its own. */
export interface VaultHost {
  readonly home: string;
  open(namespace: string): Promise<Result<CredentialVault>>;
  /** Locks the keyring. */
  lock(): Promise<void>;
  /** Ends the process and its keychain. */
  close(): Promise<void>;
}

export function startVaultHost(scene: KeychainScene): VaultHost {
  const { child, home } = startInScene(scene, [process.execPath, join(import.meta.dirname, 'vault-host.ts')]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  let errors = '';
  child.stderr.on('data', (data) => (errors += String(data)));

  async function ask(request: Request): Promise<unknown> {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`the vault host ended:\n${errors}`);
    return JSON.parse(value);
  }

  function remoteVault(vault: number): CredentialVault {
    // A type per method would say no more: the contract tests compare every answer.
    const method =
      (name: VaultMethod) =>
      (...given: unknown[]) =>
        ask({ do: 'call', vault, method: name, given }) as Promise<never>;
    return {
      kind: 'keytar',
      readCredentials: method('readCredentials'),
      writeCredentials: method('writeCredentials'),
      readSession: method('readSession'),
      writeSession: method('writeSession'),
      readSecret: method('readSecret'),
      writeSecret: method('writeSecret'),
      clear: method('clear'),
    };
  }

  return {
    home,
    async open(namespace) {
      const opened = (await ask({ do: 'open', namespace })) as Result<number>;
      return opened.ok ? ok(remoteVault(opened.value)) : opened;
    },
    async lock() {
      await ask({ do: 'lock' });
    },
    async close() {
      child.stdin.end();
      await closed;
    },
  };
}
