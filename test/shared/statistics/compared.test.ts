import { describe, expect, test } from 'vitest';
import { comparedOf, comparedReach } from '../../../src/shared/statistics/compared.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import type { Series, Span } from '../../../src/shared/statistics/series.ts';
import { statisticsOf, statisticsReach } from '../../../src/shared/statistics/statistics.ts';
import { TARGET_SETS, type TargetSet } from '../../../src/shared/statistics/target-sets.ts';
import { DAY, MINUTE } from '../../../src/shared/time.ts';
import { NOON, reading, readingArbitrary, seriesFrom } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

const TARGET = { low: 70, high: 180 };
const SPAN: Span = { from: NOON + 2 * DAY, to: NOON + 4 * DAY };
const BEFORE: Span = { from: NOON, to: NOON + 2 * DAY };

const compared = (series: Series, targets: TargetSet = 'adult') =>
  comparedOf(series, { span: SPAN, target: TARGET, targets }, () => 3600);

/** A value every five minutes of the two days. */
const steady = (mgdl: (slot: number) => number) =>
  seriesFrom(
    Array.from({ length: 576 }, (_, slot) =>
      reading({ measuredAt: SPAN.from + slot * 5 * MINUTE, mgdl: mgdl(slot) }),
    ),
  );

describe('two periods', () => {
  test('read at once have the figures that each has by itself', () => {
    const readings = fc.array(readingArbitrary((4 * DAY) / 1000), { minLength: 30, maxLength: 400 });
    fc.assert(
      fc.property(readings, fc.constantFrom(...TARGET_SETS), (all, targets) => {
        const within = ({ from, to }: Span) =>
          seriesFrom(all.filter(({ measuredAt }) => measuredAt >= from && measuredAt < to));
        const alone = (span: Span) => statisticsOf(within(statisticsReach(span)), { span, target: TARGET });
        const { now, before } = compared(within(comparedReach(SPAN)), targets);
        expect(now).toMatchObject(alone(SPAN));
        expect(before).toMatchObject(alone(BEFORE));
      }),
      { numRuns: runs(60, 2000) },
    );
  });

  test('have the shares of `stats` by the sets of adults and older people', () => {
    const series = steady((slot) => 45 + (slot % 250));
    for (const targets of ['adult', 'older'] as const) {
      const { now } = compared(series, targets);
      expect(now.shares).toEqual(now.figures!.percent);
    }
  });

  test('are measured in pregnancy from 63 to 140, with nothing over 250 apart', () => {
    const values = [53, 54, 62, 63, 140, 141, 251, 400];
    const { now, targets } = compared(
      steady((slot) => values[slot % 8]!),
      'pregnancy',
    );
    expect(targets).toBe('pregnancy');
    expect(now.shares).toEqual({ veryLow: 12.5, low: 25, inRange: 25, high: 37.5, veryHigh: 0 });
    // What `stats` says is the consensus of everybody.
    expect(now.figures!.percent).toEqual({ veryLow: 12.5, low: 37.5, inRange: 25, high: 0, veryHigh: 25 });
  });

  test('say how many of the readings of each span came out of files', () => {
    const of = (measuredAt: number, source: Reading['source']) => reading({ measuredAt, source });
    const { now, before } = compared(
      seriesFrom([
        of(SPAN.from - 1000, 'import'),
        of(SPAN.from, 'import'),
        ...[1, 2, 3].map((minute) => of(SPAN.from + minute * 60_000, 'graph')),
        of(SPAN.to, 'import'),
      ]),
    );
    expect([now.importedPercent, before.importedPercent]).toEqual([25, 100]);
    expect(compared(seriesFrom([])).now.importedPercent).toBe(0);
  });

  test('have no shares under 24 hours of data', () => {
    const { now, before } = compared(seriesFrom([reading({ measuredAt: SPAN.from })]));
    expect([now.shares, before.shares]).toEqual([null, null]);
  });
});
