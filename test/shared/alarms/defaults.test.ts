import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES, type AlarmRules } from '../../../src/shared/alarms/rules.ts';
import { NOON, Story } from './story.ts';

/** Each line of the table of defaults (clinical.md 4.3), told from the first reading on. */
const chapters: {
  name: string;
  rules?: Partial<AlarmRules>;
  tell: (story: Story) => Story;
  told: string[];
}[] = [
  {
    name: 'urgent low: below 55, on the first reading, every five minutes until somebody acknowledges',
    tell: (story) => story.hear(55).hearEachMinute(54, 53, 52, 52, 52, 52, 52, 52, 52, 52, 52),
    told: [
      '+0 low raised belowLimit 55 ♪',
      '+1 urgentLow raised belowLimit 54 ♪',
      '+6 urgentLow repeated belowLimit 52 ♪',
      '+11 urgentLow repeated belowLimit 52 ♪',
    ],
  },
  {
    name: 'low: below 70, on the first reading, every 15 minutes, six times at most',
    tell(story) {
      story.hear(70).pass(1).hear(69);
      for (let minute = 0; minute < 150; minute += 1) story.pass(1).hear(66);
      return story;
    },
    told: [
      '+1 low raised belowLimit 69 ♪',
      ...[16, 31, 46, 61, 76, 91].map((minute) => `+${minute} low repeated belowLimit 66 ♪`),
    ],
  },
  {
    name: 'high: above 240, on the second reading, every 30 minutes',
    tell(story) {
      story.hear(240).hearEachMinute(241, 242);
      for (let minute = 0; minute < 65; minute += 1) story.pass(1).hear(250);
      return story;
    },
    told: [
      '+2 high raised aboveLimit 242 ♪',
      '+32 high repeated aboveLimit 250 ♪',
      '+62 high repeated aboveLimit 250 ♪',
    ],
  },
  {
    name: 'high: a lone reading is believed after ten minutes in which nothing contradicts it',
    tell: (story) => story.hear(245).pass(12),
    told: ['+10 high raised aboveLimit 245 ♪'],
  },
  {
    name: 'high: a lone reading that is contradicted is no alarm',
    tell: (story) => story.hear(245).hearEachMinute(210).pass(15),
    told: [],
  },
  {
    name: 'urgent high: off unless switched on',
    tell: (story) => story.hear(350).hearEachMinute(350).pass(5).hear(350),
    told: ['+1 high raised aboveLimit 350 ♪'],
  },
  {
    name: 'urgent high: above 300 for half an hour; then the high one keeps still',
    rules: { urgentHigh: { on: true, quiet: null, limit: 300 } },
    tell(story) {
      story.hear(301);
      for (let minute = 0; minute < 65; minute += 1) story.pass(1).hear(310);
      return story;
    },
    told: [
      '+1 high raised aboveLimit 310 ♪',
      '+30 urgentHigh raised aboveLimit 310 ♪',
      '+31 high heldBack strongerAlarm 310',
      '+60 urgentHigh repeated aboveLimit 310 ♪',
    ],
  },
  {
    name: 'fast fall: off unless switched on',
    tell: (story) => story.hear(110, { trend: 1 }),
    told: [],
  },
  {
    name: 'fast fall: the arrow straight down and below 120, once; the low one comes on top',
    rules: { fastFall: { on: true, quiet: null, limit: 120 } },
    tell: (story) =>
      story
        .hear(130, { trend: 1 })
        .pass(1)
        .hear(118, { trend: 1 })
        .pass(9)
        .hear(90, { trend: 1 })
        .pass(9)
        .hear(69, { trend: 1 })
        .pass(1)
        .hear(69, { trend: 3 }),
    told: [
      '+1 fastFall raised fallingFast 118 ♪',
      '+19 low raised belowLimit 69 ♪',
      '+20 fastFall cleared recovered 69',
    ],
  },
  {
    name: 'no data: 20 minutes after the reading, every 30, and of high priority after an hour',
    tell: (story) => story.hear(120).pass(95).hear(118),
    told: [
      '+20 noData raised noNewReading ♪',
      '+50 noData repeated noNewReading ♪',
      '+60 noData repeated noNewReading ♪',
      '+90 noData repeated noNewReading ♪',
      '+95 noData cleared readingsAreBack',
    ],
  },
  {
    name: 'no data: by the last answer where the server has stopped answering',
    tell(story) {
      story.learn({ askedByAnother: false, answeredAt: NOON });
      return story.pass(1).hear(120).pass(20).learn({ answeredAt: story.at }).hear(121);
    },
    told: ['+20 noData raised noAnswer ♪', '+21 noData cleared readingsAreBack'],
  },
  {
    name: 'no data: also where there never was a reading',
    tell: (story) => story.pass(21),
    told: ['+20 noData raised neverAReading ♪'],
  },
  {
    name: 'no data: a reading from the future silences nothing',
    tell: (story) => story.hear(120).pass(10).hear(120, { age: -12 }).pass(11),
    told: ['+20 noData raised noNewReading ♪'],
  },
  {
    name: 'no data: an old reading that is served as a new one does not bring it back',
    tell: (story) => story.hear(120).pass(25).hear(121, { age: 16 }).pass(1).hear(122, { age: 14 }),
    told: ['+20 noData raised noNewReading ♪', '+26 noData cleared readingsAreBack'],
  },
  {
    name: 'impaired: a sign-in that is needed is told at once and every hour',
    tell: (story) => story.learn({ expectsReadings: false, impaired: 'signInNeeded' }).pass(61),
    told: ['+0 impaired raised signInNeeded ♪', '+60 impaired repeated signInNeeded ♪'],
  },
  {
    name: 'impaired: what may pass by itself is told after a minute',
    tell: (story) =>
      story
        .learn({ expectsReadings: false, impaired: 'storageFailed' })
        .pass(0.5)
        .learn({ impaired: null })
        .pass(1)
        .learn({ impaired: 'clockWrong' })
        .pass(2)
        .learn({ impaired: null }),
    told: ['+2.5 impaired raised clockWrong ♪', '+3.5 impaired cleared causeGone'],
  },
  {
    name: 'impaired: a graver cause is told again, a lesser one is not',
    tell: (story) =>
      story
        .learn({ expectsReadings: false, impaired: 'notificationsFailed' })
        .pass(6)
        .learn({ impaired: 'signInNeeded' })
        .pass(6)
        .learn({ impaired: 'clockWrong' }),
    told: ['+0 impaired raised notificationsFailed ♪', '+6 impaired raised signInNeeded ♪'],
  },
  {
    name: 'sensor: ended instead of a false "no data", but not for ever',
    tell: (story) =>
      story
        .hear(120)
        .pass(16)
        .learn({ sensor: { cause: 'sensorEnded', until: null } })
        .pass(45),
    told: [
      '+16 sensor raised sensorEnded ♪',
      '+20 noData heldBack sensorEnded',
      '+60 noData raised noNewReading ♪',
    ],
  },
  {
    name: 'sensor: while one warms up nothing is missing',
    tell(story) {
      story.hear(120).pass(10);
      story.learn({ sensor: { cause: 'sensorWarmingUp', until: story.at + 3_600_000 } }).pass(59);
      return story.learn({ sensor: null }).pass(22);
    },
    told: [
      '+10 sensor raised sensorWarmingUp ♪',
      '+69 sensor cleared causeGone',
      '+90 noData raised noNewReading ♪',
    ],
  },
  {
    name: 'sensor: ends within a day, told once',
    tell: (story) =>
      story
        .hear(120)
        .learn({ sensor: { cause: 'sensorEndsSoon', until: null } })
        .pass(15),
    told: ['+0 sensor raised sensorEndsSoon ♪'],
  },
  {
    name: 'off the scale: LO is an urgent low and HI a high, whatever the number beside it says',
    tell: (story) =>
      story
        .hear(100, { offScale: 'LO' })
        .pass(4)
        .hear(90, { offScale: 'HI' })
        .pass(1)
        .hear(90, { offScale: 'HI' }),
    told: [
      '+0 urgentLow raised offScaleLow 100 ♪',
      '+0 low heldBack strongerAlarm 100',
      '+4 urgentLow cleared recovered 90',
      '+5 high raised offScaleHigh 90 ♪',
    ],
  },
];

describe('the defaults', () => {
  it.each(chapters)('$name', ({ rules = {}, tell, told }) => {
    expect(tell(new Story(rules)).told()).toEqual(told);
  });

  it('have every kind but the two optional ones on', () => {
    const off = Object.entries(DEFAULT_RULES).flatMap(([kind, rule]) => (rule.on ? [] : [kind]));
    expect(off).toEqual(['urgentHigh', 'fastFall']);
  });
});
