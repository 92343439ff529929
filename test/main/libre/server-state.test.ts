import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/main/time/clock.ts';
import { allWritten } from '../../../src/main/files/in-turn.ts';
import { ServerState } from '../../../src/main/libre/server-state.ts';
import { ourselves } from '../../../src/main/files/named-process.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { holdFiles } from '../../support/held-files.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

const ORIGIN = 'https://api.libreview.io';
const account = (folder: string | null, email = 'Ada@Example.com') =>
  new ServerState(folder).account(ORIGIN, email);

it('is found again by the next run, whatever case the address is typed in, and by no other account', async () => {
  const folder = temporaryDirectory();
  account(folder).update({ host: 'https://api-eu.libreview.io', strikes: 2 });
  await allWritten();
  expect(account(folder, ' ada@example.com ').get()).toEqual({
    host: 'https://api-eu.libreview.io',
    strikes: 2,
  });
  expect(account(folder, 'ben@example.com').get()).toEqual({});
  expect(new ServerState(folder).account('https://other.example', 'ada@example.com').get()).toEqual({});
});

it('of processes that began before there was a file is one and the same', async () => {
  const folder = temporaryDirectory();
  const [first, second] = [account(folder), account(folder)];
  first.update({ refusedAt: [5], refusedCredentials: first.fingerprint('x') });
  await second.keep(systemClock);
  expect(second.get().refusedAt).toEqual([5]);
  expect(second.fingerprint('x')).toBe(second.get().refusedCredentials);
  second.update({ strikes: 1 });
  await allWritten();
  expect(account(folder).get()).toMatchObject({ refusedAt: [5], strikes: 1 });
});

it('holds no address and no password, for this user only', async () => {
  const folder = temporaryDirectory();
  const one = account(folder);
  one.update({ refusedCredentials: one.fingerprint('my password') });
  await allWritten();
  const path = join(folder, 'state.json');
  expect(readFileSync(path, 'utf8')).not.toMatch(/ada@|example|password"?:? ?"my/i);
  expect(one.get().refusedCredentials).toMatch(/^[0-9a-f]{4}$/);
  expect(statSync(path).mode & 0o077).toBe(0);
});

it('that cannot be read is as good as none; that cannot be written is said', async () => {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'state.json'), '{ broken');
  expect(account(folder).get()).toEqual({});
  expect(await account(folder).keep(systemClock)).toBe(true);
  const other = temporaryDirectory();
  mkdirSync(join(other, 'state.json'));
  expect(await account(other).keep(systemClock)).toBe(false);
  expect(await account(null).keep(systemClock)).toBe(true);
});

it('R15: loses nothing else by a field or an account that cannot be read', async () => {
  const folder = temporaryDirectory();
  const path = join(folder, 'state.json');
  const pause = { until: 5, code: 'lockedOut' as const };
  account(folder).update({ signInPause: pause, host: 'https://api-eu.libreview.io' });
  account(folder, 'ben@example.com').update({ strikes: 1 });
  await allWritten();
  const file = JSON.parse(readFileSync(path, 'utf8')) as { accounts: Record<string, object> };
  const [ada, ben] = Object.keys(file.accounts) as [string, string];
  for (const broken of [
    { host: 7 },
    { strikes: -1 },
    { strikes: 1.5 },
    { requestPause: { until: 'x' } },
    { refusedAt: {} },
    { missing: 5 },
  ]) {
    const accounts = { [ada]: { signInPause: pause, ...broken }, [ben]: [] };
    writeFileSync(path, JSON.stringify({ ...file, accounts }));
    expect(account(folder).get()).toEqual({ signInPause: pause });
    expect(account(folder, 'ben@example.com').get()).toEqual({});
  }
});

it('in a folder that fails in every way keeps nobody from signing in', async () => {
  // Not even taking a file away works in a folder that is none, as on a disk that fails.
  const folder = join(temporaryDirectory(), 'file');
  writeFileSync(folder, '');
  const one = account(folder);
  one.update({ strikes: 1 });
  expect(one.get()).toEqual({ strikes: 1 });
  expect(await one.keep(systemClock)).toBe(false);
  expect(await one.exclusively(systemClock, async () => 'done')).toEqual({ ok: true, value: 'done' });
});

it('lets one process at a time sign in', async () => {
  const folder = temporaryDirectory();
  let inside = 0;
  const order: number[] = [];
  const work = (name: number) => async () => {
    inside += 1;
    expect(inside).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(name);
    inside -= 1;
    return name;
  };
  const all = [0, 1, 2, 3].map((name) => account(folder).exclusively(systemClock, work(name)));
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3].map((value) => ({ ok: true, value })));
  expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
});

it('of several processes that change it at once loses nothing of any', async () => {
  const folder = temporaryDirectory();
  account(folder).update({ strikes: 1 });
  await allWritten();
  const child = join(import.meta.dirname, 'server-state-child.ts');
  const emails = ['a', 'b', 'c', 'd'].map((name) => `${name}@example.com`);
  const ended = emails.map((email) =>
    once(spawn(process.execPath, [child, folder, email, '40'], { stdio: 'inherit' }), 'exit'),
  );
  expect((await Promise.all(ended)).map(([code]) => code as number)).toEqual([0, 0, 0, 0]);
  const times = Array.from({ length: 40 }, (_, index) => index + 1);
  for (const email of emails)
    expect(account(folder, email).get()).toEqual({ strikes: 40, signedInAt: times });
  expect(account(folder).get()).toEqual({ strikes: 1 });
  expect(readdirSync(folder)).toEqual(['state.json']);
});

