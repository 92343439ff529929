import { readdirSync, readFileSync } from 'node:fs';
import { ended, kill, relaunchesOf } from '../support/launch.ts';
import { STAND_IN } from '../support/runtime.ts';
import { diaryOf, expect, test, TOY } from './toy.ts';

test('quitting goes through its events in order', async ({ startToy, dataDir }) => {
  const toy = await startToy();
  const gone = ended(toy);
  await toy.standIn.evaluate(({ trays: [tray] }) => tray!.choose('Quit')).catch(() => {});
  expect(await gone).toBe(0);
  expect(diaryOf(dataDir)).toEqual([
    'will-finish-launching',
    'ready',
    'browser-window-created',
    'before-quit',
    'close',
    'closed',
    'will-quit',
    'quit 0',
  ]);
});

test('closing the last window quits, unless the app listens', async ({ startToy, dataDir }) => {
  const toy = await startToy();
  const gone = ended(toy);
  await toy.win.evaluate((one) => one.close()).catch(() => {});
  expect(await gone).toBe(0);
  expect(diaryOf(dataDir).slice(3)).toEqual(['close', 'closed', 'before-quit', 'will-quit', 'quit 0']);

  const staying = await startToy({ args: ['--stay'] });
  await staying.win.evaluate((one) => one.close());
  await expect.poll(() => diaryOf(dataDir).at(-1)).toBe('window-all-closed');
  const left = ended(staying);
  await staying.app.evaluate(({ app }) => app.quit()).catch(() => {});
  expect(await left).toBe(0);
});

test('quitting can be forbidden at every step', async ({ startToy, dataDir }) => {
  const { app, win } = await startToy({ args: ['--hide'] });
  await app.evaluate(({ app: one }) => one.quit());
  expect(await win.evaluate((one) => [one.isDestroyed(), one.isVisible()])).toEqual([false, false]);
  expect(diaryOf(dataDir).at(-1)).toBe('close');
  await app.evaluate(({ app: one }) => {
    one.once('before-quit', (event) => event.preventDefault());
    one.quit();
  });
  expect(diaryOf(dataDir).at(-1)).toBe('before-quit');
  await app.evaluate(
    ({ app: one, BrowserWindow }) =>
      new Promise<void>((settle) => {
        one.once('will-quit', (event) => {
          event.preventDefault();
          settle();
        });
        const [window] = BrowserWindow.getAllWindows();
        window!.removeAllListeners('close');
        one.quit();
      }),
  );
  expect(diaryOf(dataDir).slice(-3)).toEqual(['before-quit', 'closed', 'will-quit']);
  expect(await app.evaluate(({ app: one }) => one.isReady())).toBe(true);
});

test('exit asks nobody and gives its code; a relaunch is noted', async ({ startToy, dataDir }) => {
  const toy = await startToy({ args: ['--hide'] });
  const gone = ended(toy);
  await toy.app
    .evaluate(({ app }) => {
      app.relaunch({ args: ['--again'] });
      app.exit(7);
    })
    .catch(() => {});
  expect(await gone).toBe(7);
  expect(diaryOf(dataDir).slice(3)).toEqual(['closed', 'quit 7']);
  expect(relaunchesOf(dataDir)).toEqual([{ executable: STAND_IN, args: ['--again'] }]);
});

test('a second start tells the first and ends', async ({ startToy, runToEnd, dataDir }) => {
  await startToy();
  expect(await runToEnd({ app: TOY, args: ['--second'] })).toEqual({ code: 0, output: '' });
  // Both write into the diary, each at its own pace.
  const told = () => diaryOf(dataDir).find((line) => line.startsWith('second-instance'));
  await expect.poll(told).toContain(`"argv":["--user-data-dir=${dataDir}","--second"]`);
  expect(told()).toContain('"data":{"from":');
  expect(diaryOf(dataDir)).toContain('refused');
});

test('what was killed leaves neither its lock nor its browser behind', async ({ startToy, dataDir }) => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const first = await startToy();
  await kill(first);
  const left = () =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((id) => {
        try {
          return readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(dataDir);
        } catch {
          return false;
        }
      });
  await expect.poll(left).toEqual([]);
  const second = await startToy();
  expect(await second.app.evaluate(({ app }) => app.hasSingleInstanceLock())).toBe(true);
});

test('an error nobody caught is shown, and the app goes on', async ({ startToy }) => {
  const { app, standIn, output } = await startToy();
  await app.evaluate(() => {
    setImmediate(() => {
      throw new Error('unforeseen');
    });
    void Promise.reject(new Error('unhandled'));
  });
  await expect
    .poll(() => standIn.evaluate(({ dialogs }) => dialogs.map(({ kind }) => kind)))
    .toEqual(['error']);
  expect(JSON.stringify(await standIn.evaluate(({ dialogs: [one] }) => one!.options))).toContain(
    'unforeseen',
  );
  await expect.poll(output).toContain('unhandled');
  expect(await app.evaluate(({ app: one }) => one.isReady())).toBe(true);
});
