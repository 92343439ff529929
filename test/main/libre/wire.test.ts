import { describe, expect, it } from 'vitest';
import {
  readConnections,
  readCountryConfiguration,
  readGraph,
  readLogbook,
  readSignIn,
  readTicket,
  regionOfToken,
} from '../../../src/main/libre/wire.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

const PATIENT = '7d9c1c4e-2222-4333-8444-555566667777';

function measurement(changes: Record<string, unknown> = {}) {
  return {
    FactoryTimestamp: '11/20/2026 8:15:07 PM',
    Timestamp: '11/20/2026 9:15:07 PM',
    type: 1,
    ValueInMgPerDl: 133,
    TrendArrow: 3,
    TrendMessage: null,
    MeasurementColor: 1,
    GlucoseUnits: 0,
    Value: 7.4,
    isHigh: false,
    isLow: false,
    ...changes,
  };
}

function connection(changes: Record<string, unknown> = {}) {
  return {
    id: 'c',
    patientId: PATIENT,
    status: 2,
    firstName: 'Ada',
    lastName: 'Lovelace',
    targetLow: 70,
    targetHigh: 180,
    uom: 0,
    sensor: { deviceId: '', sn: '0HPD2YWLC0', a: 1_794_800_000, w: 60, pt: 4 },
    glucoseMeasurement: measurement(),
    glucoseItem: measurement(),
    ...changes,
  };
}

const one = (changes: Record<string, unknown>) => readConnections([connection(changes)])![0]!;
const latest = (changes: Record<string, unknown>) =>
  one({ glucoseMeasurement: measurement(changes), glucoseItem: null }).latest;

describe('a connection', () => {
  it('becomes a person with unit, target, sensor and latest reading', () => {
    expect(one({})).toEqual({
      person: { patientId: PATIENT, firstName: 'Ada', lastName: 'Lovelace' },
      unit: 'mmol',
      target: { low: 70, high: 180 },
      sensor: { serial: '0HPD2YWLC0', activatedAt: 1_794_800_000_000, warmUpMinutes: 60, productType: 4 },
      latest: {
        patientId: PATIENT,
        measuredAt: Date.parse('2026-11-20T20:15:07Z'),
        mgdl: 133,
        offScale: null,
        trend: 3,
        color: 1,
        utcOffsetSeconds: 3600,
        sensorSerial: '0HPD2YWLC0',
        target: { low: 70, high: 180 },
        source: 'live',
      },
      alarmLimits: { low: null, high: null },
    });
  });

  it.each([
    [
      { l: { on: true, th: 75 }, h: { on: true, th: 250 }, f: { th: 55 } },
      { low: 75, high: 250 },
    ],
    [
      { l: { th: 75 }, h: { on: true, th: 250 } },
      { low: null, high: 250 },
    ],
    [
      { l: { on: true, th: '75' }, h: null },
      { low: null, high: null },
    ],
    [null, { low: null, high: null }],
    ['x', { low: null, high: null }],
  ])('has the limits of its own alarms %j, where they are on', (alarmRules, expected) => {
    expect(one({ alarmRules }).alarmLimits).toEqual(expected);
  });

  it.each([
    ['no sensor', { sensor: null }, { sensor: null }],
    ['a sensor without a serial', { sensor: { sn: '' } }, { sensor: null }],
    [
      'no names',
      { firstName: null, lastName: undefined },
      { person: { patientId: PATIENT, firstName: '', lastName: '' } },
    ],
    ['no targets', { targetLow: null, targetHigh: undefined }, { target: null }],
    ['targets the wrong way round', { targetLow: 180, targetHigh: 70 }, { target: null }],
    ['targets of zero', { targetLow: 0, targetHigh: 0 }, { target: null }],
    ['no reading', { glucoseMeasurement: null, glucoseItem: null }, { latest: null }],
    ['a reading only as glucoseItem', { glucoseMeasurement: undefined }, { latest: { mgdl: 133 } }],
    ['mg/dL', { uom: 1 }, { unit: 'mgdl' }],
    [
      'fields of other types',
      { firstName: 7, uom: 'x', sensor: 'none', targetLow: '70' },
      { target: null, sensor: null },
    ],
  ])('is read with %s', (_, changes, expected) => {
    expect(one(changes)).toMatchObject(expected);
  });

  it('loses control and direction characters of a name, and what is over 64 characters', () => {
    const { person } = one({ firstName: 'A\u202eda\u0007\n', lastName: 'x'.repeat(100) });
    expect(person.firstName).toBe('Ada');
    expect(person.lastName).toBe('x'.repeat(64));
  });

  it('that cannot be read does not take the others with it', () => {
    const read = readConnections([{ firstName: 'nobody' }, connection(), null, 5]);
    expect(read?.map(({ person }) => person.firstName)).toEqual(['Ada']);
    expect(readConnections([])).toEqual([]);
    expect(readConnections([{}])).toBeNull();
    expect(readConnections({})).toBeNull();
  });
});

