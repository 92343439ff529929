import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { accountIdOf, at, call, HEADERS, login, signIn, textAt } from './third-party-client.ts';

const SECOND = 1000;
const DAY = 24 * 3600 * SECOND;
const NOW = Date.UTC(2026, 10, 21, 12);
const BAD_TOKEN = { http: 401, body: { message: 'invalid or expired jwt' } };
const HEADER_MISSING = { http: 400, body: { message: 'RequiredHeaderMissing' } };
const REFUSED = { http: 200, body: { status: 2, error: { message: 'notAuthenticated' } } };
const LOCKED = {
  http: 200,
  body: {
    status: 429,
    data: { code: 60, data: { failures: 3, interval: 60, lockout: 300 }, message: 'locked' },
  },
};

let clock: FakeClock;
let simulator: Simulator;

beforeEach(async () => {
  clock = new FakeClock(NOW);
  simulator = await startSimulator({ clock });
});
afterEach(() => simulator.close());

function without(headers: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
}

const connections = (headers: Record<string, string>) =>
  call(`${simulator.url}/llu/connections`, { headers });

describe('headers', () => {
  it.each(['product', 'version', 'account-id'])('are required: %s', async (name) => {
    const headers = await signIn(simulator);
    expect(await connections(without(headers, name))).toMatchObject(HEADER_MISSING);
  });

  it('must name a client that is not too old, on data calls', async () => {
    const headers = await signIn(simulator);
    for (const version of ['4.15.9', '4.2.1', '3.99.0', 'x']) {
      expect(await connections({ ...headers, version })).toMatchObject({
        http: 403,
        body: { status: 920, data: { minimumVersion: '4.16.0' } },
      });
    }
    for (const version of ['4.16.0', '4.16.1', '4.17.0', '5.0.0']) {
      expect(await connections({ ...headers, version })).toMatchObject({ http: 200, body: { status: 0 } });
    }
  });

  it('let an old client sign in, as the real service does', async () => {
    const reply = await call(`${simulator.url}/llu/auth/login`, {
      method: 'POST',
      headers: { ...HEADERS, version: '4.2.1' },
      body: JSON.stringify({ email: simulator.email, password: simulator.password }),
    });
    expect(reply).toMatchObject({ http: 200, body: { status: 0 } });
  });

  it('must carry the hash of the account id, in lower case', async () => {
    const headers = await signIn(simulator);
    const wrong = [accountIdOf('somebody else'), headers['account-id']?.toUpperCase() ?? ''];
    for (const id of wrong)
      expect(await connections({ ...headers, 'account-id': id })).toMatchObject(BAD_TOKEN);
  });
});

describe('tokens', () => {
  it('are required and cannot be made up', async () => {
    const headers = await signIn(simulator);
    const [head, claims] = (headers['authorization'] ?? '').slice('Bearer '.length).split('.');
    const forged = createHmac('sha256', 'guess').update(`${head}.${claims}`).digest('base64url');
    const bad = [
      '',
      'Bearer',
      'Bearer x',
      'Bearer a.b.c',
      `Bearer ${head}.${claims}.${forged}`,
      `Basic ${head}`,
    ];
    expect(await connections(without(headers, 'authorization'))).toMatchObject(BAD_TOKEN);
    for (const authorization of bad) {
      expect(await connections({ ...headers, authorization })).toMatchObject(BAD_TOKEN);
    }
  });

  it('of another run are worth nothing', async () => {
    const other = await startSimulator({ clock });
    const headers = await signIn(other);
    await other.close();
    expect(await connections(headers)).toMatchObject(BAD_TOKEN);
  });

  it('end after 180 days of the world; each answer brings a fresh one', async () => {
    const headers = await signIn(simulator);
    clock.advance(179 * DAY);
    const later = await connections(headers);
    expect(later.http).toBe(200);
    clock.advance(2 * DAY);
    expect(await connections(headers)).toMatchObject(BAD_TOKEN);
    const authorization = `Bearer ${textAt(later.body, 'ticket', 'token')}`;
    expect((await connections({ ...headers, authorization })).http).toBe(200);
  });

  it('of a session do not accept documents', async () => {
    const headers = await signIn(simulator);
    for (const type of ['tou', 'pp']) {
      const reply = await call(`${simulator.url}/auth/continue/${type}`, { method: 'POST', headers });
      expect(reply).toMatchObject(BAD_TOKEN);
    }
  });
});

