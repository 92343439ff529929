import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/main/feed/server.ts';
import { at, feedWorld, known, openFeedWorld } from './feed-world.ts';

/** Sends bytes as they are. @returns what comes back until the other side ends it */
function exchange(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1').on('data', (text) => (heard += String(text)));
    // Whoever is cut off while it still sends is told by an error.
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard));
  });
}

type Lines = (port: number) => readonly string[];
const request =
  (first: string, ...headers: string[]): Lines =>
  (port) => [first, `Host: 127.0.0.1:${port}`, ...headers];
const GET = 'GET /sgv.json HTTP/1.1';
const named =
  (host: string): Lines =>
  (port) => [GET, `Host: ${host.replace('PORT', String(port))}`];

/** Names that a page can have point at this computer, and what else is not exactly us. */
const HOSTS = [
  'evil.example',
  'evil.example:PORT',
  '127.0.0.1',
  'localhost',
  '127.0.0.1:80',
  '127.0.0.1:PORT.evil.example',
  'localhost:PORT.evil.example',
  'localhost.evil.example:PORT',
  '127.0.0.1.nip.io:PORT',
  'localhost.:PORT',
  'LOCALHOST:PORT',
  'localhost:0PORT',
  'localhost:PORT/',
  'user@localhost:PORT',
  'localhost@evil.example:PORT',
  '127.1:PORT',
  '0x7f000001:PORT',
  '2130706433:PORT',
  '0177.0.0.1:PORT',
  '127.0.0.2:PORT',
  '0.0.0.0:PORT',
  '[::1]:PORT',
  '[::ffff:127.0.0.1]:PORT',
  '192.168.1.5:PORT',
  'localhost:PORT, evil.example',
  'evil.example localhost:PORT',
  '',
].map((host): [string, Lines] => [`the host "${host}"`, named(host)]);

const ORIGINS = [
  'https://evil.example',
  'http://evil.example:17580',
  'http://127.0.0.1:17580',
  'http://localhost',
  'null',
  'file://',
  'chrome-extension://abcdefghijklmnop',
  '',
].map((origin): [string, Lines] => [`the origin "${origin}"`, request(GET, `Origin: ${origin}`)]);

const SITES = ['cross-site', 'same-site', 'CROSS-SITE', ''].map((site): [string, Lines] => [
  `a page of another site (${site})`,
  request(GET, `Sec-Fetch-Site: ${site}`, 'Sec-Fetch-Mode: no-cors'),
]);

const METHODS = [
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'SEARCH',
  'QUERY',
  'get',
  'G',
].map((method): [string, Lines] => [`the method ${method}`, request(`${method} /sgv.json HTTP/1.1`)]);

const TARGETS = [
  '//sgv.json',
  '//evil.example/sgv.json',
  'http://evil.example/sgv.json',
  'http://127.0.0.1/sgv.json',
  'sgv.json',
  '*',
  '?count=1',
  '/../../etc/passwd',
  '/person/1/../../../etc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..\\..\\history.db',
  '/history.db',
  '/config.json',
  '/sgv.json/',
  '/sgv.json%00.html',
  '/SGV.JSON',
  '/person/0/sgv.json',
  '/person/-1/sgv.json',
  '/person/1e3/sgv.json',
  '/person/99999/sgv.json',
  '/person//sgv.json',
  '/person/1/person/1/sgv.json',
  '/constructor',
  '/__proto__',
  '/api/v1/treatments.json',
  '/api/v2/authorization/subjects',
  `/sgv.json?${'a'.repeat(3000)}`,
  '/sgv.json?count=1\u00e9',
].map((target): [string, Lines] => [`the target ${target.slice(0, 40)}`, request(`GET ${target} HTTP/1.1`)]);

