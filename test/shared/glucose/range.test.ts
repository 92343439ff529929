import { expect, it } from 'vitest';
import { rangeOf } from '../../../src/shared/glucose/range.ts';

const target = { low: 80, high: 160 };

it.each([
  [79, 'low'],
  [80, 'in_range'],
  [160, 'in_range'],
  [161, 'high'],
])('%d mg/dL against a target of 80-160 is %s', (mgdl, range) => {
  expect(rangeOf(mgdl, null, target)).toBe(range);
});

it.each([
  [69, 'low'],
  [70, 'in_range'],
  [180, 'in_range'],
  [181, 'high'],
])('%d mg/dL without a target goes by the consensus: %s', (mgdl, range) => {
  expect(rangeOf(mgdl, null, null)).toBe(range);
});

it('off the scale is out of range, whatever the number and the target', () => {
  for (const mgdl of [40, 100, 500]) {
    for (const bounds of [target, null, { low: 30, high: 600 }]) {
      expect(rangeOf(mgdl, 'HI', bounds)).toBe('high');
      expect(rangeOf(mgdl, 'LO', bounds)).toBe('low');
    }
  }
});
