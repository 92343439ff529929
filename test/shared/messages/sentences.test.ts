import { describe, expect, it } from 'vitest';
import type { Link } from '../../../src/shared/state/app-state.ts';
import { recordedAgainSentences } from '../../../src/shared/messages/sentences/notice.ts';
import { linkSentence } from '../../../src/shared/messages/sentences/link.ts';
import { problemSentence } from '../../../src/shared/messages/sentences/problem.ts';
import {
  problem,
  PROBLEMS,
  type Problem,
  type ProblemCode,
  type ProblemParams,
} from '../../../src/shared/problems.ts';

const host = 'api.libreview.io';
const path = '/home/ada/.config/glucoglance/history.db';
const NOON = Date.UTC(2026, 10, 21, 12);
const time = (instant: number) => new Date(instant).toISOString().slice(11, 19);

/** Parameters as they come, for every problem there is; more than one where a sentence has variants. */
const samples: { [C in ProblemCode]: ProblemParams[C][] } = {
  badInput: [
    { what: 'windowBeginning', given: '-1', expected: { code: 'wholeNumber', least: 1, most: 3660 } },
    { what: 'chartWindow', given: '2 … 1', expected: { code: 'withinDays', days: 100 } },
  ],
  usage: [
    { fault: 'unknownOption', given: '--nonsense' },
    { fault: 'noCommand', given: '' },
  ],
  personRequired: [{ people: 'Ada Lovelace (ada), Ben Nevis (ben)' }],
  personAmbiguous: [{ given: 'Ada', people: 'Ada Lovelace (ada), Ada Byron (byron)' }],
  fileTooLarge: [{ megabytes: 64 }],
  fileTooLong: [{ rows: 2_000_000 }],
  fileNotUnderstood: [{ fault: 'unknownForm' }, { fault: 'unitDoesNotFit' }],
  nobodyKnown: [{}],
  importUnknown: [{ importId: 7 }],
  fileNotAtHand: [{}],
  fileUnreadable: [
    { path: '/home/ada/a.csv', cause: 'noSuchFile' },
    { path: '/home/ada/a.csv', cause: 'EISDIR' },
  ],
  dateOrderUndecided: [
    {
      examples: [
        {
          line: 3,
          text: '03-04-2026 10:15',
          readAs: [{ wall: Date.UTC(2026, 3, 3, 10, 15) }, { wall: Date.UTC(2026, 2, 4, 10, 15) }],
        },
      ],
    },
  ],
  unitUndecided: [{ examples: [{ line: 3, text: '34' }] }],
  zoneUndecided: [
    { candidates: ['Europe/Berlin', 'Europe/Paris'], shiftMinutes: null },
    { candidates: [], shiftMinutes: 60 },
  ],
  ownerUndecided: [
    { people: 'Ada Lovelace (ada), Ben Nevis (ben)', rows: 0, agree: 0 },
    { people: 'Ada Lovelace (ada), Ben Nevis (ben)', rows: 120, agree: 7 },
  ],
  nightscoutRefused: [{ host }],
  nightscoutBusy: [{ host }],
  nightscoutNotSetUp: [{}],
  nightscoutNobody: [{}],
  demoNotUploaded: [{}],
  feedSecretMissing: [{}],
  signInNeeded: [{ noKeychain: '' }, { noKeychain: 'noDbusSession' }],
  credentialsRejected: [{}],
  credentialsKnownBad: [{}],
  sessionRejected: [{}],
  termsNotAccepted: [
    { document: 'termsOfUse', link: 'https://files.libreview.io/tou.html', version: '2023-06-13' },
    { document: 'privacyPolicy', link: '', version: '2023-06-13' },
    { document: 'privacyPolicy', link: '', version: '' },
  ],
  emailNotVerified: [{}],
  stepUnknown: [{ step: 'other' }, { step: '' }],
  updateRequired: [{ ours: '4.17.0', minimum: '4.99.0' }],
  interfaceSwitchedOff: [{ minimum: '5.0.0' }, { minimum: '' }],
  lockedOut: [{}],
  rateLimited: [{}],
  blocked: [{}],
  signInPaused: [{}],
  signInsUsedUp: [{}],
  sessionTaken: [{}],
  signInUnderWay: [{ pid: 4711 }],
  nameNotFound: [{ host }],
  connectionFailed: [{ host, cause: 'nothingListens' }],
  tlsFailed: [{ host, cause: 'CERT_HAS_EXPIRED' }],
  timedOut: [{ host }],
  answerCut: [{ host }],
  answerTooLarge: [{ host }],
  answerUnreadable: [{ host, detail: 'answerNotJson' }],
  answerNotFromServer: [{ host }],
  serverError: [{ host, status: 503 }],
  maintenance: [{ host }],
  redirectLoop: [{ region: 'eu' }, { region: '' }],
  regionUnknown: [{ region: 'evil' }, { region: '' }],
  statusUnknown: [
    { status: 77, message: 'oops' },
    { status: 77, message: '' },
  ],
  readingUnreadable: [{ name: 'Ada' }],
  readingsContradict: [{ name: 'Ada' }],
  nobodyShares: [{}],
  invitationWaits: [{}],
  noReadingYet: [{}],
  personUnknown: [{ given: 'Eve' }, { given: '' }],
  noLongerShared: [{ name: 'Ada' }],
  personErased: [{ name: 'Ada' }],
  outputFailed: [{ cause: 'ENOSPC' }],
  reportFailed: [{ cause: 'noAnswer' }],
  portUnusable: [{ port: '80', cause: 'portNotAllowed' }],
  promptEnded: [{}],
  budgetNotKept: [{}],
  folderUnusable: [{ path, cause: 'mayNotWrite' }],
  folderOfAccount: [{ path }],
  folderOfDemo: [{ path }],
  diskFull: [{ path }],
  historyBusy: [{ path }],
  historyHangs: [{ path }],
  historyAtWork: [{}],
  historySlow: [{ path }],
  historyUnderRepair: [{}],
  historyNewer: [{ path }],
  historyForeign: [{ path }],
  historyDamaged: [
    { movedTo: path, readings: 0, restored: null },
    { movedTo: path, readings: 40_123, restored: null },
    { movedTo: path, readings: 1, restored: { madeAt: NOON, lost: null } },
    { movedTo: path, readings: 40_123, restored: { madeAt: NOON, lost: { from: NOON, to: NOON } } },
  ],
  historyReplaced: [
    { path, readings: 0 },
    { path, readings: 1 },
  ],
  historyLogForeign: [{ movedTo: path }],
  historyReadOnly: [{ path, cause: 'readOnlyDisk' }],
  filesOpenToOthers: [{ path }],
  backupUnusable: [{ path, cause: 'notSound' }],
  backupFailed: [{ cause: 'mayNotWrite' }],
  diskNearlyFull: [{ path }],
  folderWatched: [{ pid: 4711 }],
  historyFailed: [{ path, cause: 'disk I/O error' }],
  settingsBroken: [{ movedTo: path }],
  settingsNewer: [{ path }],
  keychainAbsent: [{ cause: 'noDbusSession' }],
  keychainUnavailable: [{ cause: 'keychainLocked' }],
  unexpected: [{ detail: 'x is not a function' }],
};

