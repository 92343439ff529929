import { describe, expect, test } from 'vitest';
import { gapsOf, runStarts, sensorChanges } from '../../../src/shared/chart/gaps.ts';
import type { ReadingColumns } from '../../../src/shared/chart/reading-columns.ts';
import { NOON } from '../../support/readings.ts';
import { columns, HOUR, MINUTE, type Point } from './chart-columns.ts';

const every = (step: number, from: number, count: number, source = 0): Point[] =>
  Array.from({ length: count }, (_, i) => [from + i * step, 100, 7, source]);

function gaps(readings: ReadingColumns, now: number, previous: number | null = null): [number, number][] {
  const minute = (instant: number) => (instant - NOON) / MINUTE;
  return gapsOf(
    readings,
    runStarts(readings),
    previous === null ? null : NOON + previous * MINUTE,
    NOON + now * MINUTE,
  ).map(({ from, to }) => [minute(from), minute(to)]);
}

describe('gaps', () => {
  test.each<[string, Point[], [number, number][]]>([
    ['a reading a minute, 15 min apart: joined', [...every(1, 0, 5), ...every(1, 19, 5)], []],
    ['a reading a minute, 16 min apart: a gap', [...every(1, 0, 5), ...every(1, 20, 5)], [[4, 20]]],
    ['every 5 minutes, two missing: joined', [...every(5, 0, 5), ...every(5, 35, 5)], []],
    ['every 5 minutes, three missing: a gap', [...every(5, 0, 5), ...every(5, 40, 5)], [[20, 40]]],
    ['every 15 minutes, two missing: joined', [...every(15, 0, 3, 1), ...every(15, 75, 3, 1)], []],
    ['every 15 minutes, three missing: a gap', [...every(15, 0, 3, 1), ...every(15, 90, 3, 1)], [[30, 90]]],
    ['dense before, sparse after: judged as dense', [...every(1, 0, 5), ...every(15, 34, 3, 1)], [[4, 34]]],
    ['two graph points alone, 40 min apart: joined', [...every(40, 0, 2, 1)], []],
    ['two live readings alone, 40 min apart: a gap', [...every(40, 0, 2, 0)], [[0, 40]]],
  ])('%s', (_, points, expected) => {
    const readings = columns(...points);
    expect(gaps(readings, points.at(-1)![0])).toEqual(expected);
    expect(runStarts(readings)).toHaveLength(expected.length + 1);
  });

  test('the time since the newest reading is one, once it is long', () => {
    const readings = columns(...every(1, 0, 5));
    expect(gaps(readings, 19)).toEqual([]);
    expect(gaps(readings, 20)).toEqual([[4, 20]]);
  });

  test('so is the time from a reading before the window to the first one in it', () => {
    expect(gaps(columns(...every(1, 100, 5)), 105, 30)).toEqual([[30, 100]]);
    expect(gaps(columns(), 105, 30)).toEqual([[30, 105]]);
    expect(gaps(columns(), 105)).toEqual([]);
  });

  test('a change of sensor breaks the line without being a gap; an unknown one changes nothing', () => {
    const readings = columns(
      [0, 100, 7],
      [5, 100, 0],
      [10, 100, 7],
      [15, 100, 8],
      [20, 100, 0],
      [25, 100, 8],
    );
    expect(Array.from(runStarts(readings))).toEqual([0, 3]);
    expect(gaps(readings, 25)).toEqual([]);
    expect(sensorChanges(readings)).toEqual([NOON + HOUR / 4]);
  });
});
