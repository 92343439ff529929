import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { rangeOf } from '../../../src/shared/glucose/range.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import {
  dailySummary,
  hourlyAverage,
  NO_READINGS,
  timeInRange,
} from '../../../src/shared/statistics/summaries.ts';
import {
  NOON,
  offsetArbitrary,
  reading,
  readingArbitrary,
  seriesFrom,
  targetArbitrary,
} from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';

const utc = (): number => 0;
const DAY_MS = 86_400_000;

/** Days around a change to and from daylight saving time of 2026, in ms UTC; Kolkata and UTC have none. */
const ZONES: { zone: string; around: number[] }[] = [
  { zone: 'Europe/Berlin', around: [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)] },
  { zone: 'America/New_York', around: [Date.UTC(2026, 2, 8, 7), Date.UTC(2026, 10, 1, 6)] },
  { zone: 'America/St_Johns', around: [Date.UTC(2026, 2, 8, 5, 30), Date.UTC(2026, 10, 1, 4, 30)] },
  { zone: 'Australia/Lord_Howe', around: [Date.UTC(2026, 3, 4, 15), Date.UTC(2026, 9, 3, 15, 30)] },
  { zone: 'Pacific/Chatham', around: [Date.UTC(2026, 3, 4, 14), Date.UTC(2026, 8, 26, 14)] },
  { zone: 'Asia/Kolkata', around: [Date.UTC(2026, 6, 1, 18, 30)] },
];

