import type { Page } from '@playwright/test';
import type { AlarmRules } from '../../../src/shared/alarms/rules.ts';
import type { Page as WindowPage } from '../../../src/shared/ipc/windows.ts';
import type { Snapshot } from '../../../src/shared/state/snapshot.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail } from '../../../src/shared/result.ts';
import type { Settings } from '../../../src/shared/settings/settings.ts';
import type { Answers } from './chart-answers.ts';
import {
  answers,
  appState,
  ben,
  MINUTE,
  NOON,
  personState,
  rehearsed,
  ringing,
  signedOut,
  snapshot,
  welcomed,
} from './snapshots.ts';

/** Everything as usual, but for the rule about lows. */
const lowRule = (changes: Partial<AlarmRules['low']>): Settings => ({
  ...welcomed,
  alarms: { ...welcomed.alarms, low: { ...welcomed.alarms.low, ...changes } },
});

/** A view in one of its states: what main says, and what the user does to get there. */
export interface Scene {
  snapshot: Snapshot;
  answers?: Answers;
  page?: WindowPage;
  act?: (page: Page) => Promise<void>;
}

const HOUR = 60 * MINUTE;
const host = 'api-eu.libreview.io';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function toInvitation(page: Page): Promise<void> {
  await page.getByLabel('I have read what Glucoglance is and is not.').check();
  await button(page, 'Set it up').click();
}

async function toSignIn(page: Page): Promise<void> {
  await toInvitation(page);
  await button(page, 'Continue').click();
}

async function signIn(page: Page): Promise<void> {
  await toSignIn(page);
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password', { exact: true }).fill('secret');
  await button(page, 'Sign in').click();
}

const refused = (...problem_: Parameters<typeof problem>): Scene => ({
  snapshot: signedOut(),
  answers: { 'account:signIn': fail(problem(...problem_)) },
  act: signIn,
});

/** An account that has just been signed in to. */
const fresh = (state: Partial<Snapshot['state'] & object> = {}): Snapshot =>
  snapshot(
    {
      settings: { ...welcomed, desktop: { ...welcomed.desktop, welcomed: false } },
      armed: { faults: ['neverTested', 'notAtLogin'], testedAt: null },
    },
    state ?? {},
  );

async function confirmed(page: Page): Promise<void> {
  await page.getByLabel('I have read what Glucoglance is and is not.').check();
  await button(page, 'Continue').click();
}

async function continued(page: Page, times: number): Promise<void> {
  await confirmed(page);
  for (let i = 0; i < times; i++) await button(page, 'Continue').click();
}

/** A value of some age, with what the monitor says of that. */
function aged(ageMs: number): Scene {
  const people = [personState({}, { ageMs })];
  const code = ageMs < 15 * MINUTE ? 'delayed' : 'phoneSilent';
  const link = { code, name: 'Ada Lindqvist', lastAt: NOON - ageMs } as const;
  return { snapshot: snapshot({}, { link, people }) };
}

const broken = (...problem_: Parameters<typeof problem>): Scene => ({
  snapshot: snapshot(
    {},
    {
      link: { code: 'problem', problem: problem(...problem_) },
      pollReason: 'afterProblem',
      people: [personState({}, { ageMs: 12 * MINUTE })],
    },
  ),
});

const two = (): Partial<Parameters<typeof appState>[0] & object> => ({ people: [personState(), ben()] });

