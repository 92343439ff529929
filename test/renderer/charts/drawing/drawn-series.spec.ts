import { expect, test } from '@playwright/test';
import type { Point } from 'chart.js';
import { drawnSeries } from '../../../../src/renderer/charts/drawing/drawn-series.ts';
import { drawnPoints } from '../../../../src/shared/chart/drawn-points.ts';
import { runStarts } from '../../../../src/shared/chart/gaps.ts';
import { LIVE, type ReadingColumns } from '../../../../src/shared/chart/reading-columns.ts';
import { columnsArbitrary, MINUTE } from '../../../shared/chart/chart-columns.ts';
import { NOON } from '../../../support/readings.ts';
import { runs } from '../../../support/runs.ts';
import fc from '../../../support/seeds.ts';

/** What is wrong with the lines and dots of readings, in words; every rule is looked at at every point. */
function faults(columns: ReadingColumns, columnMs: number, allDots: boolean): string[] {
  const whole = { from: NOON, to: columns.at.at(-1) ?? NOON };
  const drawn = drawnPoints(columns, runStarts(columns), whole, columnMs);
  const { liveLine, historyLine, liveDots, historyDots } = drawnSeries(drawn, columns, allDots);
  const isPoint = (i: number): boolean => (drawn.index[i] ?? -1) >= 0;
  const points = Array.from({ length: drawn.length }, (_, i) => i).filter(isPoint);
  const place = new Map(points.map((i) => [drawn.at[i], i]));
  const placeOf = ({ x }: Point): number => place.get(x ?? Number.NaN) ?? Number.NaN;

  const seen = new Set([...liveLine, ...historyLine, ...liveDots, ...historyDots].map(placeOf));
  const found = points.filter((i) => !seen.has(i)).map((i) => `point ${i} is not to be seen`);
  let pieces = 0;
  for (const line of [liveLine, historyLine]) {
    for (const [i, point] of line.entries()) {
      const before = line[i - 1];
      if (!before || Number.isNaN(before.y) || Number.isNaN(point.y)) continue;
      pieces++;
      if (placeOf(point) - placeOf(before) !== 1)
        found.push(`${placeOf(before)} is joined to ${placeOf(point)}`);
    }
  }
  const neighbours = points.filter((i) => isPoint(i - 1)).length;
  if (pieces !== neighbours) found.push(`${pieces} pieces of line, not ${neighbours}`);
  for (const dot of liveDots) {
    if (columns.source[drawn.index[placeOf(dot)] ?? -1] !== LIVE)
      found.push(`dot ${placeOf(dot)} is not live`);
  }
  return found;
}

test('every point that is drawn is on a line or has a dot, and lines join neighbours of one run only', () => {
  fc.assert(
    fc.property(
      columnsArbitrary(),
      fc.integer({ min: 1, max: 120 }),
      fc.boolean(),
      (columns, minutes, allDots) => {
        expect(faults(columns, minutes * MINUTE, allDots)).toEqual([]);
      },
    ),
    { numRuns: runs(200, 2000) },
  );
});
