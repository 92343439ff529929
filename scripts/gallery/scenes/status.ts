import { checkOf, checksOfFaults } from '../../../src/shared/doctor/checks.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import { DAY, HOUR } from '../../../src/shared/time.ts';
import { broken } from './now.ts';
import { press, type Scene } from './scene.ts';
import { answers, bothPeople, checksWith, NOON, snapshot } from './snapshots.ts';

const host = 'api-eu.libreview.io';

const thingsToDo = {
  'status:check': ok(
    checksWith(
      checkOf('history', { code: 'problem', problem: problem('historyAtWork', {}) }),
      checkOf('backup', { code: 'backupOld', at: NOON - 5 * DAY }),
      checkOf('keychain', {
        code: 'problem',
        problem: problem('keychainUnavailable', { cause: 'keychainLocked' }),
      }),
      checkOf('server', { code: 'link', link: { code: 'problem', problem: problem('timedOut', { host }) } }),
      ...checksOfFaults(['soundMuted', 'trayLost']),
      checkOf('sleep', { code: 'sleepsAfter', minutes: 20 }),
      checkOf('power', { code: 'batteryLow', percent: 34 }),
      checkOf('network', { code: 'captive' }),
      checkOf('evening', {
        code: 'eveningFound',
        at: NOON - 15 * HOUR,
        causes: [{ code: 'sleepsAfter', minutes: 20 }, { code: 'lidSleeps' }],
      }),
    ),
  ),
};

export const statusScenes: Readonly<Record<string, Scene>> = {
  status: { snapshot: snapshot({}, bothPeople), page: 'status', answers },
  'status with things to do': {
    snapshot: snapshot(),
    page: 'status',
    answers: { ...answers, ...thingsToDo },
  },
  'status checking': {
    snapshot: snapshot(),
    page: 'status',
    answers: { ...answers, 'status:check': 'never' },
  },
  'status not checked': {
    snapshot: snapshot(),
    page: 'status',
    answers: { ...answers, 'status:check': fail(problem('unexpected', { detail: 'noAnswer' })) },
  },
  'status copied': {
    snapshot: snapshot(),
    page: 'status',
    answers,
    steps: [press('Copy diagnostics')],
  },
  'status loading': { snapshot: snapshot(), page: 'status', answers: { ...answers, 'status:read': 'never' } },
  'status failed': {
    snapshot: broken('timedOut', { host }).snapshot,
    page: 'status',
    answers: { 'status:read': fail(problem('unexpected', { detail: 'noAnswer' })) },
  },
};
