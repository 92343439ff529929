import { expect, it } from 'vitest';
import { cardFacts } from '../../../src/renderer/alarm/card-facts.ts';
import type { ShownAlarm } from '../../../src/shared/alarms/shown-alarm.ts';
import { course, MINUTE, NOON, ringing } from '../../../scripts/gallery/scenes/snapshots.ts';

const clock = (instant: number) => new Date(instant).toISOString().slice(11, 16);

/** Beside Ada's alarm, with a reading a minute up to the one it is about. */
function facts(changes: Partial<ShownAlarm>, ageMs = MINUTE) {
  const recent = course({ mgdl: 63, trend: 2, ageMs });
  const alarm = ringing({ since: Date.UTC(2026, 10, 20, 2, 10), measuredAt: NOON - ageMs, ...changes });
  return cardFacts(alarm, recent.at(-1)!, recent, 'mmol', NOON, clock);
}

it('D16: says value, trend, age, how fast it changes and since when', () => {
  expect(facts({})).toEqual({
    value: '3.5',
    unit: 'mmol/L',
    arrow: '↘',
    wear: 'fresh',
    words: ['1 min ago'],
    more: ['−0.2 mmol/L in 5 min', 'since 02:10'],
  });
});

it('D16: says no change of a value that is ten minutes old, off the scale, or not the one of the alarm', () => {
  for (const one of [
    facts({}, 11 * MINUTE),
    facts({ cause: 'offScaleLow' }),
    facts({ measuredAt: NOON - 5 * MINUTE - 1 }),
  ])
    expect(one.more).toEqual(['since 02:10']);
});

it('D16: says of what cannot be in numbers since when it is so, and of no value when it was last known', () => {
  expect(facts({ kind: 'impaired', cause: 'storageFailed' }).more).toEqual(['since 02:10']);
  expect(facts({ kind: 'sensor', cause: 'sensorEnded', since: null }).more).toEqual([]);
  expect(facts({}, 25 * MINUTE)).toMatchObject({ words: ['no data since 11:35'], more: [] });
});
