import { afterEach, describe, expect, it } from 'vitest';
import { endRuns, launch, type ScenarioRun } from './scenario-run.ts';
import { at, call, HEADERS, listAt, login, signIn, textAt } from './third-party-client.ts';

afterEach(endRuns);

const JWT = { message: 'invalid or expired jwt' };
const GOOD = { status: 0, data: [{ firstName: 'Ada' }, { firstName: 'Ben' }] };

/** What a data call gets at a minute: its HTTP status and body, JSON where it is. */
async function dataAt(run: ScenarioRun, minute: number, headers = run.headers) {
  run.goTo(minute);
  const response = await run.fetch('/llu/connections', headers);
  const text = await response.text();
  return { http: response.status, body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
}

describe('what answers in place of the data', () => {
  const refused = (http: number, body: unknown) => ({ http, body });
  const good = refused(200, GOOD);
  const html = (words: string) => refused(expect.any(Number) as number, expect.stringContaining(words));
  const OLD = refused(403, { status: 920, data: { minimumVersion: '4.18.0' } });

  it.each([
    // Every one is ordinary before the third minute; then what comes at which minute, with the session of the launch.
    ['terms', [[3, refused(401, JWT)]]],
    ['locked', [[3, refused(401, JWT)]]],
    [
      'version-too-old',
      [
        [3, OLD],
        [60, OLD],
      ],
    ],
    [
      'session-ended',
      [
        [3, refused(401, JWT)],
        [8, refused(401, { status: 401, error: { message: 'invalid auth session' } })],
      ],
    ],
    [
      'maintenance',
      [
        [3, refused(200, { status: 911 })],
        [7.9, refused(200, { status: 911 })],
        [8, html('Maintenance')],
        [12.9, html('Maintenance')],
        [13, good],
      ],
    ],
    [
      'cloudflare',
      [
        [3, html('Cloudflare')],
        [7.9, html('Cloudflare')],
        [8, good],
      ],
    ],
    [
      'redirect',
      [
        [3.5, refused(200, { status: 0, data: { redirect: true, region: 'de' } })],
        [3.5, good],
        [5, good],
      ],
    ],
  ] as const)('%s', async (name, expected) => {
    const run = await launch(name);
    expect(await dataAt(run, 0)).toMatchObject(good);
    expect(await dataAt(run, 2.9)).toMatchObject(good);
    for (const [minute, what] of expected) expect(await dataAt(run, minute)).toMatchObject(what);
  });

  it('maintenance and cloudflare answer sign-ins too, with what tells them apart', async () => {
    const down = await launch('maintenance');
    down.goTo(9);
    const response = await down.fetch('/llu/auth/login');
    expect([response.status, response.headers.get('retry-after')]).toStrictEqual([503, '120']);
    const blocked = await launch('cloudflare');
    blocked.goTo(5);
    const page = await blocked.fetch('/llu/auth/login');
    expect([page.status, page.headers.get('server')]).toStrictEqual([403, 'cloudflare']);
    expect(page.headers.get('content-type')).toContain('text/html');
  });
});

describe('version-too-old', () => {
  it('is content with the version it names, and names it in the configuration', async () => {
    const run = await launch('version-too-old');
    const minimum = async () => at(await run.get('/llu/config/country?country=DE'), 'data', 'MinVersion');
    expect(await minimum()).toBe('4.16.0');
    expect(await dataAt(run, 4, { ...run.headers, version: '4.18.0' })).toMatchObject({ body: GOOD });
    expect(await minimum()).toBe('4.18.0');
  });
});

describe('session-ended', () => {
  it('takes a session that was given afterwards, until the next end', async () => {
    const run = await launch('session-ended');
    run.goTo(3);
    const second = await signIn(run.simulator);
    expect(await dataAt(run, 3, second)).toMatchObject({ http: 200 });
    expect(await dataAt(run, 8, second)).toMatchObject({ http: 401, body: { status: 401 } });
    expect(await dataAt(run, 8, await signIn(run.simulator))).toMatchObject({ http: 200 });
  });

  it('also ends the tickets that came with answers', async () => {
    const run = await launch('session-ended');
    run.goTo(2);
    const authorization = `Bearer ${textAt(await run.get(), 'ticket', 'token')}`;
    expect(await dataAt(run, 4, { ...run.headers, authorization })).toMatchObject({ http: 401 });
  });
});

describe('locked', () => {
  it('lets nobody in for five minutes, and then at the first try', async () => {
    const run = await launch('locked');
    const locked = {
      status: 429,
      data: { data: { failures: 3, interval: 60, lockout: 300 }, message: 'locked' },
    };
    for (const minute of [3, 5, 7.9]) {
      run.goTo(minute);
      expect(await login(run.simulator)).toMatchObject({ http: 200, body: locked });
    }
    run.goTo(8);
    expect(await dataAt(run, 8, await signIn(run.simulator))).toMatchObject({ http: 200 });
  });
});

describe('terms', () => {
  it('asks for both documents, from the third minute until they are accepted', async () => {
    const run = await launch('terms');
    run.goTo(2);
    expect((await login(run.simulator)).body).toMatchObject({ status: 0 });
    run.goTo(30);
    const accept = async (type: string, token: string) =>
      (
        await call(`${run.simulator.url}/auth/continue/${type}`, {
          method: 'POST',
          headers: { ...HEADERS, authorization: `Bearer ${token}` },
        })
      ).body;
    const first = (await login(run.simulator)).body;
    expect(at(first, 'data', 'step', 'type')).toBe('tou');
    const second = await accept('tou', textAt(first, 'data', 'authTicket', 'token'));
    expect(at(second, 'data', 'step', 'type')).toBe('pp');
    expect(await accept('pp', textAt(second, 'data', 'authTicket', 'token'))).toMatchObject({ status: 0 });
    expect(await dataAt(run, 31, await signIn(run.simulator))).toMatchObject({ http: 200 });
  });
});

describe('slow', () => {
  it('answers after seconds of the clock, more than 20 of them in some minutes', async () => {
    const run = await launch('slow');
    const waits: number[] = [];
    for (let minute = 2; minute < 16; minute += 1) {
      run.goTo(minute);
      const asked = run.simulator.requests.length;
      let isAnswered = false;
      const answer = run.fetch().then((response) => response.text().then(() => (isAnswered = true)));
      while (run.simulator.requests.length === asked) await new Promise(setImmediate);
      const [timer] = [run.clock.pending];
      expect(timer).toBe(minute >= 3 && minute < 15 ? 1 : 0);
      let seconds = 0;
      for (; run.clock.pending > 0; seconds += 1) {
        expect(isAnswered).toBe(false);
        run.clock.advance(1000);
      }
      await answer;
      waits.push(seconds);
    }
    expect(waits).toStrictEqual([0, 2, 25, 8, 12, 30, 4, 2, 25, 8, 12, 30, 4, 0]);
  });

  it('waits for nobody who has gone', async () => {
    const run = await launch('slow');
    run.goTo(4);
    const controller = new AbortController();
    const asked = run.simulator.requests.length;
    const answer = fetch(`${run.simulator.url}/user`, { headers: run.headers, signal: controller.signal });
    while (run.simulator.requests.length === asked) await new Promise(setImmediate);
    controller.abort();
    await expect(answer).rejects.toThrow(/abort/);
    while (run.clock.pending > 0) await new Promise(setImmediate);
    expect(run.clock.pending).toBe(0);
  });
});

describe('garbage', () => {
  const graph = '/llu/connections/3f6b0d52-91c4-4e0b-8a67-5b2d7c1e9f04/graph';

  it('is cut short, then a page, then misshapen', async () => {
    const run = await launch('garbage');
    expect(await dataAt(run, 2.9)).toMatchObject({ http: 200, body: GOOD });
    for (const path of ['/llu/connections', graph]) {
      const fresh = await launch('garbage');
      fresh.goTo(3);
      const cut = await fresh.fetch(path);
      expect(cut.headers.get('content-type')).toContain('application/json');
      const text = await cut.text();
      expect(text).toMatch(/^\{"status":0,"data":/);
      expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
      fresh.goTo(5);
      const page = await fresh.fetch(path);
      expect(page.status).toBe(200);
      expect(await page.text()).toMatch(/^<!DOCTYPE html>/);
      fresh.goTo(7);
      const shape = await fresh.get(path);
      expect(at(shape, 'status')).toBe(0);
      expect(Array.isArray(at(shape, 'data'))).toBe(false);
    }
  });

  it('is then bare: nothing but values, instants and ids', async () => {
    const run = await launch('garbage');
    run.goTo(9);
    const reading = {
      FactoryTimestamp: expect.any(String) as string,
      ValueInMgPerDl: expect.any(Number) as number,
    };
    const person = { patientId: expect.any(String) as string, glucoseMeasurement: reading };
    expect(await run.get()).toStrictEqual({ status: 0, data: [person, person] });
    const body = await run.get(graph);
    expect(at(body, 'data', 'connection')).toStrictEqual(person);
    for (const point of listAt(body, 'data', 'graphData')) expect(point).toStrictEqual(reading);
  });

  it('has one bad person among good ones at the end, every other point of the graph broken, and is over', async () => {
    const run = await launch('garbage');
    run.goTo(11);
    const [nothing, broken, good] = listAt(await run.get(), 'data') as [null, object, object];
    expect(nothing).toBeNull();
    expect(broken).toMatchObject({ firstName: 'Ada', glucoseMeasurement: { ValueInMgPerDl: 'NaN' } });
    expect(good).toMatchObject({ firstName: 'Ben', glucoseMeasurement: { type: 1 } });
    const points = listAt(await run.get(graph), 'data', 'graphData');
    expect(points.map((point) => at(point, 'ValueInMgPerDl') === 'NaN')).toStrictEqual(
      points.map((_, place) => place % 2 === 1),
    );
    expect(await dataAt(run, 13)).toMatchObject({ http: 200, body: GOOD });
  });

  it('leaves sign-ins and refusals alone', async () => {
    const run = await launch('garbage');
    run.goTo(4);
    expect((await login(run.simulator)).body).toMatchObject({ status: 0 });
    const refused = await run.fetch('/llu/connections', HEADERS);
    expect([refused.status, await refused.json()]).toStrictEqual([401, JWT]);
  });
});
