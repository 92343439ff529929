/**
 * `npm run test:e2e -- ARGS`: runs the desktop specs with Playwright, on the real Electron where it is installed and on
 * the stand-in elsewhere, and says on which. ARGS are Playwright's; `--long` is ours: properties are tried as in
 * `npm run test:long`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chooseRuntime, ROOT } from './runtime.ts';

const args = process.argv.slice(2).filter((arg) => arg !== '--long');
const isLong = process.argv.includes('--long');
const runtime = chooseRuntime();
if (runtime.kind === 'none') {
  console.log(`The desktop specs were skipped: ${runtime.why}`);
  if (process.env['GLUCOGLANCE_E2E_ON'] === 'electron') process.exitCode = 1;
} else if (!existsSync(join(ROOT, 'out/main/index.js'))) {
  console.error(
    'The desktop specs run what is in out/, and the program has not been built: "npm run build".',
  );
  process.exitCode = 1;
} else {
  console.log(`The desktop specs run on ${runtime.name}.`);
  const playwright = join(ROOT, 'node_modules/@playwright/test/cli.js');
  const { status } = spawnSync(process.execPath, [playwright, 'test', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...(isLong && { GLUCOGLANCE_LONG: '1' }) },
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
