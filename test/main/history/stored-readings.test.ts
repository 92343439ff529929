import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { historyOf, type History, type StoredReadings } from '../../../src/main/history/history.ts';
import { openDatabase } from '../../../src/main/history/open-database.ts';
import { instantOf } from '../../../src/shared/statistics/civil-clock.ts';
import { NOON, personArbitrary, reading, seriesFrom } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import {
  clock,
  expectSameSeries,
  newHistory,
  temporaryFolder,
  valueOf,
  personInfo,
} from './history-folder.ts';

describe('people', () => {
  test('are as last heard of, in the order first heard of', () => {
    const history = newHistory();
    valueOf(history.rememberPerson(personInfo()));
    valueOf(history.record([reading({ patientId: 'bob' })]));
    valueOf(
      history.rememberPerson(personInfo({ lastName: 'King', target: { low: 80, high: 160 }, unit: 'mgdl' })),
    );
    valueOf(
      history.rememberPerson(personInfo({ patientId: 'bob', firstName: 'Bob', lastName: '', unit: 'mmol' })),
    );
    expect(valueOf(history.read((readings) => readings.people()))).toEqual([
      { patientId: 'ada', firstName: 'Ada', lastName: 'King', target: { low: 80, high: 160 }, unit: 'mgdl' },
      { patientId: 'bob', firstName: 'Bob', lastName: '', target: null, unit: 'mmol' },
    ]);
  });

  test('the same news again writes nothing', () => {
    const path = join(temporaryFolder(), 'history.db');
    const db = valueOf(openDatabase(path, clock));
    const history = historyOf(db, path, clock);
    const changes = (): unknown => db.prepare('SELECT total_changes()').pluck().get();
    valueOf(history.rememberPerson(personInfo({ target: { low: 70, high: 180 } })));
    const before = changes();
    valueOf(history.rememberPerson(personInfo({ target: { low: 70, high: 180 } })));
    expect(changes()).toBe(before);
    history.close();
  });

  test('any names come back as they were', () => {
    const history = newHistory();
    fc.assert(
      fc.property(personArbitrary, (someone) => {
        valueOf(history.rememberPerson({ ...someone, target: null, unit: null }));
        expect(valueOf(history.read((readings) => readings.people().at(-1)))).toEqual({
          ...someone,
          target: null,
          unit: null,
        });
      }),
      { numRuns: runs(50, 500) },
    );
  });
});

