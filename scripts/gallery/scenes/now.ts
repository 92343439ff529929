import { HOUR, MINUTE } from '../../../src/shared/time.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail } from '../../../src/shared/result.ts';
import { daysOf, todayIn } from './report-answers.ts';
import { choose, press, type Scene } from './scene.ts';
import { ben, bothPeople, NOON, personState, snapshot, welcomed } from './snapshots.ts';

const host = 'api-eu.libreview.io';

/** A value of some age, with what the monitor says of that. */
function aged(ageMs: number): Scene {
  const people = [personState({}, { ageMs })];
  const code = ageMs < 15 * MINUTE ? 'delayed' : 'phoneSilent';
  const link = { code, name: 'Ada Lindqvist', lastAt: NOON - ageMs } as const;
  return { snapshot: snapshot({}, { link, people }) };
}

export const broken = (...problem_: Parameters<typeof problem>): Scene => ({
  snapshot: snapshot(
    {},
    {
      link: { code: 'problem', problem: problem(...problem_) },
      pollReason: 'afterProblem',
      people: [personState({}, { ageMs: 12 * MINUTE })],
    },
  ),
});

export const nowScenes: Readonly<Record<string, Scene>> = {
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
  'now day too little': { snapshot: snapshot(), answers: { 'report:today': todayIn(daysOf(1).slice(-8)) } },
  'now day in mg per dL': {
    snapshot: snapshot({}, bothPeople),
    steps: [choose('Ben Marlowe', 'Whose readings')],
  },
  'now day empty': { snapshot: snapshot(), answers: { 'report:today': todayIn([]) } },
  'now day failed': {
    snapshot: snapshot(),
    answers: { 'report:today': fail(problem('historyBusy', { path: '/home/ada/history.db' })) },
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
  'now two people': { snapshot: snapshot({}, bothPeople) },
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
  'now network down': broken('connectionFailed', { host, cause: 'offline' }),
  'now locked out': broken('lockedOut', {}, NOON + 5 * MINUTE),
  'now sign-in needed': broken('signInNeeded', { noKeychain: '' }),
  'now maintenance': broken('maintenance', { host }),
  'now disk full': {
    snapshot: snapshot(
      {},
      {
        storage: problem('diskFull', { path: '/home/ada/.config/glucoglance' }),
        unrecorded: { from: NOON - 9 * HOUR, to: null, lost: null },
      },
    ),
  },
  'now sign in again': {
    snapshot: broken('sessionRejected', {}).snapshot,
    steps: [press('Sign in again')],
  },
  'now demo': { snapshot: snapshot({ mode: 'demo' }, bothPeople) },
  'now night offer': {
    snapshot: snapshot({
      settings: { ...welcomed, desktop: { ...welcomed.desktop, nightOffered: false } },
    }),
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
