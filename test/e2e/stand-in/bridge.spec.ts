import { expect, test } from './toy.ts';

test('the preload lives in a world of its own', async ({ startToy }) => {
  const { page } = await startToy();
  expect(
    await page.evaluate(() => ({
      secret: 'preloadSecret' in window,
      require: 'require' in window,
      process: 'process' in window,
      carrier: Object.getOwnPropertyNames(window).filter((name) => /^(?:carry|receive)_/.test(name)),
      facts: window.toy.facts,
    })),
  ).toEqual({
    secret: false,
    require: false,
    process: false,
    carrier: [],
    facts: { absent: 'module not found: node:fs', sandboxed: true, nested: { list: [1, 2] } },
  });
});

test('what the page does to its own built-ins does not reach the preload', async ({ startToy }) => {
  const { page } = await startToy();
  const seen = await page.evaluate(async () => {
    const caught: string[] = [];
    Object.defineProperty(Object.prototype, 'ipcRenderer', {
      set() {
        caught.push('ipcRenderer');
      },
    });
    for (const name of ['call', 'apply', 'bind'] as const) {
      const original = Function.prototype[name];
      Function.prototype[name] = function (this: unknown, ...given: unknown[]) {
        const theirs = [this, ...given].some((one) => one instanceof Object && 'contextBridge' in one);
        if (theirs) caught.push(name);
        return Reflect.apply(original, this, given) as unknown;
      };
    }
    return { answer: await window.toy.invoke('echo', { one: 1 }), caught };
  });
  expect(seen).toEqual({ answer: { one: 1 }, caught: [] });
});

test('what is exposed is frozen, deeply, and cannot be replaced', async ({ startToy }) => {
  const { page } = await startToy();
  const result = await page.evaluate(() => [
    Object.isFrozen(window.toy) && Object.isFrozen(window.toy.facts.nested.list),
    Reflect.set(window.toy.facts, 'sandboxed', false),
    Reflect.set(window.toy.facts.nested.list, 2, 3),
    Reflect.set(Object.values(window.toy)[0] as object, 'call', () => 1),
    Reflect.set(window, 'toy', {}),
    Reflect.deleteProperty(window, 'toy'),
  ]);
  expect(result).toEqual([true, false, false, false, false, false]);
});

test('functions, promises and errors cross the bridge as copies', async ({ startToy }) => {
  const { page } = await startToy();
  const result = await page.evaluate(async () => {
    class Point {
      x = 1;
      length() {
        return this.x;
      }
    }
    const message = (error: unknown) => `${(error as Error).name}: ${(error as Error).message}`;
    const crossed = window.toy.apply((value) => value, new Point()) as object;
    let thrown = '';
    try {
      window.toy.throwing();
    } catch (error) {
      thrown = message(error);
    }
    return {
      double: window.toy.double(4),
      callback: window.toy.apply((value) => [value, 'back'], 7),
      later: ((await window.toy.later(new Map([['a', new Date(5)]]))) as { value: Map<string, Date> }).value
        .get('a')
        ?.getTime(),
      rejected: await window.toy.later('never').catch(message),
      crossed: [crossed, Object.getPrototypeOf(crossed) === Object.prototype],
      thrown,
    };
  });
  expect(result).toEqual({
    double: 8,
    callback: [7, 'back'],
    later: 5,
    rejected: 'Error: never',
    crossed: [{ x: 1 }, true],
    thrown: 'Error: out of range',
  });
});

