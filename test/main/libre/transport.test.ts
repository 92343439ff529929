import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/main/time/clock.ts';
import { readReply } from '../../../src/main/libre/reply.ts';
import { BODY_LIMIT_BYTES, createTransport } from '../../../src/main/libre/transport.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import {
  badGzip,
  bodyStatus,
  bomb,
  cutOff,
  down,
  drip,
  hang,
  hangUp,
  html,
  json,
  overlong,
  redirect,
  reset,
  slowBody,
  slowHeaders,
  startFaultServer,
  startTlsFaultServer,
  text,
  truncated,
  trustTestAuthority,
  type FaultServer,
  type Reply,
  type TlsFault,
} from '../../support/fault-server.ts';

let server: FaultServer;
afterEach(() => server?.close());

async function ask(reply: Reply, attemptLimitMs = 5000) {
  server = await startFaultServer(reply);
  const send = createTransport({ fetch, clock: systemClock, attemptLimitMs });
  return send({ method: 'GET', url: `${server.url}/llu/connections`, headers: {} });
}

async function problemOf(reply: Reply, attemptLimitMs?: number) {
  const answer = await ask(reply, attemptLimitMs);
  expect(answer.ok).toBe(false);
  return answer.ok ? null : answer.problem;
}

describe('one request', () => {
  it('gives the JSON of any HTTP status to whoever asked', async () => {
    const answer = await ask(json(403, { status: 920 }));
    expect(answer).toEqual({ ok: true, value: { httpStatus: 403, body: { status: 920 }, retryAt: null } });
  });

  it.each([
    ['a slow server that sends no headers', hang, 'timedOut'],
    ['a server that drips a byte now and then', drip, 'timedOut'],
    ['a body shorter than promised', truncated, 'answerCut'],
    ['a body longer than promised', overlong, 'answerUnreadable'],
    ['a connection that breaks in mid-body', cutOff, 'answerCut'],
    ['a connection that ends without an answer', hangUp, 'connectionFailed'],
    ['a body that is no gzip', badGzip, 'answerUnreadable'],
    ['a gzip bomb', bomb, 'answerTooLarge'],
    ['an HTTP redirect', redirect, 'answerNotFromServer'],
    ['a captive portal', html(200, 'Welcome to our Wi-Fi'), 'answerNotFromServer'],
    ['a captive portal that says so', html(511, 'Sign in'), 'answerNotFromServer'],
    ['a Cloudflare page', html(403, 'Attention Required! | Cloudflare'), 'blocked'],
    ['Cloudflare 1015 with HTTP 200', html(200, 'Access denied | Error 1015'), 'blocked'],
    ['HTML with 403', html(403, 'Forbidden'), 'blocked'],
    ['HTML with 430', html(430, ''), 'blocked'],
    ['an empty 429', text(429, ''), 'rateLimited'],
    ['an empty 430', text(430, ''), 'rateLimited'],
    ['a proxy that wants a sign-in', text(407, ''), 'connectionFailed'],
    ['maintenance in HTML', html(503, 'Maintenance'), 'serverError'],
    ['an empty 502', text(502, ''), 'serverError'],
    ['an empty 200', text(200, ''), 'answerUnreadable'],
    ['text', text(200, 'hello'), 'answerUnreadable'],
    ['a text that also tells of a block', text(200, 'error code: 1015'.padEnd(100, '.')), 'answerUnreadable'],
    ['half a JSON document, cleanly ended', text(200, '{"status":0,"data":['), 'answerUnreadable'],
  ] as const)('%s', async (_, reply, code) => {
    // Only what never ends is not waited for; the rest has all the time a busy machine takes.
    expect((await problemOf(reply, code === 'timedOut' ? 300 : 60_000))?.code).toBe(code);
  });

  it('says that the connection failed when it was reset', async () => {
    expect(['answerCut', 'connectionFailed']).toContain((await problemOf(reset))?.code);
  });

  it.each([
    ['without a body', 401, ''],
    ['of access without a body', 403, ''],
    ['of access whose JSON broke off', 403, '{"status":920,'],
  ])('hands on a refusal %s', async (_, status, body) => {
    expect(await ask(text(status, body))).toMatchObject({
      ok: true,
      value: { httpStatus: status, body: null },
    });
  });

  it('reads Retry-After in seconds and as a date, within ten seconds and a day', async () => {
    const before = Date.now();
    const waits = { '120': 120, '1': 10, '999999': 86_400 };
    for (const [header, seconds] of Object.entries(waits)) {
      const { retryAt } = (await problemOf(text(429, '', { 'retry-after': header })))!;
      expect(retryAt! - before).toBeGreaterThanOrEqual(seconds * 1000);
      expect(retryAt! - before).toBeLessThan(seconds * 1000 + 5000);
      await server.close();
    }
    const date = new Date(before + 600_000).toUTCString();
    const { retryAt } = (await problemOf(text(503, '', { 'retry-after': date })))!;
    expect(retryAt).toBe(Math.floor((before + 600_000) / 1000) * 1000);
  });

  it('reads a date of Retry-After by the clock of who wrote it', async () => {
    const far = Date.UTC(2030, 0, 1);
    const dates = { date: new Date(far).toUTCString(), 'retry-after': new Date(far + 600_000).toUTCString() };
    const before = Date.now();
    const { retryAt } = (await problemOf(text(503, '', dates)))!;
    expect(retryAt! - before).toBeGreaterThanOrEqual(599_000);
    expect(retryAt! - Date.now()).toBeLessThanOrEqual(600_000);
  });

  it('W12: learns the time from good answers only', async () => {
    const date = new Date(Date.UTC(2030, 0, 1)).toUTCString();
    const times: number[] = [];
    const replies = [
      text(502, 'Bad gateway', { date }),
      json(401, { message: 'invalid or expired jwt' }, { date }),
      json(403, { status: 920 }, { date }),
      text(200, '<html>Welcome to our Wi-Fi</html>', { date }),
      json(200, { status: 0, data: [] }, { date }),
    ];
    for (const reply of replies) {
      server = await startFaultServer(reply);
      const send = createTransport({ fetch, clock: systemClock, onServerTime: (time) => times.push(time) });
      await send({ method: 'GET', url: server.url, headers: {} });
      await server.close();
    }
    expect(times).toEqual([Date.UTC(2030, 0, 1)]);
  });

  it('takes a body up to the limit and no more', async () => {
    const padding = (size: number) => text(200, `[${' '.repeat(size - 2)}]`);
    expect(await ask(padding(BODY_LIMIT_BYTES))).toMatchObject({ ok: true, value: { body: [] } });
    await server.close();
    expect((await problemOf(padding(BODY_LIMIT_BYTES + 1)))?.code).toBe('answerTooLarge');
  });

  it('stops reading a bomb long before it has gone off', async () => {
    const before = process.memoryUsage().rss;
    await problemOf(bomb);
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  it('tells a name that is not found from a server that does not listen', async () => {
    const send = createTransport({ fetch, clock: systemClock });
    const unknown = await send({ method: 'GET', url: 'https://no-such-host.invalid/', headers: {} });
    expect(unknown).toMatchObject({ ok: false, problem: { code: 'nameNotFound' } });
    server = await startFaultServer(hang);
    await server.close();
    const closed = await send({ method: 'GET', url: server.url, headers: {} });
    expect(closed).toMatchObject({
      ok: false,
      problem: { code: 'connectionFailed', params: { cause: 'nothingListens' } },
    });
  });

  it.each([
    ['net::ERR_NAME_NOT_RESOLVED', { code: 'nameNotFound' }],
    ['net::ERR_INTERNET_DISCONNECTED', { code: 'connectionFailed', params: { cause: 'offline' } }],
    ['net::ERR_CONNECTION_REFUSED', { code: 'connectionFailed', params: { cause: 'nothingListens' } }],
    ['net::ERR_NETWORK_CHANGED', { code: 'connectionFailed', params: { cause: 'ERR_NETWORK_CHANGED' } }],
    ['net::ERR_CONNECTION_TIMED_OUT', { code: 'timedOut' }],
    ['net::ERR_CERT_DATE_INVALID', { code: 'tlsFailed', params: { cause: 'ERR_CERT_DATE_INVALID' } }],
    ['net::ERR_SSL_PROTOCOL_ERROR', { code: 'tlsFailed' }],
    ['net::ERR_PROXY_AUTH_REQUESTED', { code: 'connectionFailed', params: { cause: 'proxyWantsSignIn' } }],
    ['Redirect was cancelled', { code: 'answerNotFromServer' }],
  ])("tells apart what Electron's own HTTP stack says: %s", async (message, problem) => {
    const send = createTransport({ fetch: () => Promise.reject(new Error(message)), clock: systemClock });
    const answer = await send({ method: 'GET', url: 'https://api.libreview.io/', headers: {} });
    expect(answer).toMatchObject({ ok: false, problem });
  });

  it('never speaks plain HTTP inside TLS', async () => {
    server = await startFaultServer(json(200, {}));
    const send = createTransport({ fetch, clock: systemClock });
    const answer = await send({ method: 'GET', url: server.url.replace('http:', 'https:'), headers: {} });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'tlsFailed' } });
    expect(server.received).toHaveLength(0);
  });

  it('ends at once when the time of the whole command is over', async () => {
    server = await startFaultServer(hang);
    const send = createTransport({ fetch, clock: systemClock, signal: AbortSignal.abort() });
    const answer = await send({ method: 'GET', url: server.url, headers: {} });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'timedOut' } });
  });
});