it('waits for others that write one after the other, however long, and writes over none of them', async () => {
  const folder = temporaryDirectory();
  account(folder).update({ strikes: 1 });
  await allWritten();
  const path = join(folder, 'state.json');
  const other = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  await once(other, 'spawn');
  const hold = () =>
    writeFileSync(`${path}.writing`, JSON.stringify({ ...ourselves(), pid: other.pid, start: null }));
  hold();
  const before = readFileSync(path, 'utf8');
  let looks = 0;
  const waiting = new ServerState(folder, async () => {
    looks += 1;
    expect(readFileSync(path, 'utf8')).toBe(before);
    if (looks < 500) hold();
    else rmSync(`${path}.writing`);
  }).account(ORIGIN, 'ben@example.com');
  waiting.update({ strikes: 7 });
  await allWritten();
  expect(looks).toBe(500);
  expect(account(folder, 'ben@example.com').get()).toEqual({ strikes: 7 });
  expect(account(folder).get()).toEqual({ strikes: 1 });
  other.kill('SIGKILL');
  await once(other, 'exit');
});

it('R2: a disk that does not answer keeps a sign-in waiting for two seconds, and what it counts is written later', async () => {
  const folder = temporaryDirectory();
  const one = account(folder);
  one.update({ strikes: 1 });
  await allWritten();
  const goOn = holdFiles();
  const clock = new FakeClock();
  const answers: boolean[] = [];
  const done = one.exclusively(clock, async (diskAnswers) => {
    answers.push(diskAnswers);
    one.update({ signedInAt: [5] });
  });
  clock.advance(1999);
  await new Promise((resolve) => setImmediate(resolve));
  expect(answers).toEqual([]);
  clock.advance(1);
  expect(await done).toEqual({ ok: true, value: undefined });
  expect(answers).toEqual([false]);
  expect(one.get()).toEqual({ strikes: 1, signedInAt: [5] });
  one.update({ signedInAt: [5, 6] });
  const isKept = one.keep(clock);
  clock.advance(2000);
  expect(await isKept).toBe(false);
  await goOn();
  await allWritten();
  expect(account(folder).get()).toEqual({ strikes: 1, signedInAt: [5, 6] });
  expect(readdirSync(folder)).toEqual(['state.json']);
  expect(await one.keep(clock)).toBe(true);
  expect(clock.pending).toBe(0);
});

describe('the lock of another sign-in', () => {
  /** Nothing but a free lock lets the work be done: this clock stands still. */
  const clock = new FakeClock();
  const isLinux = process.platform === 'linux';

  function locked(content: string, age = 0): string {
    const folder = temporaryDirectory();
    const path = join(folder, 'state.json.lock');
    writeFileSync(path, content);
    const at = (Date.now() - age) / 1000;
    utimesSync(path, at, at);
    return folder;
  }

  const dead = spawnSync(process.execPath, ['--version']).pid;
  it.each<[string, string, number]>([
    ['that was killed', JSON.stringify({ ...ourselves(), pid: dead }), 0],
    ['that was killed, from the future', JSON.stringify({ ...ourselves(), pid: dead }), -3_600_000],
    ['of an earlier version that was killed', JSON.stringify({ pid: dead }), 0],
    ['from the future', JSON.stringify(ourselves()), -3_600_000],
    ['that is an hour old', JSON.stringify(ourselves()), 3_600_000],
    [
      'of another computer, an hour old',
      JSON.stringify({ pid: 1, start: 'x', place: 'elsewhere' }),
      3_600_000,
    ],
    ['that is empty', '', 0],
    ['that is half written', '{"pid":12', 0],
    ['that holds something else', '\0\0\0', 0],
  ])('R6: %s keeps nobody waiting', async (_, content, age) => {
    const folder = locked(content, age);
    expect(await account(folder).exclusively(clock, async () => 'done')).toEqual({ ok: true, value: 'done' });
    await allWritten();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.skipIf(!isLinux)(
    'R6: whose process number another process has by now keeps nobody waiting',
    async () => {
      const folder = locked(JSON.stringify({ ...ourselves(), pid: process.ppid, start: 'another boot 1' }));
      expect(await account(folder).exclusively(clock, async () => 'done')).toEqual({
        ok: true,
        value: 'done',
      });
    },
  );

  it('R6: that is a folder keeps nobody waiting, and what is in it stays', async () => {
    const folder = temporaryDirectory();
    const path = join(folder, 'state.json.lock');
    mkdirSync(path);
    expect(await account(folder).exclusively(clock, async () => 'done')).toEqual({ ok: true, value: 'done' });
    await allWritten();
    expect(readdirSync(folder)).toEqual([]);
    mkdirSync(path);
    writeFileSync(join(path, 'note'), 'mine');
    expect(await account(folder).exclusively(clock, async () => 'done')).toEqual({ ok: true, value: 'done' });
    await allWritten();
    expect(existsSync(path)).toBe(false);
    const [aside] = readdirSync(folder);
    expect(readFileSync(join(folder, aside!, 'note'), 'utf8')).toBe('mine');
  });

  it.each([
    ['of this computer', ourselves()],
    ['of an earlier version', { pid: process.pid }],
    ['of another computer', { pid: dead, start: 'x', place: `not ${hostname()}` }],
  ])('R6: of a process %s that lives is waited for, and then named', async (_, holder) => {
    const folder = locked(JSON.stringify(holder));
    const asked = new FakeClock();
    const done = account(folder).exclusively(asked, async () => 'done');
    for (let look = 0; look < 500; look += 1) {
      await allWritten();
      asked.advance(50);
    }
    expect(await done).toMatchObject({
      ok: false,
      problem: { code: 'signInUnderWay', params: { pid: holder.pid } },
    });
    expect(readdirSync(folder)).toEqual(['state.json.lock']);
  });
});
