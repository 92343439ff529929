import { expect, test } from 'vitest';
import {
  columnsOf,
  mergeColumns,
  offScaleAt,
  sensorNumber,
  sliceColumns,
  sourceAt,
  type ReadingColumns,
} from '../../../src/shared/chart/reading-columns.ts';
import { NOON, reading, readingArbitrary } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

const rows = (columns: ReadingColumns) =>
  Array.from(columns.at, (at, i) => [
    at,
    columns.mgdl[i],
    columns.source[i],
    columns.offScale[i],
    columns.sensor[i],
  ]);

test('readings become columns and say the same', () => {
  const columns = columnsOf([
    reading({ measuredAt: NOON + 60_000, mgdl: 40, offScale: 'LO', source: 'graph', sensorSerial: null }),
    reading(),
  ]);
  expect(Array.from(columns.at)).toEqual([NOON, NOON + 60_000]);
  expect([offScaleAt(columns, 0), offScaleAt(columns, 1)]).toEqual([null, 'LO']);
  expect([sourceAt(columns, 0), sourceAt(columns, 1)]).toEqual(['live', 'graph']);
  expect(Array.from(columns.sensor)).toEqual([sensorNumber('0HPD2YWLC0'), 0]);
});

test('merging keeps every instant once, in order, and the second one’s word', () => {
  const readings = fc.array(readingArbitrary(300), { maxLength: 60 });
  fc.assert(
    fc.property(readings, readings, (first, second) => {
      const merged = mergeColumns(columnsOf(first), columnsOf(second));
      expect(rows(merged)).toEqual(rows(columnsOf([...first, ...second])));
    }),
    { numRuns: runs(300, 3000) },
  );
});

test('a slice is what lies in [from, to)', () => {
  const columns = columnsOf([0, 1, 2, 3].map((minute) => reading({ measuredAt: NOON + minute * 60_000 })));
  expect(Array.from(sliceColumns(columns, NOON + 60_000, NOON + 180_000).at)).toEqual([
    NOON + 60_000,
    NOON + 120_000,
  ]);
});
