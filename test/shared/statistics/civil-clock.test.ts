import { expect, test } from 'vitest';
import { hourTexts, readingOffsets, slotOffsets } from '../../../src/shared/statistics/civil-clock.ts';
import { gridOf } from '../../../src/shared/statistics/grid.ts';
import { reading, seriesFrom } from '../../support/readings.ts';

/** `[slot as HH:MM UTC, its offset in hours]` between two readings (minutes after midnight UTC) of two offsets. */
function between(left: number, right: number, hours: [number, number]): [string, number][] {
  const midnight = Date.UTC(2026, 9, 25);
  const series = seriesFrom(
    [left, right].map((minute, i) =>
      reading({ measuredAt: midnight + minute * 60_000, utcOffsetSeconds: (hours[i] ?? 0) * 3600 }),
    ),
  );
  const grid = gridOf(series, { from: midnight, to: midnight + 86_400_000 });
  const offsets = slotOffsets(
    series,
    grid,
    readingOffsets(series, () => 0),
  );
  return Array.from(grid.at, (at, i) => [
    new Date(at * 1000).toISOString().slice(11, 16),
    (offsets[i] ?? 0) / 3600,
  ]);
}

test('between two readings the clock is changed at the hour', () => {
  expect(between(48, 63, [2, 1])).toEqual([
    ['00:50', 2],
    ['00:55', 2],
    ['01:00', 1],
  ]);
});

test('at the hour, not at the half hour after it', () => {
  const slots = between(52, 92, [2, 1]);
  expect(slots.find(([, hours]) => hours === 1)).toEqual(['01:00', 1]);
});

test('at the half hour where no hour lies between, else at the later reading', () => {
  expect(between(23, 38, [11, 10.5])).toEqual([
    ['00:25', 11],
    ['00:30', 10.5],
    ['00:35', 10.5],
  ]);
  expect(between(33, 46, [2, 8])).toEqual([
    ['00:35', 2],
    ['00:40', 2],
    ['00:45', 2],
  ]);
});

test('a slot at a reading has the clock of that reading', () => {
  expect(between(55, 65, [2, 1])).toEqual([
    ['00:55', 2],
    ['01:00', 1],
    ['01:05', 1],
  ]);
});

test('an hour is written with its offset', () => {
  const textOf = hourTexts();
  expect([textOf(24, 0), textOf(24, 20_700), textOf(25, 20_700), textOf(-1, -9000)]).toEqual([
    '1970-01-02T00:00+00:00',
    '1970-01-02T00:00+05:45',
    '1970-01-02T01:00+05:45',
    '1969-12-31T23:00-02:30',
  ]);
});