describe('what stands in front of the server', () => {
  const statuses = [500, 502, 503, 504, 511, 520, 521, 522, 523, 524, 525, 526, 527, 530, 599];
  const words = [
    'api.libreview.io | 502: Bad gateway',
    'Access denied | api.libreview.io used Cloudflare to restrict access',
    'Just a moment... Cloudflare',
    'Error 1015',
    'error code: 1016',
  ];

  it.each(statuses)(
    'W1: an error page with HTTP %i is no block, whatever is written on it',
    async (status) => {
      server = await startFaultServer();
      const send = createTransport({ fetch, clock: systemClock });
      for (const word of words) {
        const problemDocument = { title: word, status, cloudflare_error: true, retry_after: 60 };
        for (const reply of [
          html(status, word),
          text(status, `${word}\n`, { 'content-type': 'text/plain' }),
          text(status, '', { 'cf-mitigated': 'challenge', server: 'cloudflare' }),
          json(status, problemDocument, { 'content-type': 'application/problem+json' }),
        ]) {
          server.script(reply);
          const answer = await send({ method: 'GET', url: server.url, headers: {} });
          const read = answer.ok ? readReply(answer.value, 'server') : { problem: answer.problem };
          const code = status === 511 && !answer.ok ? 'answerNotFromServer' : 'serverError';
          expect(read).toMatchObject({ problem: { code } });
        }
      }
    },
  );

  const problemDocument = (status: number, code: number, more: object = {}): Reply =>
    json(
      status,
      {
        type: 'about:blank',
        title: `Error ${code}: no`,
        status,
        error_code: code,
        cloudflare_error: true,
        ...more,
      },
      { 'content-type': 'application/problem+json' },
    );
  it.each([
    ['a line of text', text(403, 'error code: 1010', { 'content-type': 'text/plain' })],
    ['a line of text with a line end', text(403, 'error code: 1020\n')],
    ['a line of text that names no code', text(403, 'Access denied', { 'content-type': 'text/plain' })],
    ['a line of text that names a code between brackets', text(403, 'Access denied [error code:1010]')],
    ['a line of text with 429', text(429, 'error code: 1015', { 'content-type': 'text/plain' })],
    ['a line of text with 430', text(430, 'error code:1015')],
    ['a problem document with 403', problemDocument(403, 1010)],
    ['a problem document with 429', problemDocument(429, 1015)],
    ['a problem document by its mark alone', json(429, { title: 'Slow down', cloudflare_error: true })],
    ['a problem document by its title alone', json(403, { title: 'Error 1010: The owner ...', status: 403 })],
    [
      'a problem document of another gateway',
      text(403, '{"title":"Forbidden","status":403}', {
        'content-type': 'application/problem+json; charset=utf-8',
      }),
    ],
    ['a challenge', text(403, '', { 'cf-mitigated': 'challenge' })],
    ['a page whose title names the code, with 200', html(200, 'error code:1015')],
    ['a page of a company proxy', html(403, 'Web filter: this category is not allowed')],
  ] as const)('W2: %s is a block', async (_, reply) => {
    expect(await problemOf(reply)).toEqual({ code: 'blocked', params: {} });
  });

  it.each([
    ['301 to another place of its own', text(301, '', { location: '/new' }), 301],
    ['404 in HTML', html(404, 'Not found'), 404],
    ['410 in HTML', html(410, 'Gone'), 410],
  ])('W6: %s is an answer about the path', async (_, reply, httpStatus) => {
    expect(await ask(reply)).toMatchObject({ ok: true, value: { httpStatus, body: null } });
  });

  it.each([
    ['308 to a host of somebody else', text(308, '', { location: 'https://portal.example/' })],
    ['308 to no place', text(308, '<html>', { location: 'http://' })],
    ['302, which is not for good', text(302, '', { location: '/new' })],
  ])('W6: %s is that of a network', async (_, reply) => {
    expect((await problemOf(reply))?.code).toBe('answerNotFromServer');
  });

  it('W6: 308 from one host of LibreView to another is an answer about the path', async () => {
    const moved = new Response(null, { status: 308, headers: { location: 'https://lluapi.libreview.io/' } });
    const send = createTransport({ fetch: () => Promise.resolve(moved), clock: systemClock });
    const answer = await send({ method: 'GET', url: 'https://api.libreview.io/llu', headers: {} });
    expect(answer).toMatchObject({ ok: true, value: { httpStatus: 308 } });
  });

  it.each([
    ['an empty 429', text(429, '')],
    ['text of the server itself with 429', text(429, 'Too many requests')],
  ])('W2: %s only asks for patience', async (_, reply) => {
    expect((await problemOf(reply))?.code).toBe('rateLimited');
  });

  it.each([
    [
      'a page that loads something from Cloudflare',
      '<script src="https://cdnjs.cloudflare.com/a.js"></script>',
    ],
    ['a page that says "access denied"', '<h1>Access denied</h1>'],
  ])('W2: %s in place of the answer is that of a network', async (_, body) => {
    const reply = text(200, `<html><title>Guests</title>${body}</html>`);
    expect((await problemOf(reply))?.code).toBe('answerNotFromServer');
  });

  it.each([
    ['403', 403, { message: 'no' }],
    ['401', 401, { status: 401, error: { message: 'invalid auth session' } }],
    ['920', 403, { status: 920, data: { minimumVersion: '4.18.0' } }],
    ['a title like that of a block, with 200', 200, { status: 0, title: 'Error 1010', data: [] }],
    ['a lockout', 429, { status: 429, data: { data: { lockout: 300 }, message: 'locked' } }],
    ['a problem document about what was asked', 400, { title: 'Bad Request' }, 'application/problem+json'],
  ])("W2: the server's own JSON is handed on: %s", async (_, status, body, type = 'application/json') => {
    expect(await ask(json(status, body, { 'content-type': type }))).toMatchObject({
      ok: true,
      value: { httpStatus: status, body },
    });
  });

  it.each([
    ['a header', text(429, 'error code: 1015', { 'retry-after': '90' }), 90],
    ['the header of a page', text(403, '<title>Attention Required!</title>', { 'retry-after': '90' }), 90],
    ['its document', problemDocument(429, 1015, { retry_after: 90 }), 90],
    ['its document, too soon', problemDocument(403, 1010, { retry_after: 0 }), 10],
    ['words, which is no figure', problemDocument(403, 1010, { retry_after: '90' }), null],
    ['a figure before now', problemDocument(403, 1010, { retry_after: -90 }), null],
    [
      'a figure without an end',
      text(429, '{"cloudflare_error":true,"retry_after":1e999}', { 'content-type': 'application/json' }),
      null,
    ],
  ])('W2: a block holds as long as it says in %s', async (_, reply, seconds) => {
    const clock = new FakeClock();
    server = await startFaultServer(reply);
    const answer = await createTransport({ fetch, clock })({ method: 'GET', url: server.url, headers: {} });
    expect(answer).toEqual({
      ok: false,
      problem: {
        code: 'blocked',
        params: {},
        ...(seconds === null ? {} : { retryAt: clock.now() + seconds * 1000 }),
      },
    });
  });
});

