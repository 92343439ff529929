import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { daysOf, type Day } from '../../../src/shared/statistics/days.ts';
import { dailySummary } from '../../../src/shared/statistics/summaries.ts';
import { NOON, reading, readingArbitrary, seriesFrom } from '../../support/readings.ts';
import fc from '../../support/seeds.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const MIDNIGHT = Date.UTC(2026, 10, 20);

function everyFive(
  from: number,
  to: number,
  offset: (at: number) => number,
  mgdl: (at: number) => number = () => 120,
): Reading[] {
  return Array.from({ length: (to - from) / (5 * MINUTE) }, (_, i) => {
    const measuredAt = from + i * 5 * MINUTE;
    return reading({
      measuredAt,
      mgdl: mgdl(measuredAt),
      utcOffsetSeconds: offset(measuredAt),
      sensorSerial: null,
    });
  });
}

const of = (readings: Reading[], from: number, to: number): Day[] =>
  daysOf(seriesFrom(readings), { from, to }, () => 0);

describe('a day', () => {
  test('has its figures, its ends with their times, and its line', () => {
    const readings = everyFive(
      MIDNIGHT,
      MIDNIGHT + DAY,
      () => 0,
      (at) => {
        const minute = (at - MIDNIGHT) / MINUTE;
        return minute === 180 ? 50 : minute === 1200 ? 260 : minute < 360 ? 65 : 120;
      },
    );
    const [day, ...others] = of(readings, MIDNIGHT, MIDNIGHT + DAY);
    expect(others).toEqual([]);
    expect(day).toMatchObject({
      date: '2026-11-20',
      from: MIDNIGHT,
      readings: 288,
      coveragePercent: 100,
      lowest: { mgdl: 50, minute: 180 },
      highest: { mgdl: 260, minute: 1200 },
      lowPercent: 25,
      hours: 24,
    });
    expect(day!.highPercent).toBeCloseTo(100 / 288, 9);
    expect(day!.runs).toHaveLength(1);
    expect(day!.runs[0]!.at(-1)).toEqual([1435, 120]);
  });

  test('joins no gap, and has no share of less than an hour', () => {
    const morning = everyFive(MIDNIGHT, MIDNIGHT + 30 * MINUTE, () => 0);
    const evening = everyFive(MIDNIGHT + 1200 * MINUTE, MIDNIGHT + 1215 * MINUTE, () => 0);
    const [day] = of([...morning, ...evening], MIDNIGHT, MIDNIGHT + DAY);
    expect(day!.runs).toHaveLength(2);
    expect(day).toMatchObject({ readings: 9, meanMgdl: null, lowPercent: null, highPercent: null });
  });

  test('of which the clock is changed has 23 or 25 hours, and no more of it is missing', () => {
    const change = Date.UTC(2026, 9, 25, 1);
    const autumn = (at: number) => (at < change ? 7200 : 3600);
    const [from, to] = [Date.UTC(2026, 9, 24, 22), Date.UTC(2026, 9, 25, 23)];
    const [day, ...others] = of(everyFive(from, to, autumn), from, to);
    expect(others).toEqual([]);
    expect(day).toMatchObject({ date: '2026-10-25', from, hours: 25, readings: 300 });
    expect(day!.coveragePercent).toBeCloseTo(100, 5);
    const spring = Date.UTC(2026, 2, 29, 1);
    const [start, end] = [Date.UTC(2026, 2, 28, 23), Date.UTC(2026, 2, 29, 22)];
    const skipped = of(
      everyFive(start, end, (at) => (at < spring ? 3600 : 7200)),
      start,
      end,
    );
    expect(skipped).toMatchObject([{ date: '2026-03-29', hours: 23 }]);
  });

  test('is the wearer’s, newest first', () => {
    const days = of(
      everyFive(MIDNIGHT, MIDNIGHT + 2 * DAY, () => 10 * 3600),
      MIDNIGHT,
      MIDNIGHT + 2 * DAY,
    );
    expect(days.map(({ date }) => date)).toEqual(['2026-11-22', '2026-11-21', '2026-11-20']);
    expect(days[1]!.from).toBe(MIDNIGHT + 14 * 60 * MINUTE);
  });

  test('counts, ends and means as daily does', () => {
    fc.assert(
      fc.property(fc.array(readingArbitrary(3 * 86_400), { maxLength: 200 }), (given) => {
        const readings = [...new Map(given.map((one) => [one.measuredAt, one])).values()];
        const span = { from: NOON, to: NOON + 3 * DAY };
        const series = seriesFrom(readings.toSorted((a, b) => a.measuredAt - b.measuredAt));
        const known = dailySummary(series, span, () => 0);
        const days = daysOf(series, span, () => 0).toReversed();
        expect(days.map(({ date, readings: count }) => [date, count])).toEqual(
          known.map(({ date, readings: count }) => [date, count]),
        );
        for (const [i, day] of days.entries()) {
          expect([day.lowest?.mgdl, day.highest?.mgdl]).toEqual([known[i]!.minMgdl, known[i]!.maxMgdl]);
          if (day.meanMgdl !== null) expect(day.meanMgdl).toBeCloseTo(known[i]!.meanMgdl, 9);
        }
      }),
    );
  });
});
