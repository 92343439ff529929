import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { ambulatoryProfile } from '../../../src/shared/statistics/ambulatory-profile.ts';
import { RANGES } from '../../../src/shared/statistics/ranges.ts';
import { wholePercentages } from '../../../src/shared/statistics/rounding.ts';
import type { Span } from '../../../src/shared/statistics/series.ts';
import {
  GMI_FROM_SLOTS,
  statisticsJson,
  statisticsOf,
  statisticsReach,
  type Basis,
  type Statistics,
} from '../../../src/shared/statistics/statistics.ts';
import { dailySummary, hourlyAverage, timeInRange } from '../../../src/shared/statistics/summaries.ts';
import { NOON, offsetArbitrary, reading, readingArbitrary, seriesFrom } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

const MINUTE = 60_000;
const DAY_MS = 86_400_000;
const TARGET = { low: 70, high: 160 };
const FORTNIGHT: Span = { from: NOON - 14 * DAY_MS, to: NOON };

/** Readings at these slots (5 minutes each) from the beginning of the fortnight on. */
function readingsAt(
  slots: number,
  mgdl: (slot: number) => number,
  changes: Partial<Reading> = {},
): Reading[] {
  return Array.from({ length: slots }, (_, slot) =>
    reading({ measuredAt: FORTNIGHT.from + slot * 5 * MINUTE, mgdl: mgdl(slot), ...changes }),
  );
}

function of(readings: readonly Reading[], span = FORTNIGHT, basis: Basis = 'grid'): Statistics {
  return statisticsOf(seriesFrom(readings), { span, target: TARGET, basis });
}

describe('what is withheld', () => {
  test('is everything but the count under 24 hours of data', () => {
    const short = of(readingsAt(287, () => 100));
    expect(short).toMatchObject({ readings: 287, slots: 287, figures: null });
    expect(statisticsJson(short)).toEqual({
      from: '2026-11-06T12:00:00.000Z',
      to: '2026-11-20T12:00:00.000Z',
      readings: 287,
      coveragePercent: null,
      meanMgdl: null,
      sdMgdl: null,
      cvPercent: null,
      gmiPercent: null,
      lbgi: null,
      hbgi: null,
      gri: null,
      percent: { veryLow: null, low: null, inRange: null, high: null, veryHigh: null },
      episodes: { low: null, veryLow: null, high: null, veryHigh: null },
    });
    expect(of(readingsAt(288, () => 100)).figures).not.toBeNull();
  });

  test('is GMI under 70 percent of 14 days, in a longer window too', () => {
    expect(GMI_FROM_SLOTS).toBe(2823);
    expect(of(readingsAt(2822, () => 100)).figures).toMatchObject({ gmiPercent: null, gmiMmolMol: null });
    expect(of(readingsAt(2823, () => 100)).figures?.gmiPercent).toBeCloseTo(5.702, 12);
    const quarter = { from: FORTNIGHT.from - 76 * DAY_MS, to: FORTNIGHT.to };
    expect(
      of(
        readingsAt(2822, () => 100),
        quarter,
      ).figures?.gmiPercent,
    ).toBeNull();
    expect(
      of(
        readingsAt(2823, () => 100),
        quarter,
      ).figures?.gmiPercent,
    ).toBeCloseTo(5.702, 12);
  });

  test('is nothing of it by how often somebody looked', () => {
    // 287 slots' worth of time with a reading every second is still less than a day.
    const watched = Array.from({ length: 5000 }, (_, i) =>
      reading({ measuredAt: FORTNIGHT.from + i * 1000, mgdl: 100 }),
    );
    expect(of(watched)).toMatchObject({ readings: 5000, slots: 17, figures: null });
  });
});

