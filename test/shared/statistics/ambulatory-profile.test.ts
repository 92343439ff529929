import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  ambulatoryProfile,
  type Profile,
  type ProfileBin,
  type ProfileOptions,
} from '../../../src/shared/statistics/ambulatory-profile.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { NO_READINGS, type Span } from '../../../src/shared/statistics/series.ts';
import { NOON, reading, seriesFrom } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

const MINUTE = 60_000;
const DAY_MS = 86_400_000;
const TO = NOON;

/** A reading every `step` minutes of the days before noon, by the wearer's clock in UTC. */
function daysOf(days: number, mgdl: (minute: number, day: number) => number, step = 5): Reading[] {
  return Array.from({ length: (days * 1440) / step + 1 }, (_, i) => {
    const measuredAt = TO - days * DAY_MS + i * step * MINUTE;
    const minute = (measuredAt / MINUTE) % 1440;
    const day = Math.floor(measuredAt / DAY_MS);
    return reading({ measuredAt, mgdl: mgdl(minute, day), utcOffsetSeconds: 0, sensorSerial: null });
  });
}

const lastDays = (days: number, to = TO) => ({ from: to - days * DAY_MS, to });

function profileOf(readings: Reading[], options: Partial<ProfileOptions & { span: Span }> = {}): Profile {
  return ambulatoryProfile(seriesFrom(readings), { span: lastDays(14), ...options }, () => 0);
}

const binAt = ({ bins }: Profile, time: string): ProfileBin => {
  const bin = bins[(Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) / 5];
  if (!bin) throw new Error(time);
  return bin;
};

const inOrder = ({ p5, p25, p50, p75, p95 }: ProfileBin): boolean =>
  [p5, p25, p50, p75, p95]
    .filter((value) => value !== null)
    .every((value, i, all) => Number.isFinite(value) && value >= (all[i - 1] ?? -Infinity));

describe('the profile', () => {
  test('has percentiles of type 7 over the days', () => {
    // Five days at 100, 110, 120, 130, 200: p5 = 102, p25 = 110, p75 = 130, p95 = 186.
    const first = Math.floor((TO - 5 * DAY_MS) / DAY_MS);
    const values = [100, 110, 120, 130, 200, 100];
    const profile = profileOf(
      daysOf(5, (_, day) => values[day - first] ?? 0),
      { smoothed: false },
    );
    const { p5, p25, p50, p75, p95, days } = binAt(profile, '06:00');
    // At six the first of the six civil days has not begun.
    expect([days, p25, p50, p75]).toEqual([5, 110, 120, 130]);
    expect(p5).toBeCloseTo(102, 9);
    expect(p95).toBeCloseTo(186, 9);
    expect([profile.days, profile.slots, profile.bins.length]).toEqual([6, 5 * 288, 288]);
  });

  test('is of the span it is asked for', () => {
    const readings = daysOf(20, () => 120);
    expect(profileOf(readings).slots).toBe(14 * 288);
    expect(profileOf(readings, { span: lastDays(30) }).slots).toBe(20 * 288);
  });

  test('pools the three times of a quarter of an hour', () => {
    // Five minutes past, 100 more than on the quarter; ten past, 200 more.
    const readings = daysOf(7, (minute) => 100 + ((minute % 15) / 5) * 100);
    const profile = profileOf(readings, { binMinutes: 15, smoothed: false });
    expect(profile.bins.map(({ minute }) => minute)).toEqual(Array.from({ length: 96 }, (_, i) => i * 15));
    expect(new Set(profile.bins.map(({ p25, p50, p75 }) => [p25, p50, p75].join()))).toEqual(
      new Set(['100,200,300']),
    );
    expect(profile.bins[24]).toMatchObject({ minute: 360, days: 7 });
  });

  test('smooths quarters of an hour over the same 45 minutes', () => {
    const readings = daysOf(7, (minute) => (minute >= 720 && minute < 735 ? 300 : 100));
    const { bins } = profileOf(readings, { binMinutes: 15 });
    const around = [-3, -2, -1, 0, 1, 2, 3].map((step) => bins[48 + step]!.p50);
    for (const [i, weight] of [0, 1, 2, 3, 2, 1, 0].entries())
      expect(around[i]).toBeCloseTo(100 + (200 * weight) / 9, 9);
  });

  test('is of weekdays or weekends of the wearer, who may live elsewhere', () => {
    // 14 h ahead of UTC: their Saturday begins at ten in the morning of Friday, UTC.
    const offset = 14 * 3600;
    const isWeekend = (at: number) => [0, 6].includes(new Date(at + offset * 1000).getUTCDay());
    const readings = daysOf(28, () => 0).map((one) => ({
      ...one,
      mgdl: isWeekend(one.measuredAt) ? 200 : 100,
      utcOffsetSeconds: offset,
    }));
    const of = (only: 'weekdays' | 'weekends' | null) =>
      profileOf(readings, { span: lastDays(28), binMinutes: 15, smoothed: false, only });
    expect(new Set(of('weekends').bins.map(({ p50, days }) => `${p50} ${days}`))).toEqual(new Set(['200 8']));
    expect(new Set(of('weekdays').bins.map(({ p50 }) => p50))).toEqual(new Set([100]));
    expect(of('weekdays').slots + of('weekends').slots).toBe(of(null).slots);
  });

  test('gives no percentile of too few days', () => {
    const known = (days: number): (number | null)[] => {
      const bin = binAt(profileOf(daysOf(days, () => 120)), '18:00');
      return [bin.days, bin.p5, bin.p50];
    };
    expect(known(2)).toEqual([2, null, null]);
    expect(known(3)).toEqual([3, null, 120]);
    expect(known(4)).toEqual([4, null, 120]);
    expect(known(5)).toEqual([5, 120, 120]);
    expect(
      binAt(
        ambulatoryProfile(NO_READINGS, { span: lastDays(14) }, () => 0),
        '00:00',
      ),
    ).toEqual({
      minute: 0,
      days: 0,
      slots: 0,
      p5: null,
      p25: null,
      p50: null,
      p75: null,
      p95: null,
    });
  });

  test('is smoothed around midnight as around any other time', () => {
    const peakAt = (peak: number): (number | null)[] => {
      const profile = profileOf(daysOf(7, (minute) => (minute === peak ? 300 : 100)));
      return Array.from({ length: 41 }, (_, i) => profile.bins[(peak / 5 + i - 20 + 288) % 288]?.p50 ?? null);
    };
    const noon = peakAt(720);
    expect(peakAt(0)).toEqual(noon);
    expect(peakAt(1435)).toEqual(noon);
    // A triangle: weight 9 of 81 in the middle, 1 of 81 at 40 minutes, nothing at 45.
    expect(noon[20]).toBeCloseTo(100 + (200 * 9) / 81, 9);
    expect(noon[12]).toBeCloseTo(100 + 200 / 81, 9);
    expect([noon[11], noon[29]]).toEqual([100, 100]);
  });

  test('stays open where there are no data, and is not smeared into the hole', () => {
    const readings = daysOf(7, () => 120).filter(({ measuredAt }) => {
      const minute = (measuredAt / MINUTE) % 1440;
      return minute <= 120 || minute >= 240;
    });
    const profile = profileOf(readings);
    expect(binAt(profile, '03:00')).toMatchObject({ days: 0, p50: null });
    expect(binAt(profile, '02:00').p50).toBe(120);
  });

  test('keeps its percentiles in order and finite, smoothed or not', () => {
    const points = fc.uniqueArray(
      fc.record({
        slot: fc.integer({ min: 0, max: 10 * 288 }),
        mgdl: fc.integer({ min: 40, max: 500 }),
        zone: fc.constantFrom(0, 0, 3600, -18_000, 20_700),
      }),
      { selector: ({ slot }) => slot, minLength: 1, maxLength: 400 },
    );
    fc.assert(
      fc.property(points, fc.boolean(), fc.integer({ min: 1, max: 5 }), (made, smoothed, inner) => {
        const readings = made.map(({ slot, mgdl, zone }) =>
          reading({ measuredAt: TO - slot * 5 * MINUTE, mgdl, utcOffsetSeconds: zone }),
        );
        const { bins } = profileOf(readings, { smoothed, minimumDays: { inner, outer: inner + 1 } });
        for (const bin of bins) expect(inOrder(bin)).toBe(true);
      }),
      { numRuns: runs(50, 1000) },
    );
  });
});

