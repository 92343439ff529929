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

const HEARD_AT = Date.parse('2026-11-20T20:16:00Z');
const people = (data: unknown) => readConnections(data, HEARD_AT)?.people ?? null;
const one = (changes: Record<string, unknown>) => people([connection(changes)])![0]!;
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
      doubt: null,
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
      { l: { on: true, th: '75' }, h: { on: true, th: 'x' } },
      { low: 75, high: null },
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
    ['a low target of zero', { targetLow: 0, targetHigh: 180 }, { target: null }],
    ['no reading', { glucoseMeasurement: null, glucoseItem: null }, { latest: null }],
    ['a reading only as glucoseItem', { glucoseMeasurement: undefined }, { latest: { mgdl: 133 } }],
    ['mg/dL', { uom: 1 }, { unit: 'mgdl' }],
    [
      'fields of other types',
      { firstName: 7, uom: 'x', sensor: 'none', targetLow: 'low' },
      { target: null, sensor: null },
    ],
  ])('is read with %s', (_, changes, expected) => {
    expect(one(changes)).toMatchObject(expected);
  });

  it('loses control and direction characters of a name, and what is over 64 characters', () => {
    const { person } = one({ firstName: ' A\u202eda\u0007 \n', lastName: 'x'.repeat(100) });
    expect(person.firstName).toBe('Ada');
    expect(person.lastName).toBe('x'.repeat(64));
  });

  it('that cannot be read does not take the others with it', () => {
    const read = people([{ nobody: 'at all' }, connection(), null, 5]);
    expect(read?.map(({ person }) => person.firstName)).toEqual(['Ada']);
    expect(people([])).toEqual([]);
    expect(people([{}])).toBeNull();
    expect(people({})).toBeNull();
  });
});

