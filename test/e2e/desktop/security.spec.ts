import { LINKS } from '../../../src/shared/ipc/windows.ts';
import { json, startFaultServer } from '../../support/fault-server.ts';
import { expect, test } from '../support/test.ts';
import { tryEverything } from './security/page-attempts.ts';
import { count, isUnharmed, opened, PAGE, type InPage } from './security/page.ts';

/*
 * Attempts from a page that has gone over to somebody else. Each has its place in docs/security.md; what the stand-in
 * cannot show is tried on the deciding code, in test/main/desktop/ipc-*.test.ts.
 */

test('the page runs, loads and tells nothing', async ({ launch }) => {
  const outside = await startFaultServer(json(200, {}));
  const { app, standIn } = await launch();
  const page = await opened(app);
  const outcomes = await page.evaluate(tryEverything, outside.url);
  for (const { name, got, by, directives } of outcomes) {
    expect.soft(got, name).not.toBe('ran');
    expect.soft([...directives, got], name).toContain(by);
  }
  expect(outcomes.length).toBeGreaterThan(55);
  // The policy stopped them: nothing got as far as the wall around the stand-in.
  if (standIn !== null)
    expect(await standIn.evaluate((one) => [one.blockedRequests, one.navigations])).toEqual([[], []]);
  expect([outside.received, outside.connections()]).toEqual([[], 0]);
  await isUnharmed(app, page);
  await outside.close();
  count(outcomes.length);
});

test('the page goes nowhere and opens nothing', async ({ launchOnStandIn }) => {
  const { app, standIn } = await launchOnStandIn();
  const page = await opened(app);
  let asks = 0;
  await page.exposeFunction('untilAsked', async () => {
    const now = () => standIn.evaluate(({ navigations }) => navigations.length);
    await expect.poll(now).toBeGreaterThan(asks);
    asks = await now();
  });
  const tries = await page.evaluate(async () => {
    const { untilAsked } = globalThis as unknown as { untilAsked: () => Promise<void> };
    const names: string[] = [];
    /** @param asked false: Chromium refuses it without a word to the app */
    const attempt = async (name: string, act: () => unknown, asked = true) => {
      names.push(name);
      try {
        await act();
      } catch {
        // Refused at once is refused too.
      }
      await (asked ? untilAsked() : new Promise((settle) => setTimeout(settle)));
    };
    const go = (to: string, asked = true) => attempt(to, () => (location.href = to), asked);
    const link = (to: string, set: Partial<HTMLAnchorElement>, event: MouseEventInit = {}) =>
      attempt(`link to ${to}`, () => {
        const anchor = Object.assign(document.createElement('a'), { href: to, ...set });
        document.body.append(anchor);
        anchor.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...event }));
      });
    await go('https://evil.example/');
    await go('http://127.0.0.1:1/');
    await go('file:///etc/passwd', false);
    await go('data:text/html,<h1>evil</h1>', false);
    await go('javascript:document.title = "evil"', false);
    await go('mailto:a@evil.example', false);
    await go('chrome://gpu', false);
    // Another file of our own, and one that is not there, are no pages either.
    await go('/assets/nothing.js');
    await go('/nothing');
    await go('./index.html?again');
    await attempt('location.assign', () => location.assign('https://evil.example/assign'));
    await attempt('location.replace', () => location.replace('https://evil.example/replace'));
    await attempt('history to a file', () => history.pushState(null, '', 'file:///etc/passwd'), false);
    await attempt(
      'history to another host',
      () => history.replaceState(null, '', 'https://evil.example/'),
      false,
    );
    await attempt('meta refresh', () => {
      const meta = document.createElement('meta');
      Object.assign(meta, { httpEquiv: 'refresh', content: '0; url=https://evil.example/refresh' });
      document.head.append(meta);
    });
    await attempt(
      'form',
      () => {
        const form = Object.assign(document.createElement('form'), { action: 'https://evil.example/form' });
        document.body.append(form);
        form.requestSubmit();
      },
      false,
    );
    await link('https://evil.example/link', {});
    await link('https://evil.example/blank', { target: '_blank' });
    await link('https://evil.example/named', { target: 'other', rel: 'opener' });
    await link('https://evil.example/control', {}, { ctrlKey: true });
    await link('https://evil.example/shift', {}, { shiftKey: true });
    await attempt('window.open', () => window.open('https://evil.example/open'));
    await attempt('window.open of our own', () => window.open(location.href, '_blank', 'popup'));
    await attempt('window.open of nothing', () => window.open());
    await attempt('window.open of a file', () =>
      window.open('file:///etc/passwd', '', 'nodeIntegration=yes'),
    );
    await attempt('print and dialogs', () => window.print(), false);
    return names;
  });
  await page.locator('body').click({ button: 'middle' });
  expect(tries.length).toBeGreaterThan(25);
  // Chromium asks nobody about these, so the app's own listeners are asked.
  const unasked = [
    'about:blank',
    'blob:app://glucoglance/1',
    'data:text/html,x',
    'file:///etc/passwd',
    PAGE,
    '',
  ];
  const own = await app.browserWindow(page);
  const prevented = await own.evaluate(({ webContents }, urls) => {
    const names = [
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
      'will-prevent-unload',
    ];
    return names.flatMap((name) =>
      urls.map((url) => {
        const event = { url, prevented: false, preventDefault: () => (event.prevented = true) };
        webContents.emit(name as 'will-navigate', event as never, url, false, true);
        return event.prevented;
      }),
    );
  }, unasked);
  expect(prevented).toEqual(prevented.map(() => true));
  const asked = await standIn.evaluate((one) =>
    one.navigations.map(({ url, allowed }) => ({ url, allowed })),
  );
  expect(asked.filter(({ allowed }) => allowed)).toEqual([]);
  // They were attempts: the app was asked, and said no.
  expect(asked.length).toBeGreaterThan(12);
  expect(
    await standIn.evaluate((one) => [one.strayWindows, one.blockedRequests, one.openedExternal]),
  ).toEqual([[], [], []]);
  expect(await page.title()).toMatch(/(^| )Glucoglance$/);
  await isUnharmed(app, page);
  count(tries.length + 1 + prevented.length);
});

