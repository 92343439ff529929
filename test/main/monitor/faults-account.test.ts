import { afterEach, describe, expect, it } from 'vitest';
import { problemSentence } from '../../../src/shared/messages/sentences/problem.ts';
import { createGlucoseService } from '../../../src/main/service.ts';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import type { WireAnswer } from '../../../src/main/simulator/wire-request.ts';
import { json } from '../../support/fault-server.ts';
import { SimulatedWorld, type WorldOptions } from '../../support/simulated-world.ts';
import { clockTime, HOUR, LIST, LOGIN, MINUTE, sentenceOf, ServedWorld, storedIn } from './served-world.ts';

const DAY = 24 * HOUR;
const jwtExpired = json(401, { message: 'invalid or expired jwt' });
const refused = json(200, { status: 2, error: { message: 'notAuthenticated' } });
const GOOD = 'Connected; readings are coming in.';

let simulated: SimulatedWorld | null = null;
afterEach(async () => {
  await simulated?.stop();
  simulated = null;
});

async function simulate(options: WorldOptions = {}): Promise<SimulatedWorld> {
  simulated = new SimulatedWorld(options);
  await simulated.start();
  return simulated;
}

const signIns = ({ requests }: SimulatedWorld) => requests.filter(({ path }) => path === LOGIN).length;
const told = ({ monitor }: SimulatedWorld) => sentenceOf(monitor.state.link);

/** Changes the `data` of the list of people. */
function withList(world: SimulatedWorld, change: (people: { patientId: string }[]) => unknown): void {
  world.fault = ({ path }) =>
    path === LIST
      ? (reply: WireAnswer) => {
          const body = reply.body as { data: { patientId: string }[] };
          return { ...reply, body: { ...body, data: change(body.data) } };
        }
      : null;
}

