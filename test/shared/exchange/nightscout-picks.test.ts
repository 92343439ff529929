import { describe, expect, it } from 'vitest';
import { nightscoutPicks, slotOf } from '../../../src/shared/exchange/nightscout-picks.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { MINUTE, SECOND } from '../../../src/shared/time.ts';
import { NOON, reading, readingArbitrary, SOURCES } from '../../support/readings.ts';
import fc from '../../support/seeds.ts';

const at = (minutes: number, changes: Partial<Reading> = {}) =>
  reading({ measuredAt: NOON + minutes * MINUTE, ...changes });
const minutesOf = (readings: readonly Reading[]) =>
  readings.map(({ measuredAt }) => (measuredAt - NOON) / MINUTE);

describe('what is sent', () => {
  it('is the first reading in five minutes', () => {
    const minutes = Array.from({ length: 17 }, (_, i) => at(i));
    expect(minutesOf(nightscoutPicks(minutes, 5))).toEqual([0, 5, 10, 15]);
    expect(minutesOf(nightscoutPicks(minutes, 1))).toHaveLength(17);
  });

  it('is a live reading before a point of the graph, and that before a scan', () => {
    const graph = { source: 'graph', trend: null } as const;
    expect(nightscoutPicks([at(0, graph), at(1), at(2)], 5)).toEqual([at(1)]);
    expect(nightscoutPicks([at(0, { source: 'logbook' }), at(3, graph)], 5)).toEqual([at(3, graph)]);
  });

  it('is nothing that was imported, or came from the future', () => {
    expect(nightscoutPicks([at(0, { source: 'import' }), at(5, { fromFuture: true })], 5)).toEqual([]);
  });

  it('is nothing of a slot that has been seen to', () => {
    expect(minutesOf(nightscoutPicks([at(0), at(5)], 5, (slot) => slot === slotOf(at(0), 5)))).toEqual([5]);
  });

  it('is the same whatever live readings come later, and one a slot', () => {
    const readings = fc.array(readingArbitrary(3600, SOURCES), { maxLength: 60 });
    fc.assert(
      fc.property(
        readings,
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 0, max: 60 }),
        (all, every, cut) => {
          const sorted = all.toSorted((a, b) => a.measuredAt - b.measuredAt);
          const picks = nightscoutPicks(sorted, every);
          expect(new Set(picks.map((one) => slotOf(one, every))).size).toBe(picks.length);
          const live = sorted.filter(({ source }) => source === 'live');
          const until = NOON + cut * 60 * SECOND;
          const before = nightscoutPicks(
            live.filter(({ measuredAt }) => measuredAt < until),
            every,
          );
          expect(nightscoutPicks(live, every).slice(0, before.length)).toEqual(before);
        },
      ),
    );
  });
});
