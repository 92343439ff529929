import { describe, expect, it } from 'vitest';
import { feedEntries } from '../../../src/shared/feed/entries.ts';
import type { EntriesQuery } from '../../../src/shared/feed/entries-query.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { MINUTE } from '../../../src/shared/time.ts';
import { NOON, reading } from '../../support/readings.ts';

const at = (minutes: number, changes: Partial<Reading> = {}) =>
  reading({ measuredAt: NOON + minutes * MINUTE, ...changes });
const all: EntriesQuery = { count: 100, from: 0, to: Infinity, brief: false };
const about = { device: 'glucoglance', unit: 'mmol' as const };
const entries = (readings: readonly Reading[], query: Partial<EntriesQuery> = {}) =>
  feedEntries(readings, { ...all, ...query }, about) as Record<string, unknown>[];

describe('entries', () => {
  it('have the time of their reading and no other, the newest first', () => {
    const [newest, older] = entries([at(0, { mgdl: 120 }), at(5, { mgdl: 131, trend: 4 })]);
    expect(newest).toEqual({
      _id: (NOON + 5 * MINUTE).toString(16).padStart(24, '0'),
      type: 'sgv',
      device: 'glucoglance',
      date: NOON + 5 * MINUTE,
      dateString: '2026-11-20T12:05:00.000Z',
      sysTime: '2026-11-20T12:05:00.000Z',
      sgv: 131,
      delta: 11,
      direction: 'FortyFiveUp',
      units_hint: 'mmol',
      filtered: 0,
      unfiltered: 0,
      rssi: 100,
      noise: 1,
    });
    expect(older).toMatchObject({ date: NOON, sgv: 120, direction: 'Flat' });
    expect(older).not.toHaveProperty('units_hint');
  });

  it('leave a delta out where it is not known, and give it to three decimals', () => {
    const [late, first] = entries([at(0), at(7, { mgdl: 140 })]);
    expect(late).toMatchObject({ delta: 5 });
    expect(first).not.toHaveProperty('delta');
    expect(entries([at(0, { mgdl: 100 }), at(6, { mgdl: 101 })])[0]).toMatchObject({ delta: 0.833 });
    expect(entries([at(0), at(9)])[0]).not.toHaveProperty('delta');
  });

  it('know the delta of the oldest that is asked for by what is before it', () => {
    expect(entries([at(0), at(5), at(10)], { from: NOON + 5 * MINUTE })).toHaveLength(2);
    expect(entries([at(0, { mgdl: 100 }), at(5, { mgdl: 103 })], { count: 1 })).toMatchObject([{ delta: 3 }]);
  });

  it('have a direction where they are live, and none where they are of the graph', () => {
    const [graph, live] = entries([at(0, { trend: null }), at(5, { source: 'graph', trend: null })]);
    expect(live).toMatchObject({ direction: 'NOT COMPUTABLE' });
    expect(graph).not.toHaveProperty('direction');
  });

  it('say that a reading is off the scale by the number after it', () => {
    const off = entries([at(0, { mgdl: 40, offScale: 'LO' }), at(5, { mgdl: 500, offScale: 'HI' })]);
    expect(off.map(({ sgv }) => sgv)).toEqual([501, 39]);
    expect(off[0]).not.toHaveProperty('delta');
  });

  it('in brief are four minutes apart at least, and have no name', () => {
    const minutes = Array.from({ length: 30 }, (_, i) => at(i));
    const brief = entries(minutes, { brief: true });
    expect(brief.map(({ date }) => (Number(date) - NOON) / MINUTE)).toEqual([29, 25, 21, 17, 13, 9, 5, 1]);
    expect(Object.keys(brief[1]!).toSorted()).toEqual(['date', 'delta', 'direction', 'sgv']);
  });
});
