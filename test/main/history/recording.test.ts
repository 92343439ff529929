import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/main/history/open-database.ts';
import { historyOf } from '../../../src/main/history/history.ts';
import { FUTURE_LIMIT_MS } from '../../../src/shared/glucose/freshness.ts';
import { SOURCE_RANK, type Reading } from '../../../src/shared/glucose/reading.ts';
import { NOON, reading, readingArbitrary, seriesFrom } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import {
  clock,
  expectSameSeries,
  newHistory,
  openedHistory,
  rowsOf,
  stored,
  temporaryFolder,
  valueOf,
} from './history-folder.ts';

/** What must be left of several sources' words about one instant: each fact from the best source that knows it. */
function merged(offered: readonly Reading[]): Reading {
  const best = offered.toSorted((a, b) => SOURCE_RANK[b.source] - SOURCE_RANK[a.source]);
  const [first = reading()] = best;
  const known = <F extends 'utcOffsetSeconds' | 'sensorSerial' | 'target'>(fact: F): Reading[F] =>
    best.find((one) => one[fact] !== null)?.[fact] ?? first[fact];
  return {
    ...first,
    utcOffsetSeconds: known('utcOffsetSeconds'),
    sensorSerial: known('sensorSerial'),
    target: known('target'),
  };
}

describe('record', () => {
  test('gives back what was given, and counts', () => {
    const history = newHistory();
    const readings = [0, 1, 2].map((minute) =>
      reading({ measuredAt: NOON + minute * 60_000, mgdl: 100 + minute }),
    );
    expect(history.record(readings)).toEqual({ ok: true, value: { inserted: 3, duplicates: 0 } });
    expect(history.record(readings)).toEqual({ ok: true, value: { inserted: 0, duplicates: 3 } });
    expect(history.record([])).toEqual({ ok: true, value: { inserted: 0, duplicates: 0 } });
    expect(stored(history)).toEqual(readings);
  });

  test.each<Partial<Reading>>([
    { mgdl: 500, offScale: 'HI' },
    { mgdl: 40, offScale: 'LO' },
    { source: 'logbook' },
    { sensorSerial: 'NEW' },
    { sensorSerial: null },
    { utcOffsetSeconds: 0 },
    { target: null },
    { target: { low: 80, high: 180 } },
    { target: { low: 70, high: 181 } },
  ])('gives back neighbours that differ only in %j', (changes) => {
    const history = newHistory();
    const [one, other] = [reading(), reading({ measuredAt: NOON + 30_000, ...changes })];
    const last = reading({ measuredAt: NOON + 60_000 });
    valueOf(history.record([one, other, last]));
    expect(stored(history)).toEqual([one, other, last]);
  });

  test('R7: knows what came from ahead of the clock, whoever recorded it', () => {
    const history = newHistory();
    const ahead = (seconds: number) => reading({ measuredAt: clock.now() + seconds * 1000 });
    const limit = FUTURE_LIMIT_MS / 1000;
    valueOf(history.record([ahead(limit), ahead(limit + 1)]));
    expect(stored(history)).toEqual([ahead(limit), { ...ahead(limit + 1), fromFuture: true }]);
  });

  test('one UTC second is one reading; a batch may repeat itself', () => {
    const history = newHistory();
    const twice = [reading({ measuredAt: NOON + 1 }), reading({ measuredAt: NOON + 999 })];
    expect(valueOf(history.record(twice))).toEqual({ inserted: 1, duplicates: 1 });
    expect(stored(history)).toEqual([reading()]);
  });

  test('a live reading improves the graph point of its instant, never the other way round', () => {
    const graph = reading({ source: 'graph', trend: null, mgdl: 128, color: 1 });
    const live = reading({ mgdl: 133, sensorSerial: null, target: null, utcOffsetSeconds: null });
    for (const order of [
      [graph, live],
      [live, graph],
    ]) {
      const history = newHistory();
      for (const one of order) valueOf(history.record([one]));
      const { sensorSerial, target, utcOffsetSeconds } = graph;
      expect(stored(history)).toEqual([{ ...live, sensorSerial, target, utcOffsetSeconds }]);
    }
  });

  test('W15: graph points less than 30 s apart are one, the first stays; other sources are not touched', () => {
    const history = newHistory();
    const graph = Array.from({ length: 140 }, (_, i) =>
      reading({ source: 'graph', trend: null, measuredAt: NOON + (i - 139) * 300_000 }),
    );
    const shifted = (by: number): Reading[] =>
      graph.map((one) => ({ ...one, measuredAt: one.measuredAt + by * 1000, mgdl: 77 }));
    expect(valueOf(history.record(graph)).inserted).toBe(140);
    for (const by of [1, -1, 29, -29])
      expect(valueOf(history.record(shifted(by)))).toEqual({ inserted: 0, duplicates: 140 });
    expect(stored(history)).toEqual(graph);
    expect(valueOf(history.record(shifted(30))).inserted).toBe(140);
    const live = reading({ measuredAt: NOON + 1000 });
    expect(valueOf(history.record([live])).inserted).toBe(1);
    const bob = reading({ patientId: 'bob', source: 'graph', trend: null, measuredAt: NOON + 1000 });
    expect(valueOf(history.record([bob])).inserted).toBe(1);
  });

  test('a live reading that says what is known already leaves the row as it is', () => {
    const history = newHistory();
    const first = reading();
    valueOf(history.record([first]));
    const again = { ...first, mgdl: 99, sensorSerial: 'another', utcOffsetSeconds: 7200 };
    expect(valueOf(history.record([again]))).toEqual({ inserted: 0, duplicates: 1 });
    expect(stored(history)).toEqual([first]);
  });

  test('of equal sources the first stays', () => {
    const history = newHistory();
    valueOf(history.record([reading({ mgdl: 100 })]));
    expect(valueOf(history.record([reading({ mgdl: 200 })]))).toEqual({ inserted: 0, duplicates: 1 });
    expect(stored(history)).toEqual([reading({ mgdl: 100 })]);
  });

  test('what improves a reading leaves its CreateTime alone', () => {
    const path = join(temporaryFolder(), 'history.db');
    let now = NOON + 60_000;
    const db = valueOf(openDatabase(path, clock));
    const history = historyOf(db, path, { ...clock, now: () => now });
    valueOf(history.record([reading({ source: 'graph', trend: null })]));
    now += 3_600_000;
    valueOf(history.record([reading()]));
    history.close();
    expect(rowsOf(path, 'SELECT Module, CreateTime FROM data_glucose')).toEqual([
      { Module: 'live', CreateTime: '2026-11-20T12:01:00Z' },
    ]);
  });

  test('the same history in any order and overlap of batches', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'history.db');
    const history = openedHistory(path);
    let people = 0;
    // A narrow minute, so that all three sources meet at many instants.
    const served = fc
      .uniqueArray(readingArbitrary(12), {
        selector: ({ measuredAt, source }) => `${measuredAt} ${source}`,
        minLength: 1,
        maxLength: 40,
      })
      // Of graph points so close to each other only the first is kept, whichever it is.
      .map((all) => {
        const graphAt = all.find(({ source }) => source === 'graph')?.measuredAt;
        return all.filter(({ source, measuredAt }) => source !== 'graph' || measuredAt === graphAt);
      });
    const batches = served.chain((all) =>
      fc.record({
        all: fc.constant(all),
        parts: fc.array(fc.shuffledSubarray(all), { maxLength: 6 }),
        rest: fc.shuffledSubarray(all, { minLength: all.length }),
        restAt: fc.nat(6),
      }),
    );
    fc.assert(
      fc.property(batches, ({ all, parts, rest, restAt }) => {
        const patientId = `person ${++people}`;
        const instants = new Set(all.map(({ measuredAt }) => measuredAt));
        let inserted = 0;
        for (const batch of parts.toSpliced(restAt, 0, rest)) {
          const recorded = valueOf(history.record(batch.map((one) => ({ ...one, patientId }))));
          expect(recorded.inserted + recorded.duplicates).toBe(batch.length);
          inserted += recorded.inserted;
        }
        expect(inserted).toBe(instants.size);
        const expected = [...instants]
          .sort((a, b) => a - b)
          .map((instant) => ({
            ...merged(all.filter(({ measuredAt }) => measuredAt === instant)),
            patientId,
          }));
        expect(stored(history, patientId)).toEqual(expected);
        const inColumns = valueOf(history.read((readings) => readings.series(patientId)));
        expectSameSeries(inColumns, seriesFrom(expected));
      }),
      { numRuns: runs(1000, 10_000) },
    );
  });

  test('many at once are what they are one by one', () => {
    // Mostly newer and newer, of two people, with some that were known and some that come late.
    const many = fc.array(readingArbitrary(40), { minLength: 40, maxLength: 160, size: 'max' }).map((all) =>
      all.map((one, i) => ({
        ...one,
        patientId: i % 50 < 40 ? 'ada' : 'ben',
        measuredAt: one.measuredAt + i * 20_000,
      })),
    );
    fc.assert(
      fc.property(many, fc.nat(40), (all, known) => {
        const [atOnce, oneByOne] = [newHistory(), newHistory()];
        for (const history of [atOnce, oneByOne]) valueOf(history.record(all.slice(0, known)));
        const together = valueOf(atOnce.record(all));
        const single = all.map((one) => valueOf(oneByOne.record([one])));
        expect(together).toEqual({
          inserted: single.reduce((sum, { inserted }) => sum + inserted, 0),
          duplicates: single.reduce((sum, { duplicates }) => sum + duplicates, 0),
        });
        expect(stored(atOnce)).toEqual(stored(oneByOne));
        for (const history of [atOnce, oneByOne]) history.close();
      }),
      { numRuns: runs(20, 300) },
    );
  });
});
