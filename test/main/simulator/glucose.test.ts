import { describe, expect, it } from 'vitest';
import { glucoseOf } from '../../../src/main/simulator/glucose.ts';
import { ada, ben, type SimulatedPerson } from '../../../src/main/simulator/people.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.UTC(2026, 9, 1);
const SEEDS = [1, 2, 3, 7, 42, 2026];
const people = [ada, ben];

const seed = fc.integer();
const person = fc.constantFrom(...people);
/** Any minute of eighty years, before the first sensor too. */
const instant = fc
  .integer({ min: Date.UTC(2000, 0) / 1000, max: Date.UTC(2080, 0) / 1000 })
  .map((s) => s * 1000);

/** Each minute of a window, as the sensor gives it. */
function minutes(of: SimulatedPerson, from: number, days: number, withSeed: number): number[] {
  const { measuredAt } = glucoseOf(withSeed, of);
  return Array.from({ length: days * 1440 }, (_, minute) => Math.round(measuredAt(from + minute * MINUTE)));
}

const share = (values: number[], test: (value: number) => boolean) =>
  (100 * values.filter(test).length) / values.length;

describe('a month', () => {
  const cases = SEEDS.flatMap((withSeed) => people.map((of) => [withSeed, of.key, of] as const));
  it.each(cases)('of seed %i looks like a month of %s', (withSeed, _name, of) => {
    const values = minutes(of, START, 30, withSeed);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const figures = {
      mean: Math.round(mean),
      veryLow: share(values, (value) => value < 54),
      low: share(values, (value) => value < 70),
      inRange: share(values, (value) => value >= 70 && value <= 180),
      veryHigh: share(values, (value) => value > 250),
    };
    expect(figures.mean).toBeGreaterThanOrEqual(130);
    expect(figures.mean).toBeLessThanOrEqual(165);
    expect(figures.low).toBeGreaterThanOrEqual(1);
    expect(figures.low).toBeLessThanOrEqual(5);
    expect(figures.inRange).toBeGreaterThanOrEqual(65);
    expect(figures.inRange).toBeLessThanOrEqual(80);
    expect(figures.veryLow).toBeGreaterThan(0);
    expect(figures.veryHigh).toBeGreaterThan(0);
    const steps = values.slice(1).map((value, place) => Math.abs(value - (values[place] ?? value)));
    expect(share(steps, (step) => step > 3)).toBeLessThan(1);
  });
});

describe('the model', () => {
  it('stays on the scale and never jumps, at any instant of any seed', () => {
    fc.assert(
      fc.property(seed, person, instant, (withSeed, of, at) => {
        const { measuredAt, trueAt } = glucoseOf(withSeed, of);
        expect(measuredAt(at)).toBeGreaterThanOrEqual(40);
        expect(measuredAt(at)).toBeLessThanOrEqual(400);
        expect(Math.abs(measuredAt(at + MINUTE) - measuredAt(at))).toBeLessThan(9);
        expect(Math.abs(trueAt(at + 1000) - trueAt(at))).toBeLessThan(0.12);
      }),
      { numRuns: runs(1000, 50_000) },
    );
  });

  it('gives the same value whatever was asked before', () => {
    fc.assert(
      fc.property(seed, person, instant, fc.array(instant, { maxLength: 5 }), (withSeed, of, at, others) => {
        const used = glucoseOf(withSeed, of);
        for (const other of others) used.measuredAt(other);
        expect(used.measuredAt(at)).toBe(glucoseOf(withSeed, of).measuredAt(at));
      }),
      { numRuns: runs(50, 2000) },
    );
  });

  it('gives other seeds and other people other days', () => {
    const days = [minutes(ada, START, 1, 1), minutes(ada, START, 1, 2), minutes(ben, START, 1, 1)];
    expect(new Set(days.map((day) => day.join())).size).toBe(3);
  });

  it('passes through a low and a high in any three days', () => {
    fc.assert(
      fc.property(seed, person, instant, (withSeed, of, at) => {
        const values = minutes(of, at, 3, withSeed);
        expect(Math.min(...values)).toBeLessThan(70);
        expect(Math.max(...values)).toBeGreaterThan(180);
      }),
      { numRuns: runs(60, 3000) },
    );
  });

  it('has a noise of one to three mg/dL that is its own from sensor minute to minute, less so in the graph', () => {
    const { trueAt, measuredAt, smoothedAt } = glucoseOf(1, ada);
    const at = Array.from({ length: 3 * 1440 }, (_, minute) => START + minute * MINUTE);
    const spread = (values: number[]) =>
      Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
    const noise = spread(at.map((t) => measuredAt(t) - trueAt(t)));
    expect(noise).toBeGreaterThan(1);
    expect(noise).toBeLessThan(3);
    const step = (of: (t: number) => number) =>
      spread(at.map((t) => of(t + MINUTE) - of(t) - trueAt(t + MINUTE) + trueAt(t)));
    expect(step(smoothedAt)).toBeLessThan(step(measuredAt) / 2);
  });

  it('keeps nights calmer than days', () => {
    const { trueAt } = glucoseOf(3, ben);
    const moved = (fromHour: number) => {
      let sum = 0;
      for (let day = 0; day < 30; day += 1) {
        // New York is four hours behind UTC in October.
        const from = START + day * DAY + (fromHour + 4) * 60 * MINUTE;
        for (let minute = 0; minute < 240; minute += 5) {
          sum += Math.abs(trueAt(from + (minute + 5) * MINUTE) - trueAt(from + minute * MINUTE));
        }
      }
      return sum;
    };
    expect(moved(1)).toBeLessThan(0.6 * moved(18));
  });
});
