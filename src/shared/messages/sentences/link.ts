import type { Link, Unrecorded } from '../../state/app-state.ts';
import { SECOND } from '../../time.ts';
import { wholeText } from '../figures.ts';
import { say } from '../say.ts';
import { spanTimes } from '../times.ts';
import { ageText } from './durations.ts';
import { together } from './lists.ts';
import { problemSentence, windowProblemSentence } from './problem.ts';

/** Where the way from a sensor to this screen is broken, and what to do about it. */
export function linkSentence(link: Link, localTime: (instant: number) => string): string {
  switch (link.code) {
    case 'starting':
    case 'ok':
      return say(`links.${link.code}`);
    case 'problem':
      return withUnrecorded(problemSentence(link.problem, localTime), link, localTime);
    case 'clockWrong': {
      const age = ageText(Math.round(Math.abs(link.byMs) / SECOND));
      return link.byMs > 0 ? say('links.clockFast', { age }) : say('links.clockSlow', { age });
    }
    case 'readingUnreadable':
    case 'readingsContradict':
      return say(`problems.${link.code}`, link);
    case 'noReadingYet':
    case 'sensorEnded':
    case 'readingInFuture':
      return say(`links.${link.code}`, link);
    case 'delayed':
    case 'phoneSilent':
      return say(`links.${link.code}`, { name: link.name, time: localTime(link.lastAt) });
    case 'sensorWarmingUp':
      return say('links.sensorWarmingUp', { name: link.name, time: localTime(link.until) });
  }
}

/** The same for somebody who looks at the window. */
export function windowLinkSentence(link: Link, localTime: (instant: number) => string): string {
  return link.code === 'problem'
    ? withUnrecorded(windowProblemSentence(link.problem, localTime), link, localTime)
    : linkSentence(link, localTime);
}

/** With what goes on although nothing can be recorded, and what does not. */
function withUnrecorded(
  sentence: string,
  { unrecorded }: Extract<Link, { code: 'problem' }>,
  localTime: (instant: number) => string,
): string {
  if (!unrecorded) return sentence;
  const { from, lost } = unrecorded;
  const said = together(sentence, say('links.unrecorded', { time: localTime(from) }));
  return lost === null ? said : together(said, lostSentence(lost, localTime));
}

/** Which readings could not be kept for a disk that takes nothing. */
export function lostSentence(
  { readings, from, to }: NonNullable<Unrecorded['lost']>,
  localTime: (instant: number) => string,
): string {
  return say('links.readingsLost', {
    readings: wholeText(readings),
    ...spanTimes(from, to, localTime),
  });
}
