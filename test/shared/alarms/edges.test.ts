import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../../src/shared/alarms/rules.ts';
import { NOON, Story } from './story.ts';

const MINUTE = 60_000;
const FAST_FALL = { fastFall: { ...DEFAULT_RULES.fastFall, on: true } };
const eachMinute = (minutes: number, mgdl: number): number[] => Array.from({ length: minutes }, () => mgdl);

/** What is decided on the very limit, and one step beyond it. */

describe('a fast fall', () => {
  it.each([
    [1, 119, ['+0 fastFall raised fallingFast 119 ♪']],
    [1, 120, []],
    [2, 119, []],
    [null, 119, []],
  ] as const)('arrow %s at %i', (trend, mgdl, told) => {
    expect(new Story(FAST_FALL).hear(mgdl, { trend }).told()).toEqual(told);
  });

  it.each([
    [2, 119, false],
    [3, 119, true],
    [4, 100, true],
    [null, 119, false],
    [1, 129, false],
    [1, 130, true],
  ] as const)('is over with arrow %s at %i: %s', (trend, mgdl, over) => {
    const story = new Story(FAST_FALL).hear(119, { trend: 1 }).pass(1);
    story.told();
    expect(story.hear(mgdl, { trend }).told()).toEqual(over ? [`+1 fastFall cleared recovered ${mgdl}`] : []);
  });

  it('that was silenced is not told again for being deeper', () => {
    const story = new Story(FAST_FALL).hear(119, { trend: 1 });
    story.happen({ type: 'acknowledge', kind: 'fastFall', by: 'tray' });
    story.told();
    expect(story.pass(6).hear(75, { trend: 1 }).told()).toEqual([]);
  });
});

describe('a high that was silenced', () => {
  it.each([
    [299, 301, true],
    [300, 301, true],
    [300, 300, false],
    [301, 320, false],
  ])('at %i rings at %i: %s', (silenced, later, rings) => {
    const story = new Story().hear(silenced).hearEachMinute(silenced);
    story.happen({ type: 'snooze', kind: 'high', minutes: 60, by: 'tray' });
    story.told();
    story.pass(6).hear(later);
    expect(story.told()).toEqual(rings ? [`+7 high raised aboveLimit ${later} ♪`] : []);
  });
});

describe('an urgent high', () => {
  const rules = { urgentHigh: { ...DEFAULT_RULES.urgentHigh, on: true } };

  it('takes half an hour without a return, whatever the high has said', () => {
    const story = new Story(rules).hear(301).hearEachMinute(...eachMinute(29, 301));
    expect(story.told().filter((line) => line.includes('urgentHigh'))).toEqual([]);
    expect(story.hearEachMinute(301).told()).toContain('+30 urgentHigh raised aboveLimit 301 ♪');
  });

  it('that was silenced is told again off the scale, and by nothing less', () => {
    const story = new Story(rules).hear(310).hearEachMinute(...eachMinute(30, 310));
    story.happen({ type: 'acknowledge', kind: 'urgentHigh', by: 'tray' });
    story.told();
    story.hearEachMinute(450);
    expect(story.told()).toEqual([]);
    story.pass(6).hear(500, { offScale: 'HI' });
    expect(story.told()).toEqual(['+37 urgentHigh raised offScaleHigh 500 ♪']);
  });
});

describe('missing data', () => {
  it('is counted from when a reading was heard, where it was measured later than that', () => {
    expect(new Story().hear(110, { age: -4 }).pass(20).told()).toEqual(['+20 noData raised noNewReading ♪']);
  });

  it.each([
    [5, 'noNewReading'],
    [5.5, 'noAnswer'],
  ])('is the server’s after five minutes without an answer: %d min, %s', (minutes, cause) => {
    const story = new Story()
      .learn({ askedByAnother: false, answeredAt: NOON })
      .hear(110)
      .pass(20 - minutes);
    story.learn({ answeredAt: story.at }).told();
    expect(story.pass(minutes).told()).toEqual([`+20 noData raised ${cause} ♪`]);
  });
});

describe('a sensor that warms up', () => {
  it.each([
    [120, []],
    [121, ['+20 noData raised noNewReading ♪']],
  ])('for %i minutes', (minutes, told) => {
    const story = new Story().hear(110);
    story.learn({ sensor: { cause: 'sensorWarmingUp', until: NOON + minutes * MINUTE } }).told();
    expect(story.pass(25).told()).toEqual(told);
  });
});
