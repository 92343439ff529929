import { expect, test } from 'vitest';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { reachOf } from '../../../src/shared/statistics/grid.ts';
import type { Span } from '../../../src/shared/statistics/series.ts';
import { statisticsOf, statisticsReach, type Statistics } from '../../../src/shared/statistics/statistics.ts';
import { dailySummary, hourlyAverage } from '../../../src/shared/statistics/summaries.ts';
import { NOON, reading, readingArbitrary } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { newHistory, personInfo, valueOf } from './history-folder.ts';

const MINUTE = 60_000;
const SPAN: Span = { from: NOON, to: NOON + 3 * 86_400_000 };
const TARGET = { low: 70, high: 180 };

/** What the statistics of a history are in which these were recorded, one call each. */
function recordedIn(batches: readonly (readonly Reading[])[]): {
  statistics: Statistics;
  summaries: unknown;
} {
  const history = newHistory();
  valueOf(history.rememberPerson(personInfo()));
  for (const batch of batches) valueOf(history.record(batch));
  const both = valueOf(
    history.read((stored) => {
      const around = stored.series('ada', reachOf(SPAN));
      return {
        statistics: statisticsOf(stored.series('ada', statisticsReach(SPAN)), { span: SPAN, target: TARGET }),
        summaries: [dailySummary(around, SPAN, () => 0), hourlyAverage(around, SPAN, () => 0)],
      };
    }),
  );
  history.close();
  return both;
}

const threeDays = fc
  .uniqueArray(readingArbitrary(259_200), { selector: ({ measuredAt }) => measuredAt, maxLength: 40 })
  .map((extra) => {
    const wave = Array.from({ length: 200 }, (_, i) =>
      reading({ measuredAt: NOON + i * 20 * MINUTE + 1000, mgdl: Math.round(160 + 110 * Math.sin(i / 5)) }),
    );
    const taken = new Set(wave.map(({ measuredAt }) => measuredAt));
    const graph = extra.filter(({ source }) => source === 'graph').map(({ measuredAt }) => measuredAt);
    // Of graph points closer to each other only the first is kept, whichever it is.
    const isOne = ({ source, measuredAt }: Reading): boolean =>
      source !== 'graph' || graph.every((at) => at === measuredAt || Math.abs(at - measuredAt) >= 30_000);
    return [...wave, ...extra.filter((one) => !taken.has(one.measuredAt) && isOne(one))];
  });

test('the order in which readings are recorded, and recording them again, changes no figure', () => {
  const recordings = threeDays.chain((readings) =>
    fc.record({
      readings: fc.constant(readings),
      shuffled: fc.shuffledSubarray(readings, { minLength: readings.length }),
      again: fc.shuffledSubarray(readings),
      cut: fc.nat(readings.length),
    }),
  );
  fc.assert(
    fc.property(recordings, ({ readings, shuffled, again, cut }) => {
      const once = recordedIn([readings]);
      expect(recordedIn([shuffled.slice(0, cut), again, shuffled.slice(cut)])).toEqual(once);
      expect(once.statistics.readings).toBe(readings.length);
    }),
    { numRuns: runs(10, 200) },
  );
});

test('a change of sensor is known from the history', () => {
  const day = (serial: string, from: number): Reading[] =>
    Array.from({ length: 144 }, (_, i) =>
      reading({ measuredAt: NOON + (from + i * 5) * MINUTE + 60_000, mgdl: 250, sensorSerial: serial }),
    );
  const slots = (second: string): number => recordedIn([day('A', 0), day(second, 720)]).statistics.slots;
  expect(slots('A') - slots('B')).toBe(1);
});
