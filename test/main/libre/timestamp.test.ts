import { afterEach, describe, expect, it } from 'vitest';
import { parseHttpDate, parseTimestamp, parseWallClock } from '../../../src/main/libre/timestamp.ts';
import fc from '../../support/seeds.ts';

const systemZone = process.env['TZ'];

afterEach(() => {
  if (systemZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = systemZone;
});

/** As LibreLinkUp writes it, by hand, so that no locale of the machine can get in. */
function wireTime(instant: number): string {
  const date = new Date(instant);
  const hour = date.getUTCHours();
  const two = (part: number) => String(part).padStart(2, '0');
  return (
    `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()} ` +
    `${hour % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hour < 12 ? 'AM' : 'PM'}`
  );
}

describe('parseTimestamp', () => {
  it.each([
    ['6/20/2023 4:44:13 AM', '2023-06-20T04:44:13Z'],
    ['12/31/2025 11:59:59 PM', '2025-12-31T23:59:59Z'],
    ['1/1/2026 12:00:00 AM', '2026-01-01T00:00:00Z'],
    ['1/1/2026 12:00:00 PM', '2026-01-01T12:00:00Z'],
    ['1/1/2026 1:00:00 PM', '2026-01-01T13:00:00Z'],
    ['2/29/2024 2:30:00 AM', '2024-02-29T02:30:00Z'],
    ['1/1/2010 12:00:00 AM', '2010-01-01T00:00:00Z'],
    ['12/31/2099 11:59:59 PM', '2099-12-31T23:59:59Z'],
    ['11/20/2026 8:15:07\u202fPM', '2026-11-20T20:15:07Z'],
    ['11/20/2026 8:15:07 pm', '2026-11-20T20:15:07Z'],
    ['2026-11-20T20:15:07', '2026-11-20T20:15:07Z'],
    ['2026-11-20T20:15:07.123Z', '2026-11-20T20:15:07Z'],
    ['2026-11-20T20:15:07+00:00', '2026-11-20T20:15:07Z'],
    ['2026-11-20T21:15:07+01:00', '2026-11-20T20:15:07Z'],
    ['2026-11-20T14:45:07.5-0530', '2026-11-20T20:15:07Z'],
    ['2026-11-21T01:15:07+05', '2026-11-20T20:15:07Z'],
    ['11/20/2026 20:15:07', '2026-11-20T20:15:07Z'],
    ['1/1/2026 13:30:00', '2026-01-01T13:30:00Z'],
    ['1/1/2026 0:30:00', '2026-01-01T00:30:00Z'],
    ['  6/20/2023 4:44:13 AM\t', '2023-06-20T04:44:13Z'],
    [' 2026-11-20T20:15:07Z ', '2026-11-20T20:15:07Z'],
  ])('reads %s', (text, expected) => {
    expect(parseTimestamp(text)).toBe(Date.parse(expected));
  });

  it.each([
    '',
    '0/0/0000 0:00:00 AM',
    '13/1/2026 1:00:00 AM',
    '20/11/2026 1:00:00 AM',
    '4/31/2026 1:00:00 AM',
    '2/29/2026 1:00:00 AM',
    '1/1/2026 0:30:00 AM',
    '1/1/2026 13:30:00 PM',
    '1/1/2026 1:60:00 AM',
    '1/1/1970 1:00:00 AM',
    '1/1/3026 1:00:00 AM',
    '1/1/2100 12:00:00 AM',
    '12/31/2009 11:59:59 PM',
    '1/1/2026 24:30:00',
    '20/11/2026 20:15:07',
    '1/1/2026',
    '2026-11-20 20:15:07',
    '2026-11-20T20:15:07+15:00',
    '2026-11-20T20:15:07+01:75',
    '2026-11-20T20:15:07 CET',
    '20.11.2026 20:15:07',
    '20 nov. 2026 20:15:07',
    '11/20/2026 8:15:07 nachm.',
    'yesterday',
  ])('takes %j for no time', (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });

  // The nights in which the clocks of five zones change, and the hours that do not exist or exist twice there.
  it.each([
    ['UTC', 0, '2026-03-29', '2026-10-25'],
    ['Europe/Berlin', 60, '2026-03-29', '2026-10-25'],
    ['America/New_York', -300, '2026-03-08', '2026-11-01'],
    ['Australia/Lord_Howe', 660, '2026-10-04', '2026-04-05'],
    ['Asia/Kathmandu', 345, '2026-03-29', '2026-10-25'],
  ] as const)('means UTC whatever the zone of the computer: %s', (zone, january, ...nights) => {
    process.env['TZ'] = zone;
    expect(new Date(Date.UTC(2026, 0, 1)).getTimezoneOffset()).toBe(0 - january);
    for (const night of nights) {
      const start = Date.parse(`${night}T00:00:00Z`);
      for (let minute = -720; minute < 24 * 60 * 2; minute += 5) {
        const instant = start + minute * 60_000;
        expect(parseTimestamp(wireTime(instant))).toBe(instant);
      }
    }
  });

  it('reads back every second it could be given', () => {
    const second = fc.integer({ min: Date.UTC(2010, 0, 1) / 1000, max: Date.UTC(2099, 11, 31) / 1000 });
    fc.assert(
      fc.property(second, (at) => {
        expect(parseTimestamp(wireTime(at * 1000))).toBe(at * 1000);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseTimestamp(text);
        expect(read === null || Number.isInteger(read)).toBe(true);
      }),
    );
  });
});

describe('parseWallClock', () => {
  it('W5: is what the wearer’s clock showed, whatever offset is written beside it', () => {
    const shown = Date.parse('2026-11-20T21:15:07Z');
    for (const text of ['11/20/2026 9:15:07 PM', '11/20/2026 21:15:07', '2026-11-20T21:15:07+01:00'])
      expect(parseWallClock(text)).toBe(shown);
    expect(parseWallClock('2026-11-20T20:15:07Z')).toBeNull();
    expect(parseWallClock('')).toBeNull();
  });
});

describe('parseHttpDate', () => {
  it('reads the preferred form and nothing else', () => {
    expect(parseHttpDate('Sat, 21 Nov 2026 14:32:05 GMT')).toBe(Date.parse('2026-11-21T14:32:05Z'));
    expect(parseHttpDate('Saturday, 21-Nov-26 14:32:05 GMT')).toBeNull();
    expect(parseHttpDate('120')).toBeNull();
  });
});
