import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../support/launch.ts';
import { ROOT, STAND_IN } from '../support/runtime.ts';
import { expect, onStandIn, test } from '../support/test.ts';

/** What `npm start` runs, as its script would be on a machine that looks like this. */
function start(home: string, env: Record<string, string>) {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/start.mjs')], {
    cwd: ROOT,
    env: {
      ...environment(home),
      GLUCOGLANCE_DATA_DIR: join(home, 'data'),
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => (output += String(bytes)));
  const ended = new Promise<number | null>((settle) => child.once('close', (code) => settle(code)));
  return { child, ended, output: () => output };
}

test('npm start without a display says so in a line, and watches', async ({ folder }) => {
  test.skip(process.platform !== 'linux', 'only Linux may be without a display');
  const { child, ended, output } = start(join(folder, 'home'), {});
  await expect.poll(output, { timeout: 20_000 }).toContain('"type":"reading"');
  expect(output().split('\n')[0]).toBe(
    'There is no display here: watching the demo account in this terminal instead of the desktop. Ctrl+C ends it.',
  );
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});

test('npm start opens the desktop, and ends it when it is told to end', async ({ folder }) => {
  test.skip(!onStandIn, 'the stand-in takes the place of an Electron elsewhere');
  const home = join(folder, 'home');
  const { child, ended, output } = start(home, {
    DISPLAY: ':0',
    ELECTRON_OVERRIDE_DIST_PATH: join(STAND_IN, '..'),
  });
  const logs = () => globSync('config/*/logs/glucoglance.log', { cwd: home });
  await expect
    .poll(() =>
      logs()
        .map((log) => readFileSync(join(home, log), 'utf8'))
        .join(),
    )
    .toContain('"APP_STARTED"');
  expect(output()).toBe('');
  child.kill('SIGTERM');
  expect(await ended).not.toBeNull();
});
