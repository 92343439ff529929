import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFeed } from '../../../src/main/feed/server.ts';
import { NOON } from '../../support/readings.ts';
import { entriesSchema, statusSchema } from '../../support/nightscout-schema.ts';
import { valueOf } from '../history/history-folder.ts';
import { at, ben, feedWorld, known, MINUTE, sha1 } from './feed-world.ts';

const SECRET = 'correct-horse-battery';

describe('the local feed', () => {
  it('gives entries and status as Nightscout publishes them', async () => {
    const world = await feedWorld();
    await world.record(
      [known()],
      at(-1, { source: 'graph', trend: null }),
      at(0),
      at(5, { mgdl: 500, offScale: 'HI' }),
      at(6, { trend: null }),
    );
    for (const path of ['/sgv.json', '/api/v1/entries.json', '/api/v1/entries/sgv.json']) {
      const entries = entriesSchema.parse(await world.json(path));
      expect(entries.map(({ date }) => (date - NOON) / MINUTE)).toEqual([6, 5, 0, -1]);
      expect(entries.every(({ date, dateString }) => new Date(date).toISOString() === dateString)).toBe(true);
    }
    expect(entriesSchema.parse(await world.json('/api/v1/entries/current.json'))).toHaveLength(1);
    const status = statusSchema.parse(await world.json('/status.json'));
    expect(status.settings).toEqual({
      units: 'mmol',
      thresholds: { bgHigh: 240, bgTargetTop: 180, bgTargetBottom: 70, bgLow: 55 },
    });
    expect(await world.json('/api/v1/verifyauth')).toMatchObject({
      status: 200,
      message: { canRead: true, canWrite: false },
    });
  });

  it('gives the window and the number that are asked for', async () => {
    const world = await feedWorld();
    await world.record([known()], ...[0, 1, 2, 3, 4, 5].map((minutes) => at(minutes)));
    const minutesOf = async (path: string) =>
      entriesSchema.parse(await world.json(path)).map(({ date }) => (date - NOON) / MINUTE);
    expect(await minutesOf('/sgv.json?count=2')).toEqual([5, 4]);
    expect(
      await minutesOf(`/api/v1/entries.json?find[date][$gt]=${NOON}&find[date][$lte]=${NOON + 2 * MINUTE}`),
    ).toEqual([2, 1]);
    expect(await minutesOf(`/api/v1/entries.json?count=1&find[date][$lt]=${NOON + MINUTE}`)).toEqual([0]);
    expect((await world.get('/sgv.json?find[sgv][$gt]=1')).status).toBe(400);
  });

  it('gives only what was heard, with its own time, however old', async () => {
    const world = await feedWorld();
    await world.record(
      [known()],
      at(-3 * 24 * 60),
      at(-60, { source: 'import', trend: null }),
      at(30),
      at(0, { fromFuture: true }),
    );
    const entries = entriesSchema.parse(await world.json('/sgv.json'));
    expect(entries.map(({ date }) => date)).toEqual([NOON - 3 * 24 * 60 * MINUTE]);
  });

  it('is empty, and no error, before anything is recorded', async () => {
    const world = await feedWorld();
    expect(await world.json('/sgv.json')).toEqual([]);
    expect(statusSchema.parse(await world.json('/status.json')).settings.units).toBe('mg/dl');
  });

  it('names the demo', async () => {
    const world = await feedWorld({ demo: true });
    await world.record([known()], at(0));
    expect(await world.json('/sgv.json')).toMatchObject([{ device: 'glucoglance-demo' }]);
  });

  it('is of one person: the chosen one, the only one, or the one of the address', async () => {
    const world = await feedWorld();
    await world.record([known(), ben], at(0, { mgdl: 101 }), at(1, { patientId: 'ben', mgdl: 202 }));
    const valuesOf = async (path: string) =>
      entriesSchema.parse(await world.json(path)).map(({ sgv }) => sgv);
    expect(await valuesOf('/person/1/sgv.json')).toEqual([101]);
    expect(await valuesOf('/person/2/api/v1/entries.json')).toEqual([202]);
    expect(await world.json('/person/2/status.json')).toMatchObject({ settings: { units: 'mg/dl' } });
    expect((await world.get('/person/3/sgv.json')).status).toBe(404);
    // A reader draws one line through all it gets.
    expect((await world.get('/sgv.json')).status).toBe(409);
    const settings = valueOf(world.profile.settings());
    const choose = (trayPerson: string | null, followed: boolean) =>
      valueOf(
        settings.update((before) => ({
          ...before,
          desktop: { ...before.desktop, trayPerson },
          people: { ada: { ...before.people['ada'], followed } } as never,
        })),
      );
    choose('ben', true);
    expect(await valuesOf('/sgv.json')).toEqual([202]);
    choose(null, false);
    expect(await valuesOf('/sgv.json')).toEqual([202]);
    expect((await world.get('/person/1/sgv.json')).status).toBe(404);
  });

  it('says how somebody is now as `status` does, by number instead of id', async () => {
    const world = await feedWorld();
    await world.record([known(), ben], at(0), at(8, { mgdl: 140 }), at(9, { patientId: 'ben', mgdl: 60 }));
    expect(await world.json('/person/1/now')).toMatchObject({
      person: 1,
      patientName: 'Ada Lovelace',
      mgdl: 140,
      mmol: 7.8,
      deltaMgdl: 4,
      trend: 'stable',
      ageSeconds: 120,
      freshness: 'current',
      range: 'in_range',
      link: { code: 'notWatching' },
      polledBy: null,
    });
    // Of whoever needs it most, as in the tray.
    const anybody = await world.json('/now');
    expect(anybody).toMatchObject({ person: 2, mgdl: 60, range: 'low' });
    expect(anybody).not.toHaveProperty('patientId');
    expect((await world.get('/person/3/now')).status).toBe(404);
    world.clock.advance(30 * MINUTE);
    expect(await world.json('/person/1/now')).toMatchObject({
      mgdl: null,
      freshness: 'old',
      ageSeconds: 1920,
    });
  });

  it('gives gauges of everybody, or of one, without a name', async () => {
    const world = await feedWorld();
    await world.record([known(), ben], at(8, { mgdl: 140 }), at(9, { patientId: 'ben', mgdl: 60 }));
    const answer = await world.get('/metrics');
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await answer.text();
    expect(text).toContain('glucoglance_glucose_mg_per_dl{person="1"} 140\n');
    expect(text).toContain('glucoglance_glucose_mg_per_dl{person="2"} 60\n');
    expect(text).toMatch(/glucoglance_up 0\n/);
    for (const name of ['Ada', 'Ben', 'ada', 'ben']) expect(text).not.toContain(name);
    const one = await (await world.get('/person/2/metrics')).text();
    expect(one).not.toContain('person="1"');
    world.clock.advance(15 * MINUTE);
    const later = await (await world.get('/metrics')).text();
    expect(later).not.toContain('glucose_mg_per_dl');
    expect(later).toContain('reading_timestamp_seconds{person="1"}');
  });

  it('is kept nowhere, is no document, and is read by no page of another origin', async () => {
    const world = await feedWorld();
    const { headers } = await world.get('/sgv.json');
    expect(Object.fromEntries(headers)).toEqual({
      connection: 'close',
      'cache-control': 'no-store',
      'content-length': '2',
      'content-security-policy': "default-src 'none'",
      'content-type': 'application/json; charset=utf-8',
      'cross-origin-resource-policy': 'same-origin',
      date: expect.any(String) as string,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });

  it('answers HEAD with the headers alone', async () => {
    const world = await feedWorld();
    const answer = await world.get('/sgv.json', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe('2');
    expect(await answer.text()).toBe('');
  });

  it('may be asked by the name of this computer, too, and by a page that the user has listed', async () => {
    const world = await feedWorld({ origins: ['app://widget'] });
    expect((await fetch(`http://localhost:${world.port}/sgv.json`)).status).toBe(200);
    const asked = await world.get('/sgv.json', {
      headers: { origin: 'app://widget', 'sec-fetch-site': 'cross-site' },
    });
    expect(asked.status).toBe(200);
    expect(asked.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('with a secret is for those who say it, as readers of Nightscout do', async () => {
    const world = await feedWorld({ secret: SECRET });
    const statusOf = async (path: string, headers: Record<string, string> = {}) =>
      (await world.get(path, { headers })).status;
    expect(await statusOf('/sgv.json', { 'api-secret': sha1(SECRET) })).toBe(200);
    expect(await statusOf('/sgv.json', { 'API-SECRET': sha1(SECRET).toUpperCase() })).toBe(200);
    expect(await statusOf(`/sgv.json?token=${SECRET}`)).toBe(200);
    expect(await statusOf(`/sgv.json?count=1&token=${sha1(SECRET)}`)).toBe(200);
    for (const wrong of [
      statusOf('/sgv.json'),
      statusOf('/sgv.json?token='),
      statusOf('/sgv.json?token=another-secret'),
      statusOf('/sgv.json', { 'api-secret': sha1('another-secret') }),
      statusOf('/nowhere', { 'api-secret': '' }),
    ])
      expect(await wrong).toBe(401);
    expect(world.asked()).toBe(4);
  });

  it('says that its port is taken, and takes no other', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const feed = await startFeed({
      port,
      origins: [],
      secret: null,
      answer: async () => ({ status: 404 }),
      onFault: () => {},
    });
    expect(feed).toEqual({
      ok: false,
      problem: { code: 'portUnusable', params: { port: String(port), cause: 'portTaken' } },
    });
  });

  it('answers 500 for a bug, and goes on', async () => {
    let bug = true;
    const world = await feedWorld({
      answer: async () => {
        if (bug) throw new Error('a bug');
        return { status: 204 };
      },
    });
    expect((await world.get('/sgv.json')).status).toBe(500);
    expect(world.faults).toMatchObject([{ message: 'a bug' }]);
    bug = false;
    expect((await world.get('/sgv.json')).status).toBe(204);
  });
});
