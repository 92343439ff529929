import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKeychain } from '../../../src/main/credentials/keychain.ts';
import type { CredentialVault } from '../../../src/main/credentials/vault.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { describeVault } from './describe-vault.ts';
import { FakeKeytar } from './fake-keytar.ts';

const CREDENTIALS = { email: 'canary@example.org', password: 'canary-6f1d' };
const SESSION = { token: 'canary-77a2', expiresAt: 1, userId: 'canary-0c4e' };

const open = (module: unknown, clock = new FakeClock()) =>
  openKeychain({ namespace: 'here', clock, load: async () => module });

async function vaultOn(keytar: FakeKeytar, clock = new FakeClock()): Promise<CredentialVault> {
  const opened = await open(keytar, clock);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem));
  return opened.value;
}

const unavailable = (cause: string) => ({
  ok: false,
  problem: { code: 'keychainUnavailable', params: { cause } },
});
const absent = (cause: string) => ({ ok: false, problem: { code: 'keychainAbsent', params: { cause } } });
const DOES_NOT_ANSWER = unavailable('keychainSilent');

/** A call that is not answered before `answer` is called; `called` resolves when it has been made. */
function hangingCall<T>() {
  const called = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<T>();
  const call = () => {
    called.resolve();
    return answered.promise;
  };
  return { call, called: called.promise, answer: answered.resolve };
}

describeVault('keychain, keytar played', () => vaultOn(new FakeKeytar()));

