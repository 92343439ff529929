import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryVault, type CredentialVault } from '../../../src/main/credentials/vault.ts';
import { LibreClient } from '../../../src/main/libre/client.ts';
import { ServerState } from '../../../src/main/libre/server-state.ts';
import { createTransport } from '../../../src/main/libre/transport.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import {
  html,
  json,
  startFaultServer,
  text,
  type FaultServer,
  type Reply,
} from '../../support/fault-server.ts';

const EMAIL = 'follower@example.com';
const PASSWORD = 'pass word 1!';
const USER_ID = '0b9f2c6e-1111-4222-8333-944455556666';
const START = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const HALF_YEAR_MS = 180 * 24 * 60 * MINUTE;

let server: FaultServer;
let clock: FakeClock;
let state: ServerState;
let vault: CredentialVault;
let isTimeSure = true;

beforeEach(async () => {
  server = await startFaultServer();
  clock = new FakeClock(START);
  isTimeSure = true;
  state = new ServerState(null);
  vault = memoryVault();
  await vault.writeCredentials({ email: EMAIL, password: PASSWORD });
});
afterEach(() => server.close());

/** A new client, as after a restart: vault and state stay. */
function client(
  options: {
    apiVersion?: string;
    fetch?: typeof fetch;
    baseUrl?: string;
    kept?: boolean;
    unremembered?: boolean;
  } = {},
) {
  const baseUrl = options.baseUrl ?? server.url;
  return new LibreClient({
    transport: createTransport({ fetch: options.fetch ?? fetch, clock }),
    clock,
    server: { baseUrl, apiVersion: options.apiVersion ?? '4.17.0', userAgent: 'Glucoglance/test' },
    vault,
    memoryOf: (email) => state.account(baseUrl, email),
    run: {
      random: () => 0.5,
      isTimeSure: () => isTimeSure,
      keepsSession: options.kept ?? true,
      unremembered: options.unremembered ?? false,
    },
  });
}

const ticket = (token = 'token-1', expiresAt = START + HALF_YEAR_MS) => ({
  token,
  expires: Math.floor(expiresAt / 1000),
  duration: 15_552_000_000,
});
const signedIn = (token?: string, expiresAt?: number): Reply =>
  json(200, {
    status: 0,
    data: { user: { id: USER_ID, country: 'DE' }, authTicket: ticket(token, expiresAt) },
  });
const nobody = (fresh?: object): Reply => json(200, { status: 0, data: [], ...(fresh && { ticket: fresh }) });
const refused: Reply = json(200, { status: 2, error: { message: 'notAuthenticated' } });
const redirectTo = (region: string): Reply => json(200, { status: 0, data: { redirect: true, region } });
const stepOf = (type: string, token = `step-${type}`): Reply =>
  json(200, {
    status: 4,
    data: { step: { type }, user: { country: 'NL', uiLanguage: 'nl-NL' }, authTicket: ticket(token) },
  });
const lockedFor = (seconds: number): Reply =>
  json(200, { status: 429, data: { code: 60, data: { lockout: seconds }, message: 'locked' } });
const lockedOut = lockedFor(300);
const expiredToken: Reply = json(401, { message: 'invalid or expired jwt' });
const tooOld = (minimumVersion: string): Reply => json(403, { status: 920, data: { minimumVersion } });
const countryDocuments: Reply = json(200, {
  status: 0,
  data: {
    lluToUHtml: { 'nl-nl': 'https://files.example/tou-nl.html', en: 'https://files.example/tou-en.html' },
    lluToUVersions: { default: '2026-01-02' },
    lluPrivacyPolicyHtml: { en: 'https://files.example/pp-en.html' },
    lluPrivacyPolicyVersions: { default: '2025-03-04' },
  },
});

const paths = () => server.received.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
const LOGIN = 'POST /llu/auth/login';
const LIST = 'GET /llu/connections';

describe('signing in', () => {
  it('sends what the protocol asks for, and the token and Account-Id afterwards', async () => {
    server.script(signedIn(), nobody());
    expect(await client().connections()).toEqual({ ok: true, value: { people: [], unreadable: 0 } });
    const [login, list] = server.received;
    expect(login).toMatchObject({ method: 'POST', path: '/llu/auth/login' });
    expect(JSON.parse(login!.body)).toEqual({ email: EMAIL, password: PASSWORD });
    expect(login!.headers).toMatchObject({
      product: 'llu.android',
      version: '4.17.0',
      'content-type': 'application/json',
      'user-agent': 'Glucoglance/test',
    });
    expect(login!.headers['authorization']).toBeUndefined();
    expect(list!.headers['authorization']).toBe('Bearer token-1');
    expect(list!.headers['account-id']).toBe(createHash('sha256').update(USER_ID).digest('hex'));
  });

  it('keeps the session in the vault, so that a restart does not sign in again', async () => {
    server.script(signedIn(), nobody());
    await client().connections();
    await client().connections();
    expect(paths()).toEqual([LOGIN, LIST, LIST]);
  });

  it('signs in anew when the kept session ends within a day', async () => {
    server.script(signedIn(), nobody());
    await client().connections();
    clock.advance(HALF_YEAR_MS - 23 * 60 * MINUTE);
    server.script(signedIn(), nobody());
    await client().connections();
    expect(paths()).toEqual([LOGIN, LIST, LOGIN, LIST]);
  });

  it('signs in once for several calls at a time', async () => {
    server.script(signedIn(), nobody());
    const one = client();
    await Promise.all([one.connections(), one.connections(), one.connections()]);
    expect(paths().filter((path) => path === LOGIN)).toHaveLength(1);
  });

  it('tells the account’s country, region and how long the session lasts', async () => {
    server.script(redirectTo('eu2'), signedIn());
    const account = await client().authenticate();
    expect(account).toEqual({
      ok: true,
      value: { country: 'DE', region: 'eu2', tokenExpiresAt: START + HALF_YEAR_MS },
    });
  });

  it.each([
    ['no user', { authTicket: ticket() }],
    ['no ticket', { user: { id: USER_ID } }],
    ['a ticket without a token', { user: { id: USER_ID }, authTicket: { token: '', expires: 1 } }],
    ['null', null],
  ])('does not take an answer with %s for a session', async (_, data) => {
    server.script(json(200, { status: 0, data }));
    const host = new URL(server.url).host;
    expect(await client().connections()).toEqual({
      ok: false,
      problem: { code: 'answerUnreadable', params: { host, detail: 'answerWithoutAccount' } },
    });
  });

  it.each<[string, Reply, (host: string) => object]>([
    ['maintenance', json(200, { status: 911 }), (host) => ({ code: 'maintenance', params: { host } })],
    ['403', json(403, { message: 'no' }), (host) => ({ code: 'serverError', params: { host, status: 403 } })],
    [
      'a header that is missing',
      json(400, { message: 'RequiredHeaderMissing' }),
      () => ({ code: 'updateRequired' }),
    ],
    [
      'a session that is missing',
      json(200, { message: 'MissingCachedUser' }),
      () => ({ code: 'sessionRejected' }),
    ],
  ])('says what is wrong where the answer is %s, and refuses no password', async (_, reply, problemOf) => {
    server.script(reply);
    const problem = problemOf(new URL(server.url).host);
    expect(await client().connections()).toMatchObject({ ok: false, problem });
    expect(paths()).toEqual([LOGIN]);
    expect(state.account(server.url, EMAIL).get().refusedCredentials).toBeUndefined();
  });

  it('is not tried where a refusal could not be remembered, unless a monitor remembers it itself', async () => {
    const folder = temporaryDirectory();
    mkdirSync(join(folder, 'state.json'));
    state = new ServerState(folder);
    server.script(signedIn());
    expect(await client().authenticate()).toEqual({
      ok: false,
      problem: { code: 'budgetNotKept', params: {} },
    });
    expect(server.received).toEqual([]);
    expect(await client({ unremembered: true }).authenticate()).toMatchObject({ ok: true });
  });

  it('needs credentials', async () => {
    await vault.clear();
    expect(await client().connections()).toMatchObject({ ok: false, problem: { code: 'signInNeeded' } });
    expect(server.received).toHaveLength(0);
  });
});