describe('a slow server', () => {
  const body = { status: 0, data: [] };
  const within = { ok: true, value: { body } };
  const beyond = { ok: false, problem: { code: 'timedOut' } };

  it.each([
    ['its headers', (clock: FakeClock, ms: number) => slowHeaders(clock, ms, json(200, body))],
    ['its body', (clock: FakeClock, ms: number) => slowBody(clock, ms, body)],
  ] as const)(
    'is waited for, for 20 seconds from the first byte out to the last one in: %s',
    async (_, slow) => {
      for (const [milliseconds, expected] of [
        [19_999, within],
        [20_001, beyond],
      ] as const) {
        const clock = new FakeClock();
        server = await startFaultServer(slow(clock, milliseconds));
        const send = createTransport({ fetch, clock });
        const answer = send({ method: 'GET', url: server.url, headers: {} });
        await server.asked(1);
        clock.advance(milliseconds);
        expect(await answer).toMatchObject(expected);
        await server.close();
        expect(clock.pending).toBe(0);
      }
    },
  );
});

describe('a server that goes away', () => {
  it('is refused until it is back', async () => {
    server = await startFaultServer(down, json(200, {}));
    const send = createTransport({ fetch, clock: systemClock });
    const ask = () => send({ method: 'GET', url: server.url, headers: {} });
    expect((await ask()).ok).toBe(false);
    expect(await ask()).toMatchObject({
      ok: false,
      problem: { code: 'connectionFailed', params: { cause: 'nothingListens' } },
    });
    await server.up();
    expect(await ask()).toMatchObject({ ok: true });
    expect(server.received).toHaveLength(2);
  });
});

