import { expect, it } from 'vitest';
import { mayChime } from '../../../src/shared/alarms/ringing.ts';
import { DEFAULT_RULES } from '../../../src/shared/alarms/rules.ts';
import type { TrendArrow } from '../../../src/shared/glucose/trend.ts';
import { NOON, Story } from './story.ts';

const can = (story: Story, kind: 'low' | 'noData' | 'urgentLow' = 'low') =>
  mayChime(story.state, story.rules, { at: story.at, offsetSeconds: 0 }, kind);
const { low } = DEFAULT_RULES;

it('D17: a low that nobody has answered may be heard once more within its five minutes', () => {
  expect(can(new Story().hear(66).hearEachMinute(66, 65))).toBe(true);
  expect(can(new Story().hear(66).pass(2))).toBe(true);
});

it.each([
  ['is back inside its limit', new Story().hear(66).hearEachMinute(68, 72)],
  ['is over', new Story().hear(66).hearEachMinute(70, 90)],
  ['has not begun', new Story().hear(90)],
  ['has become an urgent one, which says more', new Story().hear(66).hearEachMinute(54)],
  ['is followed by nothing any more', new Story().hear(66, { age: 14 }).pass(2)],
])('D17: not where it %s', (_, story) => {
  expect(can(story)).toBe(false);
});

it.each([
  ['acknowledged', { type: 'acknowledge', kind: 'low', by: 'tray' }],
  ['snoozed', { type: 'snooze', kind: 'low', minutes: 15, by: 'tray' }],
] as const)('D17: not where it is %s', (_, event) => {
  const story = new Story().hear(66);
  story.happen(event);
  expect(can(story)).toBe(false);
});

it('D17: not where its quiet hours have begun meanwhile', () => {
  const quiet = { from: 12 * 60 + 1, to: 13 * 60 };
  const story = new Story({ low: { ...low, quiet } }, NOON).hear(66).pass(0.5);
  expect(can(story)).toBe(true);
  expect(can(story.pass(0.5))).toBe(false);
});

it('D17: not on the way up, where that holds it back', () => {
  const rising = { trend: 4 as TrendArrow };
  for (const [holdWhileRising, may] of [
    [false, true],
    [true, false],
  ] as const) {
    const story = new Story({ low: { ...low, holdWhileRising } }).hear(55).pass(1).hear(66, rising);
    expect(can(story)).toBe(may);
  }
});

it('D17: a night low, like an urgent one, sounds for a minute as it is', () => {
  const night = new Story({ low: { ...low, night: { from: 11 * 60, to: 13 * 60 } } }).hear(66).pass(2);
  expect(can(night)).toBe(false);
  expect(can(new Story().hear(50).pass(2), 'urgentLow')).toBe(false);
});
