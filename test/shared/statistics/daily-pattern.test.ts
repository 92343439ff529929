import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { clockSlots } from '../../../src/shared/statistics/ambulatory-profile.ts';
import {
  dailyPattern,
  hoursOfDay,
  mostOf,
  standOuts,
  type DailyPattern,
} from '../../../src/shared/statistics/daily-pattern.ts';
import { slotsIn } from '../../../src/shared/statistics/grid.ts';
import { dateAsUtc } from '../../../src/shared/statistics/period.ts';
import { NOON, reading, seriesFrom } from '../../support/readings.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** A reading every five minutes of the days before noon, by a clock in UTC. */
function daysOf(days: number, mgdl: (minute: number, day: number) => number): Reading[] {
  return Array.from({ length: days * 288 }, (_, i) => {
    const measuredAt = NOON - days * DAY + i * 5 * MINUTE;
    const value = mgdl((measuredAt / MINUTE) % 1440, Math.floor(measuredAt / DAY));
    return reading({ measuredAt, mgdl: value, utcOffsetSeconds: 0, sensorSerial: null });
  });
}

function patternOf(readings: Reading[], days = 14): DailyPattern {
  const span = { from: NOON - days * DAY, to: NOON };
  return dailyPattern(
    clockSlots(seriesFrom(readings), span, () => 0),
    span,
    slotsIn(span),
  );
}

describe('the daily pattern', () => {
  test('has 96 slots of all days, of weekdays and of weekends, and what they rest on', () => {
    const { all, weekdays, weekends, coveragePercent } = patternOf(daysOf(14, () => 120));
    expect([all, weekdays, weekends].map(({ bins }) => bins.length)).toEqual([96, 96, 96]);
    expect(weekdays.slots + weekends.slots).toBe(all.slots);
    expect(coveragePercent).toBe(100);
    expect(patternOf(daysOf(7, () => 120)).coveragePercent).toBe(50);
    expect(patternOf([])).toMatchObject({ coveragePercent: 0, all: { days: 0, slots: 0 } });
  });

  test('has the shares of each hour, of at least three days', () => {
    // Ten to eleven: half of it low; eleven to twelve: a quarter high.
    const glucose = (minute: number) =>
      minute >= 600 && minute < 630 ? 60 : minute >= 660 && minute < 675 ? 200 : 100;
    const { hours } = patternOf(daysOf(5, glucose));
    expect(hours[10]).toEqual({
      hour: 10,
      days: 5,
      meanMgdl: 80,
      lowPercent: 50,
      inRangePercent: 50,
      highPercent: 0,
    });
    expect(hours[11]).toMatchObject({ lowPercent: 0, inRangePercent: 75, highPercent: 25 });
    const few = patternOf(daysOf(2, glucose)).hours[10]!;
    expect(few).toMatchObject({ days: 2, meanMgdl: null, lowPercent: null, highPercent: null });
    expect(hoursOfDay({ mgdl: [], minute: new Uint16Array(), day: new Int32Array() })).toHaveLength(24);
  });

  test('has each day of the week from two of it on, with 24 hours of data', () => {
    // Saturdays are high; the last noon is a Friday's.
    const saturday = (day: number) => (((day + 5) % 7) + 7) % 7 === 0;
    const { week } = patternOf(daysOf(14, (_, day) => (saturday(day) ? 200 : 100)));
    expect(week.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(week.map(({ days }) => days)).toEqual([2, 2, 2, 2, 3, 2, 2]);
    expect(week.map(({ highPercent }) => highPercent)).toEqual([0, 0, 0, 0, 0, 100, 0]);
    expect(mostOf(week, 'highPercent')).toMatchObject({ part: { weekday: 6 }, percent: 100 });
    expect(mostOf(week, 'lowPercent')).toBeNull();
    const few = patternOf(daysOf(14, () => 200).filter(({ measuredAt }) => measuredAt % DAY < DAY / 3)).week;
    expect(few[0]).toMatchObject({ days: 2, meanMgdl: null, highPercent: null });
    // A week has one of each, and Friday's two halves.
    const seven = patternOf(daysOf(7, () => 200)).week;
    expect(seven.map(({ highPercent }) => highPercent)).toEqual([null, null, null, null, 100, null, null]);
  });

  test('the ends of the range are in range', () => {
    const { hours } = patternOf(daysOf(4, (minute) => (minute % 10 === 0 ? 70 : 180)));
    expect(hours[12]).toMatchObject({ lowPercent: 0, inRangePercent: 100, highPercent: 0 });
  });
});

describe('what stands out', () => {
  test('is the hour with most lows, with most highs, and where the days differ most', () => {
    const pattern = patternOf(
      daysOf(14, (minute, day) => {
        if (minute >= 180 && minute < 240) return 60;
        if (minute >= 1200 && minute < 1260) return 220;
        return minute >= 840 && minute < 900 ? 90 + (day % 7) * 10 : 120;
      }),
    );
    const { lows, highs, widest } = standOuts(pattern);
    expect(lows).toEqual({ hour: 3, percent: 100 });
    expect(highs).toEqual({ hour: 20, percent: 100 });
    expect(widest!.minute).toBeGreaterThanOrEqual(840);
    expect(widest!.minute).toBeLessThan(900);
  });

  test('is nothing where nothing does, or where too little is known', () => {
    expect(standOuts(patternOf(daysOf(14, () => 120)))).toMatchObject({ lows: null, highs: null });
    // A share of a minute or two is no pattern.
    const rare = daysOf(14, (minute, day) => (minute === 180 && day % 7 === 0 ? 60 : 120));
    expect(standOuts(patternOf(rare)).lows).toBeNull();
    expect(standOuts(patternOf([]))).toEqual({ lows: null, highs: null, widest: null });
  });
});

test.each([
  ['2026-11-21', Date.UTC(2026, 10, 21)],
  ['2028-02-29', Date.UTC(2028, 1, 29)],
  ['2026-02-29', null],
  ['2026-13-01', null],
  ['21.11.2026', null],
  ['', null],
])('the date %j is %s', (date, at) => {
  expect(dateAsUtc(date)).toBe(at);
});
