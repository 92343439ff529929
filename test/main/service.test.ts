import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../src/shared/result.ts';
import { startSimulator } from '../../src/main/simulator/simulator.ts';
import { createGlucoseService, type GlucoseService } from '../../src/main/service.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { json, startFaultServer, type FaultServer, type ReceivedRequest } from '../support/fault-server.ts';
import { hasReferenceData, referenceJson } from '../support/reference-data.ts';
import { temporaryDirectory } from '../support/run-cli.ts';

const START = Date.UTC(2026, 10, 21, 12);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const ADA = 'a0000000-0000-4000-8000-000000000001';
const BEN = 'b0000000-0000-4000-8000-000000000002';

let server: FaultServer;
let clock: FakeClock;
let service: GlucoseService;
let dataDir: string;
/** What the server serves, by path. */
let served: Record<string, unknown>;

const ticket = { token: 'token', expires: 2_000_000_000, duration: 15_552_000_000 };

function reply(request: ReceivedRequest): unknown {
  const path = request.path.split('?')[0]!;
  if (path === '/llu/auth/login') {
    return served[path] ?? { status: 0, data: { user: { id: 'u', country: 'DE' }, authTicket: ticket } };
  }
  return served[path] ?? { status: 4, error: { message: 'couldNotLoadPatient' } };
}

beforeEach(async () => {
  served = {};
  server = await startFaultServer((request, response) =>
    // The server's clock is the test's, or the ages of readings would go by the real one.
    json(200, reply(request), { date: new Date(clock.now()).toUTCString() })(request, response),
  );
  clock = new FakeClock(START);
  dataDir = temporaryDirectory();
  service = open();
});

afterEach(async () => {
  await service.close();
  await server.close();
});

function open(): GlucoseService {
  return createGlucoseService({
    dataDir,
    clock,
    baseUrl: server.url,
    credentials: { email: 'follower@example.com', password: 'secret 1!' },
  });
}

/** `11/21/2026 12:00:00 PM`, by hand. */
function wireTime(instant: number): string {
  const date = new Date(instant);
  const two = (part: number) => String(part).padStart(2, '0');
  const hour = date.getUTCHours();
  return (
    `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()} ` +
    `${hour % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hour < 12 ? 'AM' : 'PM'}`
  );
}

function measurement(at: number, mgdl: number, changes: Record<string, unknown> = {}) {
  return {
    FactoryTimestamp: wireTime(at),
    Timestamp: wireTime(at + 60 * MINUTE),
    ValueInMgPerDl: mgdl,
    TrendArrow: 3,
    MeasurementColor: 1,
    isHigh: false,
    isLow: false,
    ...changes,
  };
}

function connection(
  patientId: string,
  firstName: string,
  latest: unknown,
  changes: Record<string, unknown> = {},
) {
  return {
    patientId,
    firstName,
    lastName: 'Test',
    targetLow: 70,
    targetHigh: 180,
    uom: 1,
    sensor: { sn: 'SENSOR', a: START / 1000 - 86_400 },
    glucoseMeasurement: latest,
    ...changes,
  };
}

function serveConnections(...connections: unknown[]): void {
  served['/llu/connections'] = { status: 0, data: connections, ticket };
}

function serveGraph(patientId: string, points: unknown[]): void {
  served[`/llu/connections/${patientId}/graph`] = {
    status: 0,
    data: { connection: connection(patientId, 'X', null), activeSensors: [], graphData: points },
    ticket,
  };
}

function rows(): Record<string, unknown>[] {
  const db = new Database(join(dataDir, 'history.db'), { readonly: true });
  try {
    return db.prepare('SELECT * FROM data_glucose ORDER BY PatientId, Guid').all() as Record<
      string,
      unknown
    >[];
  } finally {
    db.close();
  }
}

