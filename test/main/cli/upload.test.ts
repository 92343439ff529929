import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { sha1, startFakeNightscout, type FakeNightscout } from '../../support/fake-nightscout.ts';
import { cleanEnvironment, runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { calm } from '../../support/staying.ts';

const ENTRY = resolve(import.meta.dirname, '../../../src/main/cli/index.ts');

let simulator: Simulator;
let ada: string;
const dataDir = temporaryDirectory();
const credentials = () => ({ LIBRELINKUP_EMAIL: simulator.email, LIBRELINKUP_PASSWORD: simulator.password });
beforeAll(async () => {
  simulator = await startSimulator({ scenario: calm });
  const given = ['--base-url', simulator.url, '--data-dir', dataDir];
  for (const command of ['backfill', 'record'])
    expect(await runCli([command, ...given], { environment: credentials() })).toMatchObject({ code: 0 });
  const people = (await runCli(['connections', '--json', ...given], { environment: credentials() })).json();
  ada = (people as { patientId: string }[])[0]!.patientId;
});
afterAll(() => simulator.close());

async function site(): Promise<FakeNightscout> {
  const fake = await startFakeNightscout();
  onTestFinished(() => fake.close());
  return fake;
}

const upload = (fake: FakeNightscout, args: readonly string[] = [], token = fake.token) =>
  runCli(['upload', 'nightscout', ...args, '--data-dir', dataDir], {
    environment: { NIGHTSCOUT_URL: fake.url, NIGHTSCOUT_TOKEN: token },
  });

describe('upload nightscout', () => {
  it('sends what the site lacks of the window, and says what was there', async () => {
    const fake = await site();
    const first = await upload(fake, ['Ada', '--json']);
    const told = first.json() as { sent: number; alreadyThere: number; from: string; to: string };
    expect(first).toMatchObject({ code: 0, error: '' });
    expect(Object.keys(told)).toEqual(['sent', 'alreadyThere', 'from', 'to']);
    expect(Date.parse(told.to) - Date.parse(told.from)).toBe(2 * 24 * 3_600_000);
    expect(told.alreadyThere).toBe(0);
    expect(told.sent).toBeGreaterThan(30);
    expect(fake.dates()).toHaveLength(told.sent);
    const again = (await upload(fake, ['Ada', '--json'])).json();
    expect(again).toMatchObject({ sent: 0, alreadyThere: told.sent });
    const posts = fake.received.filter(({ method }) => method === 'POST');
    expect(posts.flatMap(({ body }) => body)).toHaveLength(told.sent);
    // What somebody takes away there is sent again, whatever was sent before.
    const [lost] = fake.entries.keys();
    fake.entries.delete(lost!);
    expect((await upload(fake, ['Ada', '--json'])).json()).toMatchObject({ sent: 1 });
    for (const { headers } of fake.received) expect(headers['api-secret']).toBe(sha1(fake.token));
  });

  it('says it in words', async () => {
    const fake = await site();
    const run = await upload(fake, ['Ada', '--days', '1', '--interval-minutes', '60']);
    expect(run.out).toMatch(/^\d+ readings sent to 127\.0\.0\.1:\d+, 0 already there\.\n$/);
  });

  it('ends with 3 where the token is refused, tried once', async () => {
    const fake = await site();
    const run = await upload(fake, ['Ada', '--json'], 'wrong-0123456789abcdef');
    expect(run).toMatchObject({ code: 3, out: '' });
    expect(JSON.parse(run.error)).toMatchObject({ error: { code: 'nightscoutRefused' } });
    expect(run.error).not.toContain('0123456789abcdef');
    expect(fake.received).toHaveLength(1);
  });

  it('asks whose, where several are recorded', async () => {
    const fake = await site();
    const run = await upload(fake);
    expect(run.code).toBe(2);
    expect(run.error).toContain('Ben');
    expect(fake.received).toEqual([]);
  });

  it.each([
    [{ NIGHTSCOUT_URL: 'https://site.example' }, [], 2],
    [{ NIGHTSCOUT_TOKEN: 'token-0123456789abcdef' }, [], 2],
    [{ NIGHTSCOUT_URL: 'http://site.example', NIGHTSCOUT_TOKEN: 't' }, [], 2],
    [{ NIGHTSCOUT_URL: 'https://me:secret@site.example', NIGHTSCOUT_TOKEN: 't' }, [], 2],
    [{}, [], 3],
    [{}, ['--days', '0'], 2],
    [{}, ['--interval-minutes', '61'], 2],
    [{}, ['--demo'], 2],
    [{ NIGHTSCOUT_URL: 'http://127.0.0.1:9', NIGHTSCOUT_TOKEN: 't' }, ['Ada'], 6],
  ] as const)('with %j and %j ends with its code, and tells no secret', async (environment, args, code) => {
    const run = await runCli(['upload', 'nightscout', ...args, '--data-dir', dataDir], { environment });
    expect(run).toMatchObject({ code, out: '' });
    expect(run.error).not.toContain('secret@');
    expect(run.error).not.toContain('0123456789abcdef');
  });
});

it('goes on by itself in `watch` where it is set up, beside the polls', async () => {
  const fake = await site();
  const folder = temporaryDirectory();
  const nightscout = { on: true, url: fake.url, patientId: ada, intervalMinutes: 5 };
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ version: 1, nightscout }));
  const child = spawn(
    process.execPath,
    [ENTRY, 'watch', '--json', '--data-dir', folder, '--base-url', simulator.url],
    {
      env: cleanEnvironment({
        ...credentials(),
        NIGHTSCOUT_URL: fake.url,
        NIGHTSCOUT_TOKEN: fake.token,
      }),
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  await expect.poll(() => fake.dates().length, { timeout: 150_000 }).toBeGreaterThan(30);
  expect([...fake.entries.values()].every(({ device }) => device === 'glucoglance')).toBe(true);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
}, 180_000);
