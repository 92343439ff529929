import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { sha1 } from '../../support/fake-nightscout.ts';
import { entriesSchema } from '../../support/nightscout-schema.ts';
import { cleanEnvironment, runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { calm } from '../../support/staying.ts';

const ENTRY = resolve(import.meta.dirname, '../../../src/main/cli/index.ts');
const SECRET = 'correct-horse-battery';

let simulator: Simulator;
const dataDir = temporaryDirectory();
beforeAll(async () => {
  simulator = await startSimulator({ scenario: calm });
  const environment = { LIBRELINKUP_EMAIL: simulator.email, LIBRELINKUP_PASSWORD: simulator.password };
  const given = ['--base-url', simulator.url, '--data-dir', dataDir];
  for (const command of ['backfill', 'record'])
    expect(await runCli([command, ...given], { environment })).toMatchObject({ code: 0 });
});
afterAll(() => simulator.close());

/** A `serve` of the recorded history that goes on until it is told to stop. */
function serve(args: readonly string[], input = '') {
  const child = spawn(process.execPath, [ENTRY, 'serve', '--data-dir', dataDir, ...args], {
    env: cleanEnvironment(),
    stdio: 'pipe',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.end(input);
  let error = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  return {
    child,
    ended: once(child, 'exit'),
    firstLine: async () => ((await once(child.stdout.setEncoding('utf8'), 'data')) as [string])[0],
    errors: () => error,
  };
}

it.each(['SIGTERM', 'SIGINT'] as const)('serves what is recorded until %s', async (signal) => {
  const { child, ended, firstLine, errors } = serve(['--port', '0', '--json']);
  const line = await firstLine();
  const { url, ...rest } = JSON.parse(line) as { url: string };
  expect(rest).toEqual({});
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const entries = entriesSchema.parse(await (await fetch(`${url}/person/1/sgv.json`)).json());
  expect(entries).toHaveLength(24);
  expect(entries[0]).toMatchObject({ device: 'glucoglance', units_hint: expect.any(String) as string });
  expect(await (await fetch(`${url}/person/2/now`)).json()).toMatchObject({ person: 2, polledBy: null });
  // Two people, and nobody who asks for new readings.
  expect((await fetch(`${url}/sgv.json`)).status).toBe(409);
  await expect.poll(errors).toContain('Nobody asks LibreLinkUp');
  expect(errors()).toContain('Several people are followed');
  child.kill(signal);
  expect(await ended).toEqual([0, null]);
});

it('asks for the secret that it was given on standard input', async () => {
  const { child, ended, firstLine } = serve(['--port', '0', '--json', '--secret-stdin'], `${SECRET}\n`);
  const { url } = JSON.parse(await firstLine()) as { url: string };
  expect((await fetch(`${url}/person/1/sgv.json`)).status).toBe(401);
  const headers = { 'api-secret': sha1(SECRET) };
  expect((await fetch(`${url}/person/1/sgv.json`, { headers })).status).toBe(200);
  child.kill();
  await ended;
});

it('says that a port is taken, and takes no other', async () => {
  const { child, ended, firstLine } = serve(['--port', '0', '--json']);
  const { url } = JSON.parse(await firstLine()) as { url: string };
  const run = await runCli(['serve', '--data-dir', dataDir, '--port', new URL(url).port]);
  expect(run).toMatchObject({ code: 8, out: '' });
  expect(run.error).toContain('--port');
  child.kill();
  await ended;
});

it.each([
  [['--port', '65536'], ''],
  [['--port', 'http'], ''],
  [['--secret-stdin'], 'too short'],
  [['--secret-stdin'], ''],
  [['--secret-stdin'], 'with spaces in it'],
])('refuses %j with "%s" on standard input', async (args, input) => {
  const run = await runCli(['serve', '--data-dir', dataDir, ...args], { input });
  expect(run).toMatchObject({ code: 2, out: '' });
  if (input !== '') expect(run.error).not.toContain(input);
});
