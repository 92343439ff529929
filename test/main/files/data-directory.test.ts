import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { closeToOthers, defaultDataDirectory } from '../../../src/main/files/data-directory.ts';
import { runCli } from '../../support/run-cli.ts';
import { temporaryFolder } from '../history/history-folder.ts';

const isRoot = process.getuid?.() === 0;
const ENTRY = resolve(import.meta.dirname, '../../../src/main/cli/index.ts');
const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8);

describe.skipIf(process.platform === 'win32')('R12: rights', () => {
  function openFolder(): string {
    const folder = join(temporaryFolder(), 'data');
    mkdirSync(folder);
    for (const name of ['history.db', 'state.json']) writeFileSync(join(folder, name), '');
    for (const name of ['history.db', 'state.json']) chmodSync(join(folder, name), 0o666);
    chmodSync(folder, 0o777);
    return folder;
  }

  test('of a folder and files that are ours are mended without a word', () => {
    const folder = openFolder();
    expect(closeToOthers(folder)).toBeNull();
    expect([folder, join(folder, 'history.db'), join(folder, 'state.json')].map(modeOf)).toEqual([
      '700',
      '600',
      '600',
    ]);
  });

  test('that keep everybody else from writing are left as they are', () => {
    const folder = openFolder();
    chmodSync(folder, 0o755);
    expect(closeToOthers(folder)).toBeNull();
    expect(modeOf(folder)).toBe('755');
  });

  test.skipIf(!isRoot)('of what is somebody else’s are left alone and told', () => {
    const folder = openFolder();
    chownSync(join(folder, 'history.db'), 65534, 65534);
    const path = join(folder, 'history.db');
    expect(closeToOthers(folder)).toEqual({ code: 'filesOpenToOthers', params: { path } });
    expect(modeOf(path)).toBe('666');
  });

  test('of a folder that is everybody’s on purpose are left alone and told', () => {
    const folder = openFolder();
    chmodSync(folder, 0o1777);
    expect(closeToOthers(folder)?.code).toBe('filesOpenToOthers');
    expect(modeOf(folder)).toBe('1777');
  });

  test('of a history from another program are mended by any command', async () => {
    const folder = openFolder();
    expect((await runCli(['history', '--json', '--data-dir', folder])).code).toBe(0);
    expect([folder, join(folder, 'history.db')].map(modeOf)).toEqual(['700', '600']);
  });
});

describe('R12: a user without a home', () => {
  test('has no folder of their own', () => {
    expect(defaultDataDirectory({}, 'linux', null)).toBeNull();
    expect(defaultDataDirectory({ XDG_CONFIG_HOME: '/x' }, 'linux', null)).toBe(join('/x', 'Glucoglance'));
  });

  test.skipIf(!isRoot || !existsSync('/usr/bin/setpriv'))(
    'is told to name one, and one that is named works',
    () => {
      const run = (...args: string[]) =>
        spawnSync(
          '/usr/bin/setpriv',
          ['--reuid', '54321', '--regid', '54321', '--clear-groups', process.execPath, ENTRY, ...args],
          { env: { PATH: process.env['PATH'] ?? '' }, encoding: 'utf8' },
        );
      const nameless = run('history', '--json');
      expect([nameless.status, nameless.stdout]).toEqual([2, '']);
      expect(nameless.stderr).toMatch(/--data-dir .*no home folder/);
      const folder = temporaryFolder();
      chmodSync(folder, 0o755);
      const own = join(folder, 'own');
      mkdirSync(own);
      chownSync(own, 54321, 54321);
      const named = run('history', '--json', '--data-dir', own);
      expect([named.status, named.stdout, named.stderr]).toEqual([0, '[]\n', '']);
    },
  );
});
