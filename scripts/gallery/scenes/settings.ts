import type { AlarmRules } from '../../../src/shared/alarms/rules.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail } from '../../../src/shared/result.ts';
import type { Settings } from '../../../src/shared/settings/settings.ts';
import { enter, press, tick, turn, type Scene } from './scene.ts';
import { answers, bothPeople, rehearsed, snapshot, welcomed } from './snapshots.ts';

/** Everything as usual, but for the rule about lows. */
const lowRule = (changes: Partial<AlarmRules['low']>): Settings => ({
  ...welcomed,
  alarms: { ...welcomed.alarms, low: { ...welcomed.alarms.low, ...changes } },
});

export const settingsScenes: Readonly<Record<string, Scene>> = {
  settings: { snapshot: snapshot({}, bothPeople), page: 'settings', answers },
  'settings own limits and quiet hours': {
    snapshot: snapshot(
      {
        settings: {
          ...welcomed,
          alarms: {
            ...welcomed.alarms,
            urgentHigh: { on: true, limit: 300, quiet: null },
            high: { ...welcomed.alarms.high, quiet: { from: 22 * 60, to: 7 * 60 } },
          },
          people: {
            ada: {
              followed: true,
              name: 'Mum',
              limits: { low: 76, high: 220 },
              sensorLifeDays: 14,
              period: { days: 14 },
              targets: 'older',
            },
          },
        },
      },
      bothPeople,
    ),
    page: 'settings',
    answers,
  },
  'settings night': {
    snapshot: snapshot({ settings: lowRule({ night: { from: 1320, to: 420 } }) }, bothPeople),
    page: 'settings',
    answers: {
      ...answers,
      'alarms:rehearse': {
        ok: true,
        value: {
          ...rehearsed,
          kinds: rehearsed.kinds.map((one) => (one.kind === 'low' ? { ...one, wakingNights: 3 } : one)),
        },
      },
    },
  },
  'settings night overlaps': {
    snapshot: snapshot({ settings: lowRule({ quiet: { from: 1380, to: 360 } }) }, bothPeople),
    page: 'settings',
    answers,
    steps: [tick('At night, ring lows like urgent ones…')],
  },
  'settings urgent low off': {
    snapshot: snapshot({}, bothPeople),
    page: 'settings',
    answers,
    steps: [turn('Urgent low…')],
  },
  'settings impossible limit': {
    snapshot: snapshot({
      settings: {
        ...welcomed,
        alarms: { ...welcomed.alarms, urgentHigh: { on: true, limit: 300, quiet: null } },
      },
    }),
    page: 'settings',
    answers,
    steps: [enter('Limit for urgent high, mmol/L', '12.0')],
  },
  'settings not kept': {
    snapshot: snapshot(),
    page: 'settings',
    answers: { ...answers, 'settings:update': fail(problem('diskFull', { path: '/home/ada/.config' })) },
    steps: [turn('Start with the computer')],
  },
  'settings sign out': {
    snapshot: snapshot(),
    page: 'settings',
    answers,
    steps: [press('Sign out')],
  },
};
