import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { json, startFaultServer } from '../../support/fault-server.ts';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';

const environment = { LIBRELINKUP_EMAIL: 'someone@example.com', LIBRELINKUP_PASSWORD: 'some pass 1' };

/** The one line of a failure with `--json`. */
async function failure(args: readonly string[], more: Record<string, string> = {}) {
  const run = await runCli(args, { environment: { GLUCOGLANCE_DATA_DIR: temporaryDirectory(), ...more } });
  expect(run.out).toBe('');
  expect(run.error.split('\n')).toHaveLength(2);
  const { error, ...rest } = JSON.parse(run.error) as {
    error: { code: string; message: string; retryAt: unknown };
  };
  expect(rest).toEqual({});
  expect(Object.keys(error)).toEqual(['code', 'message', 'retryAt']);
  expect(error.message).toMatch(/^\S.*\.$/);
  return { exit: run.code, code: error.code, retryAt: error.retryAt };
}

describe('with --json a failure is one line of JSON on standard error, and nothing on standard output', () => {
  it.each([
    [['--json'], 2, 'usage'],
    [['nonsense', '--json'], 2, 'usage'],
    [['--json', 'current', '--nonsense'], 2, 'usage'],
    [['alarms', 'why', '--json'], 2, 'usage'],
    [['history', '--from', 'x', '--json'], 2, 'badInput'],
    [['current', '--unit', 'stone', '--json'], 2, 'badInput'],
    [['simulate', '--port', 'x', '--json'], 2, 'badInput'],
    [['daily', 'Eve', '--json'], 7, 'personUnknown'],
    [['current', '--json'], 3, 'signInNeeded'],
    [['history', '--json', '--data-dir', '/proc/no-such-folder'], 8, 'folderUnusable'],
    [['authenticate', '--email', 'a@example.com', '--json'], 2, 'badInput'],
  ])('%j', async (args, exit, code) => {
    expect(await failure(args)).toEqual({ exit, code, retryAt: null });
  });

  it('says until when to wait', async () => {
    const server = await startFaultServer(json(200, { status: 429, data: { data: { lockout: 300 } } }));
    const { exit, code, retryAt } = await failure(
      ['current', '--json', '--base-url', server.url],
      environment,
    );
    expect([exit, code]).toEqual([5, 'lockedOut']);
    expect(new Date(String(retryAt)).toISOString()).toBe(retryAt);
    await server.close();
  });

  it('holds where a history cannot be read, for why too', async () => {
    const dataDir = temporaryDirectory();
    mkdirSync(join(dataDir, 'history.db'));
    for (const args of [['alarms', 'why', 'now'], ['alarms'], ['history'], ['stats']])
      expect((await failure([...args, '--json', '--data-dir', dataDir])).exit).toBe(8);
  });
});
