import { describe, expect, it } from 'vitest';
import { wireTime } from '../../../src/main/simulator/civil-time.ts';
import { LOCKED } from '../../../src/main/simulator/sign-in.ts';
import { html, json, text, type Reply } from '../../support/fault-server.ts';
import { clockTime, LIST, LOGIN, MINUTE, SECOND, ServedWorld, START } from './served-world.ts';

const jwtExpired = json(401, { message: 'invalid or expired jwt' });

/** What the list of people is answered with, once the monitor has begun. */
async function answering(reply: Reply): Promise<ServedWorld> {
  const world = await ServedWorld.begin();
  world.fault = ({ path }) => (path === LIST ? reply : null);
  await world.poll();
  return world;
}

describe('server', () => {
  it.each([500, 502, 503, 504])('row 14: HTTP %d is asked again ever more rarely', async (status) => {
    const world = await ServedWorld.begin();
    const before = world.stored;
    world.fault = () => text(status, '');
    const waits: number[] = [];
    for (let poll = 0; poll < 6; poll += 1) {
      await world.poll();
      waits.push(world.pollsIn! / MINUTE);
    }
    expect(waits).toEqual([1, 2, 5, 10, 15, 15]);
    expect(world.state.link).toMatchObject({ problem: { code: 'serverError' } });
    expect(world.told).toBe(`${world.host} has trouble of its own (HTTP ${status}).`);
    expect(world.stored).toEqual(before);
  });

  it.each([
    ['120', 120],
    ['1', 10],
    ['7200', 3600],
  ])('row 15: 503 with Retry-After %s is asked again after %d s', async (header, seconds) => {
    const world = await answering(text(503, '', { 'retry-after': header }));
    expect(world.told).toBe(`${world.host} has trouble of its own (HTTP 503).`);
    expect(world.state.pollReason).toBe('serverSaid');
    expect(world.pollsIn).toBe(seconds * SECOND);
    world.monitor.wake();
    await world.monitor.refresh();
    expect(world.monitor.busy).toBe(false);
    world.fault = () => null;
    await world.poll();
    expect(world.state.link.code).toBe('ok');
  });

  it('row 16: a stated lockout is waited out, over restarts too', async () => {
    const world = await ServedWorld.begin();
    world.fault = ({ path }) => (path === LOGIN ? json(200, LOCKED.body) : jwtExpired);
    await world.poll();
    const until = world.clock.now() + 330 * SECOND;
    expect(world.state).toMatchObject({
      link: { code: 'problem', problem: { code: 'lockedOut', retryAt: until } },
      pollReason: 'serverSaid',
      nextPollAt: until,
    });
    const sentence =
      'LibreLinkUp has locked sign-ins to this account after too many refused ones. Next try possible at 12:06.';
    expect(world.told).toBe(sentence);
    world.fault = () => null;
    const signIns = world.asked(LOGIN);
    for (let restart = 0; restart < 5; restart += 1) {
      world.clock.advance(MINUTE);
      await world.restart();
      expect(world.told).toBe(sentence);
      expect(world.state.nextPollAt).toBe(until);
    }
    expect(world.asked(LOGIN)).toBe(signIns);
    await world.poll();
    expect(world.clock.now()).toBe(until);
    expect(world.told).toBe('Connected; readings are coming in.');
  });

  it('row 16: a lockout does not stop polls with a session that works', async () => {
    const world = await ServedWorld.begin();
    world.fault = ({ path }) => (path === LOGIN ? json(200, LOCKED.body) : null);
    const client = await world.profile.client();
    const signIn = client.ok ? await client.value.authenticate() : client;
    expect(signIn).toMatchObject({ problem: { code: 'lockedOut' } });
    await world.poll();
    expect(world.told).toBe('Connected; readings are coming in.');
    expect(world.stored.at(-1)!.measuredAt).toBeGreaterThan(START);
  });

  it('row 17: 429 without a hint is waited out longer each time, over restarts too', async () => {
    const world = await ServedWorld.begin();
    world.fault = () => text(429, '');
    for (const minutes of [5, 10, 20, 30, 30]) {
      await world.poll();
      expect(world.pollsIn! / MINUTE).toBeGreaterThanOrEqual(minutes * 0.9);
      expect(world.pollsIn! / MINUTE).toBeLessThanOrEqual(minutes * 1.1);
      const { nextPollAt } = world.state;
      expect(world.state.link).toMatchObject({ problem: { code: 'rateLimited', retryAt: nextPollAt } });
      expect(world.told).toBe(
        `LibreLinkUp asks to be asked less often. Next try possible at ${clockTime(nextPollAt!)}.`,
      );
      const asked = world.server.received.length;
      await world.restart();
      expect(world.server.received).toHaveLength(asked);
      expect(world.state.nextPollAt).toBe(nextPollAt);
    }
  });

  it.each([
    ['403', html(403, 'Attention Required! | Cloudflare')],
    ['1015', html(200, 'Access denied | Error 1015')],
    ['430', html(430, 'Blocked')],
  ])(
    'row 18: a block page (%s) stops every request for long, and nothing tries to get round it',
    async (_, page) => {
      const world = await ServedWorld.begin();
      const own = world.server.received[0]!.headers['user-agent'];
      const before = world.stored;
      world.fault = () => page;
      for (const minutes of [15, 30, 60, 60]) {
        await world.poll();
        expect(world.pollsIn! / MINUTE).toBeGreaterThanOrEqual(minutes * 0.9);
        expect(world.pollsIn! / MINUTE).toBeLessThanOrEqual(minutes * 1.1);
        expect(world.state.link).toMatchObject({ problem: { code: 'blocked' } });
        expect(world.told).toBe(
          "Abbott's servers block requests from this network for now. " +
            `Next try possible at ${clockTime(world.state.nextPollAt!)}.`,
        );
        world.monitor.wake();
        await world.monitor.refresh();
        expect(world.monitor.busy).toBe(false);
      }
      expect(own).toMatch(/^Glucoglance\/\d/);
      expect(new Set(world.server.received.map(({ headers }) => headers['user-agent']))).toEqual(
        new Set([own]),
      );
      expect(world.stored).toEqual(before);
    },
  );

  it('W1: a 502 page of the gateway for one graph is server trouble, and the polls go on', async () => {
    const world = await ServedWorld.open();
    const page = html(502, 'api.libreview.io | 502: Bad gateway | Cloudflare');
    world.fault = ({ path }) => (path.endsWith('/graph') ? page : null);
    await world.start();
    expect(world.state.link.code).toBe('ok');
    expect(world.pollsIn).toBeLessThan(2 * MINUTE);
    const asked = world.asked(LIST);
    await world.poll();
    expect(world.asked(LIST)).toBe(asked + 1);
    expect(world.told).toBe('Connected; readings are coming in.');
  });

  it('row 19: a version that became too old is raised to the one asked for, and kept', async () => {
    const world = await ServedWorld.begin({ scenario: 'version-too-old' });
    const versions = () => [...new Set(world.server.received.map(({ headers }) => headers['version']))];
    await world.pollUntil(5 * MINUTE);
    expect(versions()).toEqual(['4.17.0', '4.18.0']);
    expect(world.events.some((event) => event.type === 'state' && event.state.link.code === 'problem')).toBe(
      false,
    );
    world.server.received.length = 0;
    await world.restart();
    expect(world.told).toBe('Connected; readings are coming in.');
    expect(versions()).toEqual(['4.18.0']);
  });

  it.each([
    [
      '5.0.0',
      'interfaceSwitchedOff',
      'Abbott has switched off the interface Glucoglance uses (it now wants version 5.0.0). ' +
        'Use the LibreLinkUp app and look for a newer Glucoglance.',
    ],
    [
      '4.9.0',
      'updateRequired',
      'LibreLinkUp no longer talks to version 4.17.0 of its interface; it wants a newer one. ' +
        'Look for a newer Glucoglance.',
    ],
    [
      undefined,
      'updateRequired',
      'LibreLinkUp no longer talks to version 4.17.0 of its interface; it wants a newer one. ' +
        'Look for a newer Glucoglance.',
    ],
  ])('row 19: a version that cannot be adopted (%s) is said', async (minimumVersion, code, sentence) => {
    const world = await answering(json(403, { status: 920, data: { minimumVersion } }));
    expect(world.state).toMatchObject({ link: { problem: { code } }, pollReason: 'waitingForUser' });
    expect(world.told).toBe(sentence);
    expect(world.pollsIn).toBe(15 * MINUTE);
    expect(world.asked(LIST)).toBe(2);
  });

  it('row 20: a header that is missing although a new session was opened means that an update is needed', async () => {
    const world = await answering(json(400, { message: 'RequiredHeaderMissing' }));
    expect(world.asked(LOGIN)).toBe(2);
    expect(world.state).toMatchObject({
      link: { problem: { code: 'updateRequired' } },
      pollReason: 'waitingForUser',
    });
    const sentence =
      'LibreLinkUp no longer talks to version 4.17.0 of its interface; it wants a newer one. ' +
      'Look for a newer Glucoglance.';
    expect(world.told).toBe(sentence);
    expect(world.pollsIn).toBe(15 * MINUTE);
    world.fault = () => json(400, { message: 'RequiredHeaderMissing' });
    await world.restart();
    expect(world.told).toBe(sentence);
  });

  const nested = '['.repeat(300_000);
  it.each([
    ['breaks off', '{"status":0,"data":[', 'it is not JSON'],
    ['is a number', '5', 'it is not JSON'],
    ['is a list', '[]', 'it has no status'],
    ['has another type on top', '{"status":0,"data":{"x":1}}', 'it has another form than expected'],
    ['has NaN', '{"status":0,"data":[{"patientId":NaN}]}', 'it is not JSON'],
    ['is nested deeply and open', nested, 'it is not JSON'],
    [
      'is nested deeply and closed',
      `{"status":0,"data":${nested}${']'.repeat(300_000)}}`,
      'it has another form than expected',
    ],
    ['has a key twice', '{"status":0,"data":[],"data":7}', 'it has another form than expected'],
    ['has __proto__', '{"__proto__":{"status":0,"data":[]}}', 'it has no status'],
    [
      'has __proto__ in an item',
      '{"status":0,"data":[{"__proto__":{"patientId":"x"},"constructor":{}}]}',
      'it has another form than expected',
    ],
  ])('row 26: JSON that %s is not read', async (_, body, detail) => {
    const world = await ServedWorld.begin();
    const [before, people] = [world.stored, world.state.people];
    world.fault = () => text(200, body, { 'content-type': 'application/json' });
    await world.poll();
    expect(world.state.link).toMatchObject({ problem: { code: 'answerUnreadable' } });
    expect(world.told).toBe(`The answer of ${world.host} cannot be read: ${detail}.`);
    expect(world.pollsIn).toBe(MINUTE);
    expect(world.stored).toEqual(before);
    expect(world.state.people).toEqual(people);
    expect(Object.hasOwn(Object.prototype, 'patientId')).toBe(false);
  });

  it('row 27: more fields than known, or only those needed, are enough; a bad item is left out', async () => {
    const at = START + MINUTE;
    const person = (patientId: unknown, ...more: object[]) =>
      Object.assign(
        { patientId, glucoseMeasurement: { FactoryTimestamp: wireTime(at), ValueInMgPerDl: 101 } },
        ...more,
      );
    const people = [
      person('bare'),
      person('more', { mood: 'fine', sensor: { sn: 7 } }),
      person(5),
      null,
      'x',
    ];
    const world = await answering(json(200, { status: 0, data: people, extra: { nothing: [] } }));
    const heard = world.events.flatMap((event) => (event.type === 'reading' ? [event.reading] : []));
    expect(heard.slice(-2)).toMatchObject([
      { patientId: 'bare', measuredAt: at, mgdl: 101, trend: null },
      { patientId: 'more', measuredAt: at, mgdl: 101, sensorSerial: null },
    ]);
    expect(world.stored.filter(({ measuredAt }) => measuredAt === at)).toHaveLength(2);
  });

  it('row 27: a list of which nothing can be read is no empty list', async () => {
    const world = await answering(json(200, { status: 0, data: [{ id: 1 }, { patient: 'renamed' }] }));
    expect(world.told).toBe(`The answer of ${world.host} cannot be read: it has another form than expected.`);
  });

  it('row 31: an old reading served as the newest is not taken for a new one', async () => {
    const world = await ServedWorld.begin({ scenario: 'stale-value' });
    await world.pollUntil(14 * MINUTE);
    const newest = world.state.people[0]!.reading!;
    expect(newest.measuredAt).toBeGreaterThanOrEqual(START + MINUTE);
    expect(world.told).toBe(
      `The last reading of Ada Lindqvist is from ${clockTime(newest.measuredAt)}; phones often upload late.`,
    );
    const heard = world.heardOf(newest.patientId);
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    expect(heard.at(-1)).toBe(newest.measuredAt);
    await world.pollUntil(18 * MINUTE);
    expect(world.told).toBe('Connected; readings are coming in.');
  });
});