describe('what figures rest on', () => {
  test('comes with them', () => {
    const week = { from: NOON - 7 * DAY_MS, to: NOON };
    const readings = readingsAt(14 * 288, () => 100).filter((_, slot) => slot < 2000 || slot >= 3000);
    const statistics = of(readings, week);
    expect(statistics).toMatchObject({ readings: 1032, slots: 1032, basis: 'grid' });
    expect(statistics.days).toBeCloseTo(1032 / 288, 12);
    expect(statistics.coveragePercent).toBeCloseTo((100 * 1032) / 2016, 12);
    expect(statistics.fortnightCoveragePercent).toBeCloseTo((100 * 3032) / 4032, 12);
    expect(statisticsReach(week, NOON)).toEqual({
      from: FORTNIGHT.from - 45 * MINUTE,
      to: NOON + 5 * MINUTE,
    });
    expect(statisticsReach({ from: NOON - 90 * DAY_MS, to: NOON }).from).toBe(
      NOON - 90 * DAY_MS - 45 * MINUTE,
    );
  });

  test('says how many readings were off the scale, which count in the outer ranges', () => {
    const readings = readingsAt(400, (slot) => (slot < 4 ? 40 : slot < 10 ? 500 : 100)).map((one, slot) => ({
      ...one,
      offScale: slot < 4 ? ('LO' as const) : slot < 10 ? ('HI' as const) : null,
    }));
    const { offScale, figures } = of(readings);
    expect(offScale).toEqual({ low: 4, high: 6 });
    expect(figures?.percent).toEqual({ veryLow: 1, low: 0, inRange: 97.5, high: 0, veryHigh: 1.5 });
    expect(figures?.target).toMatchObject({ belowPercent: 1, abovePercent: 1.5 });
  });
});

describe('the two bases', () => {
  test('differ where readings are dense', () => {
    // A day at 100 by readings every 5 minutes, of which one hour at 200 is watched every minute.
    const readings = Array.from({ length: 1440 }, (_, minute) =>
      reading({ measuredAt: FORTNIGHT.from + minute * MINUTE, mgdl: minute < 60 ? 200 : 100 }),
    ).filter((_, minute) => minute < 60 || minute % 5 === 0);
    expect(of(readings).figures?.meanMgdl).toBeCloseTo((12 * 200 + 276 * 100) / 288, 12);
    const perReading = of(readings, FORTNIGHT, 'readings').figures;
    expect(perReading?.meanMgdl).toBeCloseTo((60 * 200 + 276 * 100) / 336, 12);
    expect(perReading?.percent.high).toBeCloseTo((100 * 60) / 336, 12);
    expect(perReading?.episodes.high).toHaveLength(1);
  });
});

/** Two days, with holes, other sensors and clocks, off the scale now and then. */
const twoDays = fc
  .uniqueArray(readingArbitrary(172_800), { selector: ({ measuredAt }) => measuredAt, maxLength: 60 })
  .chain((extra) =>
    fc.record({
      step: fc.constantFrom(1, 5, 15, 15, 45),
      height: fc.integer({ min: 0, max: 210 }),
      hole: fc.integer({ min: 0, max: 2880 }),
      extra: fc.constant(extra),
    }),
  )
  .map(({ step, height, hole, extra }) => {
    const wave = Array.from({ length: Math.floor(2880 / step) }, (_, i) =>
      reading({
        measuredAt: NOON + i * step * MINUTE + 7000,
        mgdl: Math.round(250 + height * Math.sin((i * step) / 90)),
        sensorSerial: null,
      }),
    ).filter(({ measuredAt }) => Math.abs(measuredAt - NOON - hole * MINUTE) > 90 * MINUTE);
    const taken = new Set(wave.map(({ measuredAt }) => measuredAt));
    return [...wave, ...extra.filter(({ measuredAt }) => !taken.has(measuredAt))];
  });
const SPAN: Span = { from: NOON - 3_600_000, to: NOON + 50 * 3_600_000 };

