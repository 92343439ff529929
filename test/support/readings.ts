import { SCALE, type OffScale, type Target } from '../../src/shared/glucose/range.ts';
import type { Person, Reading, ReadingSource } from '../../src/shared/glucose/reading.ts';
import type { TrendArrow } from '../../src/shared/glucose/trend.ts';
import type { Series, SeriesContext } from '../../src/shared/statistics/series.ts';
import fc from './seeds.ts';

/** 20 Nov 2026, 12:00:00 UTC. */
export const NOON = Date.UTC(2026, 10, 20, 12);

export function person(changes: Partial<Person> = {}): Person {
  return { patientId: 'ada', firstName: 'Ada', lastName: 'Lovelace', ...changes };
}

/** A live reading at noon, in range, in Berlin's winter. */
export function reading(changes: Partial<Reading> = {}): Reading {
  return {
    patientId: 'ada',
    measuredAt: NOON,
    mgdl: 133,
    offScale: null,
    trend: 3,
    color: 1,
    utcOffsetSeconds: 3600,
    sensorSerial: '0HPD2YWLC0',
    target: { low: 70, high: 180 },
    source: 'live',
    ...changes,
  };
}

/** Of readings that we hear ourselves. */
export const HEARD_SOURCES: readonly ReadingSource[] = ['graph', 'logbook', 'live'];

export const SOURCES: readonly ReadingSource[] = ['import', ...HEARD_SOURCES];

export const targetArbitrary: fc.Arbitrary<Target> = fc
  .tuple(fc.integer({ min: 60, max: 120 }), fc.integer({ min: 121, max: 400 }))
  .map(([low, high]) => ({ low, high }));

/** Value and scale mark as they belong together. */
const valueArbitrary: fc.Arbitrary<{ mgdl: number; offScale: OffScale | null }> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.integer({ min: SCALE.low, max: SCALE.high }).map((mgdl) => ({ mgdl, offScale: null })),
  },
  { weight: 1, arbitrary: fc.constant({ mgdl: SCALE.high, offScale: 'HI' as const }) },
  { weight: 1, arbitrary: fc.constant({ mgdl: SCALE.low, offScale: 'LO' as const }) },
);

/** Offsets as wearers' clocks have them: any zone, some minutes off, or unknown. */
export const offsetArbitrary: fc.Arbitrary<number | null> = fc.option(
  fc
    .tuple(fc.integer({ min: -48, max: 56 }), fc.constantFrom(0, 0, 0, 1, -1, 37, -449, 449))
    .map(([quarters, drift]) => quarters * 900 + drift),
);

/** Any reading of `ada` within `seconds` after noon; graph and import readings have no trend. */
export function readingArbitrary(
  seconds: number,
  sources: readonly ReadingSource[] = HEARD_SOURCES,
): fc.Arbitrary<Reading> {
  return fc
    .record({
      second: fc.integer({ min: 0, max: seconds - 1 }),
      value: valueArbitrary,
      trend: fc.option(fc.constantFrom<TrendArrow>(1, 2, 3, 4, 5)),
      color: fc.option(fc.integer({ min: 1, max: 4 })),
      utcOffsetSeconds: offsetArbitrary,
      sensorSerial: fc.option(fc.constantFrom('0HPD2YWLC0', 'MH00ABCDEF', '01ABCDEFG')),
      target: fc.option(targetArbitrary),
      source: fc.constantFrom(...sources),
    })
    .map(({ second, value, trend, source, ...facts }) => ({
      patientId: 'ada',
      measuredAt: NOON + second * 1000,
      ...value,
      ...facts,
      trend: source === 'live' || source === 'logbook' ? trend : null,
      source,
    }));
}

export const personArbitrary: fc.Arbitrary<Person> = fc.record({
  patientId: fc.uuid(),
  firstName: fc.string({ maxLength: 20 }),
  lastName: fc.string({ maxLength: 20 }),
});

/** What the history makes of readings, the plain way: oldest first, one context each. */
export function seriesFrom(readings: readonly Reading[]): Series {
  const sorted = readings.toSorted((a, b) => a.measuredAt - b.measuredAt);
  return {
    at: Float64Array.from(sorted, ({ measuredAt }) => measuredAt / 1000),
    mgdl: Uint16Array.from(sorted, ({ mgdl }) => mgdl),
    context: Uint32Array.from(sorted, (_, i) => i),
    contexts: sorted.map(contextOf),
  };
}

function contextOf({ source, utcOffsetSeconds, offScale, target, sensorSerial }: Reading): SeriesContext {
  return {
    source,
    zoneSeconds: utcOffsetSeconds === null ? null : Math.round(utcOffsetSeconds / 900) * 900 + 0,
    offScale,
    target,
    sensor: sensorSerial,
  };
}
