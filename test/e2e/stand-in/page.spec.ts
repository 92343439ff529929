import { expect, test } from './toy.ts';

test('a window shows a page of its own scheme, under the policy of the header', async ({ startToy }) => {
  const { app, page, win } = await startToy();
  expect(await win.evaluate((one) => one.webContents.getURL())).toBe('app://toy/index.html');
  expect(await win.evaluate((one) => one.webContents.getTitle())).toBe('Toy');
  await expect(page.locator('h1')).toHaveText('Toy');
  expect(await page.evaluate(() => isSecureContext)).toBe(true);
  // The page has an inline script that would change the title.
  expect(await page.title()).toBe('Toy');

  const heard = win.evaluate(
    (one) =>
      new Promise<string>((settle) => {
        one.webContents.on('console-message', ({ message }) => {
          if (message.includes('Content Security Policy')) settle(message);
        });
      }),
  );
  const refused = await page.evaluate(() =>
    fetch('https://example.org/').catch((error: unknown) => String(error)),
  );
  expect(refused).toContain('Failed to fetch');
  expect(await heard).toContain("default-src 'none'");
  expect(await page.evaluate(() => window.violations)).toContain('connect-src');
  // Nothing was asked for that is not there, an icon least of all.
  expect(await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))).toEqual(
    ['https://toy.app.stand-in/page.js'],
  );
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('a page outside the scheme has nobody who answers it, and no network', async ({ startToy }) => {
  const { app, win, standIn } = await startToy();
  const failed = await app.evaluate(async ({ BrowserWindow }) => {
    const other = new BrowserWindow({ show: false });
    return other.loadURL('http://127.0.0.1:9/page').catch((error: unknown) => String(error));
  });
  expect(failed).toContain('ERR_INTERNET_DISCONNECTED');
  expect(await standIn.evaluate((one) => one.blockedRequests)).toEqual([
    { url: 'http://127.0.0.1:9/page', from: 'page', by: 'stand-in' },
  ]);
  expect(await win.evaluate((one) => one.webContents.isCrashed())).toBe(false);
});

test('listeners of webRequest can refuse a request and change headers', async ({ startToy }) => {
  const { app, win, page, standIn } = await startToy();
  await app.evaluate(({ session }) => {
    session.defaultSession.webRequest.onBeforeRequest({ urls: ['app://toy/page.js'] }, (_details, decide) =>
      decide({ cancel: true }),
    );
    session.defaultSession.webRequest.onHeadersReceived((details, decide) =>
      decide({
        responseHeaders: { ...details.responseHeaders, 'content-security-policy': ["default-src 'none'"] },
      }),
    );
  });
  await win.evaluate((one) => one.loadURL('app://toy/index.html'));
  await expect(page.locator('body')).not.toHaveAttribute('data-ready');
  expect(await standIn.evaluate((one) => one.blockedRequests)).toEqual([]);
  await app.evaluate(({ session }) => session.defaultSession.webRequest.onHeadersReceived(null));
  await win.evaluate((one) => one.loadURL('app://toy/index.html'));
  await expect(page.locator('body')).not.toHaveAttribute('data-ready');
  expect(await standIn.evaluate((one) => one.blockedRequests)).toEqual([
    { url: 'app://toy/page.js', from: 'page', by: 'app' },
  ]);
});

test('showing, hiding, moving and minimising a window are events, and the page knows its size', async ({
  startToy,
}) => {
  const { page, win } = await startToy();
  const events = await win.evaluateHandle((one) => {
    const list: string[] = [];
    for (const name of [
      'show',
      'hide',
      'minimize',
      'restore',
      'focus',
      'blur',
      'resize',
      'move',
      'maximize',
    ]) {
      one.on(name as 'show', () => void list.push(name));
    }
    return list;
  });
  await expect.poll(() => win.evaluate((one) => one.isVisible())).toBe(true);
  await win.evaluate((one) => {
    one.hide();
    one.show();
    one.minimize();
    one.restore();
    one.setBounds({ x: 30, width: 700 });
    one.maximize();
  });
  expect(await events.evaluate((list) => list)).toEqual(
    expect.arrayContaining([
      'hide',
      'show',
      'focus',
      'blur',
      'minimize',
      'restore',
      'move',
      'resize',
      'maximize',
    ]),
  );
  expect(await win.evaluate((one) => one.getBounds())).toEqual({ x: 30, y: 0, width: 700, height: 480 });
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([700, 480]);
});

test('a renderer that crashes is told, and the window can load again or be replaced', async ({
  startToy,
}) => {
  const { app, win } = await startToy({ args: ['--stay'] });
  const gone = await win.evaluate(
    (one) =>
      new Promise<string>((settle) => {
        one.webContents.once('render-process-gone', (_event, { reason }) => settle(reason));
        one.webContents.forcefullyCrashRenderer();
      }),
  );
  expect(gone).toBe('crashed');
  expect(await win.evaluate((one) => [one.isDestroyed(), one.webContents.isCrashed()])).toEqual([
    false,
    true,
  ]);
  const again = await win.evaluate(
    (one) =>
      new Promise<boolean>((settle) => {
        one.webContents.once('did-finish-load', () => settle(one.webContents.isCrashed()));
        one.webContents.reload();
      }),
  );
  expect(again).toBe(false);
  const opened = app.waitForEvent('window');
  await win.evaluate((one) => one.destroy()).catch(() => {});
  await app.evaluate(() => (globalThis as unknown as { toy: { createWindow(): void } }).toy.createWindow());
  const page = await opened;
  await page.waitForSelector('body[data-ready]');
  expect(await page.evaluate(() => window.toy.double(21))).toBe(42);
});

test('the theme of the system and of the app reaches the page', async ({ startToy }) => {
  const { app, page, standIn } = await startToy();
  const dark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  expect(await dark()).toBe(false);
  const updates = await app.evaluateHandle(({ nativeTheme }) => {
    const list: boolean[] = [];
    nativeTheme.on('updated', () => void list.push(nativeTheme.shouldUseDarkColors));
    return list;
  });
  await standIn.evaluate((one) => one.setSystemDark(true));
  await expect.poll(dark).toBe(true);
  await app.evaluate(({ nativeTheme }) => void (nativeTheme.themeSource = 'light'));
  await expect.poll(dark).toBe(false);
  expect(await updates.evaluate((list) => list)).toEqual([true, false]);
  expect(await standIn.evaluate((one) => one.themeChanges)).toEqual([
    { source: 'system', dark: true },
    { source: 'light', dark: false },
  ]);
});