const BODIES: [string, Lines][] = [
  ['a body', request(GET, 'Content-Length: 5', '', 'hello')],
  ['a body and no length', request(GET, 'Transfer-Encoding: chunked', '', '5', 'hello', '0')],
  ['two lengths', request(GET, 'Content-Length: 0', 'Content-Length: 5', '', 'hello')],
  ['two kinds of length', request(GET, 'Content-Length: 6', 'Transfer-Encoding: chunked', '', '0', '', 'G')],
  ['an unknown transfer', request(GET, 'Transfer-Encoding: xchunked')],
  ['a transfer in disguise', request(GET, 'Transfer-Encoding : chunked')],
  ['a transfer that is folded', request(GET, 'Transfer-Encoding:', ' chunked')],
  ['a negative length', request(GET, 'Content-Length: -1')],
  ['a length that is no number', request(GET, 'Content-Length: 0x5')],
  ['two hosts', request(GET, 'Host: evil.example')],
  ['the host twice', (port) => [GET, `Host: localhost:${port}`, `Host: localhost:${port}`]],
  ['no host', () => [GET, 'Accept: */*']],
  ['no host, as of old', () => ['GET /sgv.json HTTP/1.0']],
  ['no version', () => ['GET /sgv.json']],
  ['a version of the future', request('GET /sgv.json HTTP/2.0')],
  ['the greeting of HTTP/2', () => ['PRI * HTTP/2.0', '', 'SM']],
  ['TLS', () => ['\u0016\u0003\u0001\u0002\u0000\u0001\u0000']],
  ['a way through', (port) => [`CONNECT 127.0.0.1:${port} HTTP/1.1`, `Host: 127.0.0.1:${port}`]],
  [
    'another protocol',
    request(GET, 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'),
  ],
  ['HTTP/2 in clear', request(GET, 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c')],
  ['somebody who waits to go on', request(GET, 'Expect: 100-continue', 'Content-Length: 1000000')],
  ['an expectation', request(GET, 'Expect: the-unexpected')],
  ['a header without a name', request(GET, ': value')],
  ['a header with a zero', request(GET, 'X-Zero: a\u0000b')],
  ['a line without its return', (port) => [`${GET}\nHost: evil.example\nX: y`, `Host: 127.0.0.1:${port}`]],
  ['headers without end', request(GET, `X-Long: ${'x'.repeat(20_000)}`)],
  ['thousands of headers', request(GET, ...Array.from({ length: 3000 }, (_, i) => `X-${i}: y`))],
  ['a megabyte of nothing', () => [' '.repeat(1024 * 1024)]],
];

const HOSTILE = [...HOSTS, ...ORIGINS, ...SITES, ...METHODS, ...TARGETS, ...BODIES];

describe('whoever the local feed is not for', () => {
  it('are more than a hundred here', () => expect(HOSTILE.length).toBeGreaterThanOrEqual(100));

  let world: Awaited<ReturnType<typeof openFeedWorld>>;
  beforeAll(async () => {
    world = await openFeedWorld();
  });
  afterAll(() => world.end());

  it.each(HOSTILE)('gets nothing, and costs no question to the history: %s', async (_, lines) => {
    await world.record([known()], at(0, { mgdl: 123 }));
    const heard = await exchange(world.port, `${lines(world.port).join('\r\n')}\r\n\r\n`);
    expect(heard === '' || /^HTTP\/1\.1 4\d\d /.test(heard)).toBe(true);
    expect(heard).not.toContain('sgv');
    expect(heard).not.toContain('123');
    expect(heard.toLowerCase()).not.toContain('access-control');
    // What is after the headers.
    expect(heard.slice(heard.indexOf('\r\n\r\n') + 4).replace(/^0\r\n\r\n$/, '')).toBe('');
    expect(world.questions()).toEqual([]);
    expect((await world.get('/sgv.json')).status).toBe(200);
    expect(world.faults).toEqual([]);
  });

  it('gets one answer for what is hidden behind a good request, and none for what follows', async () => {
    const world = await feedWorld();
    await world.record([known()], at(0));
    const one = [GET, `Host: 127.0.0.1:${world.port}`, '', ''].join('\r\n');
    const heard = await exchange(world.port, one.repeat(50));
    expect(heard.match(/HTTP\/1\.1 200/g)).toHaveLength(1);
    expect(world.asked()).toBe(1);
  });

  it('is left alone when it is slow: with nothing, half a line, or half the headers', async () => {
    const world = await feedWorld({ limits: { headersMs: 50, idleMs: 200, lookMs: 10 } });
    const heard = await Promise.all(
      ['', 'GET /sg', `${GET}\r\nHost: 127.0.0.1:${world.port}\r\nX: `].map((part) =>
        exchange(world.port, part),
      ),
    );
    for (const one of heard) expect(one === '' || one.startsWith('HTTP/1.1 408')).toBe(true);
    expect(world.asked()).toBe(0);
  });

  it('is turned away when it is many, and everybody else is answered afterwards', async () => {
    const world = await feedWorld();
    const sockets = Array.from({ length: 200 }, () => connect(world.port, '127.0.0.1'));
    const closed = sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.on('error', () => {});
          socket.on('close', () => resolve());
        }),
    );
    // As many as may be stay, and the rest is closed.
    let left = sockets.length;
    await new Promise<void>((resolve) => {
      for (const one of closed) void one.then(() => (left -= 1) === LIMITS.connections && resolve());
    });
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
    await expect.poll(async () => (await world.get('/status.json').catch(() => null))?.status).toBe(200);
    expect(world.faults).toEqual([]);
  });

  it('is cut off when the feed ends', async () => {
    const world = await feedWorld();
    const over = exchange(world.port, 'GET /sg');
    await new Promise<void>(
      (resolve) => void connect(world.port, '127.0.0.1', resolve).on('error', () => {}),
    );
    await world.close();
    expect(await over).toBe('');
    await expect(world.get('/sgv.json')).rejects.toThrow();
  });
});
