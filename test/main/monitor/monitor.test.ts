import { afterEach, describe, expect, it } from 'vitest';
import type { MonitorEvent } from '../../../src/main/monitor/monitor-event.ts';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import { scenarios } from '../../../src/main/simulator/scenarios.ts';
import { DEFAULT_PERSON } from '../../../src/shared/settings/settings.ts';
import { networkError, SimulatedWorld, type WorldOptions } from '../../support/simulated-world.ts';
import { historyBehind } from '../../support/history-behind.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const LIST = '/llu/connections';
const LOGIN = '/llu/auth/login';

let world: SimulatedWorld;
let events: MonitorEvent[];
afterEach(() => world.stop());

async function begin(options: WorldOptions = {}): Promise<SimulatedWorld> {
  world = new SimulatedWorld(options);
  events = [];
  world.monitor.subscribe((event) => events.push(event));
  await world.start();
  return world;
}

const lists = () => world.requests.filter(({ path }) => path === LIST);
const readings = () => events.flatMap((event) => (event.type === 'reading' ? [event.reading] : []));
const link = () => world.monitor.state.link;

describe('polling', () => {
  it('asks at once, then 20 s after the next reading is due, and meets every reading', async () => {
    await begin({ scenario: 'steady' });
    expect(lists()).toHaveLength(1);
    await world.run(HOUR);
    const heard = readings().map(({ measuredAt }) => measuredAt);
    expect(heard).toHaveLength(lists().length);
    for (let index = 1; index < heard.length; index += 1)
      expect(heard[index]! - heard[index - 1]!).toBe(MINUTE);
    const { at } = lists().at(-1)!;
    expect(at - heard.at(-1)!).toBeGreaterThanOrEqual(20 * SECOND);
    expect(at - heard.at(-1)!).toBeLessThanOrEqual(25 * SECOND);
    expect(link().code).toBe('ok');
  });

  it('asks for the graph at the start and every 15 minutes', async () => {
    await begin();
    await world.run(HOUR - MINUTE);
    for (const { patientId } of [ada, ben]) {
      const graphs = world.requests.filter(({ path }) => path === `${LIST}/${patientId}/graph`);
      expect(graphs).toHaveLength(4);
    }
  });

  it('asks half as often when nothing new has come for five minutes, and at the usual pace again when it has', async () => {
    await begin({ scenario: { ...scenarios['signal-loss'], people: [ada] } });
    await world.run(HOUR);
    const gaps = lists().map(({ at }, index, all) => at - (all[index - 1]?.at ?? at));
    expect(Math.max(...gaps)).toBeGreaterThanOrEqual(2 * MINUTE);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * MINUTE + 5 * SECOND);
    expect(gaps.at(-1)).toBeLessThanOrEqual(70 * SECOND);
  });

  it('signs in once a run', async () => {
    await begin();
    await world.run(24 * HOUR);
    expect(world.requests.filter(({ path }) => path === LOGIN)).toHaveLength(1);
  });

  it('refreshes on request, but not within ten seconds and not against the server’s word', async () => {
    await begin();
    await world.run(11 * SECOND);
    await world.monitor.refresh();
    await world.monitor.refresh();
    expect(lists()).toHaveLength(2);
    world.fault = () => () => ({ http: 429, body: {}, headers: { 'retry-after': '600' } });
    await world.run(2 * MINUTE);
    const asked = world.requests.length;
    await world.monitor.refresh();
    expect(world.requests).toHaveLength(asked);
  });
});