describe('what the account serves in another way than usual', () => {
  const code = <T>(result: Result<T>) => (result.ok ? 'ok' : result.problem.code);
  const odd = { FactoryTimestamp: '29 novembre 2026 08:15:07' };

  it('W10: one patientId twice is one person, with the newest reading', async () => {
    const dead = connection(ADA, 'Ada', measurement(START - 40 * 1440 * MINUTE, 200));
    const alive = connection(ADA, 'Ada', measurement(START - MINUTE, 101));
    serveConnections(dead, alive, dead);
    expect(await service.getCurrentGlucose()).toMatchObject({ value: [{ reading: { mgdl: 101 } }] });
    expect(await service.getCurrentGlucose('Ada')).toMatchObject({ value: [{ reading: { mgdl: 101 } }] });
  });

  it('W11: an invitation alone is told from nobody and from a form that is not known', async () => {
    serveConnections({ id: 'c', status: 1, firstName: 'Ada', lastName: 'Test' });
    expect(code(await service.getConnections())).toBe('invitationWaits');
    serveConnections({ id: 'c', firstName: 'Ada' }, connection(BEN, 'Ben', measurement(START, 100)));
    expect(await service.getConnections()).toMatchObject({ value: [{ person: { firstName: 'Ben' } }] });
  });

  it('W5: a reading that cannot be read is told from none', async () => {
    serveConnections(connection(ADA, 'Ada', measurement(START, 48, odd)));
    const unreadable = { problem: { code: 'readingUnreadable', params: { name: 'Ada Test' } } };
    expect(await service.getCurrentGlucose()).toMatchObject(unreadable);
    expect(await service.recordGlucose()).toMatchObject(unreadable);
    expect(service.notices).toEqual([]);
    serveConnections(connection(ADA, 'Ada', null));
    expect(code(await service.getCurrentGlucose())).toBe('noReadingYet');
  });

  it('W5: it is said beside the readings of others, unless only they were asked for', async () => {
    const ben = connection(BEN, 'Ben', measurement(START, 100));
    serveConnections(connection(ADA, 'Ada', measurement(START, 48, odd)), ben);
    expect(await service.getCurrentGlucose()).toMatchObject({ value: [{ reading: { mgdl: 100 } }] });
    expect(service.notices).toMatchObject([{ code: 'readingUnreadable', params: { name: 'Ada Test' } }]);
    await service.getCurrentGlucose('Ben');
    expect(service.notices).toEqual([]);
    serveConnections({ patient: 'renamed' }, ben);
    await service.getCurrentGlucose();
    expect(service.notices).toMatchObject([{ code: 'readingUnreadable' }]);
  });

  it('R13: two items of one instant that contradict each other are said beside the one that counts', async () => {
    const glucoseItem = measurement(START, 120);
    serveConnections(connection(ADA, 'Ada', measurement(START, 7.2), { glucoseItem }));
    expect(await service.getCurrentGlucose()).toMatchObject({ value: [{ reading: { mgdl: 120 } }] });
    expect(service.notices).toMatchObject([{ code: 'readingsContradict', params: { name: 'Ada Test' } }]);
  });
});

