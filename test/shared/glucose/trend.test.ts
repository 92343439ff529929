import { expect, it } from 'vitest';
import { trendArrow, trendLabel, trendSymbol } from '../../../src/shared/glucose/trend.ts';

it.each([
  [1, 'falling_fast', '↓'],
  [2, 'falling', '↘'],
  [3, 'stable', '→'],
  [4, 'rising', '↗'],
  [5, 'rising_fast', '↑'],
] as const)('arrow %d is %s %s', (arrow, label, symbol) => {
  expect(trendArrow(arrow)).toBe(arrow);
  expect(trendLabel(arrow)).toBe(label);
  expect(trendSymbol(arrow)).toBe(symbol);
});

it.each([0, 6, -1, 2.5, NaN, '3', null, undefined, true, {}])('%j is no arrow, never "stable"', (value) => {
  expect(trendArrow(value)).toBeNull();
});

it('no arrow has neither label nor symbol', () => {
  expect(trendLabel(null)).toBeNull();
  expect(trendSymbol(null)).toBe('');
});
