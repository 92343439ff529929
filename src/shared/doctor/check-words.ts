import type { ArmedFault } from '../alarms/armed.ts';
import { percentText, wholeText } from '../messages/figures.ts';
import { say, type MessageKey } from '../messages/say.ts';
import { together } from '../messages/sentences/lists.ts';
import { problemSentence } from '../messages/sentences/problem.ts';
import { nightClauses } from '../night/sentence.ts';
import type { ProblemCode } from '../problems.ts';
import { statusSentence } from '../status/link-words.ts';
import type { Check, Finding } from './checks.ts';

/** What can be done, where the sentence itself does not say. */
type Remedy = ChildOf<'doctor.remedies', MessageKey>;
type ChildOf<Group extends string, Key> = Key extends `${Group}.${infer Child}` ? Child : never;

const OF_FAULT: Partial<Record<ArmedFault, Remedy>> = {
  lowsOff: 'lowsOff',
  notificationsUnavailable: 'notifications',
  notificationsPaused: 'notificationsPaused',
  notificationsUnanswered: 'test',
  notificationsFailed: 'test',
  soundAbsent: 'soundAbsent',
  soundMuted: 'soundMuted',
  notAtLogin: 'notAtLogin',
};

const OF_PROBLEM: Partial<Record<ProblemCode, Remedy>> = {
  nameNotFound: 'network',
  connectionFailed: 'network',
  timedOut: 'network',
  answerCut: 'network',
  serverError: 'server',
  maintenance: 'server',
  answerTooLarge: 'server',
  answerUnreadable: 'server',
  statusUnknown: 'server',
  folderUnusable: 'folderUnusable',
  historyFailed: 'historyFailed',
};

/**
 * What a check has found, and what to do about it.
 *
 * @param localTime writes an instant (ms UTC) as the reader's local time
 * @param problemText the window's, for who looks at it
 */
export function checkSentence(
  { finding }: Check,
  localTime: (instant: number) => string,
  problemText = problemSentence,
): string {
  const found = foundSentence(finding, localTime, problemText);
  const remedy = remedyOf(finding);
  return remedy === undefined ? found : together(found, say(`doctor.remedies.${remedy}`));
}

function remedyOf(finding: Finding): Remedy | undefined {
  if (finding.code === 'fault') return OF_FAULT[finding.fault];
  if (finding.code === 'problem') return OF_PROBLEM[finding.problem.code];
  if (finding.code !== 'link' || finding.link.code !== 'problem') return undefined;
  return OF_PROBLEM[finding.link.problem.code];
}

function foundSentence(
  finding: Finding,
  localTime: (instant: number) => string,
  problemText: typeof problemSentence,
): string {
  switch (finding.code) {
    case 'notUsed':
    case 'fine':
    case 'notTold':
    case 'historyNone':
    case 'backupNone':
    case 'lidSleeps':
    case 'captive':
    case 'metered':
    case 'eveningNone':
      return say(`doctor.${finding.code}`);
    case 'folderFine':
    case 'folderNone':
    case 'historyBroken':
    case 'settingsBroken':
    case 'rightsOpen':
      return say(`doctor.${finding.code}`, finding);
    case 'sleepsAfter':
      return say('doctor.sleepsAfter', finding);
    case 'spaceLeft':
      return say('doctor.spaceLeft', { megabytes: wholeText(finding.megabytes) });
    case 'historyFine':
      return say('doctor.historyFine', { count: finding.readings });
    case 'batteryLow':
      return say('doctor.batteryLow', { percent: percentText(finding.percent / 100) });
    case 'eveningFound':
      return say('doctor.eveningFound', {
        time: localTime(finding.at),
        causes: nightClauses(finding.causes),
      });
    case 'backupAt':
    case 'backupOld':
    case 'eveningFine':
      return say(`doctor.${finding.code}`, { time: localTime(finding.at) });
    case 'polledBy':
      return finding.answeredAt === null
        ? say(`doctor.polledBy.${finding.by}`)
        : say(`doctor.answered.${finding.by}`, { time: localTime(finding.answeredAt) });
    case 'link':
      return finding.link.code === 'problem'
        ? problemText(finding.link.problem, localTime)
        : statusSentence(finding.link, localTime);
    case 'fault':
      return say(`armedFaults.${finding.fault}`);
    case 'problem':
      return problemText(finding.problem, localTime);
  }
}
