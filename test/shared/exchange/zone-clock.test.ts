import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { instantsOf, offsetAt, zoneClock, type ZoneClock } from '../../../src/shared/exchange/zone-clock.ts';
import { DAY, MINUTE } from '../../../src/shared/time.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

function clockOf(zone: string, from: number, to = from): ZoneClock {
  const clock = zoneClock(zone, from, to);
  if (!clock) throw new Error(zone);
  return clock;
}

const ZONES = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'UTC',
];

describe('the clock of a zone', () => {
  it('shows each time when Temporal says so, in both passes of the hour that comes again', () => {
    const from = Date.UTC(2015, 0, 1);
    const to = Date.UTC(2027, 0, 1);
    const clocks = ZONES.map((zone) => clockOf(zone, from, to));
    const changes = clocks.flatMap((clock) =>
      clock.changes.slice(1).map((change) => ({ clock, around: change.from + change.offset * 1000 })),
    );
    const nearChange = fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -200, max: 200 }))
      .map(([{ clock, around }, minutes]) => ({ clock, wall: around + minutes * MINUTE }));
    const anywhere = fc
      .tuple(fc.constantFrom(...clocks), fc.integer({ min: 0, max: (to - from) / MINUTE - 1 }))
      .map(([clock, minutes]) => ({ clock, wall: from + minutes * MINUTE }));
    fc.assert(
      fc.property(fc.oneof(nearChange, anywhere), ({ clock, wall }) => {
        const plain = Temporal.PlainDateTime.from(new Date(wall).toISOString().slice(0, 19));
        const at = (disambiguation: 'earlier' | 'later'): number =>
          plain.toZonedDateTime(clock.zone, { disambiguation }).epochMilliseconds;
        const { first, second, missing } = instantsOf(clock, wall);
        const shown = first + offsetAt(clock, first) * 1000;
        expect(missing).toBe(shown !== wall);
        expect(first).toBe(missing ? at('later') : at('earlier'));
        expect(second ?? first).toBe(at('later'));
      }),
      { numRuns: runs(400, 20_000) },
    );
  });

  it('has offsets of seconds, and is told by its name only', () => {
    expect(offsetAt(clockOf('America/St_Johns', 0), Date.UTC(1970, 0, 1))).toBe(-12_600);
    for (const name of ['', 'Nowhere/City', '+02:00', '-05', 'Europe'])
      expect(zoneClock(name, 0, DAY)).toBeNull();
  });
});
