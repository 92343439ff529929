import { describe, expect, it } from 'vitest';
import type { FileReading, HeldReading } from '../../../src/shared/exchange/import-file.ts';
import { mergePlan } from '../../../src/shared/exchange/merge-plan.ts';
import { HOUR, MINUTE } from '../../../src/shared/time.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

const NOON = Date.UTC(2026, 10, 21, 12);

function inFile(minutes: number, mgdl: number, more: Partial<FileReading> = {}): FileReading {
  const measuredAt = NOON + minutes * MINUTE;
  return {
    patientId: 'ada',
    measuredAt,
    wall: measuredAt + HOUR,
    mgdl,
    offScale: null,
    trend: null,
    color: null,
    utcOffsetSeconds: 3600,
    sensorSerial: null,
    target: null,
    source: 'import',
    line: 1,
    kind: 'history',
    isExact: false,
    ...more,
  };
}

function held(seconds: number, mgdl: number, more: Partial<HeldReading> = {}): HeldReading {
  const measuredAt = NOON + seconds * 1000;
  return { measuredAt, wall: measuredAt + HOUR, mgdl, source: 'graph', ...more };
}

describe('the merge plan', () => {
  it.each([
    ['a minute that we have not', inFile(1, 100), held(0, 100), 'inserted'],
    ['the same value', inFile(0, 100), held(36, 100), 'duplicates'],
    ['2 mg/dL more', inFile(0, 102), held(0, 100), 'duplicates'],
    ['2 mg/dL less', inFile(0, 98), held(59, 100), 'duplicates'],
    ['3 mg/dL more', inFile(0, 103), held(36, 100), 'conflicts'],
    ['a live one beside it', inFile(0, 140), held(10, 100, { source: 'live' }), 'conflicts'],
    ['an earlier import', inFile(0, 100), held(0, 100, { source: 'import' }), 'duplicates'],
    ['a clock of another zone', inFile(0, 100, { wall: NOON }), held(0, 100), 'duplicates'],
    [
      'a journey',
      inFile(0, 100, { wall: NOON + 5 * HOUR }),
      held(3600, 100, { wall: NOON + 5 * HOUR + 20_000 }),
      'duplicates',
    ],
    [
      'an instant of its own, while we were on a journey',
      inFile(0, 100, { isExact: true, wall: NOON + 5 * HOUR }),
      held(3600, 100, { wall: NOON + 5 * HOUR + 20_000 }),
      'inserted',
    ],
    ['an instant of ours', inFile(0, 100, { isExact: true, wall: NOON }), held(20, 100), 'duplicates'],
    ['a clock of ours that is not known', inFile(0, 100), held(0, 100, { wall: null }), 'duplicates'],
    ['the same minute of somebody else', inFile(0, 100, { patientId: 'ben' }), held(0, 100), 'inserted'],
  ] as const)('%s', (_, reading, ours, becomes) => {
    const plan = mergePlan([reading], (patientId) => (patientId === 'ada' ? [ours] : []));
    expect(Object.entries(plan).flatMap(([name, list]) => (list.length > 0 ? [name] : []))).toEqual([
      becomes,
    ]);
    if (becomes !== 'inserted') expect(plan[becomes]).toEqual([{ reading, held: ours }]);
  });

  it('meets the nearest of several in a minute', () => {
    const [near, far] = [held(50, 121), held(5, 100)];
    expect(mergePlan([inFile(0, 120)], () => [far, near]).duplicates).toMatchObject([{ held: near }]);
  });

  it('puts each reading in one place, and none where we have one; what was stored is a duplicate the next time', () => {
    const file = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 40, max: 300 })), { maxLength: 40 });
    const ours = fc.array(fc.tuple(fc.nat(3600), fc.integer({ min: 40, max: 300 })), { maxLength: 40 });
    fc.assert(
      fc.property(file, ours, (rows, known) => {
        const minutes = new Map(rows);
        const readings = [...minutes].map(([minute, mgdl]) => inFile(minute, mgdl));
        const holding = known.map(([second, mgdl]) => held(second, mgdl));
        const plan = mergePlan(readings, () => holding);
        const all = [plan.inserted, plan.duplicates, plan.conflicts].map(({ length }) => length);
        expect(all.reduce((sum, one) => sum + one, 0)).toBe(readings.length);
        const taken = new Set(holding.map(({ measuredAt }) => Math.floor(measuredAt / MINUTE)));
        expect(plan.inserted).toEqual(
          readings.filter(({ measuredAt }) => !taken.has(Math.floor(measuredAt / MINUTE))),
        );
        const again = mergePlan(readings, () => [...holding, ...plan.inserted]);
        expect(again.inserted).toEqual([]);
        expect(again.duplicates.length).toBe(plan.inserted.length + plan.duplicates.length);
        expect(again.conflicts.length).toBe(plan.conflicts.length);
      }),
      { numRuns: runs(200, 5000) },
    );
  });
});
