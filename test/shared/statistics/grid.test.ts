import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { gridOf, offScaleIn, reachOf, slotsIn } from '../../../src/shared/statistics/grid.ts';
import type { Span } from '../../../src/shared/statistics/series.ts';
import { plainGrid } from '../../support/plain-grid.ts';
import { NOON, reading, readingArbitrary, seriesFrom } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const AROUND: Span = { from: NOON - 24 * HOUR, to: NOON + 240 * HOUR };

/** A reading so many minutes (with fractions) after noon. */
function at(minutes: number, mgdl: number, changes: Partial<Reading> = {}): Reading {
  return reading({ measuredAt: NOON + Math.round(minutes * 60) * 1000, mgdl, ...changes });
}

/** `[minutes after noon, mg/dL]` of each slot. */
function slotsOf(readings: Reading[], span: Span = AROUND): [number, number][] {
  const grid = gridOf(seriesFrom(readings), span);
  return Array.from(grid.at, (seconds, i) => [(seconds - NOON / 1000) / 60, grid.mgdl[i] ?? Number.NaN]);
}

describe('the grid', () => {
  test('is linear between readings, and exact at one', () => {
    expect(slotsOf([at(-2, 100), at(8, 150), at(10, 200)])).toEqual([
      [0, 110],
      [5, 135],
      [10, 200],
    ]);
  });

  test('is what iglu 4.3.0 makes of the first readings of its example data', () => {
    // Subject 1: 16:50:27 153, 17:05:27 137, 17:10:27 128, 17:15:28 121; slots 16:55, 17:00, 17:05, 17:10.
    const readings = [at(50 + 27 / 60, 153), at(65.45, 137), at(70.45, 128), at(75 + 28 / 60, 121)];
    const slots = slotsOf(readings);
    expect(slots.map(([minute]) => minute)).toEqual([55, 60, 65, 70, 75]);
    for (const [i, value] of [148.146666666667, 142.813333333333, 137.48, 128.81].entries()) {
      expect(slots[i]?.[1]).toBeCloseTo(value, 11);
    }
  });

  test('meets a whole number exactly, so that 180 is in range', () => {
    const slots = slotsOf([at(-7, 173), at(7, 187)]);
    expect(slots).toContainEqual([0, 180]);
  });

  test('goes 45 minutes far and not a second further', () => {
    expect(slotsOf([at(1, 100), at(46, 145)]).map(([minute]) => minute)).toEqual([
      5, 10, 15, 20, 25, 30, 35, 40, 45,
    ]);
    expect(slotsOf([at(1, 100), at(46 + 1 / 60, 145)])).toEqual([]);
    expect(slotsOf([at(0, 100), at(50, 145)])).toEqual([
      [0, 100],
      [50, 145],
    ]);
  });

  test('stops at a change between two known sensors, and only there', () => {
    const change = (before: string | null, after: string | null): number =>
      slotsOf([at(-4, 100, { sensorSerial: before }), at(6, 110, { sensorSerial: after })]).length;
    expect(change('A', 'B')).toBe(0);
    expect(change('A', 'A')).toBe(2);
    expect(change('A', null)).toBe(2);
    expect(change(null, 'B')).toBe(2);
  });

  test('begins a new stretch after a change of sensor and after a gap', () => {
    const [old, young] = [{ sensorSerial: 'A' }, { sensorSerial: 'B' }];
    const grid = gridOf(
      seriesFrom([at(0, 100, old), at(6, 100, old), at(9, 100, young), at(15, 100, young), at(100, 100)]),
      AROUND,
    );
    expect(Array.from(grid.at, (seconds) => (seconds - NOON / 1000) / 60)).toEqual([0, 5, 10, 15, 100]);
    expect(grid.stretches).toEqual([0, 2, 4]);
  });

  test('is empty through the hour of warm-up, whether or not the sensors are known', () => {
    for (const serials of [
      ['A', 'B'],
      [null, null],
    ]) {
      const days = serials.flatMap((sensorSerial, day) =>
        Array.from({ length: 20 }, (_, i) =>
          at(day * 160 + i * 5, 120, { sensorSerial: sensorSerial ?? null }),
        ),
      );
      const minutes = slotsOf(days).map(([minute]) => minute);
      expect(minutes.filter((minute) => minute > 95 && minute < 160)).toEqual([]);
      expect(minutes).toHaveLength(40);
    }
  });

  test('loses nothing at the ends of a span when the readings around it are there', () => {
    const readings = [at(-40, 100), at(4, 122), at(26, 100), at(64, 100)];
    const span = { from: NOON, to: NOON + 60 * MINUTE };
    expect(slotsOf(readings, span).map(([minute]) => minute)).toEqual([
      0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55,
    ]);
    const reach = reachOf(span);
    expect([reach.from, reach.to]).toEqual([NOON - 45 * MINUTE, NOON + 105 * MINUTE]);
  });

  test('has no neighbours from the future of a span that ends now', () => {
    const span = { from: NOON - HOUR, to: NOON };
    expect(reachOf(span, NOON).to).toBe(NOON + 5 * MINUTE);
    expect(reachOf(span, NOON + 20 * MINUTE).to).toBe(NOON + 25 * MINUTE);
    expect(reachOf(span, NOON + 400 * HOUR).to).toBe(NOON + 45 * MINUTE);
    expect(reachOf(span, NOON - 400 * HOUR).to).toBe(NOON);
  });

  test('knows a slot off the scale where all it is made of is', () => {
    const [low, high] = [{ offScale: 'LO' }, { offScale: 'HI' }] as const;
    const series = seriesFrom([
      at(-1, 40, low),
      at(6, 40, low),
      at(11, 500, high),
      at(15, 500, high),
      at(21, 500),
    ]);
    const grid = gridOf(series, AROUND);
    expect([...grid.at.keys()].map(offScaleIn(series, grid))).toEqual(['LO', 'LO', null, 'HI', null]);
  });

  test('of nothing, of one reading, of an empty span', () => {
    expect(slotsOf([])).toEqual([]);
    expect(slotsOf([at(1, 100)])).toEqual([]);
    expect(slotsOf([at(5, 100)])).toEqual([[5, 100]]);
    expect(slotsOf([at(5, 100)], { from: NOON, to: NOON })).toEqual([]);
    expect(slotsIn({ from: NOON, to: NOON + 14 * 24 * HOUR })).toBe(4032);
    expect(slotsIn({ from: NOON + 1, to: NOON + 5 * MINUTE })).toBe(0);
    expect(slotsIn({ from: NOON + 1, to: NOON + 5 * MINUTE + 1 })).toBe(1);
    expect(slotsIn({ from: NOON, to: NOON - HOUR })).toBe(0);
  });
});

