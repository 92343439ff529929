import { afterEach, describe, expect, it } from 'vitest';
import { ada } from '../../../src/main/simulator/people.ts';
import type { Scenario } from '../../../src/main/simulator/scenarios.ts';
import {
  isScenarioName,
  scenarioNames,
  scenarios,
  startSimulator,
  type Simulator,
} from '../../../src/main/simulator/simulator.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import {
  at,
  call,
  HEADERS,
  listAt,
  login,
  numberAt,
  signIn,
  textAt,
  type Json,
} from './third-party-client.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 21, 12);
const running: Simulator[] = [];

afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close();
});

async function start(options: Parameters<typeof startSimulator>[0]): Promise<Simulator> {
  const simulator = await startSimulator({ clock: new FakeClock(NOW), ...options });
  running.push(simulator);
  return simulator;
}

async function get(simulator: Simulator, path: string): Promise<Json> {
  return (await call(simulator.url + path, { headers: await signIn(simulator) })).body;
}

const names = async (simulator: Simulator) =>
  listAt(await get(simulator, '/llu/connections'), 'data').map((person) => at(person, 'firstName'));

describe('scenarios', () => {
  it('have names and one-line descriptions', () => {
    const issue =
      'fast-low high-after-meal compression-low signal-loss sensor-ended warm-up hi lo terms locked version-too-old ' +
      'session-ended maintenance cloudflare redirect slow garbage stale-value duplicate out-of-order future';
    const named = ['steady', 'two-people', 'nobody-shares', ...issue.split(' ')];
    expect(scenarioNames.toSorted()).toStrictEqual(named.toSorted());
    for (const name of scenarioNames) expect(scenarios[name].description).toMatch(/^[^\n]{10,100}$/);
    expect(isScenarioName('steady')).toBe(true);
    for (const name of ['', 'Steady', 'toString', '__proto__']) expect(isScenarioName(name)).toBe(false);
  });

  it('decide who shares', async () => {
    expect(await names(await start({}))).toStrictEqual(['Ada', 'Ben']);
    expect(await names(await start({ scenario: 'steady' }))).toStrictEqual(['Ada']);
    expect(await names(await start({ scenario: 'nobody-shares' }))).toStrictEqual([]);
  });

  it('give the same days for the same seed, whenever they are looked at', async () => {
    const graph = async (options: Parameters<typeof startSimulator>[0]) =>
      listAt(await get(await start(options), `/llu/connections/${ada.patientId}/graph`), 'data', 'graphData');
    const once = await graph({ seed: 5 });
    expect(await graph({ seed: 5 })).toStrictEqual(once);
    expect(await graph({ seed: 6 })).not.toStrictEqual(once);
    // Four hours later most of it is still there, as it was.
    const later = new Set(
      (await graph({ seed: 5, start: NOW + 4 * HOUR })).map((point) => JSON.stringify(point)),
    );
    expect(once.filter((point) => later.has(JSON.stringify(point)))).toHaveLength(47 - 16);
  });

  it('run at any speed from any start', async () => {
    const clock = new FakeClock(NOW);
    const simulator = await start({ clock, start: Date.UTC(2025, 0, 1), speed: 60 });
    clock.advance(60_000);
    expect(simulator.now()).toBe(Date.UTC(2025, 0, 1) + HOUR);
  });
});

describe('a scenario of one’s own', () => {
  const base: Scenario = { description: 'made for a test', people: [ada] };
  const latest = async (scenario: Scenario) =>
    at(await get(await start({ scenario }), '/llu/connections'), 'data', 0, 'glucoseMeasurement');

  it('can leave the scale', async () => {
    expect(await latest({ ...base, glucose: () => 530 })).toMatchObject({
      ValueInMgPerDl: 501,
      isHigh: true,
      isLow: false,
      TrendArrow: 0,
    });
    expect(await latest({ ...base, glucose: () => 39 })).toMatchObject({
      ValueInMgPerDl: 39,
      isHigh: false,
      isLow: true,
    });
  });

  it('can steer the glucose, and the trend with it', async () => {
    const glucose: Scenario['glucose'] = (_mgdl, instant, _person, launchedAt) =>
      120 - (3 * (instant - launchedAt)) / 60_000;
    expect(await latest({ ...base, glucose })).toMatchObject({ TrendArrow: 1 });
  });

  it('can withhold readings: the last one stays', async () => {
    const glucose: Scenario['glucose'] = (mgdl, instant, _person, launchedAt) =>
      instant > launchedAt - 2 * HOUR ? null : mgdl;
    expect(textAt(await latest({ ...base, glucose }), 'FactoryTimestamp')).toBe('11/21/2026 9:59:37 AM');
    expect(await latest({ ...base, glucose: () => null })).toBeNull();
  });

  it('can answer in place of the service', async () => {
    const simulator = await start({
      scenario: {
        ...base,
        intercept: ({ path }) =>
          path === '/llu/connections'
            ? { http: 503, body: '<h1>Down</h1>', headers: { 'retry-after': '60' } }
            : null,
      },
    });
    const response = await fetch(`${simulator.url}/llu/connections`, { headers: await signIn(simulator) });
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('retry-after')).toBe('60');
    expect(await response.text()).toBe('<h1>Down</h1>');
  });

  it('can ask for documents to be accepted, one after the other', async () => {
    const simulator = await start({ scenario: { ...base, steps: ['tou', 'pp'] } });
    const accept = (type: string, token: string) =>
      call(`${simulator.url}/auth/continue/${type}`, {
        method: 'POST',
        headers: { ...HEADERS, authorization: `Bearer ${token}` },
      });
    const first = (await login(simulator)).body;
    expect(first).toStrictEqual({
      status: 4,
      data: {
        step: {
          type: 'tou',
          componentName: 'AcceptDocument',
          props: { reaccept: true, titleKey: 'Common.termsOfUse', type: 'tou' },
        },
        user: { accountType: 'pat', country: 'DE', uiLanguage: 'de-DE' },
        authTicket: { token: expect.any(String), expires: NOW / 1000 + 3600, duration: 3_600_000 },
      },
    });
    const touToken = textAt(first, 'data', 'authTicket', 'token');
    expect((await accept('pp', touToken)).http).toBe(401);
    expect(
      await call(`${simulator.url}/llu/connections`, {
        headers: { ...HEADERS, authorization: `Bearer ${touToken}`, 'account-id': 'x' },
      }),
    ).toMatchObject({ http: 401 });
    const second = (await accept('tou', touToken)).body;
    expect(second).toMatchObject({ status: 4, data: { step: { type: 'pp' } } });
    const done = (await accept('pp', textAt(second, 'data', 'authTicket', 'token'))).body;
    expect(numberAt(done, 'status')).toBe(0);
    expect(at(done, 'data', 'authTicket', 'duration')).toBe(15_552_000_000);
    expect(await names(simulator)).toStrictEqual(['Ada']);
  });
});
