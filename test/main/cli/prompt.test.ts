import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { json, startFaultServer } from '../../support/fault-server.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { hasTerminals, TerminalRun } from '../../support/run-in-terminal.ts';

const ENTRY = resolve(import.meta.dirname, '../../../src/main/cli/index.ts');
const KEYS = [
  ['Ctrl+C', '\u0003'],
  ['Ctrl+D', '\u0004'],
] as const;

function authenticate(args: readonly string[] = [], environment: Record<string, string> = {}): TerminalRun {
  const command = [process.execPath, ENTRY, 'authenticate', '--data-dir', temporaryDirectory(), ...args];
  return new TerminalRun(command, { environment });
}

describe.skipIf(!hasTerminals)('C2: a prompt that is ended', () => {
  it.each(KEYS)('the e-mail, by %s: 130, no words', async (_, key) => {
    const run = authenticate();
    await run.until(/account: /);
    run.type(key);
    expect(await run.ended).toBe(130);
    expect(run.text.replace(/[^]*account: /, '').trim()).toBe('');
  });

  it.each(KEYS)('the password, by %s, with --json too', async (_, key) => {
    const run = authenticate(['--json']);
    await run.until(/account: /);
    run.type('ada@example.com\r');
    await run.until(/Password: /);
    run.type(`half a pass${key === '\u0003' ? '' : '\u0015'}${key}`);
    expect(await run.ended).toBe(130);
    expect(run.text.replace(/[^]*Password: /, '').trim()).toBe('');
  });

  it.each(KEYS)('the terms, by %s: nothing is accepted', async (_, key) => {
    const server = await startFaultServer(
      json(200, {
        status: 4,
        data: { step: { type: 'tou' }, user: {}, authTicket: { token: 't', expires: 2e9, duration: 1 } },
      }),
      json(200, { status: 0, data: { lluToUHtml: { en: 'https://files.example/tou' } } }),
    );
    const environment = { LIBRELINKUP_EMAIL: 'ada@example.com', LIBRELINKUP_PASSWORD: 'some pass 1' };
    const run = authenticate(['--base-url', server.url], environment);
    await run.until(/\(yes\/no\) /);
    run.type(key);
    expect(await run.ended).toBe(130);
    expect(run.text.replace(/[^]*\(yes\/no\) /, '').trim()).toBe('');
    expect(server.received.map(({ path }) => path.split('?')[0])).not.toContain('/auth/continue/tou');
    await server.close();
  });
});