describe('sleep', () => {
  it('is followed by one poll at once and the readings that were missed', async () => {
    await begin({ scenario: 'steady' });
    await world.run(10 * MINUTE);
    const asked = lists().length;
    const told = readings().length;
    world.clock.sleep(6 * HOUR);
    const woke = world.clock.now();
    await world.run(10 * SECOND);
    expect(lists().length - asked).toBe(1);
    expect(lists().at(-1)!.at - woke).toBeLessThanOrEqual(10 * SECOND);
    // One reading is news, not six hours of them; the graph is in the history all the same.
    expect(readings().length - told).toBe(1);
    const history = historyBehind(world.profile);
    const stored = history.ok
      ? history.value.read((all) => all.readings(ada.patientId, { from: woke - 5 * HOUR }))
      : history;
    expect(stored.ok && stored.value.length).toBeGreaterThanOrEqual(17);
  });

  it('that the system tells of is the same', async () => {
    await begin();
    await world.run(5 * MINUTE);
    const asked = lists().length;
    world.monitor.wake();
    await world.settle();
    world.monitor.wake();
    await world.settle();
    expect(lists().length).toBeGreaterThan(asked);
  });

  it('a network that is not there yet is asked again after seconds, whatever failed in the night', async () => {
    await begin();
    world.fault = () => networkError('ENETUNREACH');
    await world.run(2 * HOUR);
    expect(world.monitor.state.nextPollAt! - world.clock.now()).toBeGreaterThan(2 * MINUTE);
    world.monitor.wake();
    await world.settle();
    world.fault = () => null;
    await world.run(6 * SECOND);
    expect(link().code).toBe('ok');
  });

  it('where the network stays away, the usual waits begin anew', async () => {
    await begin();
    world.fault = () => networkError('ENETUNREACH');
    await world.run(2 * HOUR);
    world.monitor.wake();
    await world.run(80 * SECOND);
    const wait = world.monitor.state.nextPollAt! - world.clock.now();
    expect(wait).toBeGreaterThan(20 * SECOND);
    expect(wait).toBeLessThanOrEqual(MINUTE);
  });

  it('D1: a start without a network asks again every five seconds for a minute', async () => {
    world = new SimulatedWorld();
    world.fault = () => networkError('ENOTFOUND');
    await world.start();
    await world.run(58 * SECOND);
    expect(world.requests).toHaveLength(12);
    await world.run(8 * SECOND);
    expect(world.monitor.state.nextPollAt! - world.clock.now()).toBeGreaterThan(50 * SECOND);
  });

  it('D1: once an answer has come the waits are the usual ones', async () => {
    await begin();
    world.fault = () => networkError('ENETUNREACH');
    world.monitor.wake();
    await world.settle();
    world.fault = () => null;
    await world.run(6 * SECOND);
    expect(link().code).toBe('ok');
    world.fault = () => networkError('ENETUNREACH');
    await world.monitor.refresh();
    await world.run(20 * SECOND);
    const asked = lists().length;
    await world.monitor.refresh();
    expect(lists()).toHaveLength(asked + 1);
    expect(world.monitor.state.nextPollAt! - world.clock.now()).toBeGreaterThan(20 * SECOND);
  });

  it.each([
    ['an answer', null],
    ['a failure', networkError('ECONNRESET')],
  ])(
    'D1: %s of a poll that began before the sleep ends nothing: it is made again at once',
    async (_, late) => {
      world = new SimulatedWorld({ scenario: { ...scenarios.steady, delay: () => 2 * SECOND } });
      await world.start();
      await world.run(5 * MINUTE);
      while (!world.monitor.busy) await world.run(SECOND);
      const asked = lists().length;
      let ends = 0;
      world.monitor.subscribe(({ type }) => (ends += Number(type === 'polled')));
      world.clock.sleep(3 * HOUR);
      world.lateFault = late;
      await world.run(2 * SECOND);
      world.lateFault = null;
      expect(ends).toBe(0);
      await world.run(6 * SECOND);
      expect([lists().length - asked, ends]).toEqual([1, 1]);
      expect(link().code).toBe('ok');
    },
  );

  describe('of which only the system tells', () => {
    // Each request but the sign-in takes two seconds: at the start the list first, then a graph.
    const scenario = {
      ...scenarios.steady,
      delay: ({ path }: { path: string }) => (path === LOGIN ? 0 : 2 * SECOND),
    };

    it.each([
      ['the list', 1],
      ['a graph', 3],
    ])('while a poll waits for %s makes it ask anew after that, and once', async (_, seconds) => {
      await begin({ scenario });
      await world.run(seconds * SECOND);
      expect([world.monitor.busy, lists().length]).toEqual([true, 1]);
      const ends = () => events.filter(({ type }) => type === 'polled').length;
      world.monitor.wake();
      while (lists().length === 1) await world.run(SECOND);
      // A waking is told of more than once: what was made for it is under way.
      world.monitor.wake();
      await world.run(10 * SECOND);
      expect([lists().length, ends()]).toEqual([2, 1]);
      expect(lists()[1]!.at - lists()[0]!.at).toBeLessThanOrEqual(6 * SECOND);
      world.monitor.wake();
      await world.run(10 * SECOND);
      expect([lists().length, ends()]).toEqual([3, 2]);
    });
  });

  it('does not make it ask while the server said to wait', async () => {
    await begin();
    world.fault = () => () => ({ http: 429, body: {}, headers: { 'retry-after': '3600' } });
    await world.run(2 * MINUTE);
    const asked = world.requests.length;
    world.clock.sleep(10 * MINUTE);
    await world.run(20 * SECOND);
    expect(world.requests).toHaveLength(asked);
  });
});

