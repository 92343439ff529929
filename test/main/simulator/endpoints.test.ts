import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import {
  at,
  call,
  listAt,
  login,
  numberAt,
  signIn,
  textAt,
  HEADERS,
  type Json,
} from './third-party-client.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const INT = expect.toSatisfy((value) => Number.isInteger(value));
const WIRE_TIME = expect.stringMatching(/^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2}:\d{2} [AP]M$/);
const TICKET = {
  token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
  expires: INT,
  duration: 15_552_000_000,
};

let simulator: Simulator;
let headers: Record<string, string>;

beforeAll(async () => {
  simulator = await startSimulator({ clock: new FakeClock(NOW) });
  headers = await signIn(simulator);
});
afterAll(() => simulator.close());

async function get(path: string): Promise<Json> {
  const reply = await call(simulator.url + path, { headers });
  expect(reply.http).toBe(200);
  return reply.body;
}

function reading(unit: 0 | 1, extra: Record<string, unknown>) {
  return {
    FactoryTimestamp: WIRE_TIME,
    Timestamp: WIRE_TIME,
    ValueInMgPerDl: INT,
    MeasurementColor: expect.toBeOneOf([1, 2, 3, 4]),
    GlucoseUnits: unit,
    Value: expect.any(Number),
    isHigh: false,
    isLow: false,
    ...extra,
  };
}
const live = (unit: 0 | 1) =>
  reading(unit, { type: 1, TrendArrow: expect.toBeOneOf([1, 2, 3, 4, 5]), TrendMessage: null });

function device(dtid: number, high: number) {
  return {
    did: UUID,
    dtid,
    v: expect.stringMatching(/^[\d.]+$/),
    l: true,
    ll: 70,
    h: true,
    hl: high,
    u: INT,
    fixedLowAlarmValues: { mgdl: 60, mmoll: 3.3 },
    alarms: false,
    fixedLowThreshold: 0,
  };
}

const adaRules = {
  c: true,
  h: { on: true, th: 240, thmm: 13.3, d: 1440, f: 0.1 },
  f: { th: 55, thmm: 3, d: 30, tl: 10, tlmm: 0.6 },
  l: { on: true, th: 70, thmm: 3.9, d: 1440, tl: 10, tlmm: 0.6 },
  nd: { i: 20, r: 5, l: 6 },
  p: 5,
  r: 5,
  std: {},
};

const adaSensor = (deviceId: unknown) => ({
  deviceId,
  sn: expect.stringMatching(/^MH[0-9A-Z]{7}$/),
  a: INT,
  w: 60,
  pt: 3,
  s: true,
  lj: false,
});

const adaConnection = {
  id: UUID,
  patientId: UUID,
  country: 'DE',
  status: 2,
  firstName: 'Ada',
  lastName: 'Lindqvist',
  targetLow: 70,
  targetHigh: 180,
  uom: 1,
  sensor: adaSensor(''),
  alarmRules: adaRules,
  glucoseMeasurement: live(1),
  glucoseItem: live(1),
  glucoseAlarm: null,
  patientDevice: device(40066, 240),
  created: INT,
};

const benConnection = {
  ...adaConnection,
  country: 'US',
  firstName: 'Ben',
  lastName: 'Marlowe',
  uom: 0,
  sensor: { ...adaSensor(''), sn: expect.stringMatching(/^0E[0-9A-Z]{7}0$/), pt: 4, s: false },
  alarmRules: {
    ...adaRules,
    h: { ...adaRules.h, th: 250, thmm: 13.9 },
    nd: { on: true, ...adaRules.nd },
  },
  glucoseMeasurement: live(0),
  glucoseItem: live(0),
  patientDevice: device(40068, 250),
};

const accountUser = {
  id: UUID,
  firstName: 'Robin',
  lastName: 'Lindqvist',
  email: 'follower@example.com',
  country: 'DE',
  uiLanguage: 'de-DE',
  communicationLanguage: 'de-DE',
  accountType: 'pat',
  uom: '1',
  dateFormat: '2',
  timeFormat: '2',
  emailDay: [1],
  system: { messages: expect.any(Object) },
  details: {},
  twoFactor: expect.any(Object),
  created: INT,
  lastLogin: NOW / 1000,
  programs: {},
  dateOfBirth: INT,
  practices: {},
};

const signedIn = {
  status: 0,
  data: {
    user: { ...accountUser, devices: {}, consents: expect.any(Object) },
    messages: { unread: 0 },
    notifications: { unresolved: 0 },
    authTicket: TICKET,
    invitations: null,
    trustedDeviceToken: '',
  },
};

