import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { rangeOf } from '../../../src/shared/glucose/range.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { NO_READINGS, type Span } from '../../../src/shared/statistics/series.ts';
import { dailySummary, hourlyAverage, timeInRange } from '../../../src/shared/statistics/summaries.ts';
import { plainGrid } from '../../support/plain-grid.ts';
import {
  NOON,
  offsetArbitrary,
  reading,
  readingArbitrary,
  seriesFrom,
  targetArbitrary,
} from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

const utc = (): number => 0;
const DAY_MS = 86_400_000;

/** Nothing in these tests is outside of it. */
const EVER: Span = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2045, 0, 1) };

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
        dailySummary(series, EVER, system).map(({ date, readings: count, meanMgdl }) => [
          date,
          count,
          meanMgdl,
        ]),
      ).toEqual(days.map(([date, group]) => [date, group.length, mean(group)]));

      const hours = grouped(readings, ({ measuredAt }) => {
        const time = civil(measuredAt, zone);
        return `${time.toPlainDate().toString()}T${String(time.hour).padStart(2, '0')}:00${time.offset}`;
      });
      expect(hourlyAverage(series, EVER, system)).toEqual(
        hours.map(([hour, group]) => ({ hour, readings: group.length, meanMgdl: mean(group) })),
      );
    }
  });
});

describe.each(ZONES)('slots in $zone', ({ zone, around }) => {
  test.each([5, 15])('are of the hour the clock shows, with a reading every %i minutes', (step) => {
    for (const middle of around) {
      const count = (2 * DAY_MS) / (step * 60_000);
      const readings = Array.from({ length: count }, (_, i) => {
        const measuredAt = middle - DAY_MS + i * step * 60_000 + 137_000;
        return reading({
          measuredAt,
          mgdl: 50 + ((i * 37) % 250),
          utcOffsetSeconds: offsetIn(zone)(measuredAt),
        });
      });
      const slots = Map.groupBy(
        plainGrid(readings, { from: middle - DAY_MS, to: middle + DAY_MS }),
        ({ at }) => {
          const time = civil(at * 1000, zone);
          return `${time.toPlainDate().toString()}T${String(time.hour).padStart(2, '0')}:00${time.offset}`;
        },
      );
      const full = [...slots].filter(([, ofHour]) => ofHour.length === 12);
      expect(full.length).toBeGreaterThan(44);
      const hours = new Map(
        hourlyAverage(seriesFrom(readings), EVER, utc).map(({ hour, meanMgdl }) => [hour, meanMgdl]),
      );
      for (const [hour, ofHour] of full) {
        expect(hours.get(hour), hour).toBeCloseTo(ofHour.reduce((sum, { mgdl }) => sum + mgdl, 0) / 12, 9);
      }
    }
  });
});

describe('daylight saving time, by name', () => {
  const hoursOf = (middle: number, zone: string): string[] =>
    hourlyAverage(seriesFrom(daysAround(middle, zone, true)), EVER, utc).map(({ hour }) => hour);

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
      EVER,
      utc,
    );
    const first = hours.findIndex(({ hour }) => hour === '2026-04-05T01:00+11:00');
    expect(hours[first]?.readings).toBe(12);
    expect(hours[first + 1]).toMatchObject({ hour: '2026-04-05T01:00+10:30', readings: 6 });
  });

  test('a day has 23 or 25 hours of readings', () => {
    const counts = (middle: number): number[] =>
      dailySummary(seriesFrom(daysAround(middle, 'Europe/Berlin', true)), EVER, utc).map(
        ({ readings }) => readings,
      );
    expect(counts(Date.UTC(2026, 2, 29, 11))[1]).toBe(23 * 12);
    expect(counts(Date.UTC(2026, 9, 25, 11))[1]).toBe(25 * 12);
  });
});

describe('a mean', () => {
  const hourOf = (minutes: number[], mgdl: (minute: number) => number): number | undefined =>
    hourlyAverage(
      seriesFrom(
        minutes.map((minute) => reading({ measuredAt: NOON + minute * 60_000, mgdl: mgdl(minute) })),
      ),
      { from: NOON, to: NOON + 3_600_000 },
      utc,
    )[0]?.meanMgdl;

  test('weighs a watched half hour no more than the other', () => {
    // 100 for half an hour, watched every minute, then 200, known every 15 minutes.
    const minutes = [...Array.from({ length: 30 }, (_, i) => i), 30, 45, 60];
    expect(hourOf(minutes, (minute) => (minute < 30 ? 100 : 200))).toBe(150);
  });

  test('of an hour known in part is of its readings', () => {
    expect(hourOf([0, 1, 2, 45], (minute) => (minute < 45 ? 100 : 200))).toBe(125);
  });

  test('has the hour’s last slots from the reading after it', () => {
    expect(hourOf([-1, 14, 29, 44, 59, 74], (minute) => (minute < 60 ? 100 : 400))).toBe(100);
    // Slots at 0, 5 … 55 minutes of a straight line, whatever readings it is known from.
    expect(hourOf([-10, 20, 50, 80], (minute) => 100 + minute)).toBeCloseTo(127.5, 9);
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
      EVER,
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
      EVER,
      () => -9000,
    );
    expect(hours.map(({ hour }) => hour)).toEqual(['2026-11-20T09:00-02:30', '2026-11-20T13:00+01:00']);
  });
});