describe('the clock', () => {
  it.each([
    ['back', -3 * HOUR],
    ['forward', 3 * HOUR],
  ])('set %s by hours changes no age and loses no reading', async (_, jump) => {
    await begin({ scenario: 'steady' });
    await world.run(10 * MINUTE);
    world.clock.jump(jump);
    await world.run(10 * MINUTE);
    expect(link()).toMatchObject({ code: 'clockWrong' });
    const [person] = world.monitor.state.people;
    expect(person?.link.code).toBe('ok');
    const heard = readings().map(({ measuredAt }) => measuredAt);
    expect(heard.at(-1)! - heard[0]!).toBe((heard.length - 1) * MINUTE);
    expect(heard.length).toBeGreaterThanOrEqual(20);
  });

  it('R4: half a year ahead from the start costs one sign-in', async () => {
    world = new SimulatedWorld({ scenario: 'steady' });
    world.clock.jump(179 * 24 * HOUR);
    await world.start();
    await world.run(6 * HOUR);
    expect(world.requests.filter(({ path }) => path === '/llu/auth/login')).toHaveLength(1);
    expect(link().code).toBe('clockWrong');
  });

  it('R4: a wait that the server asked for is kept to by a clock that is far ahead', async () => {
    world = new SimulatedWorld({ scenario: 'steady' });
    world.clock.jump(179 * 24 * HOUR);
    await world.start();
    await world.run(3 * MINUTE);
    world.fault = () => () => ({ http: 429, body: {}, headers: { 'retry-after': '3600' } });
    await world.run(2 * MINUTE);
    const asked = world.requests.length;
    world.fault = () => null;
    await world.run(56 * MINUTE);
    expect(world.requests).toHaveLength(asked);
    await world.run(5 * MINUTE);
    expect(world.requests.length).toBeGreaterThan(asked);
  });

  it('W12: an odd time of an error page makes nothing old', async () => {
    await begin({ scenario: 'steady' });
    await world.run(5 * MINUTE);
    const date = new Date(world.clock.now() + 40 * MINUTE).toUTCString();
    let odd = 0;
    world.fault = ({ path }) => {
      if (path !== '/llu/connections' || odd++ > 0) return null;
      return () => ({ http: 502, body: 'Bad gateway', headers: { date } });
    };
    await world.run(3 * MINUTE);
    expect(odd).toBeGreaterThan(1);
    expect(world.profile.time.now()).toBe(world.clock.now());
    expect(link().code).toBe('ok');
  });

  it('W12: nor does that of one good answer', async () => {
    await begin({ scenario: 'steady' });
    await world.run(5 * MINUTE);
    const date = new Date(world.clock.now() + 40 * MINUTE).toUTCString();
    let odd = 0;
    world.fault = () => (reply) => (odd++ === 0 ? { ...reply, headers: { date } } : reply);
    const codes: string[] = [];
    world.monitor.subscribe((event) => event.type === 'state' && codes.push(event.state.link.code));
    await world.run(3 * MINUTE);
    expect(odd).toBeGreaterThan(1);
    expect(new Set(codes)).toEqual(new Set(['ok']));
  });

  it('that is a little wrong is said, and ages go by it', async () => {
    world = new SimulatedWorld();
    events = [];
    world.clock.jump(3 * MINUTE);
    await world.start();
    expect(link()).toEqual({ code: 'clockWrong', byMs: 3 * MINUTE });
  });
});