const links: { [C in Link['code']]: Extract<Link, { code: C }>[] } = {
  starting: [{ code: 'starting' }],
  ok: [{ code: 'ok' }],
  problem: [{ code: 'problem', problem: { code: 'timedOut', params: { host } } }],
  clockWrong: [
    { code: 'clockWrong', byMs: 180_000 },
    { code: 'clockWrong', byMs: -7_500_000 },
  ],
  noReadingYet: [{ code: 'noReadingYet', name: 'Ada' }],
  readingUnreadable: [{ code: 'readingUnreadable', name: 'Ada' }],
  readingsContradict: [{ code: 'readingsContradict', name: 'Ada' }],
  delayed: [{ code: 'delayed', name: 'Ada', lastAt: NOON }],
  phoneSilent: [{ code: 'phoneSilent', name: 'Ada', lastAt: NOON }],
  sensorWarmingUp: [{ code: 'sensorWarmingUp', name: 'Ada', until: NOON }],
  sensorEnded: [{ code: 'sensorEnded', name: 'Ada', endedAt: NOON }],
  readingInFuture: [{ code: 'readingInFuture', name: 'Ada' }],
};

/** One to three sentences of plain words, the last of which ends. */
function expectToRead(text: string): void {
  expect(text).toMatch(/^["A-Z/a-z]/);
  expect(text).toMatch(/\.$/);
  expect(text).not.toMatch(/undefined|null|NaN|\[object|\$\{|\(\)|""\)| {2}|\s\.|\.\.|: *\./);
  const sentences = text.split(/(?<=[.!?])\s+(?=["A-Z])/);
  expect(sentences.length, text).toBeLessThanOrEqual(3);
}

const problems = (Object.keys(samples) as ProblemCode[]).flatMap((code) =>
  samples[code].map((params) => ({ code, params }) as Problem),
);

describe('the sentence of a problem', () => {
  it('is there for each code', () => {
    expect(Object.keys(PROBLEMS).toSorted()).toEqual(Object.keys(samples).toSorted());
  });

  it.each(problems)('$code $params', (cause) => {
    expectToRead(problemSentence(cause, time));
    expectToRead(problemSentence({ ...cause, retryAt: NOON }, time));
  });

  it.each(['lockedOut', 'rateLimited', 'blocked', 'signInPaused', 'signInsUsedUp', 'sessionTaken'] as const)(
    '%s says until when',
    (code) => {
      expect(problemSentence({ code, params: {}, retryAt: NOON }, time)).toMatch(
        / Next try possible at 12:00:00\.$/,
      );
      expect(problemSentence({ code, params: {} }, time)).toMatch(/ Try again later\.$/);
    },
  );

  it('is another one for each code', () => {
    const sentences = new Map(problems.map((cause) => [problemSentence(cause, time), cause.code]));
    expect(sentences.size).toBe(problems.length);
  });
});

describe('the sentence of a link', () => {
  const all = Object.values(links).flat();

  it.each(all)('$code', (link) => {
    expectToRead(linkSentence(link, time));
  });

  it('names whose sensor or phone it is, and the times', () => {
    for (const link of all) {
      const text = linkSentence(link, time);
      if ('name' in link) expect(text).toContain('Ada');
      if ('lastAt' in link || 'until' in link) expect(text).toContain('12:00:00');
    }
    expect(all.map((link) => linkSentence(link, time)).filter((text) => text.includes('clock'))).toEqual([
      'The clock of this computer is 3 min fast. Set it right: the ages of readings depend on it.',
      'The clock of this computer is 2 h 05 min slow. Set it right: the ages of readings depend on it.',
      'The readings of Ada are dated in the future: the clock of the phone, or of this computer, is wrong.',
    ]);
  });

  it('is another one for each code', () => {
    expect(new Set(all.map((link) => linkSentence(link, time))).size).toBe(all.length);
  });

  it('says what goes on while nothing can be recorded, and what is lost by it', () => {
    const lost = { readings: 2803, from: NOON, to: NOON + 1000 };
    const full = { code: 'problem', problem: problem('diskFull', { path: '/data' }) } as const;
    const waits = linkSentence({ ...full, unrecorded: { from: NOON, to: null, lost: null } }, time);
    expect(waits).toMatch(
      /until there is room\. Values and alarms go on; since 12:00:00 readings wait in memory/,
    );
    expectToRead(waits);
    const lose = linkSentence({ ...full, unrecorded: { from: NOON, to: null, lost } }, time);
    expect(lose).toBe(
      `${waits} Readings from 12:00:00 to 12:00:01 waited for too long and are lost (2,803).`,
    );
  });

  it('says that it can be recorded again, with what became of the readings', () => {
    const lost = { readings: 5, from: NOON, to: NOON + 1000 };
    const over = { from: NOON, to: NOON + 2000 };
    expect(recordedAgainSentences({ ...over, lost: null }, time)).toEqual([
      'From 12:00:00 to 12:00:02 nothing could be recorded. It can be again.',
      'Everything that came meanwhile is recorded.',
    ]);
    expect(recordedAgainSentences({ ...over, lost }, time)[1]).toMatch(/^Readings from .* are lost \(5\)\.$/);
  });
});
