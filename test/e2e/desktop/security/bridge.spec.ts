import { join } from 'node:path';
import { ROOT } from '../../support/runtime.ts';
import { expect, test } from '../../support/test.ts';
import { count, opened, PAGE, type InPage } from './page.ts';

// What comes over the bridge, from our page and from others that have got hold of one. See docs/security.md.

test('the bridge is all there is, and cannot be changed', async ({ launch }) => {
  const { app } = await launch();
  const page = await opened(app);
  const found = await page.evaluate(async () => {
    const { glucoglance } = globalThis as unknown as InPage;
    const all = globalThis as unknown as Record<string, unknown>;
    const names = [
      'require',
      'process',
      'module',
      'exports',
      'global',
      'Buffer',
      '__dirname',
      'setImmediate',
    ];
    const electron = ['electron', 'ipcRenderer', 'contextBridge', 'webFrame', 'remote', 'nodeRequire'];
    const failed = (act: () => unknown) => {
      try {
        return Reflect.apply(act, null, []) === false;
      } catch {
        return true;
      }
    };
    const { invoke } = glucoglance as unknown as { invoke: (this: void) => unknown };
    const patches: [string, () => unknown][] = [
      ['assign', () => Reflect.set(all, 'glucoglance', {})],
      ['define', () => Reflect.defineProperty(all, 'glucoglance', { value: {} })],
      ['delete', () => Reflect.deleteProperty(all, 'glucoglance')],
      ['patch a method', () => Reflect.set(glucoglance, 'invoke', () => 'mine')],
      ['add a method', () => Reflect.set(glucoglance, 'readSecret', () => 'mine')],
      ['delete a method', () => Reflect.deleteProperty(glucoglance, 'invoke')],
      ['change its prototype', () => Reflect.setPrototypeOf(glucoglance, { readSecret: () => 'mine' })],
      ['patch the function', () => Reflect.set(invoke, 'call', () => 'mine')],
    ];
    const said = async (channel: string, request?: unknown) => {
      try {
        await glucoglance.invoke(channel as never, request as never);
        return 'answered';
      } catch (error) {
        return (error as Error).message;
      }
    };
    // What the page does to what everything is made of does not reach the other side.
    const includes = Array.prototype.includes;
    Array.prototype.includes = () => true;
    Object.defineProperty(Object.prototype, 'evil', { value: true, configurable: true });
    const polluted = await said('credentials:read');
    Array.prototype.includes = includes;
    Reflect.deleteProperty(Object.prototype, 'evil');
    const unknown = [];
    for (const channel of [
      'electron-store-get-data',
      'credentials:read',
      'file:handOver',
      '__proto__',
      'constructor',
      'toString',
      '',
    ])
      unknown.push(await said(channel));
    unknown.push(
      await said(['snapshot:read'] as never),
      await said({ toString: () => 'snapshot:read' } as never),
    );
    const uncloneable = [];
    for (const request of [
      () => {},
      { link: () => 'status' },
      { link: Symbol('status') },
      new Proxy({}, {}),
      document,
    ])
      uncloneable.push(await said('link:open', request));
    // Only what somebody drops is a file of the system; where it is, is nothing that a page could say.
    const handedOver = [];
    for (const file of [
      new File(['Glucose Data'], 'a.csv'),
      new Blob(['Glucose Data']),
      '/etc/passwd',
      { path: '/etc/passwd', name: 'passwd' },
      null,
    ])
      try {
        await glucoglance.handOver(file as object);
        handedOver.push('answered');
      } catch (error) {
        handedOver.push((error as Error).message);
      }
    return {
      handedOver,
      globals: [...names, ...electron].filter((name) => name in all),
      members: Object.keys(glucoglance).toSorted(),
      patched: patches.filter(([, act]) => !failed(act)).map(([name]) => name),
      same: Reflect.get(glucoglance, 'invoke') === invoke && typeof invoke === 'function',
      polluted,
      unknown,
      uncloneable,
      count:
        names.length +
        electron.length +
        patches.length +
        unknown.length +
        uncloneable.length +
        handedOver.length +
        1,
    };
  });
  expect(found.globals).toEqual([]);
  expect(found.members).toEqual(['handOver', 'invoke', 'on']);
  for (const said of found.handedOver) expect(said).not.toBe('answered');
  expect(found.patched).toEqual([]);
  expect(found.same).toBe(true);
  for (const said of [found.polluted, ...found.unknown]) expect(said).toMatch(/no such channel|conver/i);
  for (const said of found.uncloneable) expect(said).toMatch(/cloned|cannot be asked/);
  // electron-store would tell any window that asks synchronously where the data is.
  const listeners = () => app.evaluate(({ ipcMain }) => ipcMain.listenerCount('electron-store-get-data'));
  expect(await listeners()).toBe(0);
  await page.evaluate(() => (globalThis as unknown as InPage).glucoglance.invoke('demo:start', undefined));
  expect(await listeners()).toBe(0);
  count(found.count);
});