describe('restarts', () => {
  it('go on where the last run ended', async () => {
    await begin({ scenario: 'steady' });
    await world.run(30 * MINUTE);
    await world.restart();
    const { reading, recent } = world.monitor.state.people[0]!;
    expect(world.clock.now() - reading!.measuredAt).toBeLessThan(2 * MINUTE);
    expect(recent.length).toBeGreaterThan(30);
    expect(world.monitor.recorded).toBeLessThanOrEqual(1);
  });

  it('show the last known state before the first answer', async () => {
    await begin({ scenario: 'steady' });
    await world.run(5 * MINUTE);
    world.fault = () => networkError('ENOTFOUND');
    await world.restart();
    expect(world.monitor.state.people[0]?.reading).not.toBeNull();
    expect(link()).toMatchObject({ code: 'problem', problem: { code: 'nameNotFound' } });
  });

  it('leave no timer behind', async () => {
    await begin();
    await world.run(MINUTE);
    await world.stop();
    expect(world.clock.pending).toBe(0);
  });
});

describe('transient faults', () => {
  const faults: [string, () => ReturnType<SimulatedWorld['fault']>, number][] = [
    ['a name that is not found', () => networkError('ENOTFOUND'), 1],
    ['a refused connection', () => networkError('ECONNREFUSED'), 1],
    ['a 503', () => () => ({ http: 503, body: 'Service Unavailable' }), 1],
    ['maintenance', () => () => ({ http: 200, body: { status: 911 } }), 1],
    ['an answer of another form', () => () => ({ http: 200, body: { status: 0, data: 5 } }), 1],
    ['a captive portal', () => () => ({ http: 200, body: '<html>Welcome</html>' }), 1],
  ];

  it.each(faults)('%s: the next good poll comes within a minute of its end', async (_, fault) => {
    await begin({ scenario: 'steady' });
    await world.run(5 * MINUTE);
    world.fault = fault;
    await world.run(61 * SECOND);
    expect(link().code).toBe('problem');
    world.fault = () => null;
    const ended = world.clock.now();
    // One failure in a row: the first step of the back-off is in force.
    await world.run(66 * SECOND);
    expect(link().code).toBe('ok');
    const good = lists().find(({ at }) => at >= ended)!;
    expect(good.at - ended).toBeLessThanOrEqual(66 * SECOND);
  });

  it('that last are asked about 1, 2, 5, 10, 15, 15 minutes apart', async () => {
    await begin();
    world.fault = () => networkError('ECONNREFUSED');
    await world.run(2 * HOUR);
    const gaps = lists()
      .slice(1)
      .map(({ at }, index, all) => Math.round((at - (all[index - 1]?.at ?? at)) / MINUTE));
    expect(gaps.slice(1, 8)).toEqual([1, 2, 5, 10, 15, 15, 15]);
  });

  it('of the disk keep readings in memory until they can be recorded', async () => {
    await begin({ scenario: 'steady' });
    await world.run(5 * MINUTE);
    const history = historyBehind(world.profile);
    if (!history.ok) throw new Error('no history');
    const record = history.value.record.bind(history.value);
    history.value.record = () => ({ ok: false, problem: { code: 'diskFull', params: { path: '/data' } } });
    await world.run(10 * MINUTE);
    expect(world.monitor.state.storage?.code).toBe('diskFull');
    expect(link().code).toBe('ok');
    const told = readings().length;
    expect(told).toBeGreaterThanOrEqual(15);
    history.value.record = record;
    await world.run(2 * MINUTE);
    expect(world.monitor.state.storage).toBeNull();
    const stored = history.value.read((all) =>
      all.readings(ada.patientId, { from: readings()[0]!.measuredAt }),
    );
    const live = stored.ok ? stored.value.filter(({ source }) => source === 'live') : [];
    expect(live.map(({ measuredAt }) => measuredAt)).toEqual(readings().map(({ measuredAt }) => measuredAt));
  });
});