/** Every number anywhere in a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

describe('properties', () => {
  const bases = fc.constantFrom<Basis>('grid', 'readings');

  test('the five shares add up to 100, rounded ones exactly', () => {
    fc.assert(
      fc.property(twoDays, bases, (readings, basis) => {
        const percent = of(readings, SPAN, basis).figures?.percent;
        fc.pre(percent !== undefined);
        const shares = RANGES.map((range) => percent[range]);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 9);
        expect(wholePercentages(shares).reduce((sum, share) => sum + share, 0)).toBe(100);
        for (const [i, whole] of wholePercentages(shares).entries()) {
          expect(Math.abs(whole - (shares[i] ?? Number.NaN))).toBeLessThan(1);
        }
      }),
      { numRuns: runs(100, 2000) },
    );
  });

  test('rounded shares add up to 100 whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 5, maxLength: 5 }), (counts) => {
        const total = counts.reduce((sum, count) => sum + count, 0);
        fc.pre(total > 0);
        const whole = wholePercentages(counts.map((count) => (100 * count) / total));
        expect(whole.reduce((sum, share) => sum + share, 0)).toBe(100);
        for (const [i, count] of counts.entries()) if (count === 0) expect(whole[i]).toBe(0);
      }),
      { numRuns: runs(500, 20_000) },
    );
  });

  test('a day later nothing is another but the dates', () => {
    fc.assert(
      fc.property(twoDays, bases, fc.integer({ min: 1, max: 3000 }), (readings, basis, days) => {
        const later = readings.map((one) => ({ ...one, measuredAt: one.measuredAt + days * DAY_MS }));
        const span = { from: SPAN.from + days * DAY_MS, to: SPAN.to + days * DAY_MS };
        const shifted = of(later, span, basis);
        const dates = (one: Statistics): unknown => ({
          ...one,
          from: 0,
          to: 0,
          figures: one.figures && { ...one.figures, episodes: lengths(one) },
        });
        expect(dates(shifted)).toEqual(dates(of(readings, SPAN, basis)));
        expect([shifted.from, shifted.to]).toEqual([span.from, span.to]);
      }),
      { numRuns: runs(50, 1000) },
    );
  });

  test('in whatever order readings come, nothing changes', () => {
    fc.assert(
      fc.property(
        twoDays.chain((readings) =>
          fc.tuple(fc.constant(readings), fc.shuffledSubarray(readings, { minLength: readings.length })),
        ),
        bases,
        ([readings, shuffled], basis) => {
          expect(of(shuffled, SPAN, basis)).toEqual(of(readings, SPAN, basis));
        },
      ),
      { numRuns: runs(50, 1000) },
    );
  });

  test('no NaN and no infinity leaves', () => {
    fc.assert(
      fc.property(twoDays, bases, offsetArbitrary, fc.boolean(), (readings, basis, system, few) => {
        const series = seriesFrom(few ? readings.slice(0, 2) : readings);
        const offset = (): number => system ?? 0;
        const everything = [
          statisticsOf(series, { span: SPAN, target: TARGET, basis }),
          statisticsJson(statisticsOf(series, { span: SPAN, target: TARGET, basis })),
          statisticsOf(series, { span: { from: NOON, to: NOON }, target: TARGET, basis }),
          dailySummary(series, SPAN, offset),
          hourlyAverage(series, SPAN, offset),
          timeInRange(series, SPAN, TARGET),
          ambulatoryProfile(
            series,
            { span: { from: SPAN.to - 14 * 86_400_000, to: SPAN.to }, minimumDays: { inner: 1, outer: 2 } },
            offset,
          ),
        ];
        expect(numbersIn(everything).every(Number.isFinite)).toBe(true);
      }),
      { numRuns: runs(100, 2000) },
    );
  });
});

/** How long each episode lasts; when it began is a date. */
function lengths({ figures }: Statistics): number[][] | undefined {
  const episodes = figures?.episodes;
  return (
    episodes &&
    (['low', 'veryLow', 'high', 'veryHigh', 'extendedLow'] as const).map((kind) =>
      episodes[kind].map(({ minutes }) => minutes),
    )
  );
}