describe('a reading', () => {
  it.each([1, 2, 3, 4, 5])('keeps trend %i', (arrow) => {
    expect(latest({ TrendArrow: arrow })?.trend).toBe(arrow);
  });

  it.each([0, null, undefined, 6, -1, 2.5, '3', true])('has no trend for TrendArrow %j', (arrow) => {
    expect(latest({ TrendArrow: arrow })).toMatchObject({ mgdl: 133, trend: null });
  });

  // The sensor's own flag wins over the number, also over none; without a flag the scale ends at 40 and 500.
  it.each([
    [133, false, false, 133, null],
    [501, true, false, 500, 'HI'],
    [0, true, false, 500, 'HI'],
    [null, true, false, 500, 'HI'],
    [120, true, false, 500, 'HI'],
    [39, false, true, 40, 'LO'],
    [0, false, true, 40, 'LO'],
    [null, false, true, 40, 'LO'],
    [120, false, true, 40, 'LO'],
    [120, true, true, 40, 'LO'],
    [40, false, false, 40, null],
    [39, false, false, 40, 'LO'],
    [500, false, false, 500, null],
    [501, false, false, 500, 'HI'],
    [105.6, false, false, 106, null],
  ])('of %j mg/dL, isHigh %j, isLow %j is %i, %j', (ValueInMgPerDl, isHigh, isLow, mgdl, offScale) => {
    expect(latest({ ValueInMgPerDl, isHigh, isLow })).toMatchObject({ mgdl, offScale });
  });

  it.each([0, -5, null, undefined, '133', Number.NaN, {}])(
    'without a flag and with the value %j is none',
    (value) => {
      expect(latest({ ValueInMgPerDl: value })).toBeNull();
    },
  );

  it('is never taken from Value, whose unit changes', () => {
    expect(latest({ Value: 7.4, GlucoseUnits: 0 })?.mgdl).toBe(133);
    expect(latest({ Value: 999, GlucoseUnits: 1 })?.mgdl).toBe(133);
  });

  it.each([undefined, null, '', '0/0/0000 0:00:00 AM', 5, '20.11.2026 20:15:07'])(
    'without its instant (%j) is none',
    (FactoryTimestamp) => expect(latest({ FactoryTimestamp })).toBeNull(),
  );

  it.each([
    ['11/20/2026 8:15:07 PM', 0],
    ['11/20/2026 3:15:07 PM', -18_000],
    ['11/21/2026 2:00:07 AM', 20_700],
    [null, null],
    ['nonsense', null],
    ['11/25/2026 8:15:07 PM', null],
  ])('measured when the wearer’s clock said %j has the offset %j', (Timestamp, offset) => {
    expect(latest({ Timestamp })?.utcOffsetSeconds).toBe(offset);
  });
});

describe('a graph', () => {
  const point = (FactoryTimestamp: string, changes = {}) =>
    measurement({
      FactoryTimestamp,
      Timestamp: FactoryTimestamp,
      TrendArrow: undefined,
      type: 0,
      ...changes,
    });

  it('comes oldest first, with the connection’s target, and says what it skipped', () => {
    const graph = readGraph(
      {
        connection: connection(),
        activeSensors: [],
        graphData: [
          point('11/20/2026 8:00:00 PM'),
          { nonsense: true },
          point('11/20/2026 7:45:00 PM', { ValueInMgPerDl: 200 }),
        ],
      },
      PATIENT,
    );
    expect(graph?.skipped).toBe(1);
    expect(graph?.readings).toMatchObject([
      { mgdl: 200, source: 'graph', trend: null, target: { low: 70, high: 180 }, utcOffsetSeconds: 0 },
      { mgdl: 133, source: 'graph', sensorSerial: '0HPD2YWLC0' },
    ]);
  });

  it('gives each point the sensor that was worn then', () => {
    const changed = Date.parse('2026-11-20T12:00:00Z') / 1000;
    const graph = readGraph(
      {
        connection: connection({ sensor: { sn: 'NEW', a: changed } }),
        activeSensors: [
          { sensor: { sn: 'NEW', a: changed } },
          { sensor: { sn: 'OLD', a: changed - 1_209_600 } },
          null,
        ],
        graphData: [point('11/20/2026 11:50:00 AM'), point('11/20/2026 1:05:00 PM')],
      },
      PATIENT,
    );
    expect(graph?.readings.map(({ sensorSerial }) => sensorSerial)).toEqual(['OLD', 'NEW']);
  });

  it('does without connection and active sensors', () => {
    expect(readGraph({ graphData: [point('11/20/2026 8:00:00 PM')] }, PATIENT)).toMatchObject({
      connection: null,
      readings: [{ patientId: PATIENT, sensorSerial: null, target: null }],
    });
    expect(readGraph({ graphData: [] }, PATIENT)?.readings).toEqual([]);
  });

  it.each([null, {}, { graphData: null }, { graphData: [{}] }, []])('is none in the shape %j', (data) => {
    expect(readGraph(data, PATIENT)).toBeNull();
  });
});

