// Holds keychain vaults in a process of its own, which can be given any surroundings, and does what lines of JSON on
// standard input ask for; see remote-vault.ts.
import { execFileSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { systemClock } from '../../../src/main/time/clock.ts';
import { openKeychain } from '../../../src/main/credentials/keychain.ts';
import type { CredentialVault } from '../../../src/main/credentials/vault.ts';

export type VaultMethod = Exclude<keyof CredentialVault, 'kind'>;

export type Request =
  | { do: 'open'; namespace: string }
  | { do: 'call'; vault: number; method: VaultMethod; given: unknown[] }
  | { do: 'lock' };

const vaults: CredentialVault[] = [];

async function answer(request: Request): Promise<unknown> {
  if (request.do === 'lock') {
    const service = ['--dest=org.freedesktop.secrets', '/org/freedesktop/secrets'];
    const lock = [
      'org.freedesktop.Secret.Service.Lock',
      'array:objpath:/org/freedesktop/secrets/collection/login',
    ];
    execFileSync('dbus-send', ['--session', '--print-reply', ...service, ...lock]);
    return null;
  }
  if (request.do === 'open') {
    const opened = await openKeychain({ namespace: request.namespace, clock: systemClock });
    return opened.ok ? { ok: true, value: vaults.push(opened.value) - 1 } : opened;
  }
  const method = vaults[request.vault]![request.method] as (...given: unknown[]) => Promise<unknown>;
  return method(...request.given);
}

// Requests start as they come, also several at once; the answers keep their order.
let said: Promise<void> = Promise.resolve();
for await (const line of createInterface({ input: process.stdin })) {
  const answering = answer(JSON.parse(line) as Request);
  said = said.then(async () => console.log(JSON.stringify(await answering)));
}