describe('TLS', () => {
  let distrust: () => void;
  beforeAll(() => (distrust = trustTestAuthority()));
  afterAll(() => distrust());

  async function post(fault: TlsFault) {
    server = await startTlsFaultServer(fault, json(200, { status: 0 }));
    const send = createTransport({ fetch, clock: systemClock });
    const request = { method: 'POST', url: server.url, headers: {}, body: 'the password' } as const;
    return send(request);
  }

  it('lets a server through whose certificate is good', async () => {
    expect(await post('good')).toMatchObject({ ok: true, value: { body: { status: 0 } } });
    expect(server.received).toMatchObject([{ body: 'the password' }]);
  });

  it.each([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['old-protocol', expect.stringMatching(/PROTOCOL/)],
  ] as const)('that is %s is refused before anything is sent', async (fault, cause) => {
    expect(await post(fault)).toMatchObject({ ok: false, problem: { code: 'tlsFailed', params: { cause } } });
    expect(server.connections()).toBe(1);
    expect(server.received).toHaveLength(0);
  });

  it('is not trusted for an authority the system does not know', async () => {
    distrust();
    try {
      expect(await post('good')).toMatchObject({ ok: false, problem: { code: 'tlsFailed' } });
      expect(server.received).toHaveLength(0);
    } finally {
      distrust = trustTestAuthority();
    }
  });
});

describe('every status', () => {
  it('of HTTP becomes an answer or a problem, whatever body it has', async () => {
    server = await startFaultServer();
    const send = createTransport({ fetch, clock: systemClock });
    for (let status = 200; status < 600; status += 1) {
      const script = [text(status, ''), html(status, 'Hello'), text(status, '{'), json(status, { status })];
      server.script(...script);
      for (let turn = 0; turn < script.length; turn += 1) {
        const answer = await send({ method: 'GET', url: server.url, headers: {} });
        const heard = answer.ok ? answer.value.httpStatus : answer.problem.code;
        // Only what is JSON, or a refusal without a body, is an answer; the HTTP stack itself refuses 407.
        if (turn === 0 && status < 400) expect(heard).toBeTypeOf('string');
        if (turn === 3 && ![204, 205, 304, 407].includes(status)) expect(heard).toBe(status);
      }
    }
  });

  it('in the body is handed on', async () => {
    expect(await ask(bodyStatus(911))).toMatchObject({ ok: true, value: { body: { status: 911 } } });
  });
});
