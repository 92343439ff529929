import { describe, expect, it } from 'vitest';
import { shownValue } from '../../../src/renderer/components/shown-value.ts';
import { NOON, reading } from '../../support/readings.ts';

const MINUTE = 60_000;
const SECOND = 1000;
const newest = reading({ mgdl: 140, trend: 4 });
const before = reading({ measuredAt: NOON - 5 * MINUTE, mgdl: 134 });

const at = (age: number) => shownValue(newest, [before, newest], NOON + age);

describe('what may be shown of a value', () => {
  it.each([
    ['just now', 0, 'current', true, true],
    ['a little ahead of our clock', -5 * MINUTE, 'current', true, true],
    ['4:59', 5 * MINUTE - SECOND, 'current', true, true],
    ['5:00', 5 * MINUTE, 'delayed', true, true],
    ['9:59', 10 * MINUTE - SECOND, 'delayed', true, true],
    ['10:00', 10 * MINUTE, 'dimmed', false, true],
    ['14:59', 15 * MINUTE - SECOND, 'dimmed', false, true],
    ['15:00', 15 * MINUTE, 'stale', false, false],
    ['20:00', 20 * MINUTE, 'stale', false, false],
    ['20:01', 20 * MINUTE + SECOND, 'old', false, false],
    ['weeks', 21 * 24 * 60 * MINUTE, 'old', false, false],
    ['dated ahead', -5 * MINUTE - SECOND, 'future', false, false],
  ])('%s', (_, age, look, moves, hasRange) => {
    const shown = at(age);
    expect(shown.look).toBe(look);
    expect(shown.trend).toBe(moves ? 4 : null);
    expect(shown.delta).toBe(moves ? 6 : null);
    expect(shown.range).toBe(hasRange ? 'in_range' : null);
  });
});