/** Every view and state there is to look at. */
export const scenes: Record<string, Scene> = {
  'first-run welcome': { snapshot: signedOut() },
  'first-run welcome unread': {
    snapshot: signedOut(),
    act: (page) => button(page, 'Set it up').click(),
  },
  'first-run invitation': { snapshot: signedOut(), act: toInvitation },
  'first-run sign-in': {
    snapshot: signedOut({ vault: { kind: 'file', cause: 'no keychain' } }),
    act: toSignIn,
  },
  'first-run sign-in busy': {
    snapshot: signedOut(),
    answers: { 'account:signIn': 'never' },
    act: signIn,
  },
  'first-run wrong password': refused('credentialsRejected', {}),
  'first-run locked out': refused('lockedOut', {}, NOON + 5 * MINUTE),
  'first-run paused': refused('signInPaused', {}, NOON + 55_000),
  'first-run terms': refused('termsNotAccepted', {
    document: 'Terms of Use',
    link: 'https://files.libreview.io/tou/2026-01-02.html',
    version: '2026-01-02',
  }),
  'first-run network': refused('nameNotFound', { host }),
  'first-run people': { snapshot: fresh(two()), act: confirmed },
  'first-run people waiting': {
    snapshot: fresh({ people: [], link: { code: 'starting' } }),
    act: confirmed,
  },
  'first-run nobody shares': {
    snapshot: fresh({ people: [], link: { code: 'problem', problem: problem('nobodyShares', {}) } }),
    act: confirmed,
  },
  'first-run limits': { snapshot: fresh(two()), act: (page) => continued(page, 1) },
  'first-run test': { snapshot: fresh(two()), act: (page) => continued(page, 2) },
  'first-run test not noticed': {
    snapshot: fresh(two()),
    answers,
    act: async (page) => {
      await continued(page, 2);
      await button(page, 'Show me a test alarm').click();
      await page.getByRole('radiogroup', { name: 'Did you see it?' }).getByText('No').click();
      await page.getByRole('radiogroup', { name: 'Did you hear it?' }).getByText('No').click();
    },
  },
  'first-run done': { snapshot: fresh(two()), act: (page) => continued(page, 3) },

  'now starting': { snapshot: snapshot({ mode: 'starting', state: null }) },
  'now loading': { snapshot: snapshot({}, { people: [], link: { code: 'starting' }, lastAnswerAt: null }) },
  'now in range': { snapshot: snapshot() },
  'now high': { snapshot: snapshot({}, { people: [personState({}, { mgdl: 236, trend: 5 })] }) },
  'now low': { snapshot: snapshot({}, { people: [personState({}, { mgdl: 62, trend: 2 })] }) },
  'now HI': { snapshot: snapshot({}, { people: [offScale('HI')] }) },
  'now LO': { snapshot: snapshot({}, { people: [offScale('LO')] }) },
  'now delayed 7 min': aged(7 * MINUTE),
  'now dimmed 12 min': aged(12 * MINUTE),
  'now stale 17 min': aged(17 * MINUTE),
  'now old 45 min': {
    snapshot: snapshot(
      {},
      {
        link: { code: 'phoneSilent', name: 'Ada Lindqvist', lastAt: NOON - 45 * MINUTE },
        people: [
          personState(
            { link: { code: 'phoneSilent', name: 'Ada Lindqvist', lastAt: NOON - 45 * MINUTE } },
            { ageMs: 45 * MINUTE },
          ),
        ],
      },
    ),
  },
  'now future': {
    snapshot: snapshot(
      {},
      {
        link: { code: 'readingInFuture', name: 'Ada Lindqvist' },
        people: [
          personState({ link: { code: 'readingInFuture', name: 'Ada Lindqvist' } }, { ageMs: -20 * MINUTE }),
        ],
      },
    ),
  },
  'now gap': { snapshot: snapshot({}, { people: [personState({}, { gap: [40, 85] })] }) },
  'now no reading yet': {
    snapshot: snapshot(
      {},
      {
        link: { code: 'noReadingYet', name: 'Ada Lindqvist' },
        people: [
          personState({
            reading: null,
            recent: [],
            sensorStartedAt: null,
            sensorEndsAt: null,
            link: { code: 'noReadingYet', name: 'Ada Lindqvist' },
          }),
        ],
      },
    ),
  },
  'now sensor ended': {
    snapshot: snapshot(
      {},
      {
        link: { code: 'sensorEnded', name: 'Ada Lindqvist', endedAt: NOON - HOUR },
        people: [
          personState(
            {
              sensorStartedAt: NOON - 14 * 24 * HOUR - HOUR,
              sensorEndsAt: NOON - HOUR,
              link: { code: 'sensorEnded', name: 'Ada Lindqvist', endedAt: NOON - HOUR },
            },
            { ageMs: HOUR },
          ),
        ],
      },
    ),
  },
  'now two people': { snapshot: snapshot({}, two()) },
  'now three people': {
    snapshot: snapshot(
      {},
      {
        people: [
          personState(),
          ben(),
          personState(
            { person: { patientId: 'cleo', firstName: 'Cleo', lastName: 'Okonkwo-Featherstonehaugh' } },
            { patientId: 'cleo', mgdl: 66, trend: 1, ageMs: 6 * MINUTE },
          ),
        ],
      },
    ),
  },
  'now nobody shares': {
    snapshot: snapshot({}, { people: [], link: { code: 'problem', problem: problem('nobodyShares', {}) } }),
  },
  'now network down': broken('connectionFailed', { host, cause: 'this computer is offline' }),
  'now locked out': broken('lockedOut', {}, NOON + 5 * MINUTE),
  'now sign-in needed': broken('signInNeeded', { noKeychain: '' }),
  'now maintenance': broken('maintenance', { host }),
  'now disk full': {
    snapshot: snapshot({}, { storage: problem('diskFull', { path: '/home/ada/.config/glucoglance' }) }),
  },
  'now sign in again': {
    snapshot: broken('sessionRejected', {}).snapshot,
    act: (page) => button(page, 'Sign in again').click(),
  },
  'now demo': { snapshot: snapshot({ mode: 'demo' }, two()) },
  'alarm urgent low': {
    snapshot: snapshot(
      { alarms: [ringing({ kind: 'urgentLow', priority: 'high', mgdl: 52 })] },
      { people: [personState({}, { mgdl: 52, trend: 1, ageMs: MINUTE }), ben()] },
    ),
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
      two(),
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
      two(),
    ),
    act: (page) => page.getByRole('button', { name: /^Silenced until/ }).click(),
  },
  'alarm not armed': {
    snapshot: snapshot({ armed: { faults: ['notificationsUnavailable', 'neverTested'], testedAt: null } }),
    act: (page) => button(page, 'Alarms at risk').click(),
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
        { code: 'notWatched', from: NOON - 9 * HOUR, to: NOON - 4 * HOUR, crashed: false },
        { code: 'problem', problem: problem('settingsBroken', { movedTo: '/home/ada/config.json.broken' }) },
      ],
    }),
  },
  chart: { snapshot: snapshot({}, two()), page: 'chart' },
  'chart failed': {
    snapshot: snapshot(),
    page: 'chart',
    answers: { 'chart:part': fail(problem('historyBusy', { path: '/home/ada/history.db' })) },
  },
  'chart nobody': { snapshot: snapshot({}, { people: [] }), page: 'chart' },
  settings: { snapshot: snapshot({}, two()), page: 'settings', answers },
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
            ada: { followed: true, name: 'Mum', limits: { low: 76, high: 220 }, sensorLifeDays: 14 },
          },
        },
      },
      two(),
    ),
    page: 'settings',
    answers,
  },
  'now night offer': {
    snapshot: snapshot({
      settings: { ...welcomed, desktop: { ...welcomed.desktop, nightOffered: false } },
    }),
  },
  'settings night': {
    snapshot: snapshot({ settings: lowRule({ night: { from: 1320, to: 420 } }) }, two()),
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
    snapshot: snapshot({ settings: lowRule({ quiet: { from: 1380, to: 360 } }) }, two()),
    page: 'settings',
    answers,
    act: (page) =>
      page.getByRole('group', { name: 'At night, ring lows like urgent ones' }).getByRole('checkbox').check(),
  },
  'settings urgent low off': {
    snapshot: snapshot({}, two()),
    page: 'settings',
    answers,
    act: (page) => page.getByRole('switch', { name: /^Urgent low/ }).click(),
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
    act: async (page) => {
      const field = page.getByRole('spinbutton', { name: 'Limit for urgent high, mmol/L' });
      await field.fill('12.0');
      await field.press('Tab');
    },
  },
  'settings not kept': {
    snapshot: snapshot(),
    page: 'settings',
    answers: { ...answers, 'settings:update': fail(problem('diskFull', { path: '/home/ada/.config' })) },
    act: (page) => page.getByRole('switch', { name: 'Start with the computer' }).click(),
  },
  'settings sign out': {
    snapshot: snapshot(),
    page: 'settings',
    answers,
    act: (page) => button(page, 'Sign out').click(),
  },
  status: { snapshot: snapshot({}, two()), page: 'status', answers },
  'status copied': {
    snapshot: snapshot(),
    page: 'status',
    answers,
    act: (page) => button(page, 'Copy diagnostics').click(),
  },
  'status loading': { snapshot: snapshot(), page: 'status', answers: { ...answers, 'status:read': 'never' } },
  'status failed': {
    snapshot: broken('timedOut', { host }).snapshot,
    page: 'status',
    answers: { 'status:read': fail(problem('unexpected', { detail: 'no answer' })) },
  },
};

function offScale(mark: 'HI' | 'LO') {
  const person = personState(
    {},
    { mgdl: mark === 'HI' ? 470 : 52, ageMs: MINUTE, trend: mark === 'HI' ? 4 : 2 },
  );
  const last = person.recent.at(-1)!;
  const reading = { ...last, mgdl: mark === 'HI' ? 500 : 40, offScale: mark };
  return { ...person, reading, recent: [...person.recent.slice(0, -1), reading] };
}