it('goes on without a folder it could use', async () => {
  await begin({ scenario: 'steady', dataDir: '/proc/no-such-folder' });
  await world.run(5 * MINUTE);
  expect(link().code).toBe('ok');
  expect(world.monitor.state.storage?.code).toBe('folderUnusable');
  expect(readings().length).toBeGreaterThan(4);
});

describe('the account', () => {
  it('W19: whose session another program ends at every poll is told, and its history has no gap', async () => {
    await begin({ scenario: 'steady' });
    let taken = false;
    world.fault = ({ path }) => {
      if (path === '/llu/auth/login') taken = false;
      else if (path === '/llu/connections') {
        if (taken) return () => ({ http: 401, body: { message: 'invalid or expired jwt' }, headers: {} });
        taken = true;
      }
      return null;
    };
    const codes = new Set<string>();
    world.monitor.subscribe((event) => {
      if (event.type === 'state' && event.state.link.code === 'problem')
        codes.add(event.state.link.problem.code);
    });
    const from = world.clock.now();
    await world.run(2 * HOUR);
    const logins = world.requests.filter(({ path, at }) => path === '/llu/auth/login' && at > from);
    expect(logins.length).toBeLessThanOrEqual(3 + 24);
    const gaps = logins.slice(3).map(({ at }, index) => at - logins[index + 2]!.at);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5 * MINUTE - SECOND);
    expect([...codes]).toEqual(['sessionTaken']);
    const history = historyBehind(world.profile);
    const read = history.ok ? history.value.read((all) => all.readings(null)) : history;
    const instants = read.ok ? read.value.map(({ measuredAt }) => measuredAt).filter((at) => at > from) : [];
    const holes = instants.slice(1).map((at, index) => at - instants[index]!);
    expect(Math.max(...holes)).toBeLessThanOrEqual(7 * MINUTE);
  });

  it('that refuses the password is not asked again, and the people stay', async () => {
    await begin();
    await world.run(5 * MINUTE);
    world.fault = (request) => () =>
      request.path === LOGIN
        ? { http: 200, body: { status: 2, error: { message: 'notAuthenticated' } } }
        : { http: 401, body: { message: 'invalid or expired jwt' } };
    await world.run(24 * HOUR);
    expect(world.requests.filter(({ path }) => path === LOGIN)).toHaveLength(2);
    expect(link()).toMatchObject({ problem: { code: 'credentialsRejected' } });
    expect(world.monitor.state).toMatchObject({ nextPollAt: null, pollReason: 'waitingForUser' });
    expect(world.monitor.state.people).toHaveLength(2);
  });

  it('whose people are gone is believed after three answers', async () => {
    await begin();
    await world.run(5 * MINUTE);
    world.onAnswer = () => {};
    world.fault = (request) =>
      request.path === LIST ? (reply) => ({ ...reply, body: { status: 0, data: [] } }) : null;
    await world.run(100 * SECOND);
    expect(link().code).not.toBe('problem');
    await world.run(4 * MINUTE);
    expect(link()).toMatchObject({ problem: { code: 'nobodyShares' } });
    expect(world.monitor.state.people).toHaveLength(2);
  });

  it('that one person has left says so for that person', async () => {
    await begin();
    await world.run(5 * MINUTE);
    world.fault = (request) =>
      request.path === LIST
        ? (reply) => {
            const body = reply.body as { data: { patientId: string }[] };
            return {
              ...reply,
              body: { ...body, data: body.data.filter(({ patientId }) => patientId !== ben.patientId) },
            };
          }
        : null;
    await world.run(5 * MINUTE);
    const [first, second] = world.monitor.state.people;
    expect(first?.link.code).toBe('ok');
    expect(second?.link).toMatchObject({ problem: { code: 'noLongerShared' } });
  });
});

