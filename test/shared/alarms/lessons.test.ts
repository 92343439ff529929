import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES, type AlarmRules } from '../../../src/shared/alarms/rules.ts';
import { NOON, Story } from './story.ts';

const HIGH_180: Partial<AlarmRules> = { high: { ...DEFAULT_RULES.high, limit: 180 } };
const MIDNIGHT_IN_BERLIN = Date.UTC(2026, 10, 20, 23);

/** What other programs got wrong (clinical.md 4.1, reliability.md 2), each with the place it was reported. */
const lessons: {
  name: string;
  rules?: Partial<AlarmRules>;
  start?: number;
  tell: (s: Story) => Story;
  told: string[];
}[] = [
  {
    name: '179-181-180-182 rings once (NightWatch #7)',
    rules: HIGH_180,
    tell: (s) => s.hear(179).hearEachMinute(181, 180, 182, 180, 181, 179, 181, 180, 182),
    told: ['+3 high raised aboveLimit 182 ♪'],
  },
  {
    name: '71-69-70-69-72-68 rings once, and again only after a way back over the limit',
    tell: (s) => s.hear(71).hearEachMinute(69, 70, 69, 72, 68, 79, 80, 69),
    told: ['+1 low raised belowLimit 69 ♪', '+7 low cleared recovered 80', '+8 low raised belowLimit 69 ♪'],
  },
  {
    name: 'data every minute does not ring every minute (xdripswift #191)',
    tell(s) {
      for (let minute = 0; minute < 14; minute += 1) s.hear(50).pass(1);
      return s;
    },
    told: [
      '+0 urgentLow raised belowLimit 50 ♪',
      '+0 low heldBack strongerAlarm 50',
      '+5 urgentLow repeated belowLimit 50 ♪',
      '+10 urgentLow repeated belowLimit 50 ♪',
    ],
  },
  {
    name: 'a low that hops over its clearing point is seen each time but heard once in five minutes',
    tell: (s) => s.hear(54).hearEachMinute(65, 54, 66, 54, 54, 54),
    told: [
      '+0 urgentLow raised belowLimit 54 ♪',
      '+0 low heldBack strongerAlarm 54',
      '+1 urgentLow cleared recovered 65',
      '+1 low raised belowLimit 65 silent',
      '+1 low heldBack soundedRecently 65',
      '+2 urgentLow raised belowLimit 54 silent',
      '+2 urgentLow heldBack soundedRecently 54',
      '+2 low heldBack strongerAlarm 54',
      '+3 urgentLow cleared recovered 66',
      '+4 urgentLow raised belowLimit 54 silent',
      '+4 urgentLow heldBack soundedRecently 54',
      '+5 urgentLow repeated belowLimit 54 ♪',
    ],
  },
  {
    name: 'a snooze that ends with nothing new does not ring (xDrip #4688); the next reading that is still high does',
    tell(s) {
      s.hear(250).hearEachMinute(251);
      s.happen({ type: 'snooze', kind: 'high', minutes: 30, by: 'window' });
      return s
        .hearEachMinute(...Array.from({ length: 28 }, () => 250))
        .pass(5)
        .hear(250);
    },
    told: [
      '+1 high raised aboveLimit 251 ♪',
      '+1 high snoozed byUser 251 until +31',
      '+34 high raised aboveLimit 250 ♪',
    ],
  },
  {
    name: 'a snooze that ends with a value back in range does not ring either',
    tell(s) {
      s.hear(250).hearEachMinute(251);
      s.happen({ type: 'snooze', kind: 'high', minutes: 30, by: 'window' });
      return s.pass(31).hear(150);
    },
    told: [
      '+1 high raised aboveLimit 251 ♪',
      '+1 high snoozed byUser 251 until +31',
      '+21 noData raised noNewReading ♪',
      '+32 noData cleared readingsAreBack',
      '+32 high cleared recovered 150',
    ],
  },
  {
    name: 'a snooze is kept when a new reading comes (Nightscout #8231) and through flapping',
    tell(s) {
      s.hear(250).hearEachMinute(251);
      s.happen({ type: 'snooze', kind: 'high', minutes: 90, by: 'window' });
      return s.hearEachMinute(260, 215, 215, 241, 242, 243);
    },
    told: [
      '+1 high raised aboveLimit 251 ♪',
      '+1 high snoozed byUser 251 until +91',
      '+3 high cleared recovered 215',
      '+6 high heldBack snoozed 242',
    ],
  },
  {
    name: 'and dropped on real recovery',
    tell(s) {
      s.hear(250).hearEachMinute(251);
      s.happen({ type: 'snooze', kind: 'high', minutes: 90, by: 'window' });
      s.hearEachMinute(...Array.from({ length: 17 }, () => 150));
      return s.hearEachMinute(245, 246);
    },
    told: [
      '+1 high raised aboveLimit 251 ♪',
      '+1 high snoozed byUser 251 until +91',
      '+2 high cleared recovered 150',
      '+20 high raised aboveLimit 246 ♪',
    ],
  },
  {
    name: 'silencing highs never silences lows (LibreAlarm #7, nightguard #39)',
    tell(s) {
      s.hear(250).hearEachMinute(251);
      s.happen({ type: 'snooze', kind: 'high', minutes: 120, by: 'window' });
      return s.pass(10).hear(69);
    },
    told: [
      '+1 high raised aboveLimit 251 ♪',
      '+1 high snoozed byUser 251 until +121',
      '+11 low raised belowLimit 69 ♪',
      '+11 high cleared recovered 69',
    ],
  },
  {
    name: 'a snoozed low does not silence an urgent low, and a drop by ten breaks it',
    tell(s) {
      s.hear(69);
      s.happen({ type: 'snooze', kind: 'low', minutes: 60, by: 'window' });
      return s.pass(5).hear(60).pass(5).hear(59).pass(5).hear(54);
    },
    told: [
      '+0 low raised belowLimit 69 ♪',
      '+0 low snoozed byUser 69 until +60',
      '+10 low raised belowLimit 59 ♪',
      '+15 urgentLow raised belowLimit 54 ♪',
    ],
  },
  {
    name: 'an acknowledged urgent low comes again when it has dropped by ten, or goes off the scale',
    tell(s) {
      s.hear(54);
      s.happen({ type: 'acknowledge', kind: 'urgentLow', by: 'window' });
      s.pass(5).hear(45).pass(1).hear(44);
      s.happen({ type: 'acknowledge', kind: 'urgentLow', by: 'window' });
      return s.pass(6).hear(40, { offScale: 'LO' });
    },
    told: [
      '+0 urgentLow raised belowLimit 54 ♪',
      '+0 low heldBack strongerAlarm 54',
      '+0 urgentLow acknowledged byUser 54 until +15',
      '+0 low acknowledged byUser 54 until +30',
      '+6 urgentLow raised belowLimit 44 ♪',
      '+6 low heldBack strongerAlarm 44',
      '+6 urgentLow acknowledged byUser 44 until +21',
      '+6 low acknowledged byUser 44 until +36',
      '+12 urgentLow raised offScaleLow 40 ♪',
      '+12 low heldBack strongerAlarm 40',
    ],
  },
  {
    name: 'acknowledged is not resolved: an urgent low that is still there after a quarter of an hour rings again',
    tell(s) {
      s.hear(54);
      s.happen({ type: 'acknowledge', kind: 'urgentLow', by: 'window' });
      return s.hearEachMinute(...Array.from({ length: 16 }, () => 52));
    },
    told: [
      '+0 urgentLow raised belowLimit 54 ♪',
      '+0 low heldBack strongerAlarm 54',
      '+0 urgentLow acknowledged byUser 54 until +15',
      '+0 low acknowledged byUser 54 until +30',
      '+15 urgentLow raised belowLimit 52 ♪',
    ],
  },
  {
    name: 'midnight raises nothing (nightguard #179, #347)',
    start: MIDNIGHT_IN_BERLIN - 10 * 60_000,
    tell(s) {
      s.offsetSeconds = 3600;
      for (let minute = 0; minute < 20; minute += 1) s.hear(110).pass(1);
      return s;
    },
    told: [],
  },
  {
    name: 'a reading that was there before is none: the same value again and again is no data (librelink #69)',
    tell(s) {
      s.hear(110);
      for (let minute = 1; minute <= 20; minute += 1) s.pass(1).hear(110, { age: minute });
      return s;
    },
    told: ['+20 noData raised noNewReading ♪'],
  },
  {
    name: 'missing data is told however long nobody looked (LoopFollow #449)',
    tell(s) {
      s.hear(110);
      s.at += 6 * 3_600_000;
      s.happen({ type: 'tick' });
      return s;
    },
    told: ['+360 noData raised noNewReading ♪'],
  },
  {
    name: 'old values raise nothing, and the missing data is told in their place (GlycemicGPT #864)',
    tell: (s) => s.hear(110).pass(20).hear(50, { age: 16 }).pass(1),
    told: ['+20 noData raised noNewReading ♪'],
  },
  {
    name: 'what comes out of order or twice, or is from the future, raises and clears nothing',
    tell: (s) =>
      s
        .hear(69)
        .pass(2)
        .hear(50, { age: 3 })
        .hear(120, { age: 3 })
        .hear(50, { age: 2 })
        .hear(50, { age: -5.1 })
        .hear(120, { age: -5.1 }),
    told: ['+0 low raised belowLimit 69 ♪'],
  },
  {
    name: 'an urgent low nobody answered goes on ringing when the data stops',
    tell: (s) => s.hear(50).pass(26),
    told: [
      '+0 urgentLow raised belowLimit 50 ♪',
      '+0 low heldBack strongerAlarm 50',
      '+5 urgentLow repeated belowLimit 50 ♪',
      '+10 urgentLow repeated belowLimit 50 ♪',
      '+15 urgentLow repeated belowLimit 50 ♪',
      '+20 urgentLow repeated belowLimit 50 ♪',
      '+20 noData raised noNewReading silent',
      '+20 noData heldBack soundedRecently',
      '+25 urgentLow repeated belowLimit 50 ♪',
    ],
  },
  {
    name: 'other alarms do not: the missing data takes over',
    tell: (s) => s.hear(69).pass(31),
    told: [
      '+0 low raised belowLimit 69 ♪',
      '+15 low repeated belowLimit 69 ♪',
      '+20 noData raised noNewReading ♪',
      '+30 low heldBack noFreshReading 69',
    ],
  },
  {
    name: 'a high on its way down keeps still until it is not',
    tell: (s) => s.hear(260, { trend: 2 }).pass(1).hear(258, { trend: 2 }).pass(1).hear(257, { trend: 3 }),
    told: ['+1 high heldBack falling 258', '+2 high raised aboveLimit 257 ♪'],
  },
  {
    name: 'a low on its way up keeps still where that is wished, an urgent low never',
    rules: { low: { ...DEFAULT_RULES.low, holdWhileRising: true } },
    tell: (s) => s.hear(50, { trend: 3 }).pass(6).hear(66, { trend: 4 }).pass(1).hear(67, { trend: 3 }),
    told: [
      '+0 urgentLow raised belowLimit 50 ♪',
      '+0 low heldBack strongerAlarm 50',
      '+5 urgentLow repeated belowLimit 50 ♪',
      '+6 urgentLow cleared recovered 66',
      '+6 low heldBack rising 66',
      '+7 low raised belowLimit 67 silent',
      '+7 low heldBack soundedRecently 67',
    ],
  },
];

describe('lessons of others', () => {
  it.each(lessons)('$name', ({ rules = {}, start = NOON, tell, told }) => {
    expect(tell(new Story(rules, start)).told()).toEqual(told);
  });
});
