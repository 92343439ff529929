import { expect, test } from 'vitest';
import {
  blocksOf,
  endOfKind,
  extremesOf,
  extentIn,
  MARKS,
  marksIn,
  nextOffScale,
} from '../../../src/shared/chart/reading-blocks.ts';
import { JOINED_MS, runStarts, sensorChanges } from '../../../src/shared/chart/gaps.ts';
import { COLUMN_SOURCES, LIVE } from '../../../src/shared/chart/reading-columns.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { columnsArbitrary, longColumnsArbitrary } from './chart-columns.ts';

test('answers by blocks are those of a look at every reading', () => {
  fc.assert(
    fc.property(
      fc.oneof(columnsArbitrary(700), longColumnsArbitrary()),
      fc.nat(),
      fc.nat(),
      (columns, one, other) => {
        const { length } = columns.at;
        const [start, end] = [one % (length + 1), other % (length + 1)].sort((a, b) => a - b) as [
          number,
          number,
        ];
        const blocks = blocksOf(columns, JOINED_MS);
        const inside = Array.from({ length: end - start }, (_, i) => start + i);
        const values = inside.map((i) => columns.mgdl[i]!);
        const isLive = (i: number): boolean => columns.source[i] === LIVE;

        expect(extentIn(columns, blocks, start, end)).toEqual({
          low: Math.min(...values),
          high: Math.max(...values),
        });
        const span = { from: columns.at[start] ?? Infinity, to: columns.at[end] ?? Infinity };
        const first = (value: number) => inside.find((i) => columns.mgdl[i] === value);
        expect(extremesOf(columns, blocks, span)).toEqual(
          start === end
            ? null
            : { start, end, lowest: first(Math.min(...values)), highest: first(Math.max(...values)) },
        );
        const marks = marksIn(columns, blocks, start, end);
        const there = (name: keyof typeof MARKS): boolean => (marks & MARKS[name]) !== 0;
        for (const [number, name] of COLUMN_SOURCES.entries())
          expect(there(name)).toBe(inside.some((i) => columns.source[i] === number));
        expect(there('lo')).toBe(inside.some((i) => columns.offScale[i]! < 0));
        expect(there('hi')).toBe(inside.some((i) => columns.offScale[i]! > 0));
        expect(nextOffScale(columns, blocks, start, end)).toBe(
          inside.find((i) => columns.offScale[i] !== 0) ?? end,
        );
        expect(endOfKind(columns, blocks, start, end)).toBe(
          inside.find((i) => isLive(i) !== isLive(start)) ?? end,
        );
      },
    ),
    { numRuns: runs(400, 5000) },
  );
});

test('runs begin, and sensors change, at seams only', () => {
  fc.assert(
    fc.property(fc.oneof(columnsArbitrary(700), longColumnsArbitrary()), (columns) => {
      const { seams } = blocksOf(columns, JOINED_MS);
      expect(runStarts(columns, seams)).toEqual(runStarts(columns));
      expect(sensorChanges(columns, seams)).toEqual(sensorChanges(columns));
      expect(seams.length <= columns.at.length).toBe(true);
    }),
    { numRuns: runs(400, 5000) },
  );
});