describe('a refused sign-in', () => {
  it.each([
    ['status 2', refused],
    ['HTTP 401', text(401, '')],
  ])('is not repeated with the same password, also after a restart: %s', async (_, reply) => {
    server.script(reply);
    expect(await client().connections()).toMatchObject({
      ok: false,
      problem: { code: 'credentialsRejected' },
    });
    clock.advance(24 * 60 * MINUTE);
    expect(await client().connections()).toMatchObject({
      ok: false,
      problem: { code: 'credentialsKnownBad' },
    });
    expect(paths()).toEqual([LOGIN]);
  });

  it('lets the user try again after a minute, and only twice in five', async () => {
    server.script(refused);
    const attempt = async () =>
      (await client().authenticate()) as { problem?: { code: string; retryAt?: number } };
    expect((await attempt()).problem?.code).toBe('credentialsRejected');
    expect((await attempt()).problem).toMatchObject({ code: 'signInPaused', retryAt: START + MINUTE });
    clock.advance(MINUTE);
    expect((await attempt()).problem?.code).toBe('credentialsRejected');
    clock.advance(MINUTE);
    expect((await attempt()).problem).toMatchObject({ code: 'signInPaused', retryAt: START + 5 * MINUTE });
    clock.advance(3 * MINUTE);
    expect((await attempt()).problem?.code).toBe('credentialsRejected');
    expect(server.received).toHaveLength(3);
  });

  it('of a password is forgotten once that password has worked', async () => {
    server.script(refused);
    await client().connections();
    clock.advance(2 * MINUTE);
    server.script(signedIn());
    expect(await client().authenticate()).toMatchObject({ ok: true });
    await vault.clear();
    await vault.writeCredentials({ email: EMAIL, password: PASSWORD });
    server.script(signedIn(), nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
  });

  it('of a password says nothing about another one', async () => {
    server.script(refused);
    await client().connections();
    clock.advance(2 * MINUTE);
    await vault.writeCredentials({ email: EMAIL, password: 'the right one' });
    server.script(signedIn(), nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
  });

  it('of a password is not forgotten because another one worked', async () => {
    server.script(refused);
    await client().connections();
    clock.advance(2 * MINUTE);
    await vault.writeCredentials({ email: EMAIL, password: 'the right one' });
    server.script(signedIn());
    expect(await client().authenticate()).toMatchObject({ ok: true });
    await vault.clear();
    await vault.writeCredentials({ email: EMAIL, password: PASSWORD });
    expect(await client().connections()).toMatchObject({ problem: { code: 'credentialsKnownBad' } });
    expect(server.received).toHaveLength(2);
  });

  it('in another process meanwhile is known before the password is sent', async () => {
    const folder = temporaryDirectory();
    state = new ServerState(folder);
    const one = client();
    const other = new ServerState(folder).account(server.url, EMAIL);
    other.update({ refusedAt: [START - 60 * MINUTE], refusedCredentials: other.fingerprint(PASSWORD) });
    expect(await one.connections()).toMatchObject({ problem: { code: 'credentialsKnownBad' } });
    expect(server.received).toHaveLength(0);
  });

  it('of one account pauses no other', async () => {
    server.script(refused);
    await client().connections();
    await vault.writeCredentials({ email: 'other@example.com', password: PASSWORD });
    server.script(signedIn(), nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
  });

  it('counts neither good sign-ins nor failures of the network', async () => {
    for (let round = 0; round < 5; round += 1) {
      await vault.clear();
      await vault.writeCredentials({ email: EMAIL, password: PASSWORD });
      server.script(text(502, ''));
      await client().connections();
      server.script(signedIn(), nobody());
      expect(await client().connections()).toMatchObject({ ok: true });
    }
  });
});

describe('a lockout', () => {
  it('keeps every sign-in away until it is over and half a minute more', async () => {
    server.script(lockedOut);
    const until = START + 330_000;
    expect(await client().authenticate()).toMatchObject({ problem: { code: 'lockedOut', retryAt: until } });
    clock.advance(329_000);
    expect(await client().authenticate()).toMatchObject({ problem: { code: 'lockedOut', retryAt: until } });
    expect(server.received).toHaveLength(1);
    clock.advance(1000);
    server.script(signedIn());
    expect(await client().authenticate()).toMatchObject({ ok: true });
  });

  it('of years keeps the password away for a day, not for no time at all', async () => {
    server.script(lockedFor(1e9));
    await client().authenticate();
    clock.advance(24 * 3600_000);
    expect(await client().authenticate()).toMatchObject({ problem: { code: 'lockedOut' } });
    expect(server.received).toHaveLength(1);
  });

  it('does not stop requests with a session that still works', async () => {
    server.script(signedIn(), nobody());
    await client().connections();
    server.script(lockedOut);
    await client().authenticate();
    server.script(nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
  });
});

describe('being told to wait', () => {
  it('without a time: 5, 10, 20, 30, 30 minutes; a success starts anew', async () => {
    server.script(signedIn(), nobody());
    await client().connections();
    for (const minutes of [5, 10, 20, 30, 30]) {
      server.script(text(429, ''));
      const until = clock.now() + minutes * MINUTE;
      expect(await client().connections()).toMatchObject({
        problem: { code: 'rateLimited', retryAt: until },
      });
      const asked = server.received.length;
      clock.advance(minutes * MINUTE - 1);
      expect(await client().connections()).toMatchObject({
        problem: { code: 'rateLimited', retryAt: until },
      });
      expect(server.received).toHaveLength(asked);
      clock.advance(1);
    }
    server.script(nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
    server.script(text(429, ''));
    expect(await client().connections()).toMatchObject({ problem: { retryAt: clock.now() + 5 * MINUTE } });
  });

  it('with a time: until then', async () => {
    server.script(signedIn(), text(429, '', { 'retry-after': '600' }));
    expect(await client().connections()).toMatchObject({
      problem: { code: 'rateLimited', retryAt: START + 600_000 },
    });
  });

  it('by a block page: 15, 30, 60 minutes, sign-ins included', async () => {
    for (const minutes of [15, 30, 60, 60]) {
      server.script(html(403, 'Attention Required! | Cloudflare'));
      const until = clock.now() + minutes * MINUTE;
      expect(await client().connections()).toMatchObject({ problem: { code: 'blocked', retryAt: until } });
      clock.advance(minutes * MINUTE);
    }
    expect(server.received).toHaveLength(4);
  });

  it.each([
    ['403, a line of text', text(403, 'error code: 1010', { 'content-type': 'text/plain' })],
    ['429, a line of text', text(429, 'error code: 1015')],
    ['403, a problem document', json(403, { title: 'Error 1010: no', status: 403, cloudflare_error: true })],
    ['403, a page of a company proxy', html(403, 'Web filter')],
  ])('W2: by a block in another form, without a sign-in, over runs too: %s', async (_, block) => {
    server.script(signedIn(), nobody());
    await client().connections();
    server.script(block);
    const blocked = { problem: { code: 'blocked', retryAt: START + 15 * MINUTE } };
    expect(await client().connections()).toMatchObject(blocked);
    clock.advance(14 * MINUTE);
    expect(await client().connections()).toMatchObject(blocked);
    expect(await client().authenticate()).toMatchObject(blocked);
    expect(paths()).toEqual([LOGIN, LIST, LIST]);
  });

  it('W2: by a block on sign-in, over runs too', async () => {
    server.script(text(403, 'error code: 1010'));
    for (let run = 0; run < 3; run += 1)
      expect(await client().connections()).toMatchObject({
        problem: { code: 'blocked', retryAt: START + 15 * MINUTE },
      });
    expect(paths()).toEqual([LOGIN]);
  });

  it('W1: not by the error page of a gateway whose server is down', async () => {
    server.script(signedIn(), nobody());
    await client().connections();
    for (const page of [
      html(502, 'api.libreview.io | 502: Bad gateway | Cloudflare'),
      text(503, 'access denied'),
      json(530, { title: 'Error 1016: Origin DNS error', status: 530, cloudflare_error: true }),
    ]) {
      server.script(page, nobody());
      const answer = await client().connections();
      expect(answer).toMatchObject({ problem: { code: 'serverError' } });
      expect(answer.ok ? null : answer.problem.retryAt).toBeUndefined();
      expect(await client().connections()).toMatchObject({ ok: true });
    }
  });

  it('by a block on sign-in keeps the requests of a session that works away, by a limit it does not', async () => {
    server.script(signedIn(), nobody());
    await client().connections();
    server.script(text(429, ''));
    await client().authenticate();
    server.script(nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
    clock.advance(60 * MINUTE);
    server.script(html(403, 'Attention Required! | Cloudflare'));
    await client().authenticate();
    server.script(nobody());
    const asked = server.received.length;
    expect(await client().connections()).toMatchObject({ problem: { code: 'blocked' } });
    expect(server.received).toHaveLength(asked);
  });

  it.each([
    ['430', text(430, '')],
    ['JSON', json(429, { message: 'slow down' })],
  ])('on sign-in: %s counts as 429', async (_, reply) => {
    server.script(reply);
    expect(await client().authenticate()).toMatchObject({
      problem: { code: 'rateLimited', retryAt: START + 5 * MINUTE },
    });
    expect(await client().authenticate()).toMatchObject({ problem: { code: 'rateLimited' } });
    expect(server.received).toHaveLength(1);
  });

  it('is not believed when a clock set back makes it last for ever', async () => {
    server.script(signedIn(), text(429, ''));
    await client().connections();
    clock = new FakeClock(START - 40 * 24 * 60 * MINUTE);
    server.script(nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
  });
});

describe('the region', () => {
  it('is followed on libreview.io, and remembered', async () => {
    const asked: string[] = [];
    const answers = [
      { status: 0, data: { redirect: true, region: 'eu2' } },
      { status: 0, data: { user: { id: USER_ID }, authTicket: ticket() } },
      { status: 0, data: [] },
    ];
    const fakeFetch = (async (url: string) => {
      asked.push(new URL(url).host);
      return Response.json(answers.length > 1 ? answers.shift() : answers[0]);
    }) as typeof fetch;
    const options = { fetch: fakeFetch, baseUrl: 'https://api.libreview.io' };
    await client(options).connections();
    await client(options).connections();
    expect(asked).toEqual(['api.libreview.io', ...Array<string>(3).fill('api-eu2.libreview.io')]);
  });

  it('never takes the password from another server to libreview.io', async () => {
    const asked: string[] = [];
    const watched = (async (url: string, init: RequestInit) => {
      asked.push(new URL(url).origin);
      return fetch(url, init);
    }) as typeof fetch;
    server.script(redirectTo('us'), signedIn(), redirectTo('us'), nobody());
    expect(await client({ fetch: watched }).connections()).toMatchObject({ ok: true });
    expect(new Set(asked)).toEqual(new Set([server.url]));
    expect(paths()).toEqual([LOGIN, LOGIN, LIST, LIST]);
  });

  it.each(['evil.example/', 'x.evil', '../..', 'toolong', '', 'e', 'eu22', 'EU@evil'])(
    'that is none (%j) gets no password',
    async (region) => {
      server.script(redirectTo(region));
      expect(await client().connections()).toMatchObject({ problem: { code: 'regionUnknown' } });
      expect(server.received).toHaveLength(1);
    },
  );

  it.each([0, 2])('W9: named beside the data is followed, also with status %i', async (status) => {
    const hosts: string[] = [];
    const answers = [
      { status, data: null, redirect: true, region: 'eu' },
      { status: 0, data: { user: { id: USER_ID }, authTicket: ticket() } },
      { status: 0, data: [] },
    ];
    const fakeFetch = (async (url: string) => {
      hosts.push(new URL(url).host);
      return Response.json(answers.shift());
    }) as typeof fetch;
    const options = { fetch: fakeFetch, baseUrl: 'https://api.libreview.io' };
    expect(await client(options).connections()).toMatchObject({ ok: true });
    expect(hosts).toEqual(['api.libreview.io', 'api-eu.libreview.io', 'api-eu.libreview.io']);
  });

  it.each([
    'http://collector.example',
    'https://collector.example',
    'http://api-eu.libreview.io',
    'https://api-eu.libreview.io.collector.example',
    'https://api-eu.libreview.io@collector.example',
    'https://api-eu.libreview.io:8443',
    'https://api-eu.libreview.io/x?',
    'https://api-EU.libreview.io',
    'https://evil.libreview.io',
    'nonsense',
    '',
  ])('R15: remembered in a file is checked before a password is sent there: %j', async (host) => {
    const baseUrl = 'https://api.libreview.io';
    state.account(baseUrl, EMAIL).update({ host });
    const asked: string[] = [];
    const fakeFetch = (async (url: string) => {
      asked.push(new URL(url).origin);
      const login = url.endsWith('login');
      return Response.json({ status: 0, data: login ? { user: { id: USER_ID }, authTicket: ticket() } : [] });
    }) as typeof fetch;
    expect(await client({ fetch: fakeFetch, baseUrl }).connections()).toMatchObject({ ok: true });
    expect(asked).toEqual([baseUrl, baseUrl]);
  });

  it.each(['https://api-eu.libreview.io', 'http://collector.example'])(
    'R15: remembered in a file takes nobody away from a server of their own: %s',
    async (host) => {
      state.account(server.url, EMAIL).update({ host });
      server.script(signedIn(), nobody());
      expect(await client().connections()).toMatchObject({ ok: true });
      expect(paths()).toEqual([LOGIN, LIST]);
    },
  );

  it('W9: that is missing from a redirect refuses no password', async () => {
    server.script(json(200, { status: 2, redirect: true, error: { message: 'notAuthenticated' } }));
    expect(await client().connections()).toMatchObject({ problem: { code: 'regionUnknown' } });
    expect(state.account(server.url, EMAIL).get().refusedCredentials).toBeUndefined();
  });

  it('W9: named beside the data of another server stays with that server', async () => {
    const named = json(200, { status: 2, data: null, redirect: true, region: 'us' });
    server.script(named, signedIn(), named, nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
    expect(paths()).toEqual([LOGIN, LOGIN, LIST, LIST]);
  });

  it('that goes in circles is left', async () => {
    server.script(redirectTo('EU'));
    expect(await client().connections()).toMatchObject({
      problem: { code: 'redirectLoop', params: { region: 'EU' } },
    });
    expect(server.received).toHaveLength(2);
  });

  /** Regions of LibreView that send on, each to the next; the last one lets in. */
  const sentOn = async (regions: readonly string[]) => {
    const asked: string[] = [];
    const fakeFetch = (async (url: string) => {
      asked.push(new URL(url).host);
      const region = regions[asked.length - 1];
      const data = region
        ? { redirect: true, region }
        : { user: { id: USER_ID }, authTicket: ticket(), redirect: false };
      return Response.json({ status: 0, data });
    }) as typeof fetch;
    const answer = await client({ fetch: fakeFetch, baseUrl: 'https://api.libreview.io' }).authenticate();
    return { answer, asked };
  };

  it('is followed over three hosts, and no further', async () => {
    const near = await sentOn(['eu', 'DE', 'fr']);
    expect(near.asked).toEqual([
      'api.libreview.io',
      'api-eu.libreview.io',
      'api-de.libreview.io',
      'api-fr.libreview.io',
    ]);
    expect(near.answer).toMatchObject({ ok: true, value: { region: 'fr' } });
    state = new ServerState(null);
    const far = await sentOn(['eu', 'DE', 'fr', 'us']);
    expect(far.asked).toEqual(near.asked);
    expect(far.answer).toMatchObject({ problem: { code: 'redirectLoop', params: { region: 'us' } } });
  });

  it('on a data request is followed with the same token, once', async () => {
    server.script(signedIn(), redirectTo('us'), nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
    server.script(redirectTo('us'));
    expect(await client().connections()).toMatchObject({ problem: { code: 'redirectLoop' } });
  });

  it('that has moved away (911) is looked for again where the user said', async () => {
    const asked: string[] = [];
    const regional = 'https://api-de.libreview.io';
    state.account('https://api.libreview.io', EMAIL).update({ host: regional });
    const fakeFetch = (async (url: string) => {
      asked.push(url);
      if (url.startsWith(regional)) return Response.json({ status: 911 });
      const login = url.endsWith('login');
      return Response.json({ status: 0, data: login ? { user: { id: USER_ID }, authTicket: ticket() } : [] });
    }) as typeof fetch;
    const options = { fetch: fakeFetch, baseUrl: 'https://api.libreview.io' };
    expect(await client(options).connections()).toMatchObject({ ok: true });
    expect(asked.map((url) => new URL(url).host)).toEqual([
      'api-de.libreview.io',
      'api.libreview.io',
      'api.libreview.io',
    ]);
  });
});

describe('a server that says back what it was sent', () => {
  const echoes = [
    ['as it is', PASSWORD],
    ['cut', PASSWORD.slice(0, 9)],
    ['in capitals', PASSWORD.toUpperCase()],
    ['in base64', Buffer.from(PASSWORD).toString('base64')],
    ['in hexadecimal', Buffer.from(PASSWORD).toString('hex')],
    ['in a URL', encodeURIComponent(PASSWORD)],
    ['among other words', `no ${PASSWORD}`],
    ['the address', EMAIL],
  ] as const;

  /** Nor the beginning of it. */
  function expectNothingOf(echo: string, answer: unknown): void {
    const told = JSON.stringify(answer).toLowerCase();
    expect(told).not.toContain(echo.slice(0, 6).toLowerCase());
  }

  it.each(echoes)('R14: has nothing of it shown, on sign-in: %s', async (_, echo) => {
    const account = { user: { id: USER_ID }, authTicket: ticket() };
    for (const reply of [
      json(200, { status: 4, data: { step: { type: echo }, ...account } }),
      redirectTo(echo),
      redirectTo(echo.slice(0, 12)),
      json(200, { status: 77, error: { message: echo } }),
      json(400, { message: echo }),
      json(403, { status: 920, data: { minimumVersion: echo } }),
    ]) {
      server.script(reply);
      const answer = await client().authenticate(async () => true);
      expect(answer.ok).toBe(false);
      expectNothingOf(echo, answer);
    }
  });

  it.each(echoes)('R14: has nothing of it shown, on data requests: %s', async (_, echo) => {
    server.script(signedIn(), nobody());
    await client().connections();
    for (const reply of [
      redirectTo(echo),
      json(200, { status: 77, error: { message: echo } }),
      json(403, { status: 920, data: { minimumVersion: echo } }),
    ]) {
      server.script(reply);
      const answer = await client().connections();
      expect(answer.ok).toBe(false);
      expectNothingOf(echo, answer);
    }
  });

  it('R14: has nothing of it shown where it is the token or the id of the account', async () => {
    server.script(signedIn('tokens-are-secret-too'), nobody());
    await client().connections();
    for (const echo of ['tokens-are-secret-too', USER_ID]) {
      server.script(json(200, { status: 77, error: { message: echo } }));
      expectNothingOf(echo, await client().connections());
    }
  });

  it('R14: has nothing of it shown in what names a document', async () => {
    const link = `https://files.example/${encodeURIComponent(PASSWORD)}.html`;
    const documents = { lluToUHtml: { en: link }, lluToUVersions: { default: PASSWORD } };
    server.script(stepOf('tou'), json(200, { status: 0, data: documents }));
    const terms: unknown[] = [];
    const answer = await client().authenticate(async (one) => (terms.push(one), false));
    expect(terms).toEqual([{ document: 'termsOfUse', link: null, version: null }]);
    expect(answer).toMatchObject({
      problem: { code: 'termsNotAccepted', params: { link: '', version: '' } },
    });
  });

  it('R14: has nothing of it shown as the name of a person, whose own name may be in a password', async () => {
    const people = [
      { patientId: '1', firstName: `x${PASSWORD}`, lastName: 'Lindqvist' },
      { patientId: '2', firstName: 'Pass', lastName: 'Word' },
    ];
    server.script(signedIn(), json(200, { status: 0, data: people }));
    expect(await client().connections()).toMatchObject({
      value: {
        people: [
          { person: { firstName: '', lastName: 'Lindqvist' } },
          { person: { firstName: 'Pass', lastName: 'Word' } },
        ],
      },
    });
  });

  it('R14: is quoted where it says something of its own', async () => {
    server.script(json(200, { status: 77, error: { message: 'tooManyDevices' } }));
    expect(await client().authenticate()).toMatchObject({
      problem: { params: { message: 'tooManyDevices' } },
    });
    server.script(stepOf('somethingNew'));
    expect(await client().authenticate()).toMatchObject({ problem: { params: { step: 'somethingNew' } } });
    server.script(redirectTo('evil.example'));
    expect(await client().authenticate()).toMatchObject({ problem: { params: { region: 'evil.exa' } } });
  });
});

describe('documents to accept', () => {
  it('are named with link and version, and not accepted without a yes', async () => {
    server.script(stepOf('tou'), countryDocuments);
    expect(await client().connections()).toMatchObject({
      problem: {
        code: 'termsNotAccepted',
        params: {
          document: 'termsOfUse',
          link: 'https://files.example/tou-nl.html',
          version: '2026-01-02',
        },
      },
    });
    expect(paths()).toEqual([LOGIN, 'GET /llu/config/country']);
  });

  it('are accepted one after the other, each with the ticket of its own step', async () => {
    server.script(
      stepOf('tou', 'step-1'),
      countryDocuments,
      stepOf('pp', 'step-2'),
      countryDocuments,
      signedIn(),
    );
    const asked: string[] = [];
    const account = await client().authenticate(async ({ document, link, version }) => {
      asked.push(`${document} ${version} ${link}`);
      return true;
    });
    expect(account).toMatchObject({ ok: true });
    expect(asked).toEqual([
      'termsOfUse 2026-01-02 https://files.example/tou-nl.html',
      'privacyPolicy 2025-03-04 https://files.example/pp-en.html',
    ]);
    const continued = server.received.filter(({ path }) => path.startsWith('/auth/continue/'));
    expect(continued.map(({ path, headers }) => [path, headers['authorization']])).toEqual([
      ['/auth/continue/tou', 'Bearer step-1'],
      ['/auth/continue/pp', 'Bearer step-2'],
    ]);
  });

  it('are those of the account’s country, which is kept for a last answer that does not name it', async () => {
    const bare = (type: string): Reply =>
      json(200, { status: 4, data: { step: { type: ` ${type} ` }, authTicket: ticket() } });
    const letIn = json(200, { status: 0, data: { user: { id: USER_ID }, authTicket: ticket() } });
    server.script(bare('tou'), countryDocuments, stepOf('pp'), countryDocuments, letIn);
    expect(await client().authenticate(async () => true)).toMatchObject({ value: { country: 'NL' } });
    const asked = server.received.map(({ path }) => path).filter((path) => path.includes('?'));
    expect(asked).toEqual(['/llu/config/country?country=US', '/llu/config/country?country=NL']);
  });

  it.each([
    ['tou', 'termsOfUse', text(404, '')],
    ['pp', 'privacyPolicy', text(502, '')],
    ['pp', 'privacyPolicy', json(200, { status: 0, data: {} })],
  ])(
    'can be accepted although the server does not say where to read them: %s',
    async (type, document, said) => {
      server.script(stepOf(type), said, signedIn());
      const seen: unknown[] = [];
      const account = await client().authenticate(async (terms) => seen.push(terms) === 1);
      expect(account).toMatchObject({ ok: true });
      expect(seen).toEqual([{ document, link: null, version: null }]);
    },
  );

  it('cannot be accepted without a ticket, nor by who is not asked', async () => {
    server.script(json(200, { status: 4, data: { step: { type: 'tou' } } }));
    expect(await client().authenticate(async () => true)).toMatchObject({ problem: { code: 'stepUnknown' } });
    server.script(stepOf('pp'), json(200, { status: 0, data: {} }));
    expect(await client().authenticate()).toEqual({
      ok: false,
      problem: { code: 'termsNotAccepted', params: { document: 'privacyPolicy', link: '', version: '' } },
    });
  });

  it('that come back after a yes are left to the app', async () => {
    server.script(stepOf('tou'), countryDocuments, stepOf('tou'));
    expect(await client().authenticate(async () => true)).toMatchObject({
      problem: { code: 'stepUnknown', params: { step: 'tou' } },
    });
  });

  it.each([
    ['status 2', refused],
    ['HTTP 401', text(401, '')],
  ])('that are accepted and then refused are no refusal of the password: %s', async (_, reply) => {
    server.script(stepOf('tou'), countryDocuments, reply);
    expect(await client().authenticate(async () => true)).toMatchObject({
      problem: { code: 'sessionRejected' },
    });
    expect(state.account(server.url, EMAIL).get()).not.toHaveProperty('refusedCredentials');
    server.script(signedIn(), nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
  });

  it.each([
    ['verifyEmail', 'emailNotVerified'],
    ['somethingNew', 'stepUnknown'],
    ['../../account', 'stepUnknown'],
  ])('are not everything a step can be: %s', async (type, code) => {
    server.script(stepOf(type));
    expect(await client().authenticate(async () => true)).toMatchObject({ problem: { code } });
    expect(server.received).toHaveLength(1);
  });

  it.each([{ type: '' }, { type: '   ' }, { type: null }, { type: 7 }, {}])(
    'W18: that have no name are not told by one: %j',
    async (step) => {
      server.script(json(200, { status: 4, data: { step, authTicket: ticket() } }));
      const answer = await client().authenticate(async () => true);
      expect(answer).toEqual({ ok: false, problem: { code: 'stepUnknown', params: { step: '' } } });
      expect(server.received).toHaveLength(1);
    },
  );

  it('may send the account to its region on the way', async () => {
    server.script(stepOf('tou'), countryDocuments, redirectTo('eu'), signedIn());
    expect(await client().authenticate(async () => true)).toMatchObject({
      ok: true,
      value: { region: 'eu' },
    });
  });
});

describe('a session that is not taken', () => {
  it.each([
    ['401', expiredToken],
    ['401 without a body', text(401, '')],
    ['an ended session', json(401, { status: 401, error: { message: 'invalid auth session' } })],
    ['RequiredHeaderMissing', json(400, { message: 'RequiredHeaderMissing' })],
    ['MissingCachedUser', json(200, { message: 'MissingCachedUser' })],
    ['403', json(403, { message: 'no' })],
    ['status 2 on a data request', refused],
    ['a step on a data request', stepOf('tou')],
  ])('is replaced once: %s', async (_, reply) => {
    server.script(signedIn('old'), reply, signedIn('new'), nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
    expect(paths()).toEqual([LOGIN, LIST, LOGIN, LIST]);
    expect(server.received[3]!.headers['authorization']).toBe('Bearer new');
  });

  it.each([
    ['401', expiredToken, 'sessionRejected'],
    ['403', json(403, { message: 'no' }), 'serverError'],
  ])('and only once: %s', async (_, reply, code) => {
    server.script(signedIn(), reply, signedIn(), reply);
    expect(await client().connections()).toMatchObject({ problem: { code } });
    expect(server.received).toHaveLength(4);
  });

  it('W2: a 403 that stays costs one sign-in a day, over runs too, until an answer comes', async () => {
    const no = json(403, { message: 'no' });
    const forbidden = { problem: { code: 'serverError', params: { status: 403 } } };
    server.script(signedIn(), no, signedIn(), no);
    for (let run = 0; run < 5; run += 1) expect(await client().connections()).toMatchObject(forbidden);
    expect(paths().filter((path) => path === LOGIN)).toHaveLength(2);
    clock.advance(24 * 60 * MINUTE);
    server.script(no, signedIn(), nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
    server.script(no, signedIn(), nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
    expect(paths().filter((path) => path === LOGIN)).toHaveLength(4);
  });

  it('tells of terms that came up meanwhile', async () => {
    server.script(signedIn(), expiredToken, stepOf('tou'), countryDocuments);
    expect(await client().connections()).toMatchObject({ problem: { code: 'termsNotAccepted' } });
  });

  it('slides on with the tickets of the answers, and is kept once a day', async () => {
    let writes = 0;
    const write = vault.writeSession.bind(vault);
    vault.writeSession = (session) => (writes++, write(session));
    server.script(signedIn());
    const one = client();
    await one.authenticate();
    for (let day = 0; day < 3; day += 1) {
      for (const hour of [1, 2, 3]) {
        server.script(nobody(ticket(`day-${day}-${hour}`, clock.now() + HALF_YEAR_MS)));
        expect(await one.connections()).toMatchObject({ ok: true });
        clock.advance(60 * MINUTE);
      }
      clock.advance(24 * 60 * MINUTE);
    }
    expect(server.received.at(-1)!.headers['authorization']).toBe('Bearer day-2-2');
    expect(writes).toBe(3);
  });
});

describe('sessions and the clock', () => {
  const HOUR = 60 * MINUTE;
  const logins = () => paths().filter((path) => path === LOGIN).length;

  it.each([
    ['an hour', HOUR],
    ['a minute', MINUTE],
    ['no time at all', 0],
  ])(
    'W3: a ticket of %s that each answer renews never leads to a sign-in, over runs either',
    async (_, life) => {
      server.script(signedIn('first', clock.now() + life));
      let one = client();
      await one.authenticate();
      for (let poll = 0; poll < 200; poll += 1) {
        clock.advance(MINUTE);
        server.script(nobody(ticket(`poll-${poll}`, clock.now() + life)));
        expect(await one.connections()).toMatchObject({ ok: true });
        if (poll % 20 === 19 && life > 0) one = client();
      }
      expect(logins()).toBe(1);
    },
  );

  it('W3: a session of an hour that nothing renews is replaced before it ends', async () => {
    server.script(signedIn('first', clock.now() + HOUR), nobody());
    const one = client();
    await one.connections();
    clock.advance(50 * MINUTE);
    server.script(nobody());
    await one.connections();
    clock.advance(5 * MINUTE);
    server.script(signedIn(), nobody());
    await one.connections();
    expect(paths()).toEqual([LOGIN, LIST, LIST, LOGIN, LIST]);
  });

  it('R4: while the clock may be wrong the server is to say whether a session is over', async () => {
    isTimeSure = false;
    server.script(signedIn(), nobody());
    await client().connections();
    clock.jump(400 * 24 * HOUR);
    server.script(nobody());
    await client().connections();
    expect(paths()).toEqual([LOGIN, LIST, LIST]);
    server.script(expiredToken, signedIn(), nobody());
    await client().connections();
    expect(logins()).toBe(2);
  });

  /** A server that lets everybody in, and never gives a session that lasts. */
  const signInsOfDay = async (hours: number, kept = true) => {
    for (let hour = 0; hour < hours; hour += 1) {
      const letIn = logins() < 6 || !kept ? [signedIn('short', clock.now() + HOUR)] : [];
      server.script(...letIn, nobody());
      const answer = await client({ kept }).connections();
      if (!answer.ok) return answer.problem;
      clock.advance(HOUR);
    }
    return null;
  };

  it('R4: the program signs in by itself six times a day, over runs too', async () => {
    const since = clock.now();
    await vault.clear();
    for (let sign = 0; sign < 6; sign += 1) {
      vault = memoryVault();
      await vault.writeCredentials({ email: EMAIL, password: PASSWORD });
      server.script(signedIn(), nobody());
      expect(await client().connections()).toMatchObject({ ok: true });
      clock.advance(HOUR);
    }
    vault = memoryVault();
    await vault.writeCredentials({ email: EMAIL, password: PASSWORD });
    const problem = { code: 'signInsUsedUp', retryAt: since + 24 * HOUR };
    expect(await client().connections()).toMatchObject({ ok: false, problem });
    expect(logins()).toBe(6);
    clock.advance(18 * HOUR);
    server.script(signedIn(), nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
  });

  it('R4: what a person asks for is not stopped by that, and counts', async () => {
    for (let sign = 0; sign < 8; sign += 1) {
      server.script(signedIn());
      expect(await client().authenticate()).toMatchObject({ ok: true });
    }
    vault = memoryVault();
    await vault.writeCredentials({ email: EMAIL, password: PASSWORD });
    expect(await client().connections()).toMatchObject({ problem: { code: 'signInsUsedUp' } });
    expect(logins()).toBe(8);
  });

  it('R4: a session that still works is used when no more sign-ins are left', async () => {
    expect(await signInsOfDay(10)).toBeNull();
    expect(logins()).toBe(6);
  });

  it('R4: a run that can keep no session signs in for itself', async () => {
    for (let run = 0; run < 8; run += 1) {
      vault = memoryVault();
      await vault.writeCredentials({ email: EMAIL, password: PASSWORD });
      expect(await signInsOfDay(1, false)).toBeNull();
    }
    expect(state.account(server.url, EMAIL).get()).toEqual({});
    expect(logins()).toBe(8);
  });

  it('W19: another program that ends each session is told after the third, and answered every five minutes', async () => {
    server.script(signedIn(), nobody());
    const one = client();
    await one.connections();
    const codes: string[] = [];
    for (let minute = 0; minute < 60; minute += 1) {
      clock.advance(MINUTE);
      server.script(expiredToken, signedIn(), nobody());
      const answer = await one.connections();
      codes.push(answer.ok ? 'ok' : answer.problem.code);
    }
    const five = Array.from({ length: 5 }, (_, index) => (index < 4 ? 'sessionTaken' : 'ok'));
    expect(codes.slice(0, 13)).toEqual(['ok', 'ok', 'ok', ...five, ...five]);
    expect(codes.filter((code) => code === 'ok')).toHaveLength(14);
    expect(new Set(codes)).toEqual(new Set(['ok', 'sessionTaken']));
  });

  it('W19: once a session has lasted a while nothing is held against it', async () => {
    server.script(signedIn(), nobody());
    const one = client();
    await one.connections();
    for (let time = 0; time < 6; time += 1) {
      clock.advance(15 * MINUTE);
      server.script(expiredToken, signedIn(), nobody());
      expect(await one.connections()).toMatchObject({ ok: true });
    }
    expect(logins()).toBe(7);
  });
});

describe('the version', () => {
  it('the server asks for is adopted, kept and used from then on', async () => {
    server.script(signedIn(), tooOld('4.18.2'), nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
    await client().connections();
    expect(server.received.map(({ headers }) => headers['version'])).toEqual([
      '4.17.0',
      '4.17.0',
      '4.18.2',
      '4.18.2',
    ]);
  });

  it('can be asked for on sign-in too, once', async () => {
    server.script(tooOld('4.18.0'), signedIn(), nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
    server.script(tooOld('4.19.0'), tooOld('4.20.0'));
    expect(await client().authenticate()).toMatchObject({
      problem: { code: 'updateRequired', params: { minimum: '4.20.0' } },
    });
    expect(paths()).toEqual([LOGIN, LOGIN, LIST, LOGIN, LOGIN]);
  });

  const versions = () => server.received.map(({ headers }) => headers['version']);

  it.each([
    ['4.18', '4.18.0'],
    ['4.18.2.1077', '4.18.2'],
    [' 4.18.0 ', '4.18.0'],
    ['v4.18.1', '4.18.1'],
    [4.18, '4.18.0'],
    ['4.42.999', '4.42.999'],
  ])('W6: may be written in another form: %j', async (minimumVersion, adopted) => {
    server.script(signedIn(), json(403, { status: 920, data: { minimumVersion } }), nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
    await client().connections();
    expect(versions().slice(2)).toEqual([adopted, adopted]);
  });

  it.each(['5.0.0', '12.1.0', '5', '5.0', '5.0.0.1077', 'v5.1', ' 5.0', '5.x', '5.0.0-beta', '05.0', 5, 5.1])(
    'W6: of major 5 in any form (%j) means that the interface is switched off',
    async (minimumVersion) => {
      server.script(signedIn(), json(403, { status: 920, data: { minimumVersion } }));
      const answer = await client().connections();
      expect(answer).toMatchObject({ problem: { code: 'interfaceSwitchedOff' } });
      expect(answer).not.toMatchObject({ problem: { params: { minimum: '' } } });
      expect(server.received).toHaveLength(2);
    },
  );

  it.each([
    ['4.17.0', 'a newer one'],
    ['4.2.0', 'a newer one'],
    ['4.17', 'a newer one'],
    ['3.99.0', 'a newer one'],
    ['4.18.0\r\nx: y', 'a newer one'],
    ['9999.1.1', 'a newer one'],
    ['', 'a newer one'],
    ['4.999.999', '4.999.999'],
    ['4.43.0', '4.43.0'],
  ])('%j is not adopted', async (minimum, shown) => {
    server.script(signedIn(), tooOld(minimum));
    expect(await client().connections()).toMatchObject({
      problem: { code: 'updateRequired', params: { minimum: shown } },
    });
    expect(server.received).toHaveLength(2);
  });

  it('is raised only once a request', async () => {
    server.script(signedIn(), tooOld('4.18.0'), tooOld('4.19.0'));
    expect(await client().connections()).toMatchObject({ problem: { code: 'updateRequired' } });
    expect(server.received).toHaveLength(3);
  });

  it('R15: that did not help is not kept, and the next request asks anew', async () => {
    server.script(signedIn(), tooOld('4.18.0'), tooOld('4.19.0'));
    const one = client();
    expect(await one.connections()).toMatchObject({
      problem: { code: 'updateRequired', params: { ours: '4.18.0', minimum: '4.19.0' } },
    });
    expect(state.account(server.url, EMAIL).get().apiVersion).toBeUndefined();
    server.script(tooOld('4.19.0'), nobody());
    expect(await one.connections()).toMatchObject({ ok: true });
    expect(versions()).toEqual(['4.17.0', '4.17.0', '4.18.0', '4.17.0', '4.19.0']);
    expect(state.account(server.url, EMAIL).get().apiVersion).toBe('4.19.0');
  });

  it.each([
    ['a lower one', '4.18.0', '4.18.0'],
    ['the one that is ours', '4.17.0', '4.17.0'],
  ])('R15: adopted once and refused for %s is forgotten', async (_, minimum, then) => {
    server.script(signedIn(), nobody());
    await client().connections();
    state.account(server.url, EMAIL).update({ apiVersion: '4.30.0' });
    server.script(tooOld(minimum), nobody());
    expect(await client().connections()).toMatchObject({ ok: true });
    await client().connections();
    expect(versions().slice(2)).toEqual(['4.30.0', then, then]);
  });

  it.each(['4.999.999', '5.0.0', '3.0.0', 'x\r\ny: z', ''])(
    'R15: from the file of the state is checked like the one of an answer: %j',
    async (apiVersion) => {
      state.account(server.url, EMAIL).update({ apiVersion });
      server.script(signedIn(), nobody());
      expect(await client().connections()).toMatchObject({ ok: true });
      expect(versions()).toEqual(['4.17.0', '4.17.0']);
    },
  );
});

describe('an interface that is no more', () => {
  const nothing = (status: number) => [
    html(status, 'Not found'),
    json(status, { message: 'Not Found' }),
    text(status, 'not found'),
    text(status, ''),
  ];
  const elsewhere = (location: string) => text(308, '', { location });
  const off = { problem: { code: 'interfaceSwitchedOff', params: { minimum: '' } } };

  it.each([0, 1, 2, 3])('W6: HTTP 410 says so at once, in any form (%i)', async (form) => {
    server.script(signedIn(), nothing(410)[form]!);
    expect(await client().connections()).toMatchObject(off);
    expect(paths()).toEqual([LOGIN, LIST]);
    await vault.clear();
    await vault.writeCredentials({ email: EMAIL, password: PASSWORD });
    server.script(nothing(410)[form]!);
    expect(await client().authenticate()).toMatchObject(off);
  });

  it.each([
    ...[0, 1, 2, 3].map((form) => [`404, form ${form}`, 404, nothing(404)[form]!] as const),
    ['308 to a place of its own', 308, elsewhere('/gone')] as const,
  ])('W6: %s on every path, twice, ten minutes apart, says so, over runs too', async (_, status, reply) => {
    server.script(signedIn(), nobody());
    await client().connections();
    server.script(reply);
    const trouble = { problem: { code: 'serverError', params: { status } } };
    expect(await client().connections()).toMatchObject(trouble);
    clock.advance(10 * MINUTE - 1);
    expect(await client().connections()).toMatchObject(trouble);
    clock.advance(1);
    expect(await client().connections()).toMatchObject(off);
    expect(paths()).toEqual([LOGIN, LIST, LIST, LIST, LIST, 'GET /llu/config/country']);
  });

  it('W6: 404 on sign-in counts too', async () => {
    server.script(text(404, ''));
    expect(await client().connections()).toMatchObject({ problem: { code: 'serverError' } });
    clock.advance(10 * MINUTE);
    expect(await client().connections()).toMatchObject(off);
  });

  it('W6: 404 says nothing while another path is there', async () => {
    server.script(signedIn(), text(404, ''));
    await client().connections();
    clock.advance(10 * MINUTE);
    server.script(text(404, ''), countryDocuments);
    expect(await client().connections()).toMatchObject({ problem: { code: 'serverError' } });
  });

  it('W6: 404 says nothing after an answer in between, nor about one person alone', async () => {
    server.script(signedIn(), text(404, ''), nobody());
    await client().connections();
    clock.advance(10 * MINUTE);
    expect(await client().connections()).toMatchObject({ ok: true });
    server.script(text(404, ''));
    expect(await client().graph('ada')).toMatchObject({ problem: { code: 'serverError' } });
    clock.advance(10 * MINUTE);
    expect(await client().graph('ada')).toMatchObject({ problem: { code: 'serverError' } });
    expect(await client().connections()).toMatchObject({ problem: { code: 'serverError' } });
  });

  it('W6: 404 after days of which nobody knows anything begins anew', async () => {
    server.script(signedIn(), text(404, ''));
    await client().connections();
    clock.advance(24 * 60 * MINUTE);
    expect(await client().connections()).toMatchObject({ problem: { code: 'serverError' } });
  });
});

describe('other answers to data requests', () => {
  it.each([
    ['maintenance', json(200, { status: 911 }), 'maintenance'],
    ['a 503', text(503, ''), 'serverError'],
    ['an unknown status', json(200, { status: 77 }), 'statusUnknown'],
    ['an object where a list belongs', json(200, { status: 0, data: {} }), 'answerUnreadable'],
    ['a list without one readable entry', json(200, { status: 0, data: [{}, 1, null] }), 'answerUnreadable'],
    ['no data', json(200, { status: 0 }), 'answerUnreadable'],
  ])('%s', async (_, reply, code) => {
    server.script(signedIn(), reply);
    expect(await client().connections()).toMatchObject({ problem: { code } });
    expect(server.received).toHaveLength(2);
  });

  it('names the person with an escape where the id needs one', async () => {
    server.script(signedIn(), json(200, { status: 0, data: { graphData: [] } }));
    await client().graph('a/b ?c');
    expect(server.received[1]!.path).toBe('/llu/connections/a%2Fb%20%3Fc/graph');
  });

  it('reads the account’s country', async () => {
    server.script(signedIn(), json(200, { status: 0, data: { user: { country: 'NL' } } }));
    expect(await client().account()).toEqual({ ok: true, value: { country: 'NL' } });
  });

  it('reads a country’s configuration without a session', async () => {
    server.script(countryDocuments);
    expect(await client().countryConfiguration('NL', 'fr-FR')).toMatchObject({
      ok: true,
      value: { minimumVersion: null, terms: { link: 'https://files.example/tou-en.html' } },
    });
    expect(server.received[0]!.headers['authorization']).toBeUndefined();
  });
});
