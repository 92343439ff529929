import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startSimulator } from '../../../src/main/simulator/simulator.ts';
import { keyringMissing } from '../../support/private-keyring.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const missing = keyringMissing();

// Whether the tools are there at all is judged by the tests of the keychain itself.
it.skipIf(missing !== null)('a sign-in kept in the keychain serves later runs, until logout', async () => {
  const simulator = await startSimulator();
  const home = mkdtempSync(join(tmpdir(), 'glucoglance-keyring-'));
  mkdirSync(join(home, 'run'), { mode: 0o700 });
  const run = `"${process.execPath}" "${ROOT}/src/main/cli/index.ts" --base-url ${simulator.url} --data-dir "${home}/data"`;
  const script = `
    printf '%s\\n' '${simulator.password}' | ${run} authenticate --email ${simulator.email} --password-stdin >/dev/null; echo $?
    ${run} current --json >/dev/null; echo $?
    ${run} record --json >/dev/null; echo $?
    ${run} logout --json
    ${run} current 2>&1; echo $?`;
  try {
    const { stdout } = await promisify(execFile)(
      'dbus-run-session',
      ['--', join(ROOT, 'test/support/private-keyring.sh'), 'sh', '-c', script],
      { env: { PATH: process.env['PATH'], HOME: home, XDG_RUNTIME_DIR: join(home, 'run') } },
    );
    expect(stdout.trim().split('\n')).toEqual([
      '0',
      '0',
      '0',
      '{"loggedOut":true}',
      'Not signed in. Run "glucoglance authenticate", or set LIBRELINKUP_EMAIL and LIBRELINKUP_PASSWORD.',
      '3',
    ]);
    // The session was kept as well: one sign-in for three runs.
    expect(simulator.requests.filter(({ path }) => path === '/llu/auth/login')).toHaveLength(1);
  } finally {
    await simulator.close();
    rmSync(home, { recursive: true, force: true });
  }
});
