import { expect, test } from './toy.ts';

test('the page can neither go elsewhere nor open anything', async ({ startToy }) => {
  const { app, page, win, standIn } = await startToy();
  const asked = (count: number) =>
    expect.poll(() => standIn.evaluate((one) => one.navigations.length)).toBe(count);
  await page.click('#away', { noWaitAfter: true });
  await asked(1);
  await page.evaluate(() => void (location.href = 'https://example.org/script'));
  await asked(2);
  await page.click('#blank');
  await page.click('#other', { button: 'middle' });
  await page.click('#other', { modifiers: ['Control'] });
  await page.click('#submit');
  expect(await page.evaluate(() => window.open('https://example.org/open', 'name', 'popup'))).toBe(null);
  await asked(7);
  expect(await standIn.evaluate((one) => one.navigations)).toEqual([
    { kind: 'navigate', url: 'https://example.org/away', allowed: false },
    { kind: 'navigate', url: 'https://example.org/script', allowed: false },
    { kind: 'window-open', url: 'https://example.org/blank', allowed: false },
    { kind: 'window-open', url: 'app://toy/other.html', allowed: false },
    { kind: 'window-open', url: 'app://toy/other.html', allowed: false },
    { kind: 'window-open', url: 'https://example.org/form', allowed: false },
    { kind: 'window-open', url: 'https://example.org/open', allowed: false },
  ]);
  expect(await win.evaluate((one) => one.webContents.getURL())).toBe('app://toy/index.html');
  expect(app.windows()).toHaveLength(1);
  expect(await standIn.evaluate((one) => [one.strayWindows, one.blockedRequests])).toEqual([[], []]);
});

test('what the main process loads is not asked about, what the page does is', async ({ startToy }) => {
  const { page, win, standIn } = await startToy({ args: ['--open'] });
  await win.evaluate((one) => one.loadURL('app://toy/index.html?again'));
  await win.evaluate(
    (one) =>
      new Promise<void>((settle) => {
        one.webContents.once('did-finish-load', () => settle());
        one.webContents.reload();
      }),
  );
  await page.reload();
  expect(await standIn.evaluate((one) => one.navigations)).toEqual([]);
  await page.click('#other');
  await expect(page.locator('h1')).toHaveText('Other');
  await page.evaluate(() => location.reload());
  await expect
    .poll(() => standIn.evaluate((one) => one.navigations))
    .toEqual([
      { kind: 'navigate', url: 'app://toy/other.html', allowed: true },
      { kind: 'navigate', url: 'app://toy/other.html', allowed: true },
    ]);
});

test('a redirect is asked about too', async ({ startToy }) => {
  const { page, win, standIn } = await startToy({ args: ['--open'] });
  await win.evaluate((one) => one.webContents.on('will-redirect', (event) => event.preventDefault()));
  await page.click('#moved', { noWaitAfter: true });
  await expect
    .poll(() => standIn.evaluate((one) => one.navigations))
    .toEqual([
      { kind: 'navigate', url: 'app://toy/moved', allowed: true },
      { kind: 'redirect', url: 'app://toy/other.html', allowed: false },
    ]);
  await expect(page.locator('h1')).toHaveText('Toy');
});

test('a window that is allowed opens', async ({ startToy }) => {
  const { app, page, standIn } = await startToy({ args: ['--open'] });
  const opened = app.waitForEvent('window');
  await page.click('#other', { modifiers: ['Control'] });
  const other = await opened;
  await expect(other.locator('h1')).toHaveText('Other');
  expect(await standIn.evaluate((one) => one.navigations)).toEqual([
    { kind: 'window-open', url: 'app://toy/other.html', allowed: true },
  ]);
});

test('permissions are asked of the app, and Chromium does as it says', async ({ startToy }) => {
  const { app, page, standIn } = await startToy();
  const ask = () =>
    page.evaluate(async () => [await Notification.requestPermission(), Notification.permission]);
  expect(await ask()).toEqual(['denied', 'denied']);
  expect(await page.evaluate(() => navigator.clipboard.readText().catch((error: Error) => error.name))).toBe(
    'NotAllowedError',
  );
  expect(
    await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        (error: Error) => error.name,
      ),
    ),
  ).toMatch(/NotAllowedError|NotFoundError/);
  expect(
    await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state),
  ).toBe('denied');
  expect(await standIn.evaluate((one) => one.permissions)).toEqual([
    { permission: 'notifications', asked: 'request', origin: 'app://toy', granted: false },
    { permission: 'clipboard-read', asked: 'request', origin: 'app://toy', granted: false },
    { permission: 'media', asked: 'request', origin: 'app://toy', granted: false },
    { permission: 'geolocation', asked: 'check', origin: 'app://toy', granted: false },
  ]);
  await app.evaluate(({ session }) => session.defaultSession.setPermissionRequestHandler(null));
  expect(await ask()).toEqual(['granted', 'granted']);
});

test('downloads begin, are told, and are never saved', async ({ startToy }) => {
  const { page, standIn } = await startToy();
  const begun = () =>
    standIn.evaluate((one) => one.downloads.map(({ fileName, prevented }) => [fileName, prevented]));
  await page.click('#download');
  await expect.poll(begun).toEqual([['file.bin', true]]);
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.download = 'note.txt';
    link.href = URL.createObjectURL(new Blob(['text']));
    link.click();
  });
  await expect.poll(begun).toEqual([
    ['file.bin', true],
    ['note.txt', true],
  ]);
  await expect(page.locator('h1')).toHaveText('Toy');
});
