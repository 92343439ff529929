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

describe('a reading', () => {
  it.each([
    [15, ['+0 low raised belowLimit 69 ♪']],
    [15.1, []],
  ])('of %d minutes ago', (age, told) => {
    expect(new Story().hear(69, { age }).told()).toEqual(told);
  });

  it('from before the clock was set back is dated by when it was heard', () => {
    const story = new Story();
    story.at += 180 * MINUTE;
    story.hear(110).pass(10);
    story.at -= 180 * MINUTE;
    story.happen({ type: 'tick' });
    expect(story.state.newest).toMatchObject({ mgdl: 110, measuredAt: NOON });
  });
});

describe('a lone high reading', () => {
  const highs = (story: Story): string[] => story.told().filter((line) => line.includes('high'));

  it('is believed after ten minutes, unless the next one is inside the limit', () => {
    expect(highs(new Story().hear(245).pass(9.5))).toEqual([]);
    expect(highs(new Story().hear(245).pass(10))).toEqual(['+10 high raised aboveLimit 245 ♪']);
    expect(highs(new Story().hear(245).hearEachMinute(230).pass(15))).toEqual([]);
  });

  it('is not believed once it is old', () => {
    const story = new Story().hear(245);
    story.at += 16 * MINUTE;
    story.happen({ type: 'tick' });
    expect(highs(story)).toEqual([]);
  });

  it('is followed by another within 45 minutes, or begins anew', () => {
    for (const [gap, told] of [
      [45, 1],
      [45.5, 0],
    ] as const) {
      const story = new Story().hear(245, { age: 15 });
      story.at += (gap - 15) * MINUTE;
      expect(highs(story.hear(245))).toHaveLength(told);
    }
  });
});

describe('a silence', () => {
  it('is for what has been told: what is held back cannot be acknowledged', () => {
    const story = new Story().hear(260, { trend: 2 }).pass(1).hear(260, { trend: 2 });
    story.told();
    story.happen({ type: 'acknowledge', kind: 'high', by: 'tray' });
    expect(story.told()).toEqual([]);
    expect(story.state.kinds.high.silence).toBeNull();
  });

  it('of no minutes is not even written down', () => {
    const story = new Story().hear(69);
    story.told();
    story.happen({ type: 'snooze', kind: 'low', minutes: 0, by: 'tray' });
    story.happen({ type: 'snoozeAll', scope: 'all', minutes: 0, by: 'tray' });
    expect(story.told()).toEqual([]);
  });

  it('of a low is none of missing data', () => {
    const story = new Story().hear(69).pass(20);
    story.told();
    story.happen({ type: 'acknowledge', kind: 'low', by: 'tray' });
    expect(story.told()).toEqual(['+20 low acknowledged byUser 69 until +50']);
  });

  it('of a low is not cut short by a shorter one of the urgent low', () => {
    const story = new Story().hear(69);
    story.happen({ type: 'snooze', kind: 'low', minutes: 60, by: 'tray' });
    story.pass(6).hear(54);
    story.happen({ type: 'snooze', kind: 'low', minutes: 60, by: 'tray' });
    story.happen({ type: 'acknowledge', kind: 'urgentLow', by: 'tray' });
    expect(story.state.kinds.low.silence?.until).toBe(NOON + 66 * MINUTE);
  });

  it('of missing data ends with it: the next time it rings', () => {
    const story = new Story().hear(110).pass(20);
    story.happen({ type: 'snooze', kind: 'noData', minutes: 60, by: 'tray' });
    story.pass(1).hear(110).told();
    expect(story.pass(20).told()).toEqual(['+41 noData raised noNewReading ♪']);
  });

  it('of everything holds for missing data until it becomes a matter of high priority', () => {
    const story = new Story().hear(110);
    story.happen({ type: 'snoozeAll', scope: 'all', minutes: 120, by: 'tray' });
    story.told();
    expect(story.pass(61).told()).toEqual([
      '+20 noData heldBack snoozed',
      '+60 noData raised noNewReading ♪',
    ]);
  });

  it('of everything holds for data that is not missing, whatever rings', () => {
    const story = new Story().hear(110);
    story.happen({ type: 'snoozeAll', scope: 'all', minutes: 120, by: 'tray' });
    story.pass(1).hear(50);
    expect(story.state.kinds.noData.silence).not.toBeNull();
  });

  it.each([
    [14, '+18 high heldBack snoozed 246'],
    [15, '+19 high raised aboveLimit 246 ♪'],
  ])('of a high, after %d minutes on the safe side', (minutes, told) => {
    const story = new Story().hear(250).hearEachMinute(251);
    story.happen({ type: 'snooze', kind: 'high', minutes: 90, by: 'tray' });
    story.hearEachMinute(...eachMinute(minutes + 1, 150)).told();
    expect(story.hearEachMinute(245, 246).told()).toEqual([told]);
  });
});

