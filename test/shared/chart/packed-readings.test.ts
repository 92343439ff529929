import { expect, test } from 'vitest';
import { joinedColumns, packReadings } from '../../../src/shared/chart/packed-readings.ts';
import { sliceColumns } from '../../../src/shared/chart/reading-columns.ts';
import { packed } from '../../support/packed.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { columnsArbitrary, longColumnsArbitrary } from './chart-columns.ts';

test('what is packed, in any pieces, and joined with what was not, is what it was', () => {
  const columns = fc.oneof(columnsArbitrary(), longColumnsArbitrary());
  const cuts = fc.array(fc.tuple(fc.nat(700), fc.boolean()), { maxLength: 6 });
  fc.assert(
    fc.property(columns, cuts, (readings, wanted) => {
      const places = wanted.map(([place, isPacked]) => ({ at: readings.at[place] ?? Infinity, isPacked }));
      const ordered = places.toSorted((a, b) => (a.at < b.at ? -1 : 1));
      const pieces = [...ordered, { at: Infinity, isPacked: true }].map(({ at, isPacked }, i) => {
        const piece = sliceColumns(readings, ordered[i - 1]?.at ?? -Infinity, at);
        return isPacked ? structuredClone(packed(piece)) : piece;
      });
      expect(joinedColumns(pieces)).toEqual(readings);
    }),
    { numRuns: runs(200, 2000) },
  );
});

test('readings of one kind are one stretch, whatever their number', () => {
  const at = Float64Array.from({ length: 1000 }, (_, i) => 2 ** 32 + 60 * i);
  const kind = { source: 1, offScale: 0, sensor: 2 ** 32 - 1 };
  const readings = { at, mgdl: new Uint16Array(1000).fill(120), context: new Uint32Array(1000) };
  const { ends, ...all } = packReadings(readings, [kind]);
  expect(Array.from(ends)).toEqual([1000]);
  // Beyond the year 2106 as well.
  expect(joinedColumns([{ ends, ...all }]).at.at(-1)).toBe((2 ** 32 + 60 * 999) * 1000);
});

test('of nobody there is nothing', () => {
  const nothing = { at: new Float64Array(), mgdl: new Uint16Array(), context: new Uint32Array() };
  expect(joinedColumns([packReadings(nothing, [])]).at).toHaveLength(0);
  expect(joinedColumns([]).at).toHaveLength(0);
});
