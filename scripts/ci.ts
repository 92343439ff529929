/**
 * `npm run ci -- STEP`, what a workflow needs beside the commands of a person:
 *
 * - `packages`: on Linux, what `.ci/packages` names, by apt; before `npm ci`, so that it needs nothing installed
 * - `electron`: fetches the Electron that the specs then run on
 * - `specs`: the desktop and renderer specs on that Electron and on no other; on Linux on a screen that nobody sees
 * - `smoke`: `npm run release -- smoke` on such a screen
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { missingPackages } from './ci/debian-packages.ts';
import { withScreen } from './ci/screen.ts';

const ROOT = resolve(import.meta.dirname, '..');
const onLinux = process.platform === 'linux';

/** Runs a command and ends with it where it fails. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): void {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
const asRoot = (...args: string[]) =>
  process.getuid!() === 0 ? run(args[0]!, args.slice(1)) : run('sudo', args);

switch (process.argv[2] ?? '') {
  case 'packages': {
    const missing = onLinux ? missingPackages(join(ROOT, '.ci/packages')) : [];
    if (missing.length === 0) break;
    asRoot('apt-get', 'update', '-q');
    asRoot('apt-get', 'install', '-q', '-y', '--no-install-recommends', ...missing);
    break;
  }
  case 'electron': {
    run(process.execPath, ['node_modules/electron/install.js']);
    // Where the kernel gives programs no namespaces, Chromium's sandbox wants a helper that belongs to root.
    const helper = join(ROOT, 'node_modules/electron/dist/chrome-sandbox');
    if (onLinux) asRoot('chown', 'root:root', helper);
    if (onLinux) asRoot('chmod', '4755', helper);
    break;
  }
  case 'specs':
    await withScreen((env) =>
      run(process.execPath, ['test/e2e/support/run.ts', '--project=desktop', '--project=renderer'], {
        ...env,
        GLUCOGLANCE_E2E_ON: 'electron',
      }),
    );
    break;
  case 'smoke':
    await withScreen((env) => run(process.execPath, ['scripts/release.ts', 'smoke'], env));
    break;
  default:
    console.error('npm run ci -- packages|electron|specs|smoke; see scripts/ci.ts.');
    process.exitCode = 2;
}
