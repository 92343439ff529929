import { HOUR, MINUTE } from '../../../src/shared/time.ts';
import { problem } from '../../../src/shared/problems.ts';
import type { UpdateState } from '../../../src/shared/state/update-state.ts';
import type { Scene } from './scene.ts';
import { ben, bothPeople, NOON, personState, ringing, snapshot } from './snapshots.ts';
import { press } from './scene.ts';

const NEWER: UpdateState = {
  host: 'api.github.com',
  answeredAt: NOON - 3 * HOUR,
  newer: {
    version: '0.3.0',
    at: NOON - 40 * HOUR,
    lines: [
      'Speaks the interface that LibreLinkUp has now.',
      'The chart shows two people beside each other.',
    ],
  },
  by: 'page',
};

export const frameScenes: Readonly<Record<string, Scene>> = {
  'alarm urgent low': {
    snapshot: snapshot(
      { alarms: [ringing({ kind: 'urgentLow', priority: 'high', mgdl: 52 })] },
      { people: [personState({}, { mgdl: 52, trend: 1, ageMs: MINUTE }), ben()] },
    ),
  },
  'alarm plain low': {
    snapshot: snapshot({ alarms: [ringing()] }, { people: [personState({}, { mgdl: 63, trend: 2 }), ben()] }),
  },
  'alarm several': {
    snapshot: snapshot(
      {
        alarms: [
          ringing(),
          ringing({
            patientId: 'ben',
            name: 'Ben Marlowe',
            unit: 'mgdl',
            kind: 'high',
            priority: 'low',
            cause: 'aboveLimit',
            mgdl: 262,
          }),
          ringing({
            patientId: null,
            name: null,
            kind: 'impaired',
            cause: 'signInNeeded',
            mgdl: null,
            measuredAt: null,
          }),
        ],
      },
      bothPeople,
    ),
  },
  'alarm panel': {
    snapshot: snapshot(
      {
        alarms: [
          ringing({ phase: 'snoozed', kind: 'high', cause: 'aboveLimit', until: NOON + 75 * MINUTE }),
          ringing({ phase: 'acknowledged', until: NOON + 20 * MINUTE }),
        ],
        armed: { faults: ['testLongAgo', 'notAtLogin'], testedAt: NOON - 40 * 24 * HOUR },
      },
      bothPeople,
    ),
    steps: [press('Silenced until…')],
  },
  'alarm not armed': {
    snapshot: snapshot({ armed: { faults: ['notificationsUnavailable', 'neverTested'], testedAt: null } }),
    steps: [press('Alarms at risk')],
  },
  'newer version': { snapshot: snapshot({ update: NEWER }) },
  'newer version needed': {
    snapshot: snapshot(
      { update: NEWER },
      { link: { code: 'problem', problem: problem('interfaceSwitchedOff', { minimum: '5.0.0' }) } },
    ),
  },
  'newer version not looked for': {
    snapshot: snapshot(
      { update: { ...NEWER, newer: null, answeredAt: null } },
      { link: { code: 'problem', problem: problem('interfaceSwitchedOff', { minimum: '5.0.0' }) } },
    ),
  },
  notices: {
    snapshot: snapshot({
      notices: [
        {
          code: 'away',
          from: NOON - 3 * HOUR,
          to: NOON - 10 * MINUTE,
          people: [
            {
              patientId: 'ada',
              name: 'Ada Lindqvist',
              readings: 170,
              lows: 1,
              highs: 0,
              lowest: { mgdl: 61, at: NOON - 100 * MINUTE },
            },
          ],
        },
        { code: 'notWatched', from: NOON - 9 * HOUR, to: NOON - 4 * HOUR, how: 'ended' },
        {
          code: 'recordedAgain',
          from: NOON - 5 * 24 * HOUR,
          to: NOON - HOUR,
          lost: { readings: 2803, from: NOON - 5 * 24 * HOUR, to: NOON - 3 * 24 * HOUR },
        },
        { code: 'doneLate' },
        { code: 'problem', problem: problem('settingsBroken', { movedTo: '/home/ada/config.json.broken' }) },
      ],
    }),
  },
};