describe('state', () => {
  it('has a next sequence number for each change, and a time since when its cause is what it is', async () => {
    await begin();
    await world.run(10 * MINUTE);
    const numbers = events.flatMap((event) => (event.type === 'state' ? [event.state.sequence] : []));
    expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index));
    const { since } = world.monitor.state;
    world.fault = () => networkError('ENOTFOUND');
    await world.run(20 * MINUTE);
    expect(world.monitor.state.since).toBeGreaterThan(since);
    expect(world.monitor.state.since).toBeLessThanOrEqual(
      world.requests.find(({ at }) => at > since + 9 * MINUTE)!.at + MINUTE,
    );
  });

  it('is told once a poll, with the reading and when the next comes, unless a graph was asked for meanwhile', async () => {
    await begin({ scenario: 'steady' });
    await world.run(2 * MINUTE);
    events.length = 0;
    const asked = lists().length;
    await world.run(10 * MINUTE);
    const states = events.flatMap((event) => (event.type === 'state' ? [event.state] : []));
    expect(states).toHaveLength(lists().length - asked);
    for (const { lastAnswerAt, nextPollAt } of states) expect(nextPollAt).toBeGreaterThan(lastAnswerAt!);
  });

  it('tells of a reading before it is recorded', async () => {
    world = new SimulatedWorld();
    events = [];
    const order: boolean[] = [];
    world.monitor.subscribe((event) => {
      if (event.type !== 'reading') return;
      const history = historyBehind(world.profile);
      const known = history.ok
        ? history.value.read((all) => all.has(event.reading.patientId, event.reading.measuredAt))
        : history;
      order.push(known.ok && known.value);
    });
    await world.start();
    await world.run(5 * MINUTE);
    expect(order.length).toBeGreaterThan(5);
    expect(order).not.toContain(true);
  });
});

describe('people', () => {
  it('somebody who is not followed is neither asked for nor a fault', async () => {
    await begin();
    await world.run(2 * MINUTE);
    const settings = world.profile.settings();
    if (!settings.ok) throw new Error(settings.problem.code);
    settings.value.update((all) => ({
      ...all,
      people: { [ben.patientId]: { ...DEFAULT_PERSON, followed: false } },
    }));
    const graphs = () =>
      world.requests.filter(({ path }) => path === `${LIST}/${ben.patientId}/graph`).length;
    const before = graphs();
    await world.run(HOUR);
    expect(link().code).toBe('ok');
    expect(graphs()).toBe(before);
    // To be followed again, they must be known.
    expect(world.monitor.state.people.map(({ person }) => person.patientId)).toEqual([
      ada.patientId,
      ben.patientId,
    ]);
  });

  it('those of another account, in the history alone, are nobody of this one', async () => {
    world = new SimulatedWorld({ scenario: { ...scenarios.steady, people: [ada] } });
    const history = historyBehind(world.profile);
    if (!history.ok) throw new Error(history.problem.code);
    history.value.rememberPerson({
      patientId: 'of-before',
      firstName: 'Of',
      lastName: 'Before',
      target: null,
      unit: null,
    });
    await world.start();
    await world.run(10 * MINUTE);
    expect(world.monitor.state.people.map(({ person }) => person.patientId)).toEqual([ada.patientId]);
    expect(link().code).toBe('ok');
  });
});
