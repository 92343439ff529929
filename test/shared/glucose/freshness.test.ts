import { expect, it } from 'vitest';
import { ageSeconds, freshnessOf, isFuture } from '../../../src/shared/glucose/freshness.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 21, 12);

it.each([
  [-60 * MINUTE, 'old'],
  [-5 * MINUTE - 1, 'old'],
  [-5 * MINUTE, 'current'],
  [0, 'current'],
  [5 * MINUTE - 1, 'current'],
  [5 * MINUTE, 'delayed'],
  [15 * MINUTE - 1, 'delayed'],
  [15 * MINUTE, 'stale'],
  [20 * MINUTE, 'stale'],
  [20 * MINUTE + 1, 'old'],
  [365 * 24 * 60 * MINUTE, 'old'],
])('a reading %d ms old is %s', (age, freshness) => {
  expect(freshnessOf(NOW - age, NOW)).toBe(freshness);
});

it.each([
  [0, 0],
  [999, 0],
  [1000, 1],
  [59_999, 59],
  [-1, 0],
  [-5 * MINUTE, 0],
  [-60 * MINUTE, -3600],
])('an age of %d ms is %d s', (age, seconds) => {
  expect(ageSeconds(NOW - age, NOW)).toBe(seconds);
});

it('the future begins after five minutes', () => {
  expect(isFuture(NOW, NOW)).toBe(false);
  expect(isFuture(NOW + 5 * MINUTE, NOW)).toBe(false);
  expect(isFuture(NOW + 5 * MINUTE + 1, NOW)).toBe(true);
});