describe('recordGlucose', () => {
  const serve = (at: number, mgdl = 100, changes = {}) =>
    serveConnections(connection(ADA, 'Ada', measurement(at, mgdl, changes)));
  const record = async (interval?: number) => {
    const outcome = await service.recordGlucose(interval);
    return outcome.ok ? [outcome.value.recorded, outcome.value.skipped] : outcome.problem.code;
  };

  it('records each reading once', async () => {
    serve(START - 30 * SECOND);
    expect(await record()).toEqual([1, 0]);
    expect(await record()).toEqual([0, 1]);
    expect(rows()).toHaveLength(1);
  });

  it('skips what comes sooner than the interval after the newest live reading, and nothing else', async () => {
    serve(START);
    expect(await record(60)).toEqual([1, 0]);
    serve(START + 59 * SECOND);
    expect(await record(60)).toEqual([0, 1]);
    serve(START + 60 * SECOND);
    expect(await record(60)).toEqual([1, 0]);
    serve(START + 61 * SECOND);
    expect(await record(0)).toEqual([1, 0]);
    serve(START - 1000 * MINUTE);
    expect(await record(60)).toEqual([1, 0]);
  });

  it('takes the interval of the settings unless told another', async () => {
    const settings = service.settings();
    if (settings.ok) settings.value.update((old) => ({ ...old, minimumRecordIntervalSeconds: 300 }));
    serve(START);
    expect(await record()).toEqual([1, 0]);
    serve(START + 299 * SECOND);
    expect(await record()).toEqual([0, 1]);
  });

  it('gives a graph point the trend of the live reading of that instant, and counts it as known', async () => {
    serve(START, 100, { TrendArrow: 5 });
    serveGraph(ADA, [measurement(START, 100, { TrendArrow: undefined })]);
    await service.recordGraph();
    expect(rows()[0]).toMatchObject({ TrendArrow: null, Module: 'graph' });
    expect(await record()).toEqual([0, 1]);
    expect(rows()[0]).toMatchObject({ TrendArrow: 5, Module: 'live' });
  });

  it('is not held up by a reading from the future, which is never the latest', async () => {
    serve(START + 60 * MINUTE, 300);
    expect(await record(60)).toEqual([1, 0]);
    expect(await service.getCurrentGlucose()).toMatchObject({ ok: false, problem: { code: 'noReadingYet' } });
    serve(START, 100);
    expect(await record(60)).toEqual([1, 0]);
    clock.advance(MINUTE);
    serve(START + 60 * MINUTE, 300);
    const current = await service.getCurrentGlucose();
    expect(current.ok && current.value[0]?.reading.mgdl).toBe(100);
  });

  it('records an old reading too', async () => {
    serve(START - 300 * 24 * 60 * MINUTE);
    expect(await record()).toEqual([1, 0]);
  });

  it('records the others when one has no reading, and says so when nobody has', async () => {
    serveConnections(connection(ADA, 'Ada', null), connection(BEN, 'Ben', measurement(START, 90)));
    expect(await record()).toEqual([1, 0]);
    serveConnections(connection(ADA, 'Ada', null));
    expect(await record()).toBe('noReadingYet');
    serveConnections();
    expect(await record()).toBe('nobodyShares');
  });

  it('leaves out who is not followed, unless asked for by name', async () => {
    serveConnections(
      connection(ADA, 'Ada', measurement(START, 90)),
      connection(BEN, 'Ben', measurement(START, 95)),
    );
    const person = {
      followed: false,
      name: null,
      limits: null,
      sensorLifeDays: null,
      period: { days: 14 as const },
      targets: 'adult' as const,
    };
    const settings = service.settings();
    if (settings.ok) settings.value.update((old) => ({ ...old, people: { [ADA]: person } }));
    expect(await record()).toEqual([1, 0]);
    expect(rows().map((row) => row['FirstName'])).toEqual(['Ben']);
    expect(await service.getCurrentGlucose('ada')).toMatchObject({ ok: true });
  });

  it('shows people under the name the user gave them, and records the account’s own', async () => {
    serve(START);
    const person = {
      followed: true,
      name: 'Mum',
      limits: null,
      sensorLifeDays: null,
      period: { days: 14 as const },
      targets: 'adult' as const,
    };
    const settings = service.settings();
    if (settings.ok) settings.value.update((old) => ({ ...old, people: { [ADA]: person } }));
    const recorded = await service.recordGlucose();
    expect(recorded.ok && recorded.value.readings[0]?.person.firstName).toBe('Mum');
    expect(rows()[0]).toMatchObject({ FirstName: 'Ada', LastName: 'Test' });
    expect(await service.people('mum')).toMatchObject({ ok: true, value: [{ patientId: ADA }] });
  });
});

