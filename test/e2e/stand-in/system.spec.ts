import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { diaryOf, expect, test } from './toy.ts';

/** An address of loopback where nobody listens. */
async function deserted(): Promise<string> {
  const { url, server } = await serving();
  await new Promise((settle) => server.close(settle));
  return url;
}

/** A server on loopback that says what it was sent, and sends some away. */
async function serving(): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/' }).end();
    else response.writeHead(200, { 'x-method': request.method ?? '' }).end(request.headers['x-sent'] ?? '');
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

test('net.fetch reaches loopback, as Electron does it, and nothing else', async ({ startToy }) => {
  const { app, standIn } = await startToy();
  const { url, server } = await serving();
  const fetched = await app.evaluate(
    async ({ net }, [base, nowhere]) => {
      const attempt = (path: string, init?: RequestInit) =>
        net.fetch(path.startsWith('/') ? base + path : path, init).then(
          async (answer) => [answer.status, answer.url, answer.headers.get('x-method'), await answer.text()],
          (error: Error) => `${error.name}: ${error.message}`,
        );
      return [
        await attempt('/', { method: 'POST', headers: { 'x-sent': 'hello' }, body: '{}' }),
        await attempt('/moved'),
        await attempt('/moved', { redirect: 'manual' }),
        await attempt('/moved', { redirect: 'error' }),
        await attempt(nowhere),
        await attempt('https://example.org/secret'),
        await attempt('app://toy/nothing'),
        await attempt('/', { signal: AbortSignal.abort() }),
      ];
    },
    [url, await deserted()] as const,
  );
  expect(fetched).toEqual([
    [200, '', 'POST', 'hello'],
    [200, '', 'GET', ''],
    'Error: Redirect was cancelled',
    "Error: Attempt to redirect, but redirect policy was 'error'",
    'Error: net::ERR_CONNECTION_REFUSED',
    'Error: net::ERR_NAME_NOT_RESOLVED',
    [404, '', null, 'not found'],
    'AbortError: This operation was aborted',
  ]);
  expect(await standIn.evaluate((one) => one.blockedRequests)).toEqual([
    { url: 'https://example.org/secret', from: 'main', by: 'stand-in' },
  ]);
  await standIn.evaluate((one) => void (one.online = false));
  expect(
    await app.evaluate(
      async ({ net }, base) => [net.isOnline(), await net.fetch(base).catch((error: Error) => error.message)],
      url,
    ),
  ).toEqual([false, 'net::ERR_INTERNET_DISCONNECTED']);
  server.close();
});

test('safeStorage keeps a secret for the next start', async ({ startToy, dataDir }) => {
  const env = { ELECTRON_STAND_IN_SAFE_STORAGE: 'available' };
  const first = await startToy({ env });
  const secret = await first.app.evaluate(async ({ safeStorage }) => [
    await safeStorage.isAsyncEncryptionAvailable(),
    safeStorage.getSelectedStorageBackend(),
    (await safeStorage.encryptStringAsync('Grüße')).toString('base64'),
  ]);
  expect(secret.slice(0, 2)).toEqual([true, 'gnome_libsecret']);
  expect(Buffer.from(String(secret[2]), 'base64').includes('Grüße')).toBe(false);
  await first.app.close();
  const second = await startToy({ env });
  const read = () =>
    second.app.evaluate(
      ({ safeStorage }, text) =>
        safeStorage.decryptStringAsync(Buffer.from(text, 'base64')).then(
          ({ result }) => result,
          (error: Error) => error.message,
        ),
      String(secret[2]),
    );
  expect(await read()).toBe('Grüße');
  await second.standIn.evaluate((one) => void (one.safeStorage = 'other-key'));
  expect(await read()).toContain('Error while decrypting');
  expect(diaryOf(dataDir).filter((line) => line === 'ready')).toHaveLength(2);
});

for (const [state, available, backend, works] of [
  [undefined, true, 'basic_text', true],
  ['basic_text', true, 'basic_text', true],
  ['unavailable', false, 'basic_text', false],
  ['locked', false, 'gnome_libsecret', false],
] as const) {
  test(`safeStorage, ${state === undefined ? 'when nothing is said' : `as ${state}`}`, async ({
    startToy,
  }) => {
    const { app } = await startToy(
      state === undefined ? {} : { env: { ELECTRON_STAND_IN_SAFE_STORAGE: state } },
    );
    expect(
      await app.evaluate(async ({ safeStorage }) => [
        await safeStorage.isAsyncEncryptionAvailable(),
        safeStorage.getSelectedStorageBackend(),
        await safeStorage.encryptStringAsync('text').then(
          () => true,
          () => false,
        ),
        safeStorage.isEncryptionAvailable(),
      ]),
    ).toEqual([available, backend, works, false]);
  });
}

test('the process looks like Electron', async ({ startToy, dataDir }) => {
  const { app } = await startToy({ args: ['--mine'] });
  const seen = await app.evaluate(({ app: one }) => ({
    type: process.type,
    electron: process.versions['electron'],
    defaultApp: process.defaultApp,
    argv: process.argv,
    execPath: process.execPath,
    exe: one.getPath('exe'),
    name: one.getName(),
    version: one.getVersion(),
    packaged: one.isPackaged,
    userData: one.getPath('userData'),
    node: Number(process.versions.node.split('.')[0]),
  }));
  expect(seen).toMatchObject({
    type: 'browser',
    electron: '45.4.1',
    defaultApp: true,
    name: 'Toy',
    version: '1.2.3',
    packaged: false,
    userData: dataDir,
  });
  expect(seen.argv).toEqual([
    seen.execPath,
    expect.stringContaining('toy'),
    `--user-data-dir=${dataDir}`,
    '--mine',
  ]);
  expect(seen.exe).toBe(seen.execPath);
  expect(seen.node).toBeGreaterThanOrEqual(24);
});
