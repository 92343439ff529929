import type { Check } from '../../shared/doctor/checks.ts';
import { wholeText } from '../../shared/messages/figures.ts';
import { say } from '../../shared/messages/say.ts';
import { problemSentence } from '../../shared/messages/sentences/problem.ts';
import { statusSentence } from '../../shared/status/link-words.ts';

/** What a check has found, and what to do about it. */
export function checkSentence({ finding }: Check, localTime: (instant: number) => string): string {
  switch (finding.code) {
    case 'notUsed':
    case 'fine':
    case 'historyNone':
    case 'backupNone':
      return say(`commandLine.doctor.${finding.code}`);
    case 'folderFine':
    case 'folderNone':
    case 'historyBroken':
    case 'settingsBroken':
    case 'rightsOpen':
      return say(`commandLine.doctor.${finding.code}`, finding);
    case 'sleepsAfter':
      return say('commandLine.doctor.sleepsAfter', finding);
    case 'spaceLeft':
      return say('commandLine.doctor.spaceLeft', { megabytes: wholeText(finding.megabytes) });
    case 'historyFine':
      return say('commandLine.doctor.historyFine', { count: finding.readings });
    case 'backupAt':
    case 'backupOld':
      return say(`commandLine.doctor.${finding.code}`, { time: localTime(finding.at) });
    case 'polledBy':
      return finding.answeredAt === null
        ? say(`commandLine.doctor.polledBy.${finding.by}`)
        : say(`commandLine.doctor.answered.${finding.by}`, { time: localTime(finding.answeredAt) });
    case 'link':
      return statusSentence(finding.link, localTime);
    case 'fault':
      return say(`armedFaults.${finding.fault}`);
    case 'problem':
      return problemSentence(finding.problem, localTime);
  }
}