describe('the logbook', () => {
  it('gives scans with their trend, and leaves out alarms without a value', () => {
    const entries = [
      measurement({ type: 1, TrendArrow: 4 }),
      { FactoryTimestamp: '11/20/2026 7:00:00 PM', type: 2, alarmType: 1 },
      measurement({ type: 3, FactoryTimestamp: '11/20/2026 6:00:00 PM' }),
    ];
    expect(readLogbook(entries, PATIENT)).toMatchObject([
      { measuredAt: Date.parse('2026-11-20T18:00:00Z'), source: 'logbook' },
      { trend: 4, source: 'logbook' },
    ]);
    expect(readLogbook([], PATIENT)).toEqual([]);
    expect(readLogbook({}, PATIENT)).toBeNull();
  });
});

describe('sign-in answers', () => {
  it('need nothing but what is used', () => {
    expect(readSignIn({ user: { id: 'u', emailDay: null }, authTicket: { token: 't', expires: 5 } })).toEqual(
      {
        userId: 'u',
        country: null,
        language: null,
        ticket: { token: 't', expiresAt: 5000 },
        step: null,
      },
    );
    expect(readSignIn(null).userId).toBeNull();
  });

  it('have tickets that end in seconds, whatever their duration', () => {
    expect(readTicket({ token: 't', expires: 1_702_788_316, duration: 15_552_000_000 })?.expiresAt).toBe(
      1_702_788_316_000,
    );
    for (const broken of [
      null,
      {},
      { token: '' },
      { token: 't' },
      { token: 5, expires: 5 },
      { token: 't', expires: 'x' },
    ]) {
      expect(readTicket(broken)).toBeNull();
    }
  });

  it('have a token that may name the region', () => {
    const token = (claims: unknown) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
    expect(regionOfToken(token({ region: 'eu2' }))).toBe('eu2');
    for (const none of [token({}), token({ region: 'evil.example' }), 'opaque', '', 'a.!!.b']) {
      expect(regionOfToken(none)).toBeNull();
    }
  });
});

describe('a country’s configuration', () => {
  const documents = { 'de-de': 'https://x/de', en: 'https://x/en' };
  it.each([
    ['de-DE', 'https://x/de'],
    ['fr-FR', 'https://x/en'],
    [null, 'https://x/en'],
  ])('has the documents in %j', (language, link) => {
    expect(readCountryConfiguration({ lluToUHtml: documents }, language)?.terms.link).toBe(link);
  });

  it('gives no link that is not https', () => {
    const link = (url: string) => readCountryConfiguration({ lluToUHtml: { en: url } }, null)?.terms.link;
    expect(link('javascript:alert(1)')).toBeNull();
    expect(link('http://x/')).toBeNull();
    expect(readCountryConfiguration(5, null)).toBeNull();
  });
});

it('no answer, however broken, makes the reading of it throw or gives a value off the scale', () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  const broken = fc
    .tuple(fc.constantFrom(...Object.keys(measurement())), json)
    .map(([key, value]) => connection({ glucoseMeasurement: measurement({ [key]: value }) }));
  fc.assert(
    fc.property(fc.oneof(json, fc.array(fc.oneof(json, broken))), (data) => {
      readGraph(data, PATIENT);
      readSignIn(data);
      const readings = [
        ...(readConnections(data) ?? []).map((c) => c.latest),
        ...(readLogbook(data, PATIENT) ?? []),
      ];
      for (const reading of readings) {
        if (reading === null) continue;
        expect(Number.isInteger(reading.mgdl) && reading.mgdl >= 40 && reading.mgdl <= 500).toBe(true);
        expect(Number.isInteger(reading.measuredAt / 1000)).toBe(true);
      }
    }),
    { numRuns: runs(2000, 50_000) },
  );
});
