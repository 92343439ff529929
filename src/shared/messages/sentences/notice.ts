import type { AwaySummary, Notice } from '../../state/notices.ts';
import type { Unrecorded } from '../../state/app-state.ts';
import { say } from '../say.ts';
import { spanTimes } from '../times.ts';
import { lostSentence } from './link.ts';
import { problemSentence } from './problem.ts';

/** The sentences of a notice. @param glucose writes a person's mg/dL with its unit */
export function noticeSentences(
  notice: Notice,
  glucose: (patientId: string, mgdl: number) => string,
  localTime: (instant: number) => string,
): string[] {
  if (notice.code === 'problem') return [problemSentence(notice.problem, localTime)];
  if (notice.code === 'doneLate') return [say('notices.doneLate')];
  const between = spanTimes(notice.from, notice.to, localTime);
  switch (notice.code) {
    case 'notWatched':
      return [say(`notices.${notice.how}`, between)];
    case 'recordedAgain':
      return recordedAgainSentences(notice, localTime);
    case 'away':
      return [
        say('notices.away', between),
        ...notice.people.map((one) => awaySentence(one, glucose, localTime)),
      ];
  }
}

/** That what could not be recorded for a time can be again, and what became of the readings of that time. */
export function recordedAgainSentences(
  { from, to, lost }: { from: number; to: number; lost: Unrecorded['lost'] },
  localTime: (instant: number) => string,
): string[] {
  const over = say('notices.recordedAgain', spanTimes(from, to, localTime));
  return [over, lost === null ? say('notices.recordedSince') : lostSentence(lost, localTime)];
}

function awaySentence(
  { patientId, name, lows, highs, lowest }: AwaySummary,
  glucose: (patientId: string, mgdl: number) => string,
  localTime: (instant: number) => string,
): string {
  const counted = {
    name,
    lows: say('notices.lows', { count: lows }),
    highs: say('notices.highs', { count: highs }),
  };
  if (lowest === null) return say('notices.person', counted);
  const least = { glucose: glucose(patientId, lowest.mgdl), time: localTime(lowest.at) };
  return say('notices.personLowest', { ...counted, ...least });
}