describe('account', () => {
  it.each([
    ['401', jwtExpired],
    ['401 without a body', json(401, null)],
    ['an ended session', json(401, { status: 401, error: { message: 'invalid auth session' } })],
  ])('row 21: a session that is refused (%s) is replaced by one sign-in', async (_, reply) => {
    const world = await ServedWorld.begin();
    let left = 1;
    world.fault = ({ path }) => (path === LIST && left-- > 0 ? reply : null);
    await world.poll();
    expect(world.told).toBe(GOOD);
    expect(world.asked(LOGIN)).toBe(2);
    world.fault = ({ path }) => (path === LIST ? reply : null);
    await world.poll();
    expect(world.asked(LOGIN)).toBe(3);
    expect(world.told).toBe(
      'LibreLinkUp accepted the password but not the session that came of it. ' +
        'Open the LibreLinkUp app once, then try again.',
    );
    expect(world.pollsIn).toBe(15 * MINUTE);
  });

  it('row 22: a session slides on with the tickets of the answers', async () => {
    const world = await simulate();
    for (let month = 0; month < 12; month += 1) {
      world.clock.sleep(30 * DAY);
      await world.run(2 * MINUTE);
      expect(told(world)).toBe(GOOD);
    }
    expect(signIns(world)).toBe(1);
  });

  it('row 22: a session that does not is replaced in its last day, before it ends', async () => {
    const world = await simulate();
    let refusals = 0;
    world.fault = () => (reply) => {
      if (reply.http === 401) refusals += 1;
      return { ...reply, body: { ...(reply.body as object), ticket: undefined } };
    };
    world.clock.sleep(178.5 * DAY);
    await world.run(2 * MINUTE);
    expect(signIns(world)).toBe(1);
    world.clock.sleep(0.6 * DAY);
    await world.run(2 * MINUTE);
    expect([signIns(world), refusals, told(world)]).toEqual([2, 0, GOOD]);
  });

  it('row 23: a refused password is tried once and never again by itself', async () => {
    const world = await ServedWorld.begin();
    const people = world.state.people;
    world.fault = ({ path }) => (path === LOGIN ? refused : jwtExpired);
    await world.poll();
    expect(world.state).toMatchObject({
      link: { problem: { code: 'credentialsRejected' } },
      nextPollAt: null,
      pollReason: 'waitingForUser',
    });
    expect(world.told).toBe(
      'LibreLinkUp refused this e-mail and password. ' +
        'Use the ones of the LibreLinkUp app, not those of the sensor app.',
    );
    expect(world.state.people).toEqual(people);
    world.monitor.wake();
    expect(world.monitor.busy).toBe(false);
    world.clock.advance(DAY);
    await world.monitor.refresh();
    await world.restart();
    expect(world.asked(LOGIN)).toBe(2);
    expect(world.state).toMatchObject({
      link: { problem: { code: 'credentialsKnownBad' } },
      nextPollAt: null,
    });
    expect(world.told).toBe(
      'LibreLinkUp refused this password before, so it was not sent again. ' +
        'Run "glucoglance authenticate" with the right one, or to try this one once more.',
    );
  });

  it('row 24: a document to accept is named and never accepted by itself', async () => {
    const world = await ServedWorld.begin({ scenario: 'terms' });
    await world.pollUntil(4 * MINUTE + 30_000);
    expect(world.state).toMatchObject({
      link: { problem: { code: 'termsNotAccepted' } },
      pollReason: 'waitingForUser',
    });
    expect(world.told).toBe(
      'LibreLinkUp asks this account to accept its Terms of Use (version 2023-06-13T10:44:00-07:00): ' +
        'https://files.libreview.io/files/documents/de-DE/LLU_EULA_2023-04-03.html. ' +
        'Accept it in the LibreLinkUp app, or read it and run "glucoglance authenticate --accept-terms".',
    );
    expect(world.pollsIn).toBeGreaterThan(13 * MINUTE);
    expect(world.server.received.filter(({ path }) => path.startsWith('/auth/continue'))).toEqual([]);
  });

  it('row 24: a document that comes back after a yes is a loop', async () => {
    const world = await ServedWorld.open();
    const ticket = { token: 'step', expires: 2_000_000_000, duration: 3_600_000 };
    world.fault = ({ path }) =>
      path.startsWith('/llu/config')
        ? null
        : json(200, { status: 4, data: { step: { type: 'tou' }, authTicket: ticket } });
    const client = await world.profile.client();
    const signIn = client.ok ? await client.value.authenticate(async () => true) : client;
    expect(signIn).toMatchObject({ problem: { code: 'stepUnknown' } });
    expect(!signIn.ok && problemSentence(signIn.problem, clockTime)).toBe(
      'LibreLinkUp asks this account for something only its own app can do ("tou"). Open the app, then try again.',
    );
    expect(world.asked('/auth/continue/tou')).toBe(1);
  });

  it('row 25: a region is followed on data calls, and a server of its own stays where it is', async () => {
    const world = await ServedWorld.begin({ scenario: 'redirect' });
    await world.pollUntil(6 * MINUTE);
    expect(world.told).toBe('Connected; readings are coming in.');
    expect(world.asked(LOGIN)).toBe(1);
  });

  it('row 25: a region that cannot be one gets no password', async () => {
    const world = await ServedWorld.open();
    world.fault = () => json(200, { status: 0, data: { redirect: true, region: 'evil.example' } });
    await world.start();
    expect(world.state.link).toMatchObject({ problem: { code: 'regionUnknown' } });
    expect(world.told).toBe(
      'LibreLinkUp names a region that cannot be one ("evil.exa"), so the password was not sent there.',
    );
    expect(world.server.received).toHaveLength(1);
    expect(world.pollsIn).toBe(MINUTE);
  });

  it('row 25: regions are followed three times, and only on libreview.io', async () => {
    const hosts: string[] = [];
    const regions = ['eu', 'de', 'eu2', 'us', 'fr'];
    const sendingOn = ((url: string) => {
      hosts.push(new URL(url).host);
      return Promise.resolve(Response.json({ status: 0, data: { redirect: true, region: regions.shift() } }));
    }) as typeof fetch;
    const world = await ServedWorld.begin({ fetch: sendingOn, baseUrl: 'https://api.libreview.io' });
    expect(hosts).toEqual([
      'api.libreview.io',
      'api-eu.libreview.io',
      'api-de.libreview.io',
      'api-eu2.libreview.io',
    ]);
    expect(world.state.link).toMatchObject({ problem: { code: 'redirectLoop' } });
    expect(world.told).toBe(
      'LibreLinkUp keeps sending this account on (last to "us") without letting it in.',
    );
  });

  it('row 28: an account nobody shares with is told how to be invited', async () => {
    const world = await ServedWorld.begin({ scenario: 'nobody-shares' });
    expect(world.state.link).toMatchObject({ problem: { code: 'nobodyShares' } });
    expect(world.told).toBe(
      'Nobody shares with this account yet. In the app of the sensor choose "Connected apps", "LibreLinkUp", ' +
        'invite this account, and accept the invitation in the LibreLinkUp app.',
    );
    expect(world.state.pollReason).toBe('noNewReadingLately');
    expect(world.pollsIn).toBe(2 * MINUTE + 2500);
  });

  it('row 28: an empty list after there were people is believed the third time, and they stay', async () => {
    const world = await simulate();
    await world.run(5 * MINUTE);
    withList(world, () => []);
    await world.run(2 * MINUTE);
    expect(world.monitor.state.link.code).not.toBe('problem');
    await world.run(4 * MINUTE);
    expect(world.monitor.state.link).toMatchObject({ problem: { code: 'nobodyShares' } });
    expect(world.monitor.state.people.map(({ link }) => link.code)).toEqual(['delayed', 'delayed']);
    world.fault = () => null;
    await world.run(3 * MINUTE);
    expect(told(world)).toBe(GOOD);
  });

  it('row 29: somebody who no longer shares is told of, and the history stays', async () => {
    const world = await simulate();
    await world.run(5 * MINUTE);
    const before = storedIn(world.profile).filter(({ patientId }) => patientId === ben.patientId);
    withList(world, (people) => people.filter(({ patientId }) => patientId !== ben.patientId));
    await world.run(5 * MINUTE);
    const [first, second] = world.monitor.state.people;
    expect(first!.link.code).toBe('ok');
    expect(second!.link).toMatchObject({ problem: { code: 'noLongerShared' } });
    expect(told(world)).toBe('Ben Marlowe no longer shares with this account.');
    const after = storedIn(world.profile).filter(({ patientId }) => patientId === ben.patientId);
    expect(after).toEqual(before);
    expect(after.length).toBeGreaterThan(5);
  });

  it('row 30: of several people each has readings, ages and causes of their own', async () => {
    const world = await simulate({ scenario: 'signal-loss' });
    await world.run(25 * MINUTE);
    const [first, second] = world.monitor.state.people;
    expect([first!.person.patientId, second!.person.patientId]).toEqual([ada.patientId, ben.patientId]);
    expect([first!.link.code, second!.link.code]).toEqual(['phoneSilent', 'ok']);
    expect(told(world)).toBe(
      'No reading of Ada Lindqvist since 12:02: the phone is not uploading, or has lost the sensor. ' +
        'Check that its app is open and that it is online.',
    );
    const now = world.clock.now();
    for (const { patientId } of [ada, ben]) {
      const values = storedIn(world.profile).filter(
        (one) => one.patientId === patientId && one.source === 'live',
      );
      const truth = world.truth(patientId, now - 26 * MINUTE, now);
      const served = new Set(truth.live.map(({ at, mgdl }) => `${at} ${mgdl}`));
      expect(values.length).toBeGreaterThanOrEqual(3);
      for (const { measuredAt, mgdl } of values) expect(served).toContain(`${measuredAt} ${mgdl}`);
    }
    await world.stop();
    const service = createGlucoseService({ dataDir: world.dataDir, clock: world.clock });
    const statistics = await service.statistics();
    await service.close();
    expect(!statistics.ok && problemSentence(statistics.problem, clockTime)).toBe(
      'Several people are recorded; say which one you mean: ' +
        `Ada Lindqvist (${ada.patientId}), Ben Marlowe (${ben.patientId}).`,
    );
  });
});