test('no permission is given, and nothing is saved', async ({ launchOnStandIn }) => {
  const { app, standIn } = await launchOnStandIn();
  const page = await opened(app);
  const got = await page.evaluate(async () => {
    const tried = async (act: () => unknown): Promise<string> => {
      try {
        return String(await act());
      } catch (error) {
        return `blocked: ${(error as Error).name}`;
      }
    };
    type Asking = Record<string, (...given: unknown[]) => Promise<unknown>>;
    const device = (name: string) => (navigator as unknown as Record<string, Asking | undefined>)[name];
    // Where somebody would be asked to choose a device and there is none, nobody answers.
    const chosen = {
      usb: tried(() => device('usb')?.['requestDevice']!({ filters: [] })),
      hid: tried(() => device('hid')?.['requestDevice']!({ filters: [] })),
      serial: tried(() => device('serial')?.['requestPort']!()),
    };
    const soFar = (answer: Promise<string>) => Promise.race([answer, Promise.resolve('nothing')]);
    const others = {
      notifications: await tried(() => Notification.requestPermission()),
      clipboard: await tried(() => navigator.clipboard.readText()),
      camera: await tried(() => navigator.mediaDevices.getUserMedia({ video: true, audio: true })),
      screen: await tried(() => navigator.mediaDevices.getDisplayMedia()),
      place: await tried(
        () =>
          new Promise((settle, refuse) => {
            const denied = ({ code }: GeolocationPositionError) =>
              refuse(new DOMException('', `Code${code}`));
            navigator.geolocation.getCurrentPosition(settle, denied);
          }),
      ),
      midi: await tried(() => navigator.requestMIDIAccess({ sysex: true })),
      bluetooth: await tried(() => device('bluetooth')?.['requestDevice']!({ acceptAllDevices: true })),
      files: await tried(() => (globalThis as unknown as Asking)['showOpenFilePicker']!()),
      idle: await tried(() =>
        (globalThis as unknown as Record<string, Asking>)['IdleDetector']!['requestPermission']!(),
      ),
      payment: await tried(() =>
        new PaymentRequest([{ supportedMethods: 'basic-card' }], {
          total: { label: '', amount: { currency: 'EUR', value: '1' } },
        }).show(),
      ),
    };
    const [usb, hid, serial] = [await soFar(chosen.usb), await soFar(chosen.hid), await soFar(chosen.serial)];
    return { ...others, usb, hid, serial };
  });
  // Nothing at all is what a device comes to that is not there, or has no interface here.
  for (const [name, one] of Object.entries(got))
    expect.soft(one, name).toMatch(/^blocked|^denied|^nothing|^undefined$|^$/);
  const asked = await standIn.evaluate((one) => one.permissions);
  expect(asked.length).toBeGreaterThan(4);
  expect(asked.filter(({ granted }) => granted)).toEqual([]);

  await page.evaluate(() => {
    for (const href of [URL.createObjectURL(new Blob(['x'])), './index.html', 'data:,x'])
      Object.assign(document.createElement('a'), { download: 'evil.html', href }).click();
  });
  const saved = () => standIn.evaluate((one) => one.downloads.map(({ prevented }) => prevented));
  await expect.poll(async () => (await saved()).length).toBeGreaterThan(0);
  expect(new Set(await saved())).toEqual(new Set([true]));
  await isUnharmed(app, page);
  count(Object.keys(got).length + 3);
});

test('only pages we chose are opened outside', async ({ launchWithHands }) => {
  const { app, hands } = await launchWithHands();
  const page = await opened(app);
  const wrong = [
    'https://evil.example/',
    'file:///etc/passwd',
    'javascript:0',
    LINKS.status,
    '__proto__',
    'toString',
  ];
  const said = await page.evaluate(async (keys) => {
    const { glucoglance } = globalThis as unknown as InPage;
    const answers: string[] = [];
    for (const link of [...keys, { href: keys[0] }, [keys[0]], null]) {
      const answer = glucoglance.invoke('link:open', { link } as never);
      answers.push(await answer.then(() => 'opened').catch((error: Error) => error.message));
    }
    await glucoglance.invoke('link:open', { link: 'status' });
    return answers;
  }, wrong);
  for (const one of said) expect(one).toContain('This cannot be asked so.');
  expect(await hands.evaluate((one) => one.openedExternal)).toEqual([LINKS.status]);
  count(said.length);
});
