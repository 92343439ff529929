import { describe, expect, it } from 'vitest';
import { EVENING_MS, isEveningDue, readEveningCheck } from '../../../src/shared/night/evening.ts';
import { NIGHT_CODES } from '../../../src/shared/night/causes.ts';
import type { OffsetAt } from '../../../src/shared/statistics/civil-clock.ts';
import { DAY, HOUR, MINUTE } from '../../../src/shared/time.ts';
import fc from '../../support/seeds.ts';

/** Berlin of 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC. */
const berlin: OffsetAt = (instant) =>
  instant >= Date.UTC(2026, 2, 29, 1) && instant < Date.UTC(2026, 9, 25, 1) ? 7200 : 3600;
const NINE = 21 * 60;
/** 21:00 there, on a winter's day. */
const BEGUN = Date.UTC(2026, 10, 21, 20);

describe('the evening', () => {
  it.each<[string, number, number | null, boolean]>([
    ['a minute before', BEGUN - MINUTE, null, false],
    ['as it begins', BEGUN, null, true],
    ['late, since the computer slept', BEGUN + 4 * HOUR, null, true],
    ['the next morning', BEGUN + 11 * HOUR, null, false],
    ['once it is over', BEGUN + EVENING_MS, null, false],
    ['checked a moment ago', BEGUN + MINUTE, BEGUN, false],
    ['checked yesterday', BEGUN, BEGUN - DAY, true],
    ['checked late yesterday', BEGUN, BEGUN - DAY + 4.9 * HOUR, true],
    ['checked an hour ago by another time that was chosen', BEGUN, BEGUN - HOUR, false],
    ['checked by a clock that was set back since', BEGUN, BEGUN + 2 * HOUR, false],
    ['checked by a clock that was years ahead', BEGUN, Date.UTC(2031, 0), true],
  ])('%s', (_, now, checkedAt, due) => {
    expect(isEveningDue(now, NINE, checkedAt, berlin)).toBe(due);
  });

  it.each([
    ['in spring, the hour that is not there', Date.UTC(2026, 2, 29, 1), 2 * 60 + 30],
    ['in autumn, the first of the hour that is there twice', Date.UTC(2026, 9, 25, 0, 30), 2 * 60 + 30],
  ])('%s', (_, around, minute) => {
    const dues = Array.from({ length: 8 }, (_unused, i) => around + (i - 4) * 15 * MINUTE).filter((now) =>
      isEveningDue(now, minute, around - DAY, berlin),
    );
    expect(dues[0]).toBeGreaterThanOrEqual(around);
    expect(dues[0]! - around).toBeLessThanOrEqual(HOUR);
  });

  it('comes once in every evening of a year, whenever it begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (minute) => {
        let checkedAt: number | null = null;
        const checks: number[] = [];
        for (let now = Date.UTC(2026, 0, 1); now < Date.UTC(2027, 0, 1); now += 7 * MINUTE) {
          if (!isEveningDue(now, minute, checkedAt, berlin)) continue;
          checks.push((checkedAt = now));
        }
        expect([365, 366]).toContain(checks.length);
        // The first may be that of the year before, late.
        const local = checks
          .slice(1)
          .map((at) => (((at + berlin(at) * 1000) % DAY) - minute * MINUTE + DAY) % DAY);
        // In spring the clock skips an hour, which the check then skips with it.
        expect(Math.max(...local)).toBeLessThanOrEqual(HOUR + 7 * MINUTE);
      }),
      { numRuns: 20 },
    );
  });

  it('is never told of twice within twelve hours, whatever sleeps, and however the time is chosen anew', () => {
    const step = fc.record({
      passes: fc.integer({ min: 1, max: 20 * 60 }),
      minute: fc.integer({ min: 0, max: 1439 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let now = Date.UTC(2026, 2, 20);
        let checkedAt: number | null = null;
        for (const { passes, minute } of steps) {
          now += passes * MINUTE;
          if (!isEveningDue(now, minute, checkedAt, berlin)) continue;
          if (checkedAt !== null) expect(now - checkedAt).toBeGreaterThanOrEqual(12 * HOUR);
          checkedAt = now;
        }
      }),
    );
  });

  it('is told of once, also where the clock is set by hours in it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -300, max: 300 }), { maxLength: 30 }), (jumps) => {
        let wall = BEGUN - HOUR;
        let checkedAt: number | null = null;
        let checks = 0;
        for (const jump of jumps) {
          // The clock is somewhere within hours of the evening, and goes on from there.
          wall = Math.min(Math.max(wall + jump * MINUTE, BEGUN - 6 * HOUR), BEGUN + 6 * HOUR) + MINUTE;
          if (!isEveningDue(wall, NINE, checkedAt, berlin)) continue;
          checkedAt = wall;
          checks += 1;
        }
        expect(checks).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a check that was kept', () => {
  it('is read as it was written', () => {
    const check = {
      at: BEGUN,
      causes: [
        { code: 'sleepsAfter', minutes: 20 },
        { code: 'batteryLow', percent: 34 },
        { code: 'soundMuted' },
      ],
    };
    expect(readEveningCheck(JSON.parse(JSON.stringify(check)))).toEqual(check);
  });

  it.each([null, 5, 'x', [], {}, { at: '5' }, { at: 1.5 }])('is none: %j', (kept) => {
    expect(readEveningCheck(kept)).toBeNull();
  });

  it('is left out where it is of another version, cause by cause', () => {
    const causes = [{ code: 'later' }, { code: 'sleepsAfter' }, null, 7, { code: 'captive' }];
    expect(readEveningCheck({ at: BEGUN, causes })).toEqual({ at: BEGUN, causes: [{ code: 'captive' }] });
    expect(
      readEveningCheck({ at: BEGUN, causes: NIGHT_CODES.map((code) => ({ code })) })?.causes,
    ).toHaveLength(NIGHT_CODES.length - 2);
  });
});
