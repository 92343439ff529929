import { spawn } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ended, environment } from '../support/launch.ts';
import { ROOT, STAND_IN } from '../support/runtime.ts';
import { expect, onStandIn, test } from '../support/test.ts';

/** The stand-in needs no display; the real Electron has the one that the specs have. */
const DISPLAY: Record<string, string> = onStandIn
  ? { DISPLAY: ':0' }
  : Object.fromEntries(
      ['DISPLAY', 'WAYLAND_DISPLAY'].flatMap((name) =>
        process.env[name] ? [[name, process.env[name]]] : [],
      ),
    );

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
  await expect.poll(output).toContain('"type":"reading"');
  expect(output().split('\n')[0]).toBe(
    'There is no display here: watching the demo account in this terminal instead of the desktop. Ctrl+C ends it.',
  );
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});

test('npm start opens the desktop, and ends it when it is told to end', async ({ folder }) => {
  const home = join(folder, 'home');
  const { child, ended, output } = start(home, {
    ...DISPLAY,
    ...(onStandIn && { ELECTRON_OVERRIDE_DIST_PATH: join(STAND_IN, '..') }),
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

test('D8: a second start opens the window of the first, and says so in a line', async ({
  launch,
  runToEnd,
}) => {
  const { app } = await launch({ args: ['--hidden'] });
  await expect.poll(() => app.evaluate(({ app: one }) => one.isReady())).toBe(true);
  const { code, output } = await runToEnd({ env: DISPLAY });
  // The stand-in may say a word of its own about its browser.
  const said = output.split('\n').filter((line) => line.startsWith('Glucoglance'));
  expect([code, said]).toEqual([0, ['Glucoglance is running already; its window is open.']]);
  const window = await app.browserWindow(await app.firstWindow());
  expect(await window.evaluate((one) => one.isVisible())).toBe(true);
});

test('D8: where a mark is all that runs, that is said in a line, in the log and in a message', async ({
  launchOnStandIn,
  dataDir,
}) => {
  mkdirSync(join(dataDir, 'stand-in'));
  // The number of a process that has nothing to do with it.
  writeFileSync(join(dataDir, 'stand-in/instance.lock'), String(process.pid));
  const launched = await launchOnStandIn({ env: { DISPLAY: ':0' } });
  const dialogs = () => launched.standIn.evaluate((system) => system.dialogs.map(({ options }) => options));
  await expect.poll(dialogs).toHaveLength(1);
  expect(JSON.stringify(await dialogs())).toContain('Glucoglance does not come up');
  const gone = ended(launched);
  await launched.standIn.evaluate(({ dialogs: [one] }) => one!.answer({})).catch(() => {});
  expect(await gone).toBe(1);
  expect(launched.output()).toContain('Glucoglance seems to be running already with ');
  const log = readFileSync(join(dataDir, 'logs/glucoglance.log'), 'utf8');
  expect(log).toContain('"ALREADY_RUNNING"');
});
