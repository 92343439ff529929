import { describe, expect, it } from 'vitest';
import { SPAN_MS, sparklineShape } from '../../../../src/renderer/window/now/sparkline-shape.ts';
import { NOON, reading, readingArbitrary } from '../../../support/readings.ts';
import { runs } from '../../../support/runs.ts';
import fc from '../../../support/seeds.ts';

const MINUTE = 60_000;
const BOX = { width: 600, height: 120 };
const TARGET = { low: 70, high: 180 };
const shape = (minutesBack: readonly number[], mgdl = 120) =>
  sparklineShape(
    minutesBack.map((back) => reading({ measuredAt: NOON - back * MINUTE, mgdl })),
    TARGET,
    NOON,
    BOX,
  );

describe('the small chart', () => {
  it('has nothing to draw without readings, or of older ones alone', () => {
    expect(shape([])).toBeNull();
    expect(shape([181, 400])).toBeNull();
  });

  it('breaks its line at a gap', () => {
    const drawn = shape([60, 59, 58, 20, 19, 18, 1]);
    expect(drawn?.lines).toHaveLength(3);
    expect(drawn?.gaps).toEqual([
      { x: 406.7, width: 126.6 },
      { x: 540, width: 56.7 },
    ]);
  });

  it('leaves the time since the newest reading open', () => {
    expect(shape([40, 39])?.gaps).toEqual([{ x: 470, width: 130 }]);
  });

  it('shows the target, and grows for what is higher', () => {
    const usual = shape([1])?.band;
    const high = shape([1], 460)?.band;
    expect(high!.height).toBeLessThan(usual!.height);
    expect(shape([1], 460)!.dots[0]!.y).toBeGreaterThanOrEqual(0);
  });

  it('keeps every reading inside its box, once, oldest first', () => {
    const some = fc.array(readingArbitrary(SPAN_MS / 1000), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(some, (readings) => {
        const now = NOON + SPAN_MS - 1000;
        const drawn = sparklineShape(readings, TARGET, now, BOX);
        const instants = new Set(
          readings.map(({ measuredAt }) => measuredAt).filter((at) => at > now - SPAN_MS),
        );
        expect(new Set(drawn?.dots.map(({ measuredAt }) => measuredAt) ?? [])).toEqual(instants);
        for (const { x, y } of drawn?.dots ?? []) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(BOX.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(BOX.height);
        }
      }),
      { numRuns: runs(100, 2000) },
    );
  });
});