describe('the lockout', () => {
  it('comes with three refusals in a minute and lasts 300 seconds, right password or not', async () => {
    for (let count = 0; count < 3; count += 1) expect(await login(simulator, 'wrong')).toMatchObject(REFUSED);
    expect(await login(simulator, 'wrong')).toMatchObject(LOCKED);
    expect(await login(simulator)).toMatchObject(LOCKED);
    clock.advance(299 * SECOND);
    expect(await login(simulator)).toMatchObject(LOCKED);
    clock.advance(SECOND);
    expect(await login(simulator)).toMatchObject({ http: 200, body: { status: 0 } });
  });

  it('does not come with refusals further apart', async () => {
    for (let count = 0; count < 6; count += 1) {
      expect(await login(simulator, 'wrong')).toMatchObject(REFUSED);
      clock.advance(31 * SECOND);
    }
  });

  it('goes by the time of the world, not of the clock', async () => {
    const fast = await startSimulator({ clock, speed: 60 });
    for (let count = 0; count < 3; count += 1) await login(fast, 'wrong');
    expect(await login(fast)).toMatchObject(LOCKED);
    clock.advance(5 * SECOND);
    expect(await login(fast)).toMatchObject({ body: { status: 0 } });
    await fast.close();
  });
});

describe('requests that make no sense', () => {
  it.each([
    ['GET', '/llu/auth/login'],
    ['POST', '/llu/connections'],
    ['GET', '/'],
    ['GET', '//llu/connections'],
    ['GET', '/llu/connections/'],
    ['POST', '/llu/auth/continue/tou'],
    ['POST', '/auth/continue/verifyEmail'],
  ])('%s %s is not found', async (method, path) => {
    const headers = await signIn(simulator);
    const reply = await call(simulator.url + path, { method, headers });
    expect(reply).toMatchObject({ http: 404, body: { message: 'Not Found' } });
  });

  it.each(['', '{', '[]', 'null', '{}', '{"email":1,"password":"x"}'])('body %j is refused', async (body) => {
    const reply = await call(`${simulator.url}/llu/auth/login`, { method: 'POST', headers: HEADERS, body });
    expect(reply).toMatchObject({ http: 400, body: { message: 'Bad Request' } });
  });

  it.each([70_000, 1_000_000])('a body of %i bytes is refused', async (size) => {
    const body = JSON.stringify({ email: 'a'.repeat(size), password: 'x' });
    const reply = await call(`${simulator.url}/llu/auth/login`, { method: 'POST', headers: HEADERS, body });
    expect(reply).toMatchObject({ http: 413, body: { message: 'Payload Too Large' } });
  });
});

describe('HTTP', () => {
  /** Without fetch, which asks for compression and hides it. */
  function raw(acceptEncoding: string): Promise<{ encoding: string | undefined; first: number | undefined }> {
    return new Promise((resolve, reject) => {
      const headers = { ...HEADERS, 'accept-encoding': acceptEncoding };
      httpRequest(`${simulator.url}/llu/config/country?country=DE`, { headers }, (response) => {
        response.once('data', (chunk: Buffer) =>
          resolve({ encoding: response.headers['content-encoding'], first: chunk[0] }),
        );
      })
        .on('error', reject)
        .end();
    });
  }

  it('compresses when asked to', async () => {
    const gzip = { encoding: 'gzip', first: 0x1f };
    const plain = { encoding: undefined, first: '{'.charCodeAt(0) };
    expect(await raw('gzip')).toStrictEqual(gzip);
    expect(await raw('deflate, gzip;q=0.5')).toStrictEqual(gzip);
    expect(await raw('identity')).toStrictEqual(plain);
    expect(await raw('gzip;q=0, deflate')).toStrictEqual(plain);
  });

  it('says JSON and dates its answers by the time of the world', async () => {
    const past = await startSimulator({ clock, start: Date.UTC(2025, 2, 30, 1, 2, 3) });
    const { headers } = await login(past);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('date')).toBe('Sun, 30 Mar 2025 01:02:03 GMT');
    await past.close();
  });

  it('listens on loopback, refuses a taken port with the code of the error, and frees it when closed', async () => {
    expect(simulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const port = Number(new URL(simulator.url).port);
    await expect(startSimulator({ port, clock })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(startSimulator({ port: 70_000, clock })).rejects.toMatchObject({
      code: 'ERR_SOCKET_BAD_PORT',
    });
    await simulator.close();
    simulator = await startSimulator({ port, clock });
    expect(new URL(simulator.url).port).toBe(String(port));
  });

  it('counts what it was asked', async () => {
    await login(simulator);
    clock.advance(SECOND);
    await call(`${simulator.url}/llu/config/country?country=DE`, { headers: HEADERS });
    expect(simulator.requests).toStrictEqual([
      { method: 'POST', path: '/llu/auth/login', at: NOW },
      { method: 'GET', path: '/llu/config/country', at: NOW + SECOND },
    ]);
    expect(at((await login(simulator)).body, 'data', 'user', 'lastLogin')).toBe(NOW / 1000 + 1);
  });
});