describe('recordGraph', () => {
  it('records what the history lacks, and only graph points', async () => {
    serveConnections(connection(ADA, 'Ada', measurement(START, 100)));
    serveGraph(ADA, [measurement(START - 10 * MINUTE, 90), measurement(START - 5 * MINUTE, 95)]);
    expect(await service.recordGraph()).toEqual({
      ok: true,
      value: { received: 2, inserted: 2, duplicates: 0 },
    });
    serveGraph(ADA, [measurement(START - 5 * MINUTE, 95), measurement(START, 99)]);
    expect(await service.recordGraph('Ada')).toEqual({
      ok: true,
      value: { received: 2, inserted: 1, duplicates: 1 },
    });
    expect(rows().map((row) => [row['ValueMgdl'], row['Module']])).toEqual([
      [90, 'graph'],
      [95, 'graph'],
      [99, 'graph'],
    ]);
  });

  it('reads the others when one no longer shares', async () => {
    serveConnections(connection(ADA, 'Ada', null), connection(BEN, 'Ben', null));
    served[`/llu/connections/${ADA}/graph`] = {
      status: 4,
      error: { message: 'followerNotConnectToPatient' },
    };
    serveGraph(BEN, [measurement(START, 90)]);
    expect(await service.recordGraph()).toMatchObject({ ok: true, value: { inserted: 1 } });
    expect(await service.recordGraph('Ada')).toMatchObject({
      ok: false,
      problem: { code: 'noLongerShared' },
    });
  });
});

describe('the clock', () => {
  it.each([
    [true, false],
    [false, true],
  ])('C6: with a server of its own: %s, it can be said to be wrong: %s', async (ownServer, told) => {
    const ahead = await startSimulator({ start: Date.now() + 3_600_000 });
    const { url: baseUrl, email, password } = ahead;
    const one = createGlucoseService({
      dataDir: temporaryDirectory(),
      baseUrl,
      credentials: { email, password },
      ownServer,
    });
    await one.getConnections();
    await one.getConnections();
    expect(one.clockWrongBy() !== null).toBe(told);
    await one.close();
    await ahead.close();
  });
});

describe('people', () => {
  it('are named by id or by a first name only one of them has', async () => {
    serveConnections(
      connection(ADA, 'Ada', measurement(START, 90)),
      connection(BEN, 'Ben', measurement(START, 91)),
      connection('c', 'Ben', measurement(START, 92)),
    );
    const find = async (given: string) => {
      const found = await service.getCurrentGlucose(given);
      return found.ok ? found.value.map(({ reading }) => reading.mgdl) : found.problem.code;
    };
    expect(await find('ada')).toEqual([90]);
    expect(await find(BEN)).toEqual([91]);
    expect(await find('Ben')).toBe('personAmbiguous');
    expect(await find('Eve')).toBe('personUnknown');
    await service.recordGlucose();
    expect(await service.history('Ben')).toMatchObject({ problem: { code: 'personAmbiguous' } });
    expect(await service.dailySummary(undefined, 14)).toMatchObject({ problem: { code: 'personRequired' } });
    expect(await service.dailySummary('Ada', 14)).toMatchObject({ value: [{ readings: 1 }] });
  });
});

describe('windows', () => {
  it('of bare dates begin at midnight where the wearer is', async () => {
    // The wearer's clock is UTC+1: their 21st begins at 23:00 UTC on the 20th.
    const midnight = Date.parse('2026-11-20T23:00:00Z');
    serveConnections(connection(ADA, 'Ada', null));
    serveGraph(ADA, [
      measurement(midnight - 60 * SECOND, 80),
      measurement(midnight, 90),
      measurement(START, 100),
    ]);
    await service.recordGraph();
    const local = (text: string) => ({ local: Date.parse(`${text}Z`) });
    const values = async (window: Parameters<GlucoseService['history']>[1]) => {
      const found = await service.history(undefined, window);
      return found.ok ? found.value.map(({ reading }) => reading.mgdl) : found.problem.code;
    };
    expect(await values({ from: local('2026-11-21T00:00:00') })).toEqual([90, 100]);
    expect(await values({ to: local('2026-11-21T00:00:00') })).toEqual([80]);
    expect(await values({ to: { instant: START } })).toEqual([80, 90]);
    expect(await values({ from: { instant: START } })).toEqual([100]);
    const days = await service.dailySummary(undefined, 1);
    expect(days.ok && days.value).toMatchObject([
      { date: '2026-11-21', readings: 2, minMgdl: 90, maxMgdl: 100 },
    ]);
  });
});

