import { describe, expect, test } from 'vitest';
import { clockSlots } from '../../../src/shared/statistics/ambulatory-profile.ts';
import { DAY_PARTS, partsOfDay } from '../../../src/shared/statistics/day-parts.ts';
import { TARGETS } from '../../../src/shared/statistics/target-sets.ts';
import { DAY, HOUR, MINUTE } from '../../../src/shared/time.ts';
import { NOON, reading, readingArbitrary, seriesFrom } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

const OFFSET_SECONDS = 3600;

/** Readings every five minutes of some days from the wearer's midnight on, whose clock is an hour ahead of UTC. */
function slotsOf(days: number, mgdl: (minute: number) => number) {
  const midnight = NOON - 13 * HOUR;
  const readings = Array.from({ length: days * 288 }, (_, i) =>
    reading({
      measuredAt: midnight + i * 5 * MINUTE,
      mgdl: mgdl((i % 288) * 5),
      utcOffsetSeconds: OFFSET_SECONDS,
    }),
  );
  return clockSlots(seriesFrom(readings), { from: midnight, to: midnight + days * DAY }, () => 0);
}

describe('the parts of the day', () => {
  test('begin and end by the wearer’s clock', () => {
    const values = { night: 60, day: 100, evening: 200 };
    const partAt = (minute: number) => DAY_PARTS.find(({ from, to }) => minute >= from && minute < to)!.part;
    const parts = partsOfDay(
      slotsOf(3, (minute) => values[partAt(minute)]),
      TARGETS.adult,
    );
    expect(parts.map(({ part, days, slots, figures }) => [part, days, slots, figures?.meanMgdl])).toEqual([
      ['night', 3, 216, 60],
      ['day', 3, 432, 100],
      ['evening', 3, 216, 200],
    ]);
    expect(parts.map(({ figures }) => figures?.shares.inRange)).toEqual([0, 100, 0]);
  });

  test('need three days', () => {
    expect(
      partsOfDay(
        slotsOf(2, () => 100),
        TARGETS.adult,
      ).map(({ figures }) => figures),
    ).toEqual([null, null, null]);
  });

  test('are together all of the day, whatever was read', () => {
    fc.assert(
      fc.property(fc.array(readingArbitrary(4 * 86_400), { maxLength: 300 }), (readings) => {
        const slots = clockSlots(
          seriesFrom(readings),
          { from: NOON, to: NOON + 4 * DAY },
          () => OFFSET_SECONDS,
        );
        const parts = partsOfDay(slots, TARGETS.pregnancy);
        expect(parts.reduce((sum, one) => sum + one.slots, 0)).toBe(slots.day.length);
        for (const { figures } of parts)
          if (figures)
            expect(Object.values(figures.shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 9);
      }),
      { numRuns: runs(60, 1000) },
    );
  });
});