describe('the sign-in', () => {
  it('answers with the account and a session of 180 days', async () => {
    const { body } = await login(simulator);
    expect(body).toStrictEqual(signedIn);
    expect(at(body, 'data', 'authTicket', 'expires')).toBe(NOW / 1000 + 15_552_000);
  });

  it('gives a JWT whose claims name the account, the region and the times', async () => {
    const { body } = await login(simulator);
    const parts = textAt(body, 'data', 'authTicket', 'token').split('.');
    const [head, claims] = parts
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json) as [Json, Json];
    expect(head).toStrictEqual({ alg: 'HS256', typ: 'JWT' });
    expect(claims).toMatchObject({
      id: at(body, 'data', 'user', 'id'),
      region: 'de',
      role: 'patient',
      iat: NOW / 1000,
      exp: NOW / 1000 + 15_552_000,
    });
  });

  it('uses a password by the rules of the service', () => {
    expect(simulator.password).toMatch(/^\S{8,36}$/);
    expect(simulator.password).toMatch(/[0-9]/);
    expect(simulator.password).toMatch(/[!@#$%^&*)(+=._-]/);
  });
});

describe('the data', () => {
  it('lists both people with their latest reading, in their own units', async () => {
    const body = await get('/llu/connections');
    expect(body).toStrictEqual({ status: 0, data: [adaConnection, benConnection], ticket: TICKET });
    for (const person of listAt(body, 'data')) {
      expect(at(person, 'glucoseItem')).toStrictEqual(at(person, 'glucoseMeasurement'));
    }
  });

  it('writes mmol/L with one decimal, from mg/dL by 18', async () => {
    const ben = textAt(await get('/llu/connections'), 'data', 1, 'patientId');
    for (const point of listAt(await get(`/llu/connections/${ben}/graph`), 'data', 'graphData')) {
      const mgdl = numberAt(point, 'ValueInMgPerDl');
      expect(at(point, 'Value')).toBe(Number((mgdl / 18).toFixed(1)));
    }
  });

  it('serves the graph with connection, sensor and points without trend', async () => {
    const ada = textAt(await get('/llu/connections'), 'data', 0, 'patientId');
    const body = await get(`/llu/connections/${ada}/graph`);
    expect(body).toStrictEqual({
      status: 0,
      data: {
        connection: adaConnection,
        activeSensors: [{ sensor: adaSensor(UUID), device: device(40066, 240) }],
        graphData: Array.from({ length: 47 }, () => reading(1, { type: 0 })),
      },
      ticket: TICKET,
    });
    const active = at(body, 'data', 'activeSensors', 0);
    expect(at(active, 'sensor', 'deviceId')).toBe(at(active, 'device', 'did'));
  });

  it('serves a logbook of a fortnight, newest first: scans and alarms', async () => {
    for (const [place, unit] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const id = textAt(await get('/llu/connections'), 'data', place, 'patientId');
      const entries = listAt(await get(`/llu/connections/${id}/logbook`), 'data');
      expect(entries.length).toBeGreaterThan(5);
      const trend = { TrendArrow: expect.any(Number), TrendMessage: null };
      for (const entry of entries) {
        if (at(entry, 'type') === 1) expect(entry).toStrictEqual(reading(unit, { type: 1, ...trend }));
        else {
          expect(entry).toStrictEqual(
            reading(unit, { type: 3, ...trend, alarmType: expect.toBeOneOf([0, 1, 2]) }),
          );
        }
      }
    }
  });

  it('serves the notification settings of a connection', async () => {
    const id = textAt(await get('/llu/connections'), 'data', 0, 'id');
    expect(await get(`/llu/notifications/settings/${id}`)).toStrictEqual({
      status: 0,
      data: { connectionId: id, alarmRules: adaRules, std: {}, patientDevice: device(40066, 240) },
      ticket: TICKET,
    });
  });

  it('serves user and account', async () => {
    expect(await get('/user')).toStrictEqual(signedIn);
    expect(await get('/account')).toStrictEqual({ status: 0, data: { user: accountUser }, ticket: TICKET });
  });

  it('serves the country configuration to anybody, and sends nobody to a real server', async () => {
    const { body } = await call(`${simulator.url}/llu/config/country?country=DE`, { headers: HEADERS });
    expect(body).toMatchObject({
      status: 0,
      data: { MinVersion: '4.16.0', lslApi: `${simulator.url}/`, touDocId: 'toullu', pnDocId: 'pnllu' },
    });
    for (const region of ['de', 'eu2', 'us']) {
      expect(at(body, 'data', 'regionalMap', region, 'lslApi')).toBe(`${simulator.url}/`);
    }
  });

  it('answers couldNotLoadPatient for somebody it does not know', async () => {
    const unknown = { status: 4, error: { message: 'couldNotLoadPatient' } };
    for (const path of ['connections/x/graph', 'connections/x/logbook', 'notifications/settings/x']) {
      expect(await get(`/llu/${path}`)).toStrictEqual(unknown);
    }
  });
});
