import type { Snapshot } from '../../../src/shared/state/snapshot.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import { archive } from './data.ts';
import { choose, enter, press, tick, type Scene, type Step } from './scene.ts';
import { answers, bothPeople, MINUTE, NOON, signedOut, snapshot, welcomed } from './snapshots.ts';

const host = 'api-eu.libreview.io';

const READ = tick('I have read what Glucoglance is and is not.');
const TO_INVITATION: readonly Step[] = [READ, press('Set it up')];
const TO_SIGN_IN: readonly Step[] = [...TO_INVITATION, press('Continue')];
const SIGN_IN: readonly Step[] = [
  ...TO_SIGN_IN,
  enter('E-mail', 'ada@example.com'),
  enter('Password', 'secret'),
  press('Sign in'),
];
const CONFIRMED: readonly Step[] = [READ, press('Continue')];
const continued = (times: number): readonly Step[] => [
  ...CONFIRMED,
  ...Array.from({ length: times }, () => press('Continue')),
];

const refused = (...problem_: Parameters<typeof problem>): Scene => ({
  snapshot: signedOut(),
  answers: { 'account:signIn': fail(problem(...problem_)) },
  steps: SIGN_IN,
});

/** Nothing is recorded yet on a new computer; or everything still is of somebody who has signed out. */
const NEW = { ...answers, 'exports:people': ok([]), 'backups:list': ok([]) };
const LEFT = { settings: welcomed };
const BRING = press('Bring it here');
const HERE = press('Data on this computer');

/** An account that has just been signed in to. */
const fresh = (state: Partial<Snapshot['state'] & object> = {}): Snapshot =>
  snapshot(
    {
      settings: { ...welcomed, desktop: { ...welcomed.desktop, welcomed: false } },
      armed: { faults: ['neverTested', 'notAtLogin'], testedAt: null },
    },
    state ?? {},
  );

export const firstRunScenes: Readonly<Record<string, Scene>> = {
  'first-run welcome': { snapshot: signedOut() },
  'first-run welcome unread': {
    snapshot: signedOut(),
    steps: [press('Set it up')],
  },
  'first-run invitation': { snapshot: signedOut(), steps: TO_INVITATION },
  'first-run sign-in': {
    snapshot: signedOut({ vault: { kind: 'file', cause: 'no keychain' } }),
    steps: TO_SIGN_IN,
  },
  'first-run sign-in with a keychain': { snapshot: signedOut(), steps: TO_SIGN_IN },
  'first-run sign-in busy': {
    snapshot: signedOut(),
    answers: { 'account:signIn': 'never' },
    steps: SIGN_IN,
  },
  'first-run wrong password': refused('credentialsRejected', {}),
  'first-run locked out': refused('lockedOut', {}, NOON + 5 * MINUTE),
  'first-run paused': refused('signInPaused', {}, NOON + 55_000),
  'first-run terms': refused('termsNotAccepted', {
    document: 'termsOfUse',
    link: 'https://files.libreview.io/tou/2026-01-02.html',
    version: '2026-01-02',
  }),
  'first-run network': refused('nameNotFound', { host }),
  'first-run data of a new computer': { snapshot: signedOut(), answers: NEW, steps: [BRING] },
  'first-run data archive seen': {
    snapshot: signedOut(),
    answers: {
      ...NEW,
      'imports:choose': ok({ file: 1, name: 'glucoglance-archive-2026-11-20.jsonl' }),
      'imports:look': ok({ ...archive, would: { ...archive.would, inserted: 401_223, duplicates: 0 } }),
    },
    steps: [BRING, press('Choose a file …')],
  },
  'first-run data of who has signed out': { snapshot: signedOut(LEFT), answers, steps: [HERE] },
  'first-run data erasing': {
    snapshot: signedOut(LEFT),
    answers: { ...answers, 'erase:do': 'never' },
    steps: [HERE, press('Show what would go'), press('Erase all this …')],
    later: { mode: 'paused' },
  },
  'first-run people': { snapshot: fresh(bothPeople), steps: CONFIRMED },
  'first-run people waiting': {
    snapshot: fresh({ people: [], link: { code: 'starting' } }),
    steps: CONFIRMED,
  },
  'first-run nobody shares': {
    snapshot: fresh({ people: [], link: { code: 'problem', problem: problem('nobodyShares', {}) } }),
    steps: CONFIRMED,
  },
  'first-run limits': { snapshot: fresh(bothPeople), steps: continued(1) },
  'first-run test': { snapshot: fresh(bothPeople), steps: continued(2) },
  'first-run test not noticed': {
    snapshot: fresh(bothPeople),
    answers,
    steps: [
      ...continued(2),
      press('Show me a test alarm'),
      choose('No', 'Did you see it?'),
      choose('No', 'Did you hear it?'),
    ],
  },
  'first-run done': { snapshot: fresh(bothPeople), steps: continued(3) },
};
