import { describe, expect, test } from 'vitest';
import { glucoseRange, glucoseTicks } from '../../../src/shared/chart/glucose-axis.ts';
import { dayGroups, groupOf, hourGroups } from '../../../src/shared/chart/reading-groups.ts';
import { MOST_MS } from '../../../src/shared/chart/requests.ts';
import { panned, reachOf, windowOf, zoomed, type ChartView } from '../../../src/shared/chart/view.ts';
import { NOON } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { columns, columnsArbitrary, DAY, HOUR, MINUTE } from './chart-columns.ts';

const viewArbitrary: fc.Arbitrary<ChartView> = fc.record({
  spanMs: fc.integer({ min: HOUR / 2, max: 90 * DAY }),
  endsAt: fc.option(fc.integer({ min: NOON - 300 * DAY, max: NOON })),
});

describe('the view', () => {
  test('never leads past now, and says so by going along with it', () => {
    fc.assert(
      fc.property(
        viewArbitrary,
        fc.integer({ min: -100 * DAY, max: 100 * DAY }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (view, byMs, factor) => {
          for (const moved of [panned(view, byMs, NOON), zoomed(view, factor, NOON - HOUR, NOON)]) {
            const newest = windowOf({ ...moved, endsAt: null }, NOON).to;
            expect(windowOf(moved, NOON).to).toBeLessThanOrEqual(newest);
            expect(moved.spanMs).toBeGreaterThanOrEqual(HOUR / 2);
            expect(moved.spanMs).toBeLessThanOrEqual(90 * DAY);
          }
        },
      ),
      { numRuns: runs(300, 3000) },
    );
  });

  test('zooming keeps what is under the pointer where it is', () => {
    const view: ChartView = { spanMs: DAY, endsAt: NOON - 10 * DAY };
    const around = NOON - 10.25 * DAY;
    const { from, to } = windowOf(zoomed(view, 0.5, around, NOON), NOON);
    expect(to - from).toBe(DAY / 2);
    expect((around - from) / (to - from)).toBeCloseTo(0.75, 10);
  });

  test('zooming out while it goes along with now goes on doing so', () => {
    expect(zoomed({ spanMs: DAY, endsAt: null }, 2, null, NOON)).toEqual({ spanMs: 2 * DAY, endsAt: null });
  });

  test('what is kept at hand for it is more than it shows, and never more than may be asked for', () => {
    fc.assert(
      fc.property(viewArbitrary, (view) => {
        const window = windowOf(view, NOON);
        const reach = reachOf(window);
        expect(reach.from).toBeLessThan(window.from);
        expect(reach.to).toBeGreaterThan(window.to);
        expect(reach.to - reach.from).toBeLessThanOrEqual(MOST_MS);
      }),
      { numRuns: runs(200, 2000) },
    );
  });
});

describe('the glucose axis', () => {
  test.each([
    [70, 300, 40, 300],
    [40, 301, 40, 400],
    [40, 500, 40, 500],
    [39, 120, 0, 300],
    [Infinity, -Infinity, 40, 300],
  ])('of %d to %d is %d to %d', (lowest, highest, min, max) => {
    expect(glucoseRange(lowest, highest)).toEqual({ min, max });
  });

  test('has round numbers of its unit', () => {
    expect(glucoseTicks({ min: 40, max: 300 }, 'mgdl')).toEqual([50, 100, 150, 200, 250, 300]);
    expect(glucoseTicks({ min: 40, max: 300 }, 'mmol')).toEqual([54, 108, 162, 216, 270]);
    expect(glucoseTicks({ min: 40, max: 500 }, 'mmol')).toEqual([90, 180, 270, 360, 450]);
  });
});

describe('groups of readings', () => {
  test('an hour’s figures', () => {
    const readings = columns([1, 100], [30, 70], [59, 130], [61, 300]);
    expect(groupOf(readings, { from: NOON, to: NOON + HOUR })).toMatchObject({
      start: 0,
      end: 3,
      min: 70,
      mean: 100,
      max: 130,
    });
    expect(groupOf(readings, { from: NOON + 2 * HOUR, to: NOON + 3 * HOUR })).toBeNull();
  });

  test('share out every reading once, by the local clock, also where the day has 25 hours', () => {
    // A clock that goes back an hour 30 hours after noon.
    const offsetAt = (instant: number) => (instant < NOON + 30 * HOUR ? 7200 : 3600);
    fc.assert(
      fc.property(columnsArbitrary(200), (readings) => {
        const span = { from: NOON - 20 * MINUTE, to: (readings.at.at(-1) ?? NOON) + MINUTE };
        for (const groups of [dayGroups(readings, span, offsetAt), hourGroups(readings, span, offsetAt)]) {
          let next = readings.at.length;
          for (const group of groups) {
            expect(group.end).toBe(next);
            expect(group.start).toBeLessThan(group.end);
            next = group.start;
          }
          expect(next).toBe(0);
        }
      }),
      { numRuns: runs(100, 1000) },
    );
  });
});
