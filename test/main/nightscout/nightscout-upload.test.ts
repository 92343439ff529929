import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UPLOAD_FILE } from '../../../src/main/nightscout/upload-memory.ts';
import { allWritten } from '../../../src/main/files/in-turn.ts';
import { VERSION } from '../../../src/main/profile/version.ts';
import { DAY, HOUR, MINUTE } from '../../../src/shared/time.ts';
import { sha1 } from '../../support/fake-nightscout.ts';
import { hang, startFaultServer } from '../../support/fault-server.ts';
import { NOON } from '../../support/readings.ts';
import { at, minutes, uploadWorld } from './upload-world.ts';

describe('an upload that goes on by itself', () => {
  it('sends what readers of Nightscout rely on, and nothing else', async () => {
    const world = await uploadWorld();
    const upload = world.begin();
    await world.record(
      at(-10, { source: 'graph', trend: null }),
      at(-5, { mgdl: 500, offScale: 'HI' }),
      at(0),
    );
    world.clock.advance(5 * MINUTE);
    await upload.look();
    const [request, ...more] = world.site.received;
    expect(more).toEqual([]);
    expect(request).toMatchObject({ method: 'POST', path: '/api/v1/entries.json', query: {} });
    expect(request?.headers).toMatchObject({
      'api-secret': sha1(world.site.token),
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': expect.stringContaining(VERSION) as string,
    });
    for (const name of ['authorization', 'cookie', 'origin', 'referer'])
      expect(request?.headers).not.toHaveProperty(name);
    const entry = (minute: number, rest: object) => ({
      type: 'sgv',
      date: NOON + minute * MINUTE,
      dateString: new Date(NOON + minute * MINUTE).toISOString(),
      device: 'glucoglance',
      ...rest,
    });
    expect(request?.body).toEqual([
      entry(-10, { sgv: 133 }),
      entry(-5, { sgv: 501, direction: 'Flat' }),
      entry(0, { sgv: 133, direction: 'Flat' }),
    ]);
    expect(upload.state).toEqual({
      host: new URL(world.site.url).host,
      lastAt: NOON + 5 * MINUTE,
      lastCount: 3,
      newestAt: NOON,
      problem: null,
      retryAt: null,
    });
  });

  it('sends a reading every five minutes, soon after it came, and never twice', async () => {
    const world = await uploadWorld();
    const upload = world.begin();
    for (let minute = 0; minute < 60; minute++) {
      await world.record(at(minute));
      world.clock.advance(MINUTE);
      await upload.look();
    }
    expect(world.minutesAt()).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55]);
    expect(world.posts().map(({ body }) => (body as unknown[]).length)).toEqual(Array(12).fill(1));
  });

  it('sends every minute where that is wanted', async () => {
    const world = await uploadWorld({ intervalMinutes: 1 });
    const upload = world.begin();
    await world.record(...minutes(-9, 1));
    world.clock.advance(MINUTE);
    await upload.look();
    expect(world.minutesAt()).toHaveLength(10);
  });

  it('sends what came late out of the graph, where it has nothing yet', async () => {
    const world = await uploadWorld();
    const upload = world.begin();
    await world.record(at(-60), at(0));
    await upload.look();
    const graph = [-45, -30, -15, 0].map((minute) => at(minute + 1, { source: 'graph', trend: null }));
    await world.record(...graph, at(5));
    world.clock.advance(5 * MINUTE);
    await upload.look();
    expect(world.minutesAt()).toEqual([-60, -44, -29, -14, 0, 5]);
  });

  it('sends the last twelve hours again after a start, and what is there stays one entry', async () => {
    const world = await uploadWorld();
    await world.record(...minutes(-15 * 60, 1));
    world.clock.advance(1000);
    await world.begin().look();
    const had = world.minutesAt();
    expect(had).toHaveLength(12 * 12 + 1);
    await world.begin().look();
    const sent = world.posts().flatMap(({ body }) => body as unknown[]);
    expect(sent).toHaveLength(2 * 145);
    expect(sent.slice(145)).toEqual(sent.slice(0, 145));
    expect(world.minutesAt()).toEqual(had);
  });

  it('sends all that a site lacks that was away for days, in parts', async () => {
    const world = await uploadWorld({ intervalMinutes: 1 });
    const first = world.begin();
    await world.record(at(0));
    world.clock.advance(MINUTE);
    await first.look();
    await allWritten();
    world.site.trouble = { status: 503 };
    world.clock.advance(2 * DAY - MINUTE);
    await world.record(...minutes(1, 2 * 24 * 60));
    await first.look();
    expect(world.minutesAt()).toEqual([0]);
    world.site.trouble = null;
    await world.begin().look();
    expect(world.minutesAt()).toHaveLength(2 * 24 * 60);
    expect(Math.max(...world.posts().map(({ body }) => (body as unknown[]).length))).toBeLessThanOrEqual(
      1000,
    );
  });

  it('never sends what was imported or is of somebody else', async () => {
    const world = await uploadWorld();
    await world.record(at(0, { source: 'import', trend: null }), at(1, { patientId: 'ben' }));
    world.clock.advance(MINUTE);
    await world.begin().look();
    expect(world.site.received).toEqual([]);
  });

  it('sends nothing while it is off, or another process asks, or nobody is chosen', async () => {
    const world = await uploadWorld({ on: false });
    const upload = world.begin();
    await world.record(at(0));
    await upload.look();
    expect(upload.state).toBeNull();
    world.set({ on: true });
    world.may.upload = false;
    await upload.look();
    world.may.upload = true;
    world.set({ patientId: null });
    await upload.settingsChanged();
    expect(upload.state).toMatchObject({ problem: { code: 'nightscoutNobody' } });
    world.set({ patientId: 'ada', url: null });
    await upload.settingsChanged();
    expect(upload.state).toMatchObject({ problem: { code: 'nightscoutNotSetUp' } });
    expect(world.site.received).toEqual([]);
  });

  it('tries a refused token once, also over a restart, until somebody sees to it', async () => {
    const world = await uploadWorld();
    await world.record(at(0));
    world.site.token = 'another';
    const upload = world.begin();
    for (let minute = 0; minute < 60; minute++) {
      world.clock.advance(MINUTE);
      await upload.look();
    }
    expect(world.posts()).toHaveLength(1);
    expect(upload.state).toMatchObject({ problem: { code: 'nightscoutRefused' }, retryAt: null });
    await allWritten();
    const again = world.begin();
    await again.look();
    expect(world.posts()).toHaveLength(1);
    expect(again.state).toMatchObject({ problem: { code: 'nightscoutRefused' } });
    await world.vault.writeSecret('nightscout', 'another');
    await again.settingsChanged();
    expect(world.posts()).toHaveLength(2);
    expect(again.state).toMatchObject({ problem: null });
  });

  it('believes no success that the site does not say', async () => {
    const world = await uploadWorld();
    await world.record(at(0));
    for (const trouble of [
      { status: 200, text: '{"status":401,"message":"Unauthorized"}' },
      { status: 200, text: '<html>waking up</html>' },
      { status: 302, headers: { location: 'https://elsewhere.example/' } },
      { status: 404, text: '' },
    ]) {
      const upload = world.begin();
      world.site.trouble = trouble;
      await upload.look();
      expect(upload.state).toMatchObject({ newestAt: null, problem: { code: expect.any(String) as string } });
      world.site.trouble = null;
      world.clock.advance(2 * MINUTE);
      await upload.look();
      expect(upload.state).toMatchObject({ newestAt: NOON, problem: null });
    }
  });

  it('waits longer and longer for a site in trouble, and as long as it says', async () => {
    const world = await uploadWorld();
    await world.record(at(0));
    world.site.trouble = { status: 502, text: '<html>' };
    const upload = world.begin();
    const tried: number[] = [];
    for (let minute = 0; minute < 60; minute++) {
      const before = world.posts().length;
      await upload.look();
      if (world.posts().length > before) tried.push(minute);
      world.clock.advance(MINUTE);
    }
    expect(tried).toEqual([0, 1, 3, 8, 18, 33, 48]);
    world.site.trouble = { status: 429, headers: { 'retry-after': '7200' } };
    world.clock.advance(15 * MINUTE);
    await upload.look();
    expect(upload.state).toMatchObject({
      problem: { code: 'nightscoutBusy' },
      retryAt: world.clock.now() + 2 * HOUR,
    });
    world.clock.advance(HOUR);
    const before = world.posts().length;
    await upload.look();
    expect(world.posts()).toHaveLength(before);
  });

  it('gives up at once when it is stopped, whatever the site does, and one try is under way at a time', async () => {
    const server = await startFaultServer(hang);
    onTestFinished(() => server.close());
    const world = await uploadWorld({ url: server.url });
    await world.record(at(0));
    const upload = world.begin();
    upload.start();
    const trying = upload.look();
    await server.asked(1);
    await upload.look();
    upload.stop();
    await trying;
    expect(server.received).toHaveLength(1);
    expect(upload.state).toBeNull();
  });

  it('keeps nothing on the disk that names the person, the site or the token', async () => {
    const world = await uploadWorld();
    await world.record(at(0));
    await world.begin().look();
    await allWritten();
    expect(readdirSync(world.dataDir)).toContain(UPLOAD_FILE);
    const kept = readFileSync(join(world.dataDir, UPLOAD_FILE), 'utf8');
    for (const secret of [world.site.url, world.site.token, sha1(world.site.token)])
      expect(kept).not.toContain(secret);
    // A salted mark may spell anything short by chance.
    const besideMarks = kept.replaceAll(/[0-9a-f]{32,}/g, '#');
    expect(besideMarks).toContain('#');
    for (const short of ['ada', new URL(world.site.url).port]) expect(besideMarks).not.toContain(short);
  });
});