test('messages are structured clones, circles and all', async ({ startToy }) => {
  const { page } = await startToy();
  const result = await page.evaluate(async () => {
    const circle: { self?: unknown; list: unknown[] } = { list: [] };
    circle.self = circle;
    circle.list.push(circle.list);
    const sent = {
      values: [undefined, null, NaN, -0, Infinity, 10n, 'Grüße', true],
      when: new Date(12_345),
      pattern: /a+/gi,
      map: new Map<unknown, unknown>([[{ key: 1 }, new Set([1, 'two'])]]),
      bytes: new Uint8Array([1, 2, 255]),
      floats: new Float64Array([0.5, -1]),
      error: new RangeError('too far'),
      circle,
      ['__proto__']: { polluted: true },
    };
    const back = (await window.toy.invoke('echo', sent)) as typeof sent;
    const [u, n, nan, minus, inf, big, text, yes] = back.values;
    return [
      u === undefined && n === null && Number.isNaN(nan) && Object.is(minus, -0) && inf === Infinity,
      big === 10n && text === 'Grüße' && yes === true,
      back.when.getTime() === 12_345 && back.pattern.source === 'a+' && back.pattern.flags === 'gi',
      [...back.map].every(
        ([key, set]) => (key as { key: number }).key === 1 && (set as Set<unknown>).has('two'),
      ),
      back.bytes instanceof Uint8Array && back.bytes[2] === 255 && back.floats[0] === 0.5,
      back.error instanceof Error && back.error.message === 'too far' && back.error.name === 'RangeError',
      back.circle.self === back.circle && (back.circle.list[0] as unknown) === back.circle.list,
      Object.hasOwn(back, '__proto__') && !('polluted' in {}),
    ];
  });
  expect(result).toEqual([true, true, true, true, true, true, true, true]);
});

test('errors of a handler arrive as words, as in Electron', async ({ startToy }) => {
  const { page } = await startToy();
  const fail = (channel: string, ...given: unknown[]) =>
    page.evaluate(
      ([name, values]) => window.toy.invoke(name, ...values).catch((error: unknown) => String(error)),
      [channel, given] as const,
    );
  expect(await fail('fail', 'throw')).toBe(
    "Error: Error invoking remote method 'fail': TypeError: not like this",
  );
  expect(await fail('fail', 'function')).toContain('An object could not be cloned.');
  expect(await fail('nobody')).toBe(
    "Error: Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  );
  const uncloneable = await page.evaluate(() => {
    try {
      void window.toy.invoke('echo', window);
      return 'sent';
    } catch (error) {
      return String(error);
    }
  });
  expect(uncloneable).toBe('Error: An object could not be cloned.');
});

test('a handler knows who asks: the frame, its address and whether it is the top one', async ({
  startToy,
}) => {
  const { app, page } = await startToy();
  expect(await page.evaluate(() => window.toy.invoke('sender'))).toEqual({
    url: 'app://toy/index.html',
    origin: 'app://toy',
    top: true,
    contents: 'app://toy/index.html',
  });
  // A frame inside the page has no preload.
  expect(
    await page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = 'other.html';
      document.body.append(frame);
      await new Promise((settle) => frame.addEventListener('load', settle));
      return 'toy' in (frame.contentWindow as Window);
    }),
  ).toBe(false);
  // A foreign page that was given the preload shows its own address.
  const opened = app.waitForEvent('window');
  await app.evaluate(
    ({ BrowserWindow }, preload) => {
      void new BrowserWindow({ webPreferences: { preload } }).loadURL('data:text/html,<h1>foreign</h1>');
    },
    await app.evaluate(({ app: one }) => `${one.getAppPath()}/preload.cjs`),
  );
  const foreign = await opened;
  await foreign.waitForSelector('h1');
  expect(await foreign.evaluate(() => window.toy.invoke('sender'))).toMatchObject({
    url: 'data:text/html,<h1>foreign</h1>',
    origin: 'null',
  });
});

test('messages to the page arrive in order, until it unsubscribes', async ({ startToy }) => {
  const { page, win, diary } = await startToy();
  await win.evaluate((one) => {
    for (let index = 0; index < 300; index++) one.webContents.send('message', `${index} `);
  });
  const expected = Array.from({ length: 300 }, (_, index) => `${index} `).join('');
  await expect(page.locator('#said')).toHaveText(expected.trim());
  await page.evaluate(() => window.unsubscribe());
  await win.evaluate((one) => one.webContents.send('message', 'more'));
  await page.evaluate(() => window.toy.send('note', 'heard'));
  await expect.poll(diary).toContain('note heard');
  await expect(page.locator('#said')).toHaveText(expected.trim());
});

test('26,000 rows come through one call', async ({ startToy }) => {
  const { page } = await startToy();
  const rows = await page.evaluate(async () => {
    const sent = Array.from({ length: 26_000 }, (_, index) => ({
      at: index * 60_000,
      value: 100 + (index % 90),
    }));
    return ((await window.toy.invoke('echo', sent)) as typeof sent).length;
  });
  expect(rows).toBe(26_000);
});
