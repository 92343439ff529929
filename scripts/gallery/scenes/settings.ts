import type { AlarmRules } from '../../../src/shared/alarms/rules.ts';
import { MINUTE } from '../../../src/shared/time.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail } from '../../../src/shared/result.ts';
import type { Settings } from '../../../src/shared/settings/settings.ts';
import { enter, press, tick, turn, type Scene } from './scene.ts';
import { answers, bothPeople, NOON, rehearsed, snapshot, welcomed } from './snapshots.ts';

/** Everything as usual, but for the rule about lows. */
const lowRule = (changes: Partial<AlarmRules['low']>): Settings => ({
  ...welcomed,
  alarms: { ...welcomed.alarms, low: { ...welcomed.alarms.low, ...changes } },
});

export const settingsScenes: Readonly<Record<string, Scene>> = {
  settings: { snapshot: snapshot({}, bothPeople), page: 'settings', answers },
  'settings no evening check': {
    snapshot: snapshot(
      { settings: { ...welcomed, desktop: { ...welcomed.desktop, eveningAt: null } } },
      bothPeople,
    ),
    page: 'settings',
    answers,
  },
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
  'settings feed and nightscout': {
    snapshot: snapshot(
      {
        settings: {
          ...welcomed,
          feed: { on: true, port: 17_580, guarded: true, origins: [] },
          nightscout: {
            on: true,
            url: 'https://ada-in-the-cloud.example',
            patientId: 'ada',
            intervalMinutes: 5,
          },
        },
        feed: { url: 'http://127.0.0.1:17580' },
        upload: {
          host: 'ada-in-the-cloud.example',
          lastAt: NOON - MINUTE,
          lastCount: 1,
          newestAt: NOON - MINUTE,
          problem: null,
          retryAt: null,
        },
      },
      bothPeople,
    ),
    page: 'settings',
    answers,
    steps: [press('Test')],
  },
  'settings feed and nightscout in trouble': {
    snapshot: snapshot(
      {
        settings: {
          ...welcomed,
          feed: { on: true, port: 17_580, guarded: false, origins: [] },
          nightscout: { on: true, url: 'https://ada.example', patientId: null, intervalMinutes: 5 },
        },
        feed: { problem: problem('portUnusable', { port: '17580', cause: 'portTaken' }) },
        upload: {
          host: 'ada.example',
          lastAt: null,
          lastCount: 4,
          newestAt: NOON - 20 * MINUTE,
          problem: problem('serverError', { host: 'ada.example', status: 502 }),
          retryAt: NOON + 5 * MINUTE,
        },
      },
      bothPeople,
    ),
    page: 'settings',
    answers,
  },
  'settings nightscout refused': {
    snapshot: snapshot(),
    page: 'settings',
    answers: {
      ...answers,
      'nightscout:connect': fail(problem('nightscoutRefused', { host: 'ada.example' })),
    },
    steps: [
      enter('Address of the site', 'https://ada.example'),
      enter('Token or API secret', 'ada-0123456789'),
      press('Connect'),
    ],
  },
  'settings sign out': {
    snapshot: snapshot(),
    page: 'settings',
    answers,
    steps: [press('Sign out')],
  },
};