function civil(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

function offsetIn(zone: string): (instant: number) => number {
  return (instant) => civil(instant, zone).offsetNanoseconds / 1e9;
}

/** Two days of readings every 5 minutes around an instant, by a clock in that zone or by none. */
function daysAround(middle: number, zone: string, knowsOffset: boolean): Reading[] {
  return Array.from({ length: 576 }, (_, i) => {
    const measuredAt = middle - DAY_MS + i * 300_000;
    const utcOffsetSeconds = knowsOffset ? offsetIn(zone)(measuredAt) : null;
    return reading({ measuredAt, mgdl: 50 + ((i * 37) % 250), utcOffsetSeconds });
  });
}

function grouped(readings: Reading[], keyOf: (one: Reading) => string): [key: string, group: Reading[]][] {
  return [...Map.groupBy(readings, keyOf)];
}

function mean(readings: Reading[]): number {
  return readings.reduce((sum, { mgdl }) => sum + mgdl, 0) / readings.length;
}

describe.each(ZONES)('civil time in $zone', ({ zone, around }) => {
  test.each([
    ['by the wearer’s clock', true],
    ['by the system’s zone', false],
  ])('days and hours through the changes, %s', (_, knowsOffset) => {
    for (const middle of around) {
      const readings = daysAround(middle, zone, knowsOffset);
      const series = seriesFrom(readings);
      const system = knowsOffset ? utc : offsetIn(zone);

      const days = grouped(readings, ({ measuredAt }) => civil(measuredAt, zone).toPlainDate().toString());
      expect(
        dailySummary(series, system).map(({ date, readings: count, meanMgdl }) => [date, count, meanMgdl]),
      ).toEqual(days.map(([date, group]) => [date, group.length, mean(group)]));

      const hours = grouped(readings, ({ measuredAt }) => {
        const time = civil(measuredAt, zone);
        return `${time.toPlainDate().toString()}T${String(time.hour).padStart(2, '0')}:00${time.offset}`;
      });
      expect(hourlyAverage(series, system)).toEqual(
        hours.map(([hour, group]) => ({ hour, readings: group.length, meanMgdl: mean(group) })),
      );
    }
  });
});

describe('daylight saving time, by name', () => {
  const hoursOf = (middle: number, zone: string): string[] =>
    hourlyAverage(seriesFrom(daysAround(middle, zone, true)), utc).map(({ hour }) => hour);

  test('the repeated hour of an autumn night is two hours', () => {
    const hours = hoursOf(Date.UTC(2026, 9, 25, 1), 'Europe/Berlin');
    const first = hours.indexOf('2026-10-25T02:00+02:00');
    expect(hours[first + 1]).toBe('2026-10-25T02:00+01:00');
    expect(hours[first + 2]).toBe('2026-10-25T03:00+01:00');
  });

  test('the missing hour of a spring night is none', () => {
    const hours = hoursOf(Date.UTC(2026, 2, 29, 1), 'Europe/Berlin');
    expect(hours[hours.indexOf('2026-03-29T01:00+01:00') + 1]).toBe('2026-03-29T03:00+02:00');
  });

  test('Lord Howe repeats half an hour', () => {
    const hours = hourlyAverage(
      seriesFrom(daysAround(Date.UTC(2026, 3, 4, 15), 'Australia/Lord_Howe', true)),
      utc,
    );
    const first = hours.findIndex(({ hour }) => hour === '2026-04-05T01:00+11:00');
    expect(hours[first]?.readings).toBe(12);
    expect(hours[first + 1]).toMatchObject({ hour: '2026-04-05T01:00+10:30', readings: 6 });
  });

  test('a day has 23 or 25 hours of readings', () => {
    const counts = (middle: number): number[] =>
      dailySummary(seriesFrom(daysAround(middle, 'Europe/Berlin', true)), utc).map(
        ({ readings }) => readings,
      );
    expect(counts(Date.UTC(2026, 2, 29, 11))[1]).toBe(23 * 12);
    expect(counts(Date.UTC(2026, 9, 25, 11))[1]).toBe(25 * 12);
  });
});

describe('whose clock counts', () => {
  test('a traveller’s day visited twice is one day', () => {
    // Auckland to Los Angeles: the evening's date comes again after the flight.
    const days = dailySummary(
      seriesFrom([
        reading({ measuredAt: Date.UTC(2026, 5, 10, 8), utcOffsetSeconds: 12 * 3600 }),
        reading({ measuredAt: Date.UTC(2026, 5, 10, 13), utcOffsetSeconds: 12 * 3600 }),
        reading({ measuredAt: Date.UTC(2026, 5, 10, 20), utcOffsetSeconds: -7 * 3600 }),
      ]),
      utc,
    );
    expect(days.map(({ date, readings }) => [date, readings])).toEqual([
      ['2026-06-10', 2],
      ['2026-06-11', 1],
    ]);
  });

  test('a clock some minutes off is in its zone; one a day off is not believed', () => {
    const hours = hourlyAverage(
      seriesFrom([
        reading({ utcOffsetSeconds: 3600 + 400 }),
        reading({ measuredAt: NOON + 1000, utcOffsetSeconds: 20 * 3600 }),
      ]),
      () => -9000,
    );
    expect(hours.map(({ hour }) => hour)).toEqual(['2026-11-20T09:00-02:30', '2026-11-20T13:00+01:00']);
  });
});

describe('values', () => {
  test('no readings', () => {
    expect(dailySummary(NO_READINGS, utc)).toEqual([]);
    expect(hourlyAverage(NO_READINGS, utc)).toEqual([]);
    expect(timeInRange(NO_READINGS, { low: 70, high: 180 })).toEqual({
      lowMgdl: 70,
      highMgdl: 180,
      belowPercent: null,
      inRangePercent: null,
      abovePercent: null,
      readings: 0,
    });
  });

  test('a day, by the target of each reading as it was then', () => {
    const series = seriesFrom([
      reading({ mgdl: 69 }),
      reading({ mgdl: 70, measuredAt: NOON + 1000 }),
      reading({ mgdl: 170, measuredAt: NOON + 2000, target: { low: 70, high: 160 } }),
      reading({ mgdl: 180, measuredAt: NOON + 3000, target: null }),
      reading({ mgdl: 500, offScale: 'HI', measuredAt: NOON + 4000, target: { low: 30, high: 600 } }),
    ]);
    expect(dailySummary(series, utc)).toEqual([
      {
        date: '2026-11-20',
        readings: 5,
        minMgdl: 69,
        maxMgdl: 500,
        meanMgdl: 197.8,
        low: 1,
        inRange: 2,
        high: 2,
      },
    ]);
  });

  test('time in range, both bounds inside, off the scale outside', () => {
    const values = [69, 70, 100, 180, 181].map((mgdl, i) => reading({ mgdl, measuredAt: NOON + i * 1000 }));
    const low = reading({ mgdl: 40, offScale: 'LO', measuredAt: NOON + 9000 });
    expect(timeInRange(seriesFrom(values), { low: 70, high: 180 })).toMatchObject({
      belowPercent: 20,
      inRangePercent: 60,
      abovePercent: 20,
      readings: 5,
    });
    expect(timeInRange(seriesFrom([low]), { low: 30, high: 180 }).belowPercent).toBe(100);
  });

  const some = fc.uniqueArray(readingArbitrary(400_000), {
    selector: ({ measuredAt }) => measuredAt,
    minLength: 1,
  });
  const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

  test('counts add up, and each is what the range of its readings says', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: -48, max: 56 }), (readings, quarters) => {
        const series = seriesFrom(readings);
        const system = (): number => quarters * 900;
        const days = dailySummary(series, system);
        const hours = hourlyAverage(series, system);
        const total = sum(readings.map(({ mgdl }) => mgdl));
        for (const day of days) {
          expect(day.low + day.inRange + day.high).toBe(day.readings);
          expect(day.minMgdl).toBeLessThanOrEqual(day.meanMgdl);
          expect(day.meanMgdl).toBeLessThanOrEqual(day.maxMgdl);
        }
        const counted = (range: string): number =>
          readings.filter(({ mgdl, offScale, target }) => rangeOf(mgdl, offScale, target) === range).length;
        expect(sum(days.map(({ low }) => low))).toBe(counted('low'));
        expect(sum(days.map(({ high }) => high))).toBe(counted('high'));
        for (const groups of [days, hours]) {
          expect(sum(groups.map((group) => group.readings))).toBe(readings.length);
          expect(sum(groups.map((group) => group.readings * group.meanMgdl))).toBeCloseTo(total, 6);
        }
        const dates = days.map(({ date }) => date);
        expect(dates).toEqual([...new Set(dates)].sort());
        expect(new Set(hours.map(({ hour }) => hour)).size).toBe(hours.length);
      }),
      { numRuns: runs(200, 5000) },
    );
  });

  test('shares sum to 100, and each is the share of its readings', () => {
    fc.assert(
      fc.property(some, targetArbitrary, (readings, target) => {
        const shares = timeInRange(seriesFrom(readings), target);
        const below = readings.filter(
          ({ mgdl, offScale }) => rangeOf(mgdl, offScale, target) === 'low',
        ).length;
        expect(shares.belowPercent).toBeCloseTo((100 * below) / readings.length, 9);
        expect(
          sum([shares.belowPercent ?? NaN, shares.inRangePercent ?? NaN, shares.abovePercent ?? NaN]),
        ).toBeCloseTo(100, 9);
      }),
      { numRuns: runs(200, 5000) },
    );
  });

  test('days later everything is the same but the dates', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 5000 }), offsetArbitrary, (readings, days, system) => {
        const later = readings.map((one) => ({ ...one, measuredAt: one.measuredAt + days * DAY_MS }));
        const shift = (date: string): string => Temporal.PlainDate.from(date).add({ days }).toString();
        const offset = (): number => system ?? 0;
        expect(dailySummary(seriesFrom(later), offset)).toEqual(
          dailySummary(seriesFrom(readings), offset).map((day) => ({ ...day, date: shift(day.date) })),
        );
        expect(hourlyAverage(seriesFrom(later), offset)).toEqual(
          hourlyAverage(seriesFrom(readings), offset).map((hour) => ({
            ...hour,
            hour: shift(hour.hour.slice(0, 10)) + hour.hour.slice(10),
          })),
        );
      }),
      { numRuns: runs(200, 5000) },
    );
  });
});