describe('properties of the grid', () => {
  const some = (minLength: number) =>
    fc.uniqueArray(readingArbitrary(30_000), { selector: ({ measuredAt }) => measuredAt, minLength });
  const spans = fc
    .tuple(fc.integer({ min: -9000, max: 40_000 }), fc.integer({ min: 0, max: 30_000 }))
    .map(([from, length]) => ({ from: NOON + from * 1000, to: NOON + (from + length) * 1000 }));

  test('each slot is what its definition says', () => {
    fc.assert(
      fc.property(some(0), spans, (readings, span) => {
        const grid = gridOf(seriesFrom(readings), span);
        const plain = plainGrid(readings, span);
        expect(Array.from(grid.at)).toEqual(plain.map(({ at: slot }) => slot));
        for (const [i, { mgdl }] of plain.entries()) expect(grid.mgdl[i]).toBeCloseTo(mgdl, 9);
      }),
      { numRuns: runs(200, 5000) },
    );
  });

  test('readings that come twice change nothing', () => {
    fc.assert(
      fc.property(
        some(1).chain((readings) => fc.tuple(fc.constant(readings), fc.shuffledSubarray(readings))),
        ([readings, again]) => {
          expect(slotsOf([...again, ...readings])).toEqual(slotsOf(readings));
        },
      ),
      { numRuns: runs(100, 2000) },
    );
  });

  test('a span’s grid is that part of any longer span’s', () => {
    fc.assert(
      fc.property(some(1), spans, (readings, span) => {
        const series = seriesFrom(readings);
        const all = gridOf(series, AROUND);
        const part = gridOf(series, span);
        const inside = Array.from(all.at, (slot, i) => [slot, all.mgdl[i]] as const).filter(
          ([slot]) => slot * 1000 >= span.from && slot * 1000 < span.to,
        );
        expect(Array.from(part.at, (slot, i) => [slot, part.mgdl[i]])).toEqual(inside);
        expect(part.at.length).toBeLessThanOrEqual(slotsIn(span));
      }),
      { numRuns: runs(200, 5000) },
    );
  });

  test('dense polling of a window changes nothing', () => {
    // Every 5 minutes, changing by whole mg/dL a minute; then the same stretch watched minute by minute as well.
    const rises = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(
        rises,
        fc.nat(59),
        fc.nat(59),
        fc.integer({ min: 0, max: 299 }),
        (steps, one, other, second) => {
          let mgdl = 250;
          const sparse: Reading[] = [];
          const dense: Reading[] = [];
          for (const [i, rise] of steps.entries()) {
            const watched = i >= Math.min(one, other) && i <= Math.max(one, other);
            for (let minute = 0; minute < 5; minute++) {
              const point = at(i * 5 + minute + second / 60, mgdl + rise * minute, { source: 'live' });
              if (minute === 0) sparse.push(point);
              if (minute === 0 || (watched && i < steps.length - 1)) dense.push(point);
            }
            mgdl += rise * 5;
          }
          expect(slotsOf(dense)).toEqual(slotsOf(sparse));
        },
      ),
      { numRuns: runs(100, 2000) },
    );
  });
});