test('no other page is answered, whatever it loaded our bridge from', async ({ launch }) => {
  const { app } = await launch();
  await opened(app);
  const addresses = [
    PAGE,
    'about:blank',
    'data:text/html,<title>evil</title>',
    'app://elsewhere/index.html',
    'app://glucoglance.evil/index.html',
    'https://evil.example/',
    `file://${join(ROOT, 'out/renderer/index.html')}`,
  ];
  const said = await app.evaluate(async ({ app: self, BrowserWindow, protocol }, urls) => {
    protocol.handle(
      'https',
      () => new Response('<title>evil</title>', { headers: { 'content-type': 'text/html' } }),
    );
    const preload = `${self.getAppPath()}/out/preload/preload.cjs`;
    const answers: string[] = [];
    for (const url of urls) {
      const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await window.loadURL(url).catch(() => {});
      const code = `glucoglance.invoke('snapshot:read', undefined).then(() => 'answered', (error) => error.message)`;
      answers.push(String(await window.webContents.executeJavaScript(code)));
      window.destroy();
    }
    return answers;
  }, addresses);
  // The first one shows that the others could have been answered.
  expect(said[0]).toBe('answered');
  for (const [index, one] of said.slice(1).entries())
    expect.soft(one, addresses[index + 1]!).toContain('This page may not ask.');
  count(said.length - 1);
});

test('a flood of calls does not keep the main process from its work', async ({ launch }) => {
  const { app } = await launch();
  const page = await opened(app);
  await app.evaluate(() => {
    // Of this thread alone: what else the computer does is no flood.
    const worked = () => {
      const { user, system } = process.threadCpuUsage();
      return (user + system) / 1000;
    };
    const watch = { last: worked(), longest: 0, ticks: 0 };
    setInterval(() => {
      const now = worked();
      watch.longest = Math.max(watch.longest, now - watch.last);
      watch.last = now;
      watch.ticks += 1;
    }, 10);
    Object.assign(globalThis, { watch });
  });
  const said = await page.evaluate(async () => {
    const { glucoglance } = globalThis as unknown as InPage;
    const ask = (channel: 'snapshot:read' | 'status:read') =>
      glucoglance.invoke(channel, undefined).then(
        () => 'answered',
        (error: Error) => error.message.replace(/^.*Error: /, ''),
      );
    const all = await Promise.all(
      Array.from({ length: 10_000 }, (_, index) => ask(index % 10 === 0 ? 'status:read' : 'snapshot:read')),
    );
    return { kinds: [...new Set(all)].toSorted(), after: await ask('snapshot:read') };
  });
  expect(said.kinds).toEqual(['Too much is asked at once.', 'answered']);
  expect(said.after).toBe('answered');
  const watch = await app.evaluate(() => (globalThis as unknown as { watch: Record<string, number> }).watch);
  expect(watch['ticks']).toBeGreaterThan(10);
  expect(watch['longest']).toBeLessThan(2000);
  count(1);
});