describe('time in range', () => {
  it('is against the person’s target, or the bounds asked for', async () => {
    serveConnections(connection(ADA, 'Ada', null, { targetHigh: 160 }));
    serveGraph(
      ADA,
      [60, 100, 165, 175].map((mgdl, index) => measurement(START - (index + 1) * MINUTE, mgdl)),
    );
    await service.recordGraph();
    expect(await service.timeInRange('Ada', 14)).toMatchObject({
      value: {
        lowMgdl: 70,
        highMgdl: 160,
        belowPercent: 25,
        inRangePercent: 25,
        abovePercent: 50,
        readings: 4,
      },
    });
    expect(await service.timeInRange('Ada', 14, { high: 170 })).toMatchObject({
      value: { lowMgdl: 70, highMgdl: 170, inRangePercent: 50 },
    });
  });

  it('of an empty history is withheld', async () => {
    expect(await service.timeInRange(undefined, 14)).toEqual({
      ok: true,
      value: {
        lowMgdl: 70,
        highMgdl: 180,
        belowPercent: null,
        inRangePercent: null,
        abovePercent: null,
        readings: 0,
      },
    });
    expect(await service.history()).toEqual({ ok: true, value: [] });
  });
});

interface CapturedPoint {
  FactoryTimestamp: string;
  Timestamp: string;
  ValueInMgPerDl: number;
  Value: number;
  GlucoseUnits: number;
  MeasurementColor: number;
}

describe.skipIf(!hasReferenceData)('captured answers (GLUCOGLANCE_REFERENCE_DATA)', () => {
  it.each([
    ['a mg/dL account', 'login-ok-mgdl-de-2022.json', 'graph-mgdl-libre3-de-2022.json'],
    ['a mmol/L account', 'continue-tou-ok-nl-2023.json', 'graph-mmol-libre3-nl-2023.json'],
  ])('of %s end in data_glucose, one right row a reading', async (_, login, file) => {
    const graph = referenceJson('libre-payloads', file) as {
      data: { connection: Record<string, unknown>; graphData: CapturedPoint[] };
    };
    const { connection: captured, graphData } = graph.data;
    const patientId = captured['patientId'] as string;
    served['/llu/auth/login'] = referenceJson('libre-payloads', login);
    served['/llu/connections'] = { status: 0, data: [captured] };
    served[`/llu/connections/${patientId}/graph`] = graph;
    clock = new FakeClock(Date.UTC(2022, 0, 1)); // before the tickets of the captured sign-ins ended
    service = open();

    const instants = new Set(graphData.map((point) => point.FactoryTimestamp)).size;
    expect(await service.recordGraph()).toEqual({
      ok: true,
      value: { received: graphData.length, inserted: instants, duplicates: graphData.length - instants },
    });
    const recorded = new Map(rows().map((row) => [row['FactoryTimestamp'], row]));
    expect(recorded.size).toBe(instants);
    for (const point of graphData) {
      const mmol = point.GlucoseUnits === 0 ? point.Value : Math.round((point.ValueInMgPerDl / 18) * 10) / 10;
      expect(recorded.get(point.FactoryTimestamp)).toMatchObject({
        ValueMgdl: point.ValueInMgPerDl,
        ValueMmol: mmol,
        DeviceTimestamp: point.Timestamp,
        MeasurementColor: point.MeasurementColor,
        TrendArrow: null,
        PatientId: patientId,
        FirstName: captured['firstName'],
        TargetLow: captured['targetLow'],
        TargetHigh: captured['targetHigh'],
        SensorSn: (captured['sensor'] as { sn: string }).sn,
      });
    }
    expect(await service.recordGraph()).toMatchObject({ value: { inserted: 0 } });
  });
});
