import type { ReadingColumns } from '../../../src/shared/chart/reading-columns.ts';
import { NOON } from '../../support/readings.ts';
import fc from '../../support/seeds.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** `[minutes after noon, mg/dL, sensor, source]`, oldest first. */
export type Point = [minute: number, mgdl: number, sensor?: number, source?: number];

export function columns(...points: Point[]): ReadingColumns {
  return {
    at: Float64Array.from(points, ([minute]) => NOON + minute * MINUTE),
    mgdl: Uint16Array.from(points, ([, mgdl]) => mgdl),
    source: Uint8Array.from(points, ([, , , source]) => source ?? 0),
    offScale: Int8Array.from(points, ([, mgdl]) => (mgdl === 40 ? -1 : mgdl === 500 ? 1 : 0)),
    sensor: Uint32Array.from(points, ([, , sensor]) => sensor ?? 7),
  };
}

/** Steps between readings, seconds: dense, graph-like, sparse, irregular, and holes of any length. */
const stepArbitrary = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(60, 61, 300, 900) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 3600 }) },
  { weight: 1, arbitrary: fc.integer({ min: 2700, max: 200_000 }) },
);

const valueArbitrary = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 40, max: 500 }) },
  { weight: 1, arbitrary: fc.constantFrom(40, 500) },
);

const readingArbitrary = fc.tuple(
  stepArbitrary,
  valueArbitrary,
  fc.constantFrom(0, 7, 7, 7, 7, 8),
  fc.constantFrom(0, 0, 1, 2, 3),
);

/** Readings as they can come, from a second after noon on. */
export function columnsArbitrary(maxLength = 400): fc.Arbitrary<ReadingColumns> {
  return fc.array(readingArbitrary, { maxLength, size: 'max' }).map((readings) => {
    let second = 0;
    return columns(
      ...readings.map(([step, mgdl, sensor, source]): Point => {
        second += step;
        return [second / 60, mgdl, sensor, source];
      }),
    );
  });
}

/** The same with long stretches of one source and none off the scale, as they mostly are. */
export function longColumnsArbitrary(maxLength = 700): fc.Arbitrary<ReadingColumns> {
  return fc
    .tuple(columnsArbitrary(maxLength), fc.integer({ min: 1, max: 300 }))
    .map(([readings, stretch]) => ({
      ...readings,
      source: readings.source.map((_, i) => Math.floor(i / stretch) % 2),
      offScale: readings.offScale.map((mark, i) => (i % stretch === stretch - 1 ? mark : 0)),
    }));
}
