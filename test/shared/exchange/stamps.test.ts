import { describe, expect, it } from 'vitest';
import { isoInstant, stampReader, wallOf } from '../../../src/shared/exchange/stamps.ts';

const stampOf = stampReader();

const iso = (wall: number | null | undefined): string | null =>
  wall === null || wall === undefined ? null : new Date(wall).toISOString().slice(0, 19);

describe('a stamp', () => {
  it.each([
    ['13-06-2019 06:54', 'dmy', '2019-06-13T06:54:00'],
    ['06-13-2019 06:54 AM', 'mdy', '2019-06-13T06:54:00'],
    ['06-13-2019 12:05 AM', 'mdy', '2019-06-13T00:05:00'],
    ['06-13-2019 12:05 p.m.', 'mdy', '2019-06-13T12:05:00'],
    ['6/13/2019 6:54\u202fPM', 'mdy', '2019-06-13T18:54:00'],
    ['2016/11/15 00:04', 'ymd', '2016-11-15T00:04:00'],
    ['2025-11-21T00:17:19', 'ymd', '2025-11-21T00:17:19'],
    ['13.06.2019, 06:54', 'dmy', '2019-06-13T06:54:00'],
    ['29-02-2024 00:00', 'dmy', '2024-02-29T00:00:00'],
  ] as const)('%s in %s is %s', (text, order, wall) => {
    const stamp = stampOf(text);
    expect(iso(stamp && wallOf(stamp, order))).toBe(wall);
  });

  it.each([
    ['13-06-2019 06:54', 'mdy'],
    ['13-06-2019 06:54', 'ymd'],
    ['2019-06-13 06:54', 'dmy'],
    ['29-02-2023 00:00', 'dmy'],
    ['01-01-0001 00:00', 'dmy'],
    ['00-01-2020 00:00', 'dmy'],
  ] as const)('%s is none in %s', (text, order) => {
    const stamp = stampOf(text);
    expect(stamp && wallOf(stamp, order)).toBeNull();
  });

  it.each([
    '',
    '13-06-2019',
    '13-06-19 06:54',
    '13-06/2019 06:54',
    '13-06-2019 24:00',
    '13-06-2019 13:00 PM',
    '13-06-2019 00:10 AM',
    '13-06-2019 6:5',
  ])('%j is none', (text) => {
    expect(stampOf(text)).toBeNull();
  });

  it('has a form that tells by what program it was written', () => {
    const forms = [
      '1-2-2020 1:00',
      '1/2/2020 1:00',
      '2020-1-2 1:00',
      '1-2-2020 1:00 AM',
      '1.2.2020 1:00',
    ].map((text) => stampOf(text)?.form);
    expect(new Set(forms).size).toBe(5);
    expect(stampOf('31-12-2020 23:59')?.form).toBe(forms[0]);
  });
});

describe('an instant', () => {
  it.each([
    ['2026-11-21T14:30:05Z', '2026-11-21T14:30:05', 0],
    ['2026-11-21T14:30:05.123Z', '2026-11-21T14:30:05', 0],
    ['2026-11-21 14:30:05', '2026-11-21T14:30:05', null],
    ['2026-11-21T14:30:05+01:00', '2026-11-21T13:30:05', 60],
    ['2026-11-21T14:30:05-0330', '2026-11-21T18:00:05', -210],
  ])('%s is %s', (text, utc, offsetMinutes) => {
    const instant = isoInstant(text);
    expect(iso(instant?.at)).toBe(utc);
    expect(instant?.offsetMinutes).toBe(offsetMinutes);
  });

  it.each([
    '2026-11-21',
    '2026-13-21T14:30:05Z',
    '2026-11-31T14:30:05Z',
    '2026-11-21T24:30:05Z',
    '2026-11-21T14:30:05+25:00',
    'now',
  ])('%j is none', (text) => {
    expect(isoInstant(text)).toBeNull();
  });
});
