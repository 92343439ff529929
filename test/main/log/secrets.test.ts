import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { memoryVault } from '../../../src/main/credentials/vault.ts';
import { createRedactor } from '../../../src/main/log/redact.ts';
import { knownSecrets } from '../../../src/main/log/secrets.ts';
import { CANARIES, readable } from './canaries.ts';

const { email, password, token, accountId: userId } = CANARIES;
const secret = 'nightscout-fedcba9876543210';
const all = [email, password, token, userId, secret, createHash('sha1').update(secret).digest('hex')];

it('what is kept in the vault, or was kept there, is hidden from then on', async () => {
  const vault = memoryVault();
  const writing = createRedactor();
  const kept = knownSecrets(vault, writing);
  await kept.writeCredentials({ email, password });
  await kept.writeSession({ token, userId, expiresAt: 1 });
  await kept.writeSecret('nightscout', secret);
  const reading = createRedactor();
  const read = knownSecrets(vault, reading);
  expect(await read.readCredentials()).toEqual({ ok: true, value: { email, password } });
  expect(await read.readSession()).toEqual({ ok: true, value: { token, userId, expiresAt: 1 } });
  expect(await read.readSecret('nightscout')).toEqual({ ok: true, value: secret });
  for (const redactor of [writing, reading])
    expect(readable(redactor.redact(all.join(' ')), 8, all)).toEqual([]);
  await read.clear();
  expect(await read.readCredentials()).toEqual({ ok: true, value: null });
});