describe('a sound', () => {
  it('of missing data, grave as it is, keeps no urgent low from being heard', () => {
    const story = new Story().hear(110).pass(60);
    story.told();
    story.pass(2).hear(50);
    expect(story.told()).toContain('+62 urgentLow raised belowLimit 50 ♪');
  });

  it('that is due in quiet hours is held back once, and comes after them', () => {
    const rules = { high: { ...DEFAULT_RULES.high, quiet: { from: 12 * 60 + 10, to: 13 * 60 } } };
    const story = new Story(rules).hear(250).hearEachMinute(...eachMinute(62, 250));
    expect(story.told()).toEqual([
      '+1 high raised aboveLimit 250 ♪',
      '+31 high heldBack quietHours 250',
      '+60 high repeated aboveLimit 250 ♪',
    ]);
  });

  it('of missing data is not repeated by a start before a request had its minute', () => {
    const story = new Story().hear(110).pass(20);
    story.told();
    story.at += 40 * MINUTE;
    story.happen({ type: 'resumed' });
    expect(story.told()).toEqual([]);
    expect(story.pass(1).told()).toEqual(['+61 noData repeated noNewReading ♪']);
  });
});

describe('a hold', () => {
  const HELD = { low: { ...DEFAULT_RULES.low, holdWhileRising: true } };

  it.each([
    ['on its way up', HELD, 4, 10, false],
    ['hardly on its way up', HELD, 4, 9, true],
    ['whose arrow says nothing', HELD, null, 12, true],
    ['whose arrow is level', HELD, 3, 12, true],
    ['on its way up, where that is not wished', {}, 5, 12, true],
  ] as const)('of a low %s', (_, rules, trend, gained, rings) => {
    const story = new Story(rules).hear(65 - gained, { trend: 2 });
    story.happen({ type: 'acknowledge', kind: 'low', by: 'tray' });
    story.happen({ type: 'acknowledge', kind: 'urgentLow', by: 'tray' });
    story.pass(30).told();
    const told = story.hear(65, { trend }).told();
    expect(
      told.some((line) => line.startsWith('+30 low raised')),
      told.join(),
    ).toBe(rings);
    if (!rings) expect(told).toContain('+30 low heldBack rising 65');
  });

  it('of a low on its way up is not for the very first reading', () => {
    expect(new Story(HELD).hear(65, { trend: 4 }).told()).toEqual(['+0 low raised belowLimit 65 ♪']);
  });

  it('of a low on its way up is for no high, and that of a high needs an arrow', () => {
    for (const trend of [5, null] as const) {
      const story = new Story(HELD).hear(245, { trend }).pass(1).hear(260, { trend });
      expect(story.told()).toEqual(['+1 high raised aboveLimit 260 ♪']);
    }
  });

  it('of a fast fall is for a low that somebody knows of, told or snoozed ahead', () => {
    const told = new Story(FAST_FALL).hear(69, { trend: 1 });
    expect(told.told()).toEqual(['+0 low raised belowLimit 69 ♪', '+0 fastFall heldBack strongerAlarm 69']);
    const ahead = new Story(FAST_FALL).hear(130);
    ahead.happen({ type: 'snooze', kind: 'low', minutes: 60, by: 'tray' });
    ahead.told();
    expect(ahead.pass(1).hear(69, { trend: 1 }).told()).toEqual([
      '+1 low heldBack snoozed 69',
      '+1 fastFall heldBack strongerAlarm 69',
    ]);
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
