import { describe, expect, test } from 'vitest';
import {
  clockChanges,
  dayStart,
  midnights,
  nextDayStart,
  timeTicks,
} from '../../../src/shared/chart/time-marks.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { DAY, HOUR, MINUTE } from './chart-columns.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The clock of a zone, as text: `2026-10-25 02:30`. */
function shown(instant: number, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(zone, format);
  }
  return format.format(instant).slice(0, 16);
}

function offsetAt(zone: string): (instant: number) => number {
  return (instant) => {
    const [date = '', time = ''] = shown(instant, zone).split(' ');
    const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return (Date.UTC(year, month - 1, day, hour, minute) - Math.floor(instant / MINUTE) * MINUTE) / 1000;
  };
}

// With changes of an hour, of half an hour, at midnight, and none.
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Havana',
  'Asia/Kathmandu',
];

const aroundArbitrary = fc.record({
  zone: fc.constantFrom(...ZONES),
  // Whole hours, so that the oracle that walks by quarters of an hour meets every midnight.
  from: fc
    .integer({ min: Date.UTC(2024, 0) / HOUR, max: Date.UTC(2028, 0) / HOUR })
    .map((hour) => hour * HOUR),
  hours: fc.integer({ min: 1, max: 24 * 20 }),
});

describe('midnights', () => {
  test('are all the quarters of an hour at which the local date becomes another', () => {
    fc.assert(
      fc.property(aroundArbitrary, ({ zone, from, hours }) => {
        const to = from + hours * HOUR;
        const expected: number[] = [];
        let newest = shown(from - 15 * MINUTE, zone).slice(0, 10);
        for (let at = from; at < to; at += 15 * MINUTE) {
          const date = shown(at, zone).slice(0, 10);
          if (date > newest) expected.push(at);
          if (date > newest) newest = date;
        }
        expect(midnights({ from, to }, offsetAt(zone))).toEqual(expected);
      }),
      { numRuns: runs(60, 1000) },
    );
  });

  test('are 23, 24 and 25 hours apart where the clock is changed', () => {
    const days = (from: number) => {
      const found = midnights({ from, to: from + 4 * DAY }, offsetAt('Europe/Berlin'));
      return found.slice(1).map((at, i) => (at - found[i]!) / HOUR);
    };
    expect(days(Date.UTC(2026, 2, 27, 12))).toEqual([24, 23, 24]);
    expect(days(Date.UTC(2026, 9, 23, 12))).toEqual([24, 25, 24]);
  });

  test('a day starts at its midnight and ends at the next', () => {
    fc.assert(
      fc.property(aroundArbitrary, ({ zone, from }) => {
        const [start, end] = [dayStart(from, offsetAt(zone)), nextDayStart(from, offsetAt(zone))];
        expect(start).toBeLessThanOrEqual(from);
        expect(end).toBeGreaterThan(from);
        expect(shown(start, zone).slice(0, 10)).toBe(shown(from, zone).slice(0, 10));
      }),
      { numRuns: runs(200, 2000) },
    );
  });
});

describe('ticks', () => {
  test('are round local times, also over a change of the clock, and never too many', () => {
    fc.assert(
      fc.property(aroundArbitrary, fc.integer({ min: 1, max: 14 }), ({ zone, from, hours }, most) => {
        const found = timeTicks({ from, to: from + hours * HOUR }, most, offsetAt(zone));
        // Where an hour comes twice there may be one more than the span has steps.
        expect(found.length).toBeLessThanOrEqual(most + 2);
        for (const [i, at] of found.entries()) {
          if (i > 0) expect(at).toBeGreaterThan(found[i - 1]!);
          expect(Number(shown(at, zone).slice(14)) % 5).toBe(0);
        }
      }),
      { numRuns: runs(200, 2000) },
    );
  });

  test('every three hours over the night the clock goes back', () => {
    const from = Date.UTC(2026, 9, 24, 18);
    const found = timeTicks({ from, to: from + DAY }, 8, offsetAt('Europe/Berlin'));
    expect(found.map((at) => shown(at, 'Europe/Berlin').slice(11))).toEqual([
      '21:00',
      '00:00',
      '03:00',
      '06:00',
      '09:00',
      '12:00',
      '15:00',
      '18:00',
    ]);
  });
});

test('changes of the clock are found to the minute', () => {
  const whole = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2027, 0, 1) };
  expect(clockChanges(whole, offsetAt('Europe/Berlin'))).toEqual([
    { at: Date.UTC(2026, 2, 29, 1), byMs: HOUR },
    { at: Date.UTC(2026, 9, 25, 1), byMs: -HOUR },
  ]);
  expect(clockChanges(whole, offsetAt('Asia/Kathmandu'))).toEqual([]);
});