describe('imported readings', () => {
  const imported = (minutes: number, mgdl: number) =>
    at(minutes, mgdl, { source: 'import', sensorSerial: null, trend: null });

  test('change no slot that heard ones make, and fill those that they do not', () => {
    const heard = [at(-2, 100), at(8, 150), at(60, 100), at(63, 100)];
    expect(slotsOf(heard)).toEqual([
      [0, 110],
      [5, 135],
      [60, 100],
    ]);
    expect(slotsOf([...heard, imported(4, 300), imported(30, 260)])).toEqual([
      [0, 110],
      [5, 135],
      [10, 160],
      [15, 185],
      [20, 210],
      [25, 235],
      [30, 260],
      [35, 260 - 160 / 6],
      [40, 260 - 320 / 6],
      [45, 180],
      [50, 260 - 640 / 6],
      [55, 260 - 800 / 6],
      [60, 100],
    ]);
  });

  test('make one stretch of what they join, and none across a gap', () => {
    const stretches = (readings: Reading[]) => gridOf(seriesFrom(readings), AROUND).stretches;
    const heard = [at(0, 100), at(5, 100), at(60, 100), at(65, 100), at(200, 100)];
    expect(stretches(heard)).toEqual([0, 2, 4]);
    expect(stretches([...heard, imported(30, 100), imported(400, 100)])).toEqual([0, 14, 15]);
  });

  test('alone are a grid like any other', () => {
    fc.assert(
      fc.property(fc.array(readingArbitrary(6 * 3600), { maxLength: 40 }), (readings) => {
        const heard = distinct(readings);
        const asImported = heard.map((one): Reading => ({ ...one, source: 'import' }));
        expect(gridOf(seriesFrom(asImported), AROUND)).toEqual(gridOf(seriesFrom(heard), AROUND));
      }),
      { numRuns: runs(300, 5000) },
    );
  });

  test('leave every slot of the heard ones as it is, with its neighbours, and fall out again', () => {
    const both = fc.array(readingArbitrary(6 * 3600, ['import', 'live', 'graph']), { maxLength: 60 });
    fc.assert(
      fc.property(both, (readings) => {
        const all = distinct(readings);
        const series = seriesFrom(all);
        const heard = seriesFrom(all.filter(({ source }) => source !== 'import'));
        const grid = gridOf(series, AROUND);
        const own = gridOf(heard, AROUND);
        const places = new Map(Array.from(grid.at, (seconds, slot) => [seconds, slot]));
        own.at.forEach((seconds, slot) => {
          const place = places.get(seconds) ?? -1;
          const seen = [grid.mgdl[place], series.at[grid.before[place]!], series.at[grid.next[place]!]];
          expect(seen).toEqual([own.mgdl[slot], heard.at[own.before[slot]!], heard.at[own.next[slot]!]]);
        });
        expect([...grid.at]).toEqual([...new Set(grid.at)].toSorted((a, b) => a - b));
        for (const place of grid.stretches.slice(1)) expect(place).toBeLessThan(grid.at.length);
        grid.at.forEach((seconds, slot) => {
          if (slot > 0 && seconds - grid.at[slot - 1]! > 300) expect(grid.stretches).toContain(slot);
        });
      }),
      { numRuns: runs(500, 10_000) },
    );
  });
});

function distinct(readings: readonly Reading[]): Reading[] {
  return [...new Map(readings.map((one) => [one.measuredAt, one])).values()];
}