describe('a reading', () => {
  it.each([1, 2, 3, 4, 5])('keeps trend %i', (arrow) => {
    expect(latest({ TrendArrow: arrow })?.trend).toBe(arrow);
  });

  it.each([0, null, undefined, 6, -1, 2.5, 'up', true])('has no trend for TrendArrow %j', (arrow) => {
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

  it.each([0, -5, null, undefined, 'x', Number.NaN, {}])(
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

describe('what is written in another way than usual', () => {
  it.each([
    [{ ValueInMgPerDl: '133' }, { mgdl: 133, offScale: null }],
    [{ ValueInMgPerDl: ' 132.6 ' }, { mgdl: 133, offScale: null }],
    [{ ValueInMgPerDl: '132.55' }, { mgdl: 133, offScale: null }],
    [{ ValueInMgPerDl: '39' }, { mgdl: 40, offScale: 'LO' }],
    [
      { ValueInMgPerDl: null, isLow: 'true' },
      { mgdl: 40, offScale: 'LO' },
    ],
    [
      { ValueInMgPerDl: null, isHigh: 1 },
      { mgdl: 500, offScale: 'HI' },
    ],
    [
      { ValueInMgPerDl: null, isLow: ' True ' },
      { mgdl: 40, offScale: 'LO' },
    ],
    [
      { ValueInMgPerDl: null, isHigh: '1' },
      { mgdl: 500, offScale: 'HI' },
    ],
    [
      { isLow: 'FALSE', isHigh: 0 },
      { mgdl: 133, offScale: null },
    ],
    [
      { isLow: '0', isHigh: undefined },
      { mgdl: 133, offScale: null },
    ],
    [{ TrendArrow: '2' }, { trend: 2 }],
    [{ MeasurementColor: '4' }, { color: 4 }],
    [
      { FactoryTimestamp: '2026-11-20T20:15:07+00:00', Timestamp: '2026-11-20T21:15:07+01:00' },
      { utcOffsetSeconds: 3600 },
    ],
    [
      { FactoryTimestamp: '2026-11-20T20:15:07Z', Timestamp: '2026-11-20T20:15:07Z' },
      { utcOffsetSeconds: null },
    ],
    [
      { FactoryTimestamp: '11/20/2026 20:15:07', Timestamp: '11/20/2026 21:15:07' },
      { utcOffsetSeconds: 3600 },
    ],
  ])('W5: %j is read', (changes, expected) => {
    const read = one({ glucoseMeasurement: measurement(changes), glucoseItem: null });
    expect(read).toMatchObject({
      latest: { measuredAt: Date.parse('2026-11-20T20:15:07Z'), ...expected },
      doubt: null,
    });
  });

  it.each([
    [{ ValueInMgPerDl: '115,5' }],
    [{ ValueInMgPerDl: '1e2' }],
    [{ ValueInMgPerDl: '0x73' }],
    [{ ValueInMgPerDl: '' }],
    [{ ValueInMgPerDl: {} }],
    [{ ValueInMgPerDl: true }],
    [{ ValueInMgPerDl: undefined }],
    [{ ValueInMgPerDl: 7.2 }],
    [{ ValueInMgPerDl: 1e9 }],
    [{ FactoryTimestamp: '20.11.2026 20:15:07' }],
    [{ FactoryTimestamp: '20/11/2026 20:15:07' }],
    [{ FactoryTimestamp: '11/20/2026 8:15:07 odp.' }],
    [{ FactoryTimestamp: 1_794_800_000_000 }],
    [{ FactoryTimestamp: null }],
  ])('W5: %j cannot be read, and that is said', (changes) => {
    const unread = { glucoseMeasurement: measurement(changes), glucoseItem: null };
    expect(one(unread)).toMatchObject({ latest: null, doubt: 'unreadable' });
    // An older one that can be read is shown with its age, and the doubt stays.
    const older = measurement({ FactoryTimestamp: '11/20/2026 8:00:00 PM' });
    expect(one({ ...unread, glucoseItem: older })).toMatchObject({
      latest: { mgdl: 133 },
      doubt: 'unreadable',
    });
  });

  it.each(['text', 5, true, [1]])('W5: an item that is %j cannot be read either', (item) => {
    expect(one({ glucoseMeasurement: item, glucoseItem: null })).toMatchObject({
      latest: null,
      doubt: 'unreadable',
    });
  });

  it.each([null, undefined, '', {}, [], { ValueInMgPerDl: 0 }, { ValueInMgPerDl: null }])(
    'W5: %j is no reading, and no doubt',
    (item) => {
      expect(one({ glucoseMeasurement: item, glucoseItem: null })).toMatchObject({
        latest: null,
        doubt: null,
      });
    },
  );

  it('W5: numbers of a connection, a sensor and a ticket are read as text too', () => {
    const sensor = { sn: 'S', a: '1794800000', w: '60', pt: '4' };
    expect(one({ targetLow: '70', targetHigh: '180', uom: '0', sensor })).toMatchObject({
      target: { low: 70, high: 180 },
      unit: 'mmol',
      sensor: { activatedAt: 1_794_800_000_000, warmUpMinutes: 60, productType: 4 },
    });
    expect(readTicket({ token: 't', expires: '1702788316' })?.expiresAt).toBe(1_702_788_316_000);
  });
});

describe('two items of one person', () => {
  const OLD = '11/20/2026 8:14:07 PM';
  const both = (glucoseMeasurement: Record<string, unknown>, glucoseItem: Record<string, unknown>) => {
    const { latest: read, doubt } = one({
      glucoseMeasurement: measurement(glucoseMeasurement),
      glucoseItem: measurement(glucoseItem),
    });
    return [read?.mgdl, read?.offScale, doubt];
  };

  it('W4: the newer one counts, whichever it is', () => {
    expect(both({ FactoryTimestamp: OLD, ValueInMgPerDl: 100 }, { ValueInMgPerDl: 50 })).toEqual([
      50,
      null,
      null,
    ]);
    expect(both({ ValueInMgPerDl: 100 }, { FactoryTimestamp: OLD, ValueInMgPerDl: 50 })).toEqual([
      100,
      null,
      null,
    ]);
  });

  it('W4: one from the future is not the newer one, but better than none', () => {
    const ahead = { FactoryTimestamp: '11/20/2026 10:15:07 PM', ValueInMgPerDl: 300 };
    expect(both(ahead, { ValueInMgPerDl: 50 })).toEqual([50, null, null]);
    expect(both({ ValueInMgPerDl: 50 }, ahead)).toEqual([50, null, null]);
    expect(both(ahead, { ValueInMgPerDl: 0 })).toEqual([300, null, null]);
  });

  it.each([
    ['a number under the scale', { ValueInMgPerDl: 1e-9 }],
    ['mmol/L for mg/dL', { ValueInMgPerDl: 7.2 }],
    ['a lone flag', { ValueInMgPerDl: null, isLow: true }],
    ['a flag with 0', { ValueInMgPerDl: 0, isLow: true }],
    ['a flag against its own number', { ValueInMgPerDl: 120, isLow: true }],
    ['a number off the scale without its flag', { ValueInMgPerDl: 30 }],
    ['the other flag', { ValueInMgPerDl: null, isHigh: true }],
    ['both flags', { ValueInMgPerDl: 30, isLow: true, isHigh: true }],
    ['a flag with a number no sensor gives', { ValueInMgPerDl: 19, isLow: true }],
  ])('R13: %s gives way to a sound one of the same instant, and it is said', (_, odd) => {
    expect(both(odd, { ValueInMgPerDl: 120 })).toEqual([120, null, 'contradicting']);
    expect(both({ ValueInMgPerDl: 120 }, odd)).toEqual([120, null, 'contradicting']);
  });

  it('R13: of two sound ones the lower counts, so that no low is missed', () => {
    const low = { ValueInMgPerDl: 39, isLow: true };
    expect(both(low, { ValueInMgPerDl: 120 })).toEqual([40, 'LO', 'contradicting']);
    expect(both({ ValueInMgPerDl: 120 }, low)).toEqual([40, 'LO', 'contradicting']);
    expect(both({ ValueInMgPerDl: 20, isLow: true }, { ValueInMgPerDl: 120 })).toEqual([
      40,
      'LO',
      'contradicting',
    ]);
    expect(both({ ValueInMgPerDl: 133 }, { ValueInMgPerDl: 134 })).toEqual([133, null, null]);
    expect(both({ ValueInMgPerDl: 140 }, { ValueInMgPerDl: 120 })).toEqual([120, null, null]);
    expect(both({ ValueInMgPerDl: 141 }, { ValueInMgPerDl: 120 })).toEqual([120, null, 'contradicting']);
  });

  it.each([
    [
      'a number above the scale with its flag',
      { ValueInMgPerDl: 501, isHigh: true },
      [500, 'HI', 'contradicting'],
    ],
    [
      'the end of the scale with its flag',
      { ValueInMgPerDl: 500, isHigh: true },
      [500, 'HI', 'contradicting'],
    ],
    ['the end of the scale', { ValueInMgPerDl: 500 }, [500, null, 'contradicting']],
    ['the beginning of the scale', { ValueInMgPerDl: 40 }, [40, null, null]],
    ['a number against its own flag', { ValueInMgPerDl: 120, isHigh: true }, [40, 'LO', 'contradicting']],
    ['a number above the scale', { ValueInMgPerDl: 501 }, [40, 'LO', 'contradicting']],
  ])('R13: beside a lone low flag %s is weighed by whether it is sound', (_, other, expected) => {
    const lone = { ValueInMgPerDl: null, isLow: true };
    expect(both(lone, other)).toEqual(expected);
    expect(both(other, lone)).toEqual(expected);
  });

  it('R13: a flag that nothing contradicts counts', () => {
    const lone = { ValueInMgPerDl: null, isLow: true };
    expect(both(lone, lone)).toEqual([40, 'LO', null]);
    expect(both(lone, { FactoryTimestamp: OLD })).toEqual([40, 'LO', null]);
  });
});

describe('a list', () => {
  const entry = (FactoryTimestamp: string, ValueInMgPerDl: number) =>
    connection({ glucoseMeasurement: measurement({ FactoryTimestamp, ValueInMgPerDl }), glucoseItem: null });

  it('W10: has one person for each id, with the newest reading', () => {
    const dead = entry('10/11/2026 8:15:07 AM', 200);
    const alive = entry('11/20/2026 8:15:07 PM', 101);
    const future = entry('11/20/2026 11:15:07 PM', 300);
    const none = connection({ glucoseMeasurement: null, glucoseItem: null });
    for (const list of [
      [dead, alive],
      [alive, dead],
      [none, alive, future],
      [future, dead, alive, none],
    ])
      expect(people(list)).toMatchObject([{ latest: { mgdl: 101 } }]);
    expect(people([none, none])).toMatchObject([{ latest: null }]);
  });

  const invited = { id: 'c', status: 1, firstName: 'Ada', lastName: 'Lovelace' };
  it.each([
    invited,
    { ...invited, patientId: null },
    { ...invited, patientId: ' ' },
    { ...invited, patientId: '' },
    { firstName: 'Ada' },
  ])('W11: has an invitation that is not accepted yet in %j', (entryWithout) => {
    expect(readConnections([entryWithout], HEARD_AT)).toEqual({ people: [], invitations: 1, unreadable: 0 });
    expect(readConnections([entryWithout, connection()], HEARD_AT)).toMatchObject({
      people: [{ person: { patientId: PATIENT } }],
      invitations: 1,
      unreadable: 0,
    });
  });

  it.each([
    {},
    null,
    5,
    { patient: 'renamed' },
    { id: ' ', firstName: '' },
    { ...invited, patientId: 7 },
    { ...invited, patientId: '\ud800' },
  ])('W5: is not without somebody because %j cannot be read', (broken) => {
    expect(readConnections([broken], HEARD_AT)).toBeNull();
    expect(readConnections([broken, connection()], HEARD_AT)).toMatchObject({
      invitations: 0,
      unreadable: 1,
    });
  });

  it.each(['\ud800', 'a b', '\u001b[2Jx', 'x'.repeat(101), 'ü'])(
    'R10: has nobody of the id %j',
    (patientId) => {
      expect(readConnections([connection({ patientId }), connection()], HEARD_AT)?.people).toHaveLength(1);
    },
  );

  it('R10: has names without half characters', () => {
    const { person } = one({ firstName: 'A\ud800da', lastName: `${'x'.repeat(63)}😀😀` });
    expect(person).toMatchObject({ firstName: 'Ada', lastName: `${'x'.repeat(63)}😀` });
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
      HEARD_AT,
    );
    expect(graph?.skipped).toBe(1);
    expect(graph?.readings).toMatchObject([
      { mgdl: 200, source: 'graph', trend: null, target: { low: 70, high: 180 }, utcOffsetSeconds: 0 },
      { mgdl: 133, source: 'graph', sensorSerial: '0HPD2YWLC0' },
    ]);
  });

  it('gives each point the sensor that was worn then', () => {
    const changed = Date.parse('2026-11-20T12:00:00Z') / 1000;
    const [fresh, old] = [
      { sn: 'NEW', a: changed },
      { sn: 'OLD', a: changed - 1_209_600 },
    ];
    const graphData = [point('11/20/2026 11:50:00 AM'), point('11/20/2026 1:05:00 PM')];
    for (const [sensor, ...active] of [
      [fresh, fresh, old],
      [old, old, fresh],
      [old, fresh],
    ]) {
      const activeSensors = [...active.map((one) => ({ sensor: one })), null];
      const data = { connection: connection({ sensor }), activeSensors, graphData };
      const readings = readGraph(data, PATIENT, HEARD_AT)?.readings;
      expect(readings?.map(({ sensorSerial }) => sensorSerial)).toEqual(['OLD', 'NEW']);
    }
  });

  it('W7: gives what is measured while a new sensor warms up to the one before', () => {
    const changed = Date.parse('2026-11-20T12:00:00Z') / 1000;
    const fresh = { sn: 'NEW', a: changed, w: 60 };
    const graphData = ['11:50:00 AM', '12:10:00 PM', '12:59:59 PM', '1:00:00 PM'].map((at) =>
      point(`11/20/2026 ${at}`),
    );
    const serials = (activeSensors: object[]) =>
      readGraph(
        { connection: connection({ sensor: fresh }), activeSensors, graphData },
        PATIENT,
        HEARD_AT,
      )?.readings.map(({ sensorSerial }) => sensorSerial);
    expect(serials([{ sensor: { sn: 'OLD', a: changed - 1_209_600, w: 60 } }])).toEqual([
      'OLD',
      'OLD',
      'OLD',
      'NEW',
    ]);
    expect(serials([])).toEqual([null, null, null, 'NEW']);
  });

  it('does without connection and active sensors', () => {
    expect(readGraph({ graphData: [point('11/20/2026 8:00:00 PM')] }, PATIENT, HEARD_AT)).toMatchObject({
      connection: null,
      readings: [{ patientId: PATIENT, sensorSerial: null, target: null }],
    });
    expect(readGraph({ graphData: [] }, PATIENT, HEARD_AT)?.readings).toEqual([]);
  });

  it.each([null, {}, { graphData: null }, { graphData: [{}] }, []])('is none in the shape %j', (data) => {
    expect(readGraph(data, PATIENT, HEARD_AT)).toBeNull();
  });
});

it.each([
  [10, 60, null],
  [59, 60, null],
  [60, 60, 'NEW'],
  [59, null, null],
  [60, null, 'NEW'],
  [60, 600, 'NEW'],
  [-5, 60, null],
])(
  'W7: a live reading %i min after a sensor began, which warms up for %j min, is filed under %j',
  (age, w, serial) => {
    const a = Date.parse('2026-11-20T20:15:07Z') / 1000 - age * 60;
    expect(one({ sensor: { sn: 'NEW', a, w } }).latest?.sensorSerial).toBe(serial);
  },
);

describe('the logbook', () => {
  it('gives scans with their trend, and leaves out alarms without a value', () => {
    const entries = [
      measurement({ type: 1, TrendArrow: 4 }),
      { FactoryTimestamp: '11/20/2026 7:00:00 PM', type: 2, alarmType: 1 },
      measurement({ type: 3, FactoryTimestamp: '11/20/2026 6:00:00 PM' }),
    ];
    expect(readLogbook(entries, PATIENT, HEARD_AT)).toMatchObject([
      { measuredAt: Date.parse('2026-11-20T18:00:00Z'), source: 'logbook', sensorSerial: null },
      { trend: 4, source: 'logbook' },
    ]);
    expect(readLogbook([], PATIENT, HEARD_AT)).toEqual([]);
    expect(readLogbook({}, PATIENT, HEARD_AT)).toBeNull();
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

  it.each([
    [{ user: { country: 'nl', uiLanguage: 'nl-NL' } }, { country: 'nl', language: 'nl-NL', userId: null }],
    [{ user: 7, authTicket: { token: 't', expires: '5' } }, { ticket: { token: 't', expiresAt: 5000 } }],
    [
      { step: { type: 'tou' }, user: { id: 'u', country: 7 } },
      { step: 'tou', userId: 'u', country: null },
    ],
    [
      { step: 'tou', user: { id: 'u' } },
      { step: null, userId: 'u' },
    ],
  ])('keep every part that can be read: %j', (data, expected) => {
    expect(readSignIn(data)).toMatchObject(expected);
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
    for (const region of ['eu2', 'de']) expect(regionOfToken(token({ region }))).toBe(region);
    for (const none of [
      token({}),
      ...['evil.example', 'xeu', 'eu22', 'EU', 'e1'].map((region) => token({ region })),
      'opaque',
      '',
      'a.!!.b',
    ]) {
      expect(regionOfToken(none)).toBeNull();
    }
  });
});

it('limits hold to the last: of dates, times, offsets, targets and tokens', () => {
  expect(one({ sensor: { sn: 'S', a: 4_102_444_800 } }).sensor?.activatedAt).toBe(4_102_444_800_000);
  expect(one({ sensor: { sn: 'S', a: 4_102_444_801 } }).sensor?.activatedAt).toBeNull();
  expect(latest({ FactoryTimestamp: `${' '.repeat(19)}11/20/2026 8:15:07 PM` })).not.toBeNull();
  expect(latest({ FactoryTimestamp: `${' '.repeat(20)}11/20/2026 8:15:07 PM` })).toBeNull();
  expect(latest({ Timestamp: '11/21/2026 10:45:07 AM' })?.utcOffsetSeconds).toBe(52_200);
  expect(latest({ Timestamp: '11/21/2026 10:45:08 AM' })?.utcOffsetSeconds).toBeNull();
  expect(latest({ Timestamp: '11/20/2026 5:45:06 AM' })?.utcOffsetSeconds).toBeNull();
  expect(one({ targetLow: 1, targetHigh: 999 }).target).toEqual({ low: 1, high: 999 });
  expect(one({ targetLow: 1, targetHigh: 1000 }).target).toBeNull();
  expect(one({ targetLow: 70, targetHigh: 70 }).target).toBeNull();
  expect(readTicket({ token: 't'.repeat(8192), expires: 5 })).not.toBeNull();
  for (const token of ['t'.repeat(8193), 'a b', 'a\n', 'ü'])
    expect(readTicket({ token, expires: 5 })).toBeNull();
  const started = Date.parse('2026-11-20T19:15:07Z') / 1000;
  expect(one({ sensor: { sn: 'S', a: started, w: 60 } }).latest?.sensorSerial).toBe('S');
});

it('R10: a country is two letters, and an id can be sent, or they are none', () => {
  for (const country of ['\ud800', 'D', 'DEU', 'D E', 7])
    expect(readSignIn({ user: { country } }).country).toBeNull();
  expect(readSignIn({ user: { country: 'DE' } }).country).toBe('DE');
  for (const id of ['\ud800', '', ' ', 7]) expect(readSignIn({ user: { id } }).userId).toBeNull();
});

describe('a country’s configuration', () => {
  const documents = { 'de-de': 'https://x/de', en: 'https://x/en' };
  it.each([
    ['de-DE', 'https://x/de'],
    ['DE-de', 'https://x/de'],
    ['en-GB', 'https://x/en'],
    ['fr-FR', 'https://x/en'],
    [null, 'https://x/en'],
  ])('has the documents in %j', (language, link) => {
    expect(readCountryConfiguration({ lluToUHtml: documents }, language)?.terms.link).toBe(link);
  });

  it('names versions, and for each document its own', () => {
    const wire = {
      MinVersion: '4.7.0',
      lluToUHtml: { en: 'https://x/tou' },
      lluToUVersions: { default: '1' },
      lluPrivacyPolicyHtml: { 'EN-us': 'https://x/pp' },
      lluPrivacyPolicyVersions: { default: '2' },
    };
    expect(readCountryConfiguration(wire, 'fr')).toEqual({
      minimumVersion: '4.7.0',
      terms: { link: 'https://x/tou', version: '1' },
      privacy: { link: 'https://x/pp', version: '2' },
    });
    const none = { link: null, version: null };
    expect(readCountryConfiguration({ lluToUHtml: { fr: 'https://x/' } }, 'de')).toEqual({
      minimumVersion: null,
      terms: none,
      privacy: none,
    });
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
      readGraph(data, PATIENT, HEARD_AT);
      readSignIn(data);
      const readings = [
        ...(people(data) ?? []).map((c) => c.latest),
        ...(readLogbook(data, PATIENT, HEARD_AT) ?? []),
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
