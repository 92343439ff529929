import type { AwaySummary, Notice } from '../../state/notices.ts';
import { say } from '../say.ts';
import { problemSentence } from './problem.ts';

/** The sentences of a notice. @param glucose writes a person's mg/dL with its unit */
export function noticeSentences(
  notice: Notice,
  glucose: (patientId: string, mgdl: number) => string,
  localTime: (instant: number) => string,
): string[] {
  if (notice.code === 'problem') return [problemSentence(notice.problem, localTime)];
  const between = { from: localTime(notice.from), to: localTime(notice.to) };
  switch (notice.code) {
    case 'notWatched':
      return [say(`notices.${notice.how}`, between)];
    case 'away':
      return [
        say('notices.away', between),
        ...notice.people.map((one) => awaySentence(one, glucose, localTime)),
      ];
  }
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
