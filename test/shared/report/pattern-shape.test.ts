import { describe, expect, it } from 'vitest';
import { bandPath, holesOf, linePath, TOP_MGDL, xOf, yOf } from '../../../src/shared/report/pattern-shape.ts';
import type { ProfileBin } from '../../../src/shared/statistics/ambulatory-profile.ts';

const box = { left: 0, top: 0, width: 1440, height: TOP_MGDL };
const binAt = (minute: number, changes: Partial<ProfileBin> = {}): ProfileBin => ({
  minute,
  days: 14,
  slots: 42,
  p5: 80,
  p25: 100,
  p50: 120,
  p75: 150,
  p95: 200,
  ...changes,
});
const bins = Array.from({ length: 96 }, (_, i) => binAt(i * 15));
const numbers = (path: string) => path.match(/-?[\d.]+/g)!.map(Number);

describe('the drawing of a daily pattern', () => {
  it('goes from midnight to midnight, and up with glucose', () => {
    expect([xOf(0, box), xOf(720, box), xOf(1440, box)]).toEqual([0, 720, 1440]);
    expect([yOf(0, box), yOf(70, box), yOf(TOP_MGDL, box)]).toEqual([350, 280, 0]);
    // What is above the scale stands at its edge.
    expect(yOf(500, box)).toBe(0);
    const line = numbers(linePath(bins, 'p50', box));
    expect([line[0], line.at(-2)]).toEqual([0, 1440]);
    expect(new Set(line.filter((_, i) => i % 2 === 1))).toEqual(new Set([230]));
  });

  it('joins nothing over a hole, and says where it is', () => {
    const empty = { p5: null, p25: null, p50: null, p75: null, p95: null };
    const holey = bins.map((bin) => (bin.minute >= 120 && bin.minute < 180 ? { ...bin, ...empty } : bin));
    expect(holesOf(holey)).toEqual([{ from: 120, to: 180 }]);
    expect(linePath(holey, 'p50', box).match(/M/g)).toHaveLength(2);
    expect(bandPath(holey, 'p25', 'p75', box).match(/Z/g)).toHaveLength(2);
    const xs = numbers(linePath(holey, 'p50', box)).filter((_, i) => i % 2 === 0);
    expect(xs.some((x) => x > 120 && x < 180)).toBe(false);
    expect(holesOf(bins)).toEqual([]);
    expect(holesOf(bins.map((bin) => ({ ...bin, ...empty })))).toEqual([{ from: 0, to: 1440 }]);
  });

  it('leaves the outer band away where only the inner is known', () => {
    const few = bins.map((bin) => ({ ...bin, p5: null, p95: null }));
    expect(bandPath(few, 'p5', 'p95', box)).toBe('');
    expect(bandPath(few, 'p25', 'p75', box)).not.toBe('');
    expect(linePath([], 'p50', box)).toBe('');
  });
});
