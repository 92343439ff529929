import { describe, expect, test } from 'vitest';
import { episodesOf, type Episode, type Episodes } from '../../../src/shared/statistics/episodes.ts';
import type { Grid } from '../../../src/shared/statistics/grid.ts';

/** A grid of these values from second 0 on, in unbroken stretches. */
function gridFrom(...stretches: number[][]): Grid {
  const values = stretches.flat();
  let start = 0;
  const starts = stretches.map((stretch) => (start += stretch.length) - stretch.length);
  return {
    at: Float64Array.from(values, (_, i) => i * 300),
    mgdl: Float64Array.from(values),
    before: new Uint32Array(values.length),
    next: new Uint32Array(values.length),
    stretches: starts,
  };
}

const times = (slots: number, mgdl: number): number[] => Array<number>(slots).fill(mgdl);

/** How long each episode lasts, by kind. */
function minutesOf(grid: Grid): Record<keyof Episodes, number[]> {
  const { low, veryLow, high, veryHigh, extendedLow } = episodesOf(grid);
  const lengths = (episodes: Episode[]): number[] => episodes.map(({ minutes }) => minutes);
  return {
    low: lengths(low),
    veryLow: lengths(veryLow),
    high: lengths(high),
    veryHigh: lengths(veryHigh),
    extendedLow: lengths(extendedLow),
  };
}

describe('an episode', () => {
  test('starts with 15 minutes beyond the limit', () => {
    expect(minutesOf(gridFrom([...times(3, 100), ...times(2, 60), ...times(3, 100)])).low).toEqual([]);
    expect(minutesOf(gridFrom([...times(3, 100), ...times(3, 60), ...times(3, 100)])).low).toEqual([15]);
  });

  test('ends with 15 minutes back, and a shorter return is part of it', () => {
    const [low, back] = [times(3, 65), 100];
    expect(minutesOf(gridFrom([...low, back, back, ...low, ...times(3, back)])).low).toEqual([40]);
    expect(minutesOf(gridFrom([...low, back, back, back, ...low, ...times(3, back)])).low).toEqual([15, 15]);
    // A dip too short to start one does not end the recovery either.
    expect(minutesOf(gridFrom([...low, ...times(3, back), 65, 65, ...times(3, back)])).low).toEqual([15]);
  });

  test('goes on to the end of the data', () => {
    expect(minutesOf(gridFrom([...times(5, 260), 200, 100])).veryHigh).toEqual([35]);
  });

  test('is ended by a gap or another sensor, which a new one must start after', () => {
    expect(minutesOf(gridFrom(times(5, 60), times(4, 60))).low).toEqual([25, 20]);
    expect(minutesOf(gridFrom(times(2, 60), times(2, 60))).low).toEqual([]);
  });

  test('of the outer range is one of the inner range too', () => {
    const counts = minutesOf(gridFrom([...times(3, 60), ...times(3, 50), ...times(3, 69)]));
    expect(counts).toEqual({ low: [45], veryLow: [15], high: [], veryHigh: [], extendedLow: [] });
  });

  test('does not begin at the limit itself', () => {
    expect(minutesOf(gridFrom([...times(5, 70), ...times(5, 180)]))).toEqual({
      low: [],
      veryLow: [],
      high: [],
      veryHigh: [],
      extendedLow: [],
    });
    expect(minutesOf(gridFrom([...times(5, 69.9), ...times(5, 180.1)]))).toMatchObject({
      low: [25],
      high: [25],
    });
  });

  test('of low glucose is extended from the first minute after 120 on', () => {
    expect(minutesOf(gridFrom(times(24, 60))).extendedLow).toEqual([]);
    expect(minutesOf(gridFrom(times(25, 60))).extendedLow).toEqual([125]);
  });

  test('says when it began', () => {
    expect(episodesOf(gridFrom([100, 100, ...times(4, 300)])).high).toEqual([{ at: 600, minutes: 20 }]);
  });
});