describe('the wearer’s day', () => {
  const offsetIn =
    (zone: string) =>
    (instant: number): number =>
      Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1e9;

  /** Glucose that tells the wearer's time of day: 100 at midnight, one more every 15 minutes. */
  const clockFace = (instant: number, offset: number): number =>
    100 + Math.floor(((((instant / 1000 + offset) % 86_400) + 86_400) % 86_400) / 900);

  test.each([
    ['Europe/Berlin', 'the 23-hour day', Date.UTC(2026, 2, 29, 12)],
    ['Europe/Berlin', 'the 25-hour day', Date.UTC(2026, 9, 25, 12)],
    ['America/New_York', 'the 25-hour day', Date.UTC(2026, 10, 1, 12)],
    ['Australia/Lord_Howe', 'the day of 24 and a half hours', Date.UTC(2026, 3, 5, 2)],
    ['Asia/Kolkata', 'any day', Date.UTC(2026, 6, 1, 12)],
  ])('%s: %s shifts nothing', (zone, _, middle) => {
    for (const known of [true, false]) {
      const to = middle + 7 * DAY_MS;
      const offsetAt = offsetIn(zone);
      const readings = Array.from({ length: 14 * 288 + 1 }, (__, i) => {
        const measuredAt = to - 14 * DAY_MS + i * 5 * MINUTE;
        const offset = offsetAt(measuredAt);
        return reading({
          measuredAt,
          mgdl: clockFace(measuredAt, offset),
          utcOffsetSeconds: known ? offset : null,
        });
      });
      const system = known ? () => 0 : offsetAt;
      const { bins } = ambulatoryProfile(
        seriesFrom(readings),
        { span: lastDays(14, to), smoothed: false },
        system,
      );
      for (const { minute, days, p5, p50, p95 } of bins) {
        const face = 100 + Math.floor(minute / 15);
        expect([p5, p50, p95]).toEqual([face, face, face]);
        expect(days).toBeGreaterThanOrEqual(13);
      }
    }
  });

  test('with an hour twice tells twice but counts once', () => {
    const change = Date.UTC(2026, 9, 25, 1);
    const readings = Array.from({ length: 8 * 288 }, (_, i) => {
      const measuredAt = change - 4 * DAY_MS + i * 5 * MINUTE;
      const night = Math.abs(measuredAt - change) <= 3_600_000;
      return reading({
        measuredAt,
        mgdl: night ? 300 : 100,
        utcOffsetSeconds: measuredAt < change ? 7200 : 3600,
      });
    });
    const profile = ambulatoryProfile(
      seriesFrom(readings),
      { span: lastDays(8, change + 4 * DAY_MS), smoothed: false },
      () => 0,
    );
    // 02:30 in the nights of the 22nd to the 28th: 100 six times, and 300 twice in that of the 25th.
    expect(binAt(profile, '02:30')).toMatchObject({ days: 7, p50: 100, p75: 150 });
    expect(profile.slots).toBe(8 * 288);
  });
});