describe('openKeychain', () => {
  it('leaves nothing but what was written, under names of its own', async () => {
    const keytar = new FakeKeytar();
    const vault = await vaultOn(keytar);
    expect(vault.kind).toBe('keytar');
    expect(keytar.entries.size).toBe(0);
    await vault.writeCredentials(CREDENTIALS);
    await vault.writeSession(SESSION);
    expect([...keytar.entries.keys()]).toEqual(['Glucoglance|here:credentials', 'Glucoglance|here:session']);
  });

  it('keeps a long session under what Windows takes', async () => {
    const keytar = new FakeKeytar();
    await (
      await vaultOn(keytar)
    ).writeSession({ ...SESSION, token: 'x'.repeat(1500), userId: 'u'.repeat(36) });
    expect(Buffer.byteLength(keytar.entries.get('Glucoglance|here:session')!)).toBeLessThan(2560);
  });

  it('finds the functions of a CommonJS module', async () => {
    expect((await open({ default: new FakeKeytar() })).ok).toBe(true);
  });

  it('does not disturb another process that probes at the same time', async () => {
    const keytar = new FakeKeytar();
    const opened = await Promise.all(Array.from({ length: 5 }, () => open(keytar)));
    expect(opened.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    expect(keytar.entries.size).toBe(0);
  });

  it('leaves no timer behind', async () => {
    const clock = new FakeClock();
    await (await vaultOn(new FakeKeytar(), clock)).readSession();
    expect(clock.pending).toBe(0);
  });

  it('says that keytar is not installed when it is not', async () => {
    const name: string = 'glucoglance-no-such-package';
    const opened = await openKeychain({
      namespace: 'here',
      clock: new FakeClock(),
      load: () => import(/* @vite-ignore */ name),
    });
    expect(opened).toEqual(absent('keytarNotInstalled'));
  });

  it.each([
    ["Cannot find package 'keytar' imported from /home/ada/x.js", 'keytarNotInstalled'],
    ["Cannot find module '../build/Release/keytar.node'", 'keytarNotBuilt'],
    ['libsecret-1.so.0: cannot open shared object file', 'libsecretMissing'],
    ['anything else', 'keytarBroken'],
  ])('tells why keytar cannot be loaded: %s', async (message, cause) => {
    const load = () => Promise.reject(new Error(message));
    expect(await openKeychain({ namespace: 'here', clock: new FakeClock(), load })).toEqual(absent(cause));
  });

  it.each([[null], [undefined], ['text'], [{}], [{ default: null }], [{ getPassword: () => null }]])(
    'does not take %j for keytar',
    async (module) => expect(await open(module)).toEqual(absent('keytarBroken')),
  );

  it.each<[string, Partial<FakeKeytar>]>([
    ['keychainLocked', { getPassword: async () => null }],
    ['keychainForgets', { getPassword: async () => 'other' }],
    ['keychainKeeps', { deletePassword: async () => false }],
    ...[
      ['keychainLocked', 'Cannot create an item in a locked collection'],
      ['keychainLocked', 'User interaction is not allowed.'],
      ['keychainRefusedAccess', 'The prompt was dismissed'],
      ['keychainRefusedAccess', 'User canceled the operation.'],
      ['keychainSays: Das geht nicht.', 'Das\n\u001b geht nicht.\n'],
      ['keychainRefusedCall', ''],
    ].map<[string, Partial<FakeKeytar>]>(([cause, message]) => [
      cause!,
      { setPassword: () => Promise.reject(new Error(message)) },
    ]),
  ])('says: %s', async (cause, behaviour) => {
    expect(await open(Object.assign(new FakeKeytar(), behaviour))).toEqual(unavailable(cause));
  });

  it.each([
    ['keyringMissing', 'No such path “/org/freedesktop/secrets/collection/login”'],
    ['keychainServiceMissing', 'The name org.freedesktop.secrets was not provided by any .service files'],
    ['noDbusSession', 'Cannot autolaunch D-Bus without X11 $DISPLAY'],
  ])('knows that there is none: %s', async (cause, message) => {
    const setPassword = () => Promise.reject(new Error(message));
    expect(await open(Object.assign(new FakeKeytar(), { setPassword }))).toEqual(absent(cause));
  });

  it('bounds the text of an error it does not know', async () => {
    const setPassword = () => Promise.reject(new Error('x'.repeat(10_000)));
    const opened = await open(Object.assign(new FakeKeytar(), { setPassword }));
    expect(JSON.stringify(opened).length).toBeLessThan(300);
  });
});

describe('a keychain that hangs', () => {
  it('is given up after 10 s', async () => {
    const clock = new FakeClock();
    const hanging = hangingCall<string | null>();
    const opening = open(Object.assign(new FakeKeytar(), { getPassword: hanging.call }), clock);
    let settled = false;
    void opening.finally(() => (settled = true));
    await hanging.called;
    clock.advance(9_999);
    await new Promise(setImmediate);
    expect(settled).toBe(false);
    clock.advance(1);
    expect(await opening).toEqual(DOES_NOT_ANSWER);
    expect(clock.pending).toBe(0);
    hanging.answer(null);
  });

  it('gets no second call before it has answered the first, and works again then', async () => {
    const clock = new FakeClock();
    const keytar = new FakeKeytar();
    const vault = await vaultOn(keytar, clock);
    await vault.writeSession(SESSION);
    const { getPassword } = keytar;
    const hanging = hangingCall<string | null>();
    keytar.getPassword = hanging.call;
    const reading = vault.readSession();
    await hanging.called;
    const waiting = vault.writeCredentials(CREDENTIALS);
    clock.advance(10_000);
    expect(await reading).toEqual(DOES_NOT_ANSWER);
    expect(await waiting).toEqual(DOES_NOT_ANSWER);

    const before = keytar.calls;
    keytar.getPassword = getPassword;
    expect(await vault.readSession()).toEqual(DOES_NOT_ANSWER);
    expect(await vault.clear()).toEqual(DOES_NOT_ANSWER);
    expect(keytar.calls).toBe(before);

    hanging.answer('too late');
    await new Promise(setImmediate);
    expect(await vault.readSession()).toEqual({ ok: true, value: SESSION });
  });

  it('gets one call at a time', async () => {
    const keytar = new FakeKeytar();
    const vault = await vaultOn(keytar);
    await Promise.all([
      vault.readSession(),
      vault.readCredentials(),
      vault.clear(),
      vault.writeSession(SESSION),
    ]);
    expect(keytar.mostAtOnce).toBe(1);
  });

  // A real native call that never ends: opening a pipe nobody writes to takes a pool thread as keytar does.
  it.skipIf(process.platform === 'win32')('does not keep the process from ending with its code', () => {
    const folder = mkdtempSync(join(tmpdir(), 'glucoglance-hang-'));
    try {
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      const child = spawnSync(
        process.execPath,
        [join(import.meta.dirname, 'hanging-process.ts'), join(folder, 'pipe')],
        // Only for what hangs.
        { encoding: 'utf8', timeout: 150_000, killSignal: 'SIGKILL' },
      );
      expect(child).toMatchObject({
        status: 8,
        signal: null,
        stdout: `${JSON.stringify(DOES_NOT_ANSWER)}\n`,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('an entry that is not ours', () => {
  it.each([
    [''],
    ['{'],
    ['null'],
    ['"text"'],
    ['[]'],
    ['{}'],
    ['{"email":"ada@example.org"}'],
    ['{"email":1,"password":"x"}'],
    ['{"token":"x","expiresAt":"soon","userId":"u"}'],
    ['{"token":"x","expiresAt":null,"userId":"u"}'],
  ])('(%s) counts as none', async (text) => {
    const keytar = new FakeKeytar();
    const vault = await vaultOn(keytar);
    keytar.entries.set('Glucoglance|here:credentials', text);
    keytar.entries.set('Glucoglance|here:session', text);
    expect(await vault.readCredentials()).toEqual({ ok: true, value: null });
    expect(await vault.readSession()).toEqual({ ok: true, value: null });
  });
});

describe('a problem', () => {
  const quoting = (...args: string[]) => Promise.reject(new Error(`refused: ${args.join(' ')}`));

  it.each<[string, (...args: string[]) => Promise<never>]>([
    ['an error that quotes what it was given', quoting],
    ['a thrown text', (...args) => Promise.reject(args.join(' '))],
    [
      'an error thrown at once',
      (...args) => {
        throw new Error(args.join(' '));
      },
    ],
  ])('holds no secret after %s', async (_, behaviour) => {
    const keytar = new FakeKeytar();
    const vault = await vaultOn(keytar);
    await vault.writeCredentials(CREDENTIALS);
    Object.assign(keytar, { getPassword: behaviour, setPassword: behaviour });
    const outcomes = [
      await vault.writeCredentials(CREDENTIALS),
      await vault.writeSession(SESSION),
      await vault.readCredentials(),
      await vault.readSession(),
      await vault.clear(),
    ];
    for (const outcome of outcomes) expect(outcome.ok).toBe(false);
    expect(JSON.stringify(outcomes)).not.toMatch(/canary/);
  });

  it('of forgetting one entry does not keep the other', async () => {
    const keytar = new FakeKeytar();
    const vault = await vaultOn(keytar);
    await vault.writeCredentials(CREDENTIALS);
    await vault.writeSession(SESSION);
    const { deletePassword } = keytar;
    keytar.deletePassword = (service, account) =>
      account === 'here:credentials' ? quoting(service, account) : deletePassword(service, account);
    expect(await vault.clear()).toEqual(unavailable('keychainRefusedCall'));
    expect([...keytar.entries.keys()]).toEqual(['Glucoglance|here:credentials']);
  });
});
