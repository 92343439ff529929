import { describe, expect, it } from 'vitest';
import { personName, readingJson, scaledValue } from '../../../src/shared/glucose/reading.ts';
import { NOON, person, reading } from '../../support/readings.ts';

const MINUTE = 60_000;

describe('a value', () => {
  const none = { isHigh: false, isLow: false };

  it.each([
    [133, none, { mgdl: 133, offScale: null }],
    [99.5, none, { mgdl: 100, offScale: null }],
    [40, none, { mgdl: 40, offScale: null }],
    [500, none, { mgdl: 500, offScale: null }],
    [39, none, { mgdl: 40, offScale: 'LO' }],
    [20, none, { mgdl: 40, offScale: 'LO' }],
    [1000, none, { mgdl: 500, offScale: 'HI' }],
    [19.99, none, null],
    [7.2, none, null],
    [1e-9, none, null],
    [1000.1, none, null],
    [1e300, none, null],
    [1e-9, { isHigh: false, isLow: true }, { mgdl: 40, offScale: 'LO' }],
    [501, none, { mgdl: 500, offScale: 'HI' }],
    [0, none, null],
    [-1, none, null],
    [null, none, null],
    [NaN, none, null],
    [Infinity, none, null],
    [133, { isHigh: true, isLow: false }, { mgdl: 500, offScale: 'HI' }],
    [133, { isHigh: false, isLow: true }, { mgdl: 40, offScale: 'LO' }],
    [0, { isHigh: true, isLow: false }, { mgdl: 500, offScale: 'HI' }],
    [null, { isHigh: false, isLow: true }, { mgdl: 40, offScale: 'LO' }],
    [133, { isHigh: true, isLow: true }, { mgdl: 40, offScale: 'LO' }],
  ])('%s with the flags %j', (mgdl, flags, expected) => {
    expect(scaledValue(mgdl, flags)).toEqual(expected);
  });
});

describe('a person', () => {
  it.each([
    ['Ada', 'Lovelace', 'Ada Lovelace'],
    ['Ada', '', 'Ada'],
    ['', 'Lovelace', 'Lovelace'],
    ['', '', 'Person'],
  ])('%j %j is called %s', (firstName, lastName, name) => {
    expect(personName(person({ firstName, lastName }))).toBe(name);
  });
});

describe('a reading for other programs', () => {
  it('has exactly the fields of the contract', () => {
    expect(readingJson(reading(), person(), NOON + 90_500)).toEqual({
      patientId: 'ada',
      patientName: 'Ada Lovelace',
      measuredAt: '2026-11-20T12:00:00.000Z',
      mgdl: 133,
      mmol: 7.4,
      trend: 'stable',
      trendArrow: 3,
      range: 'in_range',
      isHigh: false,
      isLow: false,
      offScale: null,
      ageSeconds: 90,
      freshness: 'current',
      sensorSerial: '0HPD2YWLC0',
      targetLow: 70,
      targetHigh: 180,
      source: 'live',
    });
  });

  it('says what it does not know with null', () => {
    const bare = reading({ trend: null, sensorSerial: null, target: null, source: 'graph' });
    expect(readingJson(bare, person(), NOON + 16 * MINUTE)).toMatchObject({
      trend: null,
      trendArrow: null,
      sensorSerial: null,
      targetLow: null,
      targetHigh: null,
      ageSeconds: 960,
      freshness: 'stale',
      source: 'graph',
    });
  });

  it.each([
    ['above the target', { mgdl: 181 }, { range: 'high', isHigh: true, isLow: false, offScale: null }],
    ['below the target', { mgdl: 69 }, { range: 'low', isHigh: false, isLow: true, offScale: null }],
    [
      'HI',
      { mgdl: 500, offScale: 'HI' as const },
      { range: 'high', isHigh: true, offScale: 'HI', mmol: 27.8 },
    ],
    ['LO', { mgdl: 40, offScale: 'LO' as const }, { range: 'low', isLow: true, offScale: 'LO', mmol: 2.2 }],
    ['a little ahead', { measuredAt: NOON + 4 * MINUTE }, { ageSeconds: 0, freshness: 'current' }],
  ])('%s', (_, changes, expected) => {
    expect(readingJson(reading(changes), person(), NOON)).toMatchObject(expected);
  });
});
