import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { cleanEnvironment, runCli, temporaryDirectory } from '../../support/run-cli.ts';

const ENTRY = resolve(import.meta.dirname, '../../../src/main/cli/index.ts');

it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, and any client can use it', async (signal) => {
  const child = spawn(
    process.execPath,
    [ENTRY, 'simulate', '--json', '--scenario', 'steady', '--seed', '7'],
    {
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const { url, email, password } = JSON.parse(line) as Record<string, string>;
  const run = await runCli(['current', '--json', '--base-url', url!, '--data-dir', temporaryDirectory()], {
    environment: { LIBRELINKUP_EMAIL: email!, LIBRELINKUP_PASSWORD: password! },
  });
  expect(run.json()).toHaveLength(1);
  child.kill(signal);
  expect(await ended).toEqual([0, null]);
});

it('says that a port is taken', async () => {
  const child = spawn(process.execPath, [ENTRY, 'simulate', '--json'], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const { port } = new URL((JSON.parse(line) as { url: string }).url);
  const run = await runCli(['simulate', '--port', port]);
  expect(run).toMatchObject({ code: 8, out: '' });
  expect(run.error).toContain('--port');
  child.kill('SIGTERM');
});

it('W17: takes a local time to start at by this computer’s clock', async () => {
  const child = spawn(process.execPath, [ENTRY, 'simulate', '--json', '--start', '2026-01-21T14:30'], {
    env: cleanEnvironment({ TZ: 'Asia/Kathmandu' }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const answer = await fetch((JSON.parse(line) as { url: string }).url);
  expect(answer.headers.get('date')).toMatch(/^Wed, 21 Jan 2026 08:4\d:/);
  child.kill('SIGTERM');
  await ended;
});
