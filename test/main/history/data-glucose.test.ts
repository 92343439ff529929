import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rangeOf, SCALE } from '../../../src/shared/glucose/range.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { trendLabel } from '../../../src/shared/glucose/trend.ts';
import { readingMmol } from '../../../src/shared/glucose/units.ts';
import { NOON, reading, readingArbitrary } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { clock, openedHistory, rowsOf, temporaryFolder, valueOf, personInfo } from './history-folder.ts';

const COLUMNS = [
  'Guid',
  'PatientId',
  'FirstName',
  'LastName',
  'ValueMmol',
  'ValueMgdl',
  'TrendArrow',
  'TrendLabel',
  'MeasurementColor',
  'ColorLabel',
  'IsHigh',
  'IsLow',
  'SensorSn',
  'DeviceTimestamp',
  'FactoryTimestamp',
  'TargetLow',
  'TargetHigh',
  'Package',
  'Module',
  'CreateTime',
];

function viewOf(readings: Reading[]): Record<string, unknown>[] {
  const path = join(temporaryFolder(), 'history.db');
  const history = openedHistory(path);
  valueOf(history.rememberPerson(personInfo()));
  valueOf(history.record(readings));
  return rowsOf(path, 'SELECT * FROM data_glucose ORDER BY FactoryTimestamp, Guid') as Record<
    string,
    unknown
  >[];
}

/** The wire's own way to write a time, from the fields of a date. */
function received(milliseconds: number): string {
  const date = new Date(milliseconds);
  const [hour, minute, second] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;
  return `${day} ${hour % 12 || 12}:${two(minute)}:${two(second)} ${hour < 12 ? 'AM' : 'PM'}`;
}

function expectedRow(stored: Reading): Record<string, unknown> {
  const range = rangeOf(stored.mgdl, stored.offScale, stored.target);
  return {
    Guid: `LIBRE-ada-${stored.measuredAt / 1000}`,
    PatientId: 'ada',
    FirstName: 'Ada',
    LastName: 'Lovelace',
    ValueMmol: readingMmol(stored.mgdl),
    ValueMgdl: stored.mgdl,
    TrendArrow: stored.trend,
    TrendLabel: trendLabel(stored.trend),
    MeasurementColor: stored.color,
    ColorLabel: range,
    IsHigh: Number(range === 'high'),
    IsLow: Number(range === 'low'),
    SensorSn: stored.sensorSerial,
    DeviceTimestamp:
      stored.utcOffsetSeconds === null ? null : received(stored.measuredAt + stored.utcOffsetSeconds * 1000),
    FactoryTimestamp: received(stored.measuredAt),
    TargetLow: stored.target?.low ?? null,
    TargetHigh: stored.target?.high ?? null,
    Package: 'glucoglance',
    Module: stored.source,
    CreateTime: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
  };
}

describe('data_glucose', () => {
  test('has exactly the promised columns, in order', () => {
    expect(Object.keys(viewOf([reading()])[0] ?? {})).toEqual(COLUMNS);
  });

  test('a reading of a mg/dL account, as the reporting tool sees it', () => {
    const winter = reading({
      measuredAt: NOON + 43_200_000 + 5 * 60_000 + 3000,
      mgdl: 162,
      trend: 5,
      color: 2,
    });
    expect(viewOf([{ ...winter, target: { low: 70, high: 160 } }])).toEqual([
      {
        Guid: 'LIBRE-ada-1795219503',
        PatientId: 'ada',
        FirstName: 'Ada',
        LastName: 'Lovelace',
        ValueMmol: 9,
        ValueMgdl: 162,
        TrendArrow: 5,
        TrendLabel: 'rising_fast',
        MeasurementColor: 2,
        ColorLabel: 'high',
        IsHigh: 1,
        IsLow: 0,
        SensorSn: '0HPD2YWLC0',
        DeviceTimestamp: '11/21/2026 1:05:03 AM',
        FactoryTimestamp: '11/21/2026 12:05:03 AM',
        TargetLow: 70,
        TargetHigh: 160,
        Package: 'glucoglance',
        Module: 'live',
        CreateTime: '2026-11-20T12:01:00Z',
      },
    ]);
  });

  test('a graph point of a mmol/L account without offset, target, trend, colour and sensor', () => {
    const bare = {
      trend: null,
      color: null,
      utcOffsetSeconds: null,
      sensorSerial: null,
      target: null,
    } as const;
    expect(viewOf([reading({ ...bare, mgdl: 69, source: 'graph' })])).toMatchObject([
      {
        ValueMmol: 3.8,
        ValueMgdl: 69,
        TrendArrow: null,
        TrendLabel: null,
        MeasurementColor: null,
        ColorLabel: 'low',
        IsLow: 1,
        SensorSn: null,
        DeviceTimestamp: null,
        FactoryTimestamp: '11/20/2026 12:00:00 PM',
        TargetLow: null,
        TargetHigh: null,
        Module: 'graph',
      },
    ]);
  });

  test('off the scale is high or low whatever the target', () => {
    const target = { low: 30, high: 600 };
    const rows = viewOf([
      reading({ mgdl: SCALE.high, offScale: 'HI', target }),
      reading({ mgdl: SCALE.low, offScale: 'LO', target, measuredAt: NOON + 1000 }),
      reading({ mgdl: SCALE.high, target, measuredAt: NOON + 2000 }),
    ]);
    expect(rows.map(({ ColorLabel, IsHigh, IsLow }) => [ColorLabel, IsHigh, IsLow])).toEqual([
      ['high', 1, 0],
      ['low', 0, 1],
      ['in_range', 0, 0],
    ]);
  });

  test('every mg/dL on the scale is the mmol/L that Abbott shows', () => {
    const all = Array.from({ length: 461 }, (_, i) => reading({ mgdl: 40 + i, measuredAt: NOON + i * 1000 }));
    for (const row of viewOf(all)) expect(row['ValueMmol']).toBe(readingMmol(Number(row['ValueMgdl'])));
  });

  test('any reading shows as computed independently', () => {
    const some = fc
      .uniqueArray(readingArbitrary(200_000), {
        // Graph points of the same half minute would be one.
        selector: ({ measuredAt }) => Math.floor(measuredAt / 60_000),
        minLength: 1,
      })
      .map((all) =>
        all.map((one) => ({
          ...one,
          measuredAt: one.measuredAt - (one.measuredAt % 60_000) + (one.measuredAt % 30_000),
        })),
      );
    fc.assert(
      fc.property(some, (readings) => {
        const byGuid = new Map(viewOf(readings).map((row) => [row['Guid'], row]));
        expect(byGuid.size).toBe(readings.length);
        for (const stored of readings) {
          const expected = expectedRow(stored);
          expect(byGuid.get(expected['Guid'])).toEqual(expected);
        }
      }),
      { numRuns: runs(30, 500) },
    );
  });
});
