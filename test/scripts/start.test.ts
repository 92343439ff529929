import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/run-cli.ts';

const SCRIPTS = resolve(import.meta.dirname, '../../scripts');

/** Starts a project that is not built, by a stand-in for npm. */
function start(npm: string | null, environment: Record<string, string> = {}) {
  const root = temporaryDirectory();
  mkdirSync(join(root, 'scripts'));
  mkdirSync(join(root, 'src'));
  for (const name of ['start.mjs', 'require-node.mjs'])
    copyFileSync(join(SCRIPTS, name), join(root, 'scripts', name));
  const path = join(root, 'npm-cli.js');
  if (npm !== null) writeFileSync(path, npm);
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/start.mjs')], {
    env: { PATH: '', ...(npm !== null && { npm_execpath: path }), ...environment },
    encoding: 'utf8',
  });
  return { root, status, stderr };
}

describe('C1: npm start', () => {
  it('builds by the npm that runs it, a script that Node runs itself', () => {
    const { root, status } = start(
      "require('node:fs').writeFileSync('asked', process.argv.slice(2).join(' ')); process.exit(1)",
    );
    expect(status).toBe(1);
    expect(readFileSync(join(root, 'asked'), 'utf8')).toBe('run --silent build:program');
  });

  it.each([
    ['a build that fails', 'process.exit(3)', 3, 'exit code 3'],
    ['a build that is ended', "process.kill(process.pid, 'SIGTERM')", 1, 'ended by SIGTERM'],
    ['no npm at all', null, 1, 'ENOENT'],
  ])('says the cause: %s', (_, npm, exit, cause) => {
    const { status, stderr } = start(npm);
    expect(status).toBe(exit);
    expect(stderr).toMatch(/^Building …\n/);
    expect(stderr).toContain(`Glucoglance could not be built: `);
    expect(stderr).toContain(cause);
  });
});
