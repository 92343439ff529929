import { expect, it } from 'vitest';
import { deltaPerFiveMinutes } from '../../../src/shared/glucose/delta.ts';
import { NOON, reading } from '../../support/readings.ts';

const MINUTE = 60_000;

const ago = (minutes: number, mgdl: number, offScale: 'HI' | 'LO' | null = null) =>
  reading({ measuredAt: NOON - minutes * MINUTE, mgdl, offScale });
const latest = ago(0, 120);

it.each([
  ['the reading five minutes before', [ago(5, 110)], 10],
  ['the nearest to five minutes before', [ago(8, 60), ago(6, 114), ago(3, 60)], 5],
  ['three minutes, scaled up', [ago(3, 114)], 10],
  ['eight minutes, scaled down', [ago(8, 104)], 10],
  ['a rounded figure', [ago(4, 119)], 1],
  ['a fall', [ago(5, 133)], -13],
  ['no change', [ago(5, 120)], 0],
])('against %s', (_, earlier, expected) => {
  expect(deltaPerFiveMinutes(latest, earlier)).toBe(expected);
  expect(deltaPerFiveMinutes(latest, [...earlier].reverse())).toBe(expected);
});

it.each([
  ['there is nothing', []],
  ['there is only itself', [latest]],
  ['it is too near', [ago(2.9, 110)]],
  ['it is too far', [ago(8.1, 110)]],
  ['it is later', [ago(-5, 110)]],
  ['it is off the scale', [ago(5, 40, 'LO')]],
])('is unknown where %s', (_, earlier) => {
  expect(deltaPerFiveMinutes(latest, earlier)).toBeNull();
});

it('is unknown where the latest is off the scale', () => {
  expect(deltaPerFiveMinutes(ago(0, 500, 'HI'), [ago(5, 480)])).toBeNull();
});

it('looks past one that is off the scale', () => {
  expect(deltaPerFiveMinutes(latest, [ago(5, 40, 'LO'), ago(6, 108)])).toBe(10);
});