describe('values', () => {
  test('no readings', () => {
    expect(dailySummary(NO_READINGS, EVER, utc)).toEqual([]);
    expect(hourlyAverage(NO_READINGS, EVER, utc)).toEqual([]);
    expect(timeInRange(NO_READINGS, EVER, { low: 70, high: 180 })).toEqual({
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
    expect(dailySummary(series, EVER, utc)).toEqual([
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
    expect(timeInRange(seriesFrom(values), EVER, { low: 70, high: 180 })).toMatchObject({
      belowPercent: 20,
      inRangePercent: 60,
      abovePercent: 20,
      readings: 5,
    });
    expect(timeInRange(seriesFrom([low]), EVER, { low: 30, high: 180 }).belowPercent).toBe(100);
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
        const days = dailySummary(series, EVER, system);
        const hours = hourlyAverage(series, EVER, system);
        for (const day of days) expect(day.low + day.inRange + day.high).toBe(day.readings);
        const counted = (range: string): number =>
          readings.filter(({ mgdl, offScale, target }) => rangeOf(mgdl, offScale, target) === range).length;
        expect(sum(days.map(({ low }) => low))).toBe(counted('low'));
        expect(sum(days.map(({ high }) => high))).toBe(counted('high'));
        for (const groups of [days, hours]) {
          expect(sum(groups.map((group) => group.readings))).toBe(readings.length);
          for (const { meanMgdl } of groups) expect(meanMgdl).toBeGreaterThan(39);
        }
        const dates = days.map(({ date }) => date);
        expect(dates).toEqual([...new Set(dates)].sort());
        expect(new Set(hours.map(({ hour }) => hour)).size).toBe(hours.length);
      }),
      { numRuns: runs(200, 5000) },
    );
  });

  /** Readings a few minutes apart on average, all by the system's clock. */
  const many = fc
    .uniqueArray(readingArbitrary(40_000), {
      selector: ({ measuredAt }) => measuredAt,
      minLength: 1,
      maxLength: 90,
    })
    .map((readings) => readings.map((one) => ({ ...one, utcOffsetSeconds: null })));
  const spans = fc
    .tuple(fc.integer({ min: -3600, max: 30_000 }), fc.integer({ min: 600, max: 50_000 }))
    .map(([from, length]) => ({ from: NOON + from * 1000, to: NOON + (from + length) * 1000 }));
  const within = (readings: Reading[], { from, to }: Span): Reading[] =>
    readings
      .filter(({ measuredAt }) => measuredAt >= from && measuredAt < to)
      .sort((one, other) => one.measuredAt - other.measuredAt);

  test('means are of slots, of readings where there are fewer than 12', () => {
    fc.assert(
      fc.property(many, spans, fc.integer({ min: -48, max: 56 }), (readings, span, quarters) => {
        const series = seriesFrom(readings);
        const slots = plainGrid(readings, span);
        const groupsBy = (seconds: number): Map<number, { readings: Reading[]; mean: number }> => {
          const groupOf = (second: number): number => Math.floor((second + quarters * 900) / seconds);
          const groups = Map.groupBy(within(readings, span), ({ measuredAt }) => groupOf(measuredAt / 1000));
          return new Map(
            [...groups].map(([group, own]) => {
              const ofGroup = slots.filter(({ at }) => groupOf(at) === group);
              const values = ofGroup.length < 12 ? own : ofGroup;
              return [group, { readings: own, mean: sum(values.map(({ mgdl }) => mgdl)) / values.length }];
            }),
          );
        };
        for (const [summaries, groups] of [
          [dailySummary(series, span, () => quarters * 900), groupsBy(86_400)],
          [hourlyAverage(series, span, () => quarters * 900), groupsBy(3600)],
        ] as const) {
          const expected = [...groups.values()];
          expect(summaries.map((one) => one.readings)).toEqual(expected.map((one) => one.readings.length));
          for (const [i, { meanMgdl }] of summaries.entries()) {
            expect(meanMgdl).toBeCloseTo(expected[i]?.mean ?? Number.NaN, 9);
          }
        }
      }),
      { numRuns: runs(200, 5000) },
    );
  });

  test('time in range is of slots, of readings where there are fewer than 12, and adds up to 100', () => {
    fc.assert(
      fc.property(many, spans, targetArbitrary, (readings, span, target) => {
        const shares = timeInRange(seriesFrom(readings), span, target);
        const own = within(readings, span);
        const slots = plainGrid(readings, span);
        expect(shares.readings).toBe(own.length);
        if (slots.length < 12 && own.length === 0) {
          expect(shares.inRangePercent).toBeNull();
          return;
        }
        const values = slots.length < 12 ? own.map((one) => ({ mgdl: one.mgdl, from: [one] })) : slots;
        const below = values.filter(({ mgdl, from }) => {
          const marks = new Set(from.map(({ offScale }) => offScale));
          return rangeOf(mgdl, marks.size === 1 ? (from[0]?.offScale ?? null) : null, target) === 'low';
        });
        expect(shares.belowPercent).toBeCloseTo((100 * below.length) / values.length, 9);
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
        expect(dailySummary(seriesFrom(later), EVER, offset)).toEqual(
          dailySummary(seriesFrom(readings), EVER, offset).map((day) => ({ ...day, date: shift(day.date) })),
        );
        expect(hourlyAverage(seriesFrom(later), EVER, offset)).toEqual(
          hourlyAverage(seriesFrom(readings), EVER, offset).map((hour) => ({
            ...hour,
            hour: shift(hour.hour.slice(0, 10)) + hour.hour.slice(10),
          })),
        );
      }),
      { numRuns: runs(200, 5000) },
    );
  });
});