describe('questions', () => {
  const minute = (count: number): number => NOON + (count - 15) * 60_000;

  function filled(): History {
    const history = newHistory();
    valueOf(
      history.record([
        reading({ measuredAt: minute(0), utcOffsetSeconds: 7200 }),
        reading({ measuredAt: minute(5), source: 'graph', trend: null, utcOffsetSeconds: null }),
        reading({ measuredAt: minute(10), utcOffsetSeconds: 3610 }),
        reading({ measuredAt: minute(15), source: 'graph', trend: null, utcOffsetSeconds: null }),
        reading({ measuredAt: minute(5), patientId: 'bob' }),
      ]),
    );
    return history;
  }

  const ask = <T>(question: (stored: StoredReadings) => T): T => valueOf(filled().read(question));

  test('has', () => {
    expect(ask((stored) => stored.has('ada', minute(5)))).toBe(true);
    expect(ask((stored) => stored.has('ada', minute(6)))).toBe(false);
    expect(ask((stored) => stored.has('eve', minute(5)))).toBe(false);
  });

  test('oldest is of any source; there is none of whom nobody has heard', () => {
    expect(ask((stored) => stored.oldest('ada'))).toBe(minute(0));
    expect(ask((stored) => stored.oldest('eve'))).toBeNull();
  });

  test('newest and newestLive look at or before an instant', () => {
    expect(ask((stored) => stored.newest('ada', minute(60))?.measuredAt)).toBe(minute(15));
    expect(ask((stored) => stored.newest('ada', minute(15) - 1)?.measuredAt)).toBe(minute(10));
    expect(ask((stored) => stored.newest('ada', minute(0) - 1))).toBeNull();
    expect(ask((stored) => stored.newestLive('ada', Infinity))).toBe(minute(10));
    expect(ask((stored) => stored.newestLive('ada', minute(9)))).toBe(minute(0));
    expect(ask((stored) => stored.newestLive('ada', minute(-1)))).toBeNull();
    expect(ask((stored) => stored.newestLive('eve', Infinity))).toBeNull();
  });

  test('windows hold their start and not their end; everyone comes by time, then by person', () => {
    const instants = (question: { measuredAt: number }[]): number[] =>
      question.map(({ measuredAt }) => measuredAt);
    const window = { from: minute(5), to: minute(15) };
    expect(instants(ask((stored) => stored.readings('ada', window)))).toEqual([minute(5), minute(10)]);
    expect(instants(ask((stored) => stored.readings('ada', { from: minute(5) + 1 })))).toEqual([
      minute(10),
      minute(15),
    ]);
    expect(ask((stored) => stored.readings(null, { to: minute(6) })).map((one) => one.patientId)).toEqual([
      'ada',
      'ada',
      'bob',
    ]);
    expect(Array.from(ask((stored) => stored.series('ada', window)).at)).toEqual([
      minute(5) / 1000,
      minute(10) / 1000,
    ]);
    expect(ask((stored) => stored.series('eve')).at).toHaveLength(0);
    expect(ask((stored) => stored.series('ada', { from: minute(99) })).at).toHaveLength(0);
  });

  test('offsetNear takes the nearest reading that has one, as a zone', () => {
    expect(ask((stored) => stored.offsetNear('ada', minute(-500)))).toBe(7200);
    expect(ask((stored) => stored.offsetNear('ada', minute(5)))).toBe(7200);
    expect(ask((stored) => stored.offsetNear('ada', minute(6)))).toBe(3600);
    expect(ask((stored) => stored.offsetNear('ada', minute(500)))).toBe(3600);
    expect(ask((stored) => stored.offsetNear('eve', minute(5)))).toBeNull();
  });

  test('W14: in the night the clocks go back they do so at the full hour, wherever the readings lie', () => {
    for (const second of [0, 20, 40, 59]) {
      const history = newHistory();
      // London: until 01:00 UTC an hour ahead of it.
      const change = Date.UTC(2026, 9, 25, 1);
      valueOf(
        history.record(
          Array.from({ length: 240 }, (_, i) => {
            const measuredAt = change + (i - 120) * 60_000 + second * 1000;
            return reading({ measuredAt, utcOffsetSeconds: measuredAt < change ? 3600 : 0 });
          }),
        ),
      );
      const near = (at: number) => valueOf(history.read((one) => one.offsetNear('ada', at)));
      expect([near(change - 1), near(change), near(change + 30_000)], String(second)).toEqual([3600, 0, 0]);
      const clock = (at: number) => near(at) ?? 0;
      const from = instantOf(Date.UTC(2026, 9, 25, 1), clock);
      const to = instantOf(Date.UTC(2026, 9, 25, 2), clock);
      expect(valueOf(history.read((one) => one.readings('ada', { from, to })))).toHaveLength(120);
    }
  });

  test('a window too wide for one number per reading is read in stretches', () => {
    const path = join(temporaryFolder(), 'history.db');
    const db = valueOf(openDatabase(path, clock));
    const history = historyOf(db, path, clock);
    const readings = Array.from({ length: 100 }, (_, i) =>
      reading({ measuredAt: NOON + i * 86_400_000, mgdl: 100 + i, utcOffsetSeconds: (i % 5) * 900 }),
    );
    valueOf(history.record(readings));
    // One context with a huge key leaves few bits for the instant.
    db.exec(`INSERT INTO context (id, source) VALUES (${2 ** 23}, 'live')`);
    expectSameSeries(valueOf(history.read((stored) => stored.series('ada'))), seriesFrom(readings));
    history.close();
  });

  test('R7: what was from the future when it was heard stays so, and is never the newest', () => {
    const history = newHistory();
    const at = NOON - 600_000;
    const asked = () =>
      valueOf(
        history.read((stored) => ({
          marks: stored.readings('ada').map(({ fromFuture }) => fromFuture ?? false),
          was: [at, NOON - 900_000].map((instant) => stored.wasFromFuture('ada', instant)),
          newest: stored.newest('ada', NOON)?.measuredAt,
          newestLive: stored.newestLive('ada', NOON),
        })),
      );
    const expected = {
      marks: [false, true],
      was: [false, false],
      newest: NOON - 900_000,
      newestLive: NOON - 900_000,
    };
    valueOf(history.record([reading({ measuredAt: NOON - 900_000 })]));
    // The disk took it only when its instant was past; served again it is no news.
    valueOf(history.record([reading({ measuredAt: at, fromFuture: true }), reading({ measuredAt: at })]));
    expect(asked()).toEqual({ ...expected, was: [true, false] });
    expect(valueOf(history.read((stored) => stored.wasFromFuture('eve', at)))).toBe(false);
  });

  test('a bug in a question is thrown, not taken for a problem of the disk', () => {
    expect(() =>
      newHistory().read(() => {
        throw new TypeError('bug');
      }),
    ).toThrow('bug');
  });
});
