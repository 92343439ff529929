import { describe, expect, test } from 'vitest';
import { drawnPoints, type DrawnPoints } from '../../../src/shared/chart/drawn-points.ts';
import { isJoined, runStarts } from '../../../src/shared/chart/gaps.ts';
import type { ReadingColumns } from '../../../src/shared/chart/reading-columns.ts';
import { NOON } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { columns, columnsArbitrary, MINUTE } from './chart-columns.ts';

const drawn = ({ at, mgdl, index, length }: DrawnPoints) =>
  Array.from({ length }, (_, i) => ({ at: at[i]!, mgdl: mgdl[i]!, index: index[i]! }));

function draw(readings: ReadingColumns, view: { from: number; to: number }, columnMs: number) {
  return drawn(drawnPoints(readings, runStarts(readings), view, columnMs));
}

/** Any readings, any window (also beside them, also tiny), any width. */
const chartArbitrary = fc
  .record({
    readings: columnsArbitrary(),
    start: fc.double({ min: -0.3, max: 1.1, noNaN: true }),
    share: fc.double({ min: 0.0001, max: 1.5, noNaN: true }),
    width: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 1200 })),
  })
  .map(({ readings, start, share, width }) => {
    const whole = Math.max(MINUTE, (readings.at.at(-1) ?? NOON) - NOON);
    const from = Math.round(NOON + start * whole);
    const to = Math.round(from + share * whole) + 1;
    return { readings, view: { from, to }, columnMs: (to - from) / width };
  });

const inside = (view: { from: number; to: number }) => (point: { at: number }) =>
  point.at >= view.from && point.at <= view.to;

describe('what is drawn of a view', () => {
  test('every pixel column has the lowest and the highest of its readings, and so has the view', () => {
    fc.assert(
      fc.property(chartArbitrary, ({ readings, view, columnMs }) => {
        const shown = draw(readings, view, columnMs).filter((point) => point.index >= 0);
        const extremes = (points: { at: number; mgdl: number }[]) => {
          const byColumn = new Map<number, [number, number]>();
          for (const { at, mgdl } of points.filter(inside(view))) {
            const column = Math.floor(at / columnMs);
            const [low, high] = byColumn.get(column) ?? [mgdl, mgdl];
            byColumn.set(column, [Math.min(low, mgdl), Math.max(high, mgdl)]);
          }
          return byColumn;
        };
        const all = Array.from(readings.at, (at, i) => ({ at, mgdl: readings.mgdl[i]! }));
        expect(extremes(shown)).toEqual(extremes(all));
        const values = (points: { at: number; mgdl: number }[]) =>
          points.filter(inside(view)).map(({ mgdl }) => mgdl);
        expect(Math.min(...values(shown))).toBe(Math.min(...values(all)));
        expect(Math.max(...values(shown))).toBe(Math.max(...values(all)));
      }),
      { numRuns: runs(300, 5000) },
    );
  });

  test('no line spans a gap or a change of sensor, and none is broken elsewhere', () => {
    fc.assert(
      fc.property(chartArbitrary, ({ readings, view, columnMs }) => {
        const points = draw(readings, view, columnMs);
        for (let i = 1; i < points.length; i++) {
          const [before, after] = [points[i - 1]!.index, points[i]!.index];
          if (before < 0 || after < 0) continue;
          expect(after).toBeGreaterThan(before);
          for (let k = before + 1; k <= after; k++) expect(isJoined(readings, k)).toBe(true);
        }
        points.forEach(({ index }, i) => {
          if (index < 0) expect(isJoined(readings, points[i + 1]!.index)).toBe(false);
        });
      }),
      { numRuns: runs(300, 5000) },
    );
  });

  test('points are readings as they are, in time order, few for each pixel column', () => {
    fc.assert(
      fc.property(chartArbitrary, ({ readings, view, columnMs }) => {
        const points = draw(readings, view, columnMs);
        const perRunAndColumn = new Map<string, number>();
        let run = 0;
        points.forEach(({ at, mgdl, index }, i) => {
          expect(at).toBeGreaterThanOrEqual(points[i - 1]?.at ?? -Infinity);
          if (index < 0) {
            run++;
            expect(mgdl).toBeNaN();
            return;
          }
          expect([at, mgdl]).toEqual([readings.at[index], readings.mgdl[index]]);
          // The neighbours just outside are drawn for themselves, in whichever column they lie.
          if (at < view.from || at > view.to) return;
          const key = `${run} ${Math.floor(at / columnMs)}`;
          perRunAndColumn.set(key, (perRunAndColumn.get(key) ?? 0) + 1);
        });
        expect(Math.max(0, ...perRunAndColumn.values())).toBeLessThanOrEqual(4);
      }),
      { numRuns: runs(200, 3000) },
    );
  });

  test('the line enters and leaves the view: the neighbours outside are there', () => {
    const readings = columns([0, 100], [5, 110], [10, 120], [15, 130]);
    const points = draw(readings, { from: NOON + 6 * MINUTE, to: NOON + 9 * MINUTE }, MINUTE);
    expect(points.map(({ mgdl }) => mgdl)).toEqual([110, 120]);
  });

  test('a reading outside does not stand for one inside the same pixel column', () => {
    const readings = columns([0, 40], [1, 60], [2, 50], [3, 70], [4, 60], [5, 500]);
    const points = draw(readings, { from: NOON + MINUTE, to: NOON + 4 * MINUTE }, 60 * MINUTE);
    expect(points.map(({ mgdl }) => mgdl)).toEqual([40, 60, 50, 70, 60, 500]);
  });

  test('a reading alone between gaps is drawn', () => {
    const points = draw(
      columns([0, 100], [60, 110], [120, 120]),
      { from: NOON, to: NOON + 120 * MINUTE },
      MINUTE,
    );
    expect(points.map(({ mgdl }) => mgdl)).toEqual([100, Number.NaN, 110, Number.NaN, 120]);
  });

  test('moving the view changes no column', () => {
    const readings = columns(
      ...Array.from({ length: 600 }, (_, i): [number, number] => [i, 100 + ((i * 37) % 90)]),
    );
    const columnMs = 7 * MINUTE;
    const [one, other] = [60, 63].map((start) =>
      draw(readings, { from: NOON + start * MINUTE, to: NOON + (start + 400) * MINUTE }, columnMs)
        .filter(({ at }) => at > NOON + 80 * MINUTE && at < NOON + 440 * MINUTE)
        .map(({ index }) => index),
    );
    expect(one).toEqual(other);
  });
});
