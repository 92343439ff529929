import type { Link } from '../../state/app-state.ts';
import { SECOND } from '../../time.ts';
import { problemSentence, problemSentences } from './problems.ts';
import { age } from './words.ts';

/** Where the way from a sensor to this screen is broken, and what to do about it. */
export function linkSentence(link: Link, localTime: (instant: number) => string): string {
  switch (link.code) {
    case 'starting':
      return 'Asking for the first reading.';
    case 'ok':
      return 'Connected; readings are coming in.';
    case 'problem':
      return problemSentence(link.problem, localTime);
    case 'clockWrong':
      return (
        `The clock of this computer is ${duration(Math.abs(link.byMs))} ${link.byMs > 0 ? 'fast' : 'slow'}. ` +
        'Set it right: the ages of readings depend on it.'
      );
    case 'noReadingYet':
      return `${link.name} shares with this account, but there is no reading yet.`;
    case 'readingUnreadable':
    case 'readingsContradict':
      return problemSentences[link.code](link, null);
    case 'delayed':
      return `The last reading of ${link.name} is from ${localTime(link.lastAt)}; phones often upload late.`;
    case 'phoneSilent':
      return (
        `No reading of ${link.name} since ${localTime(link.lastAt)}: the phone is not uploading, or has lost the sensor. ` +
        'Check that its app is open and that it is online.'
      );
    case 'sensorWarmingUp':
      return `${link.name} has a new sensor that is warming up; readings can be expected from ${localTime(link.until)}.`;
    case 'sensorEnded':
      return `The sensor of ${link.name} has ended; readings go on with the next one.`;
    case 'readingInFuture':
      return `The readings of ${link.name} are dated in the future: the clock of the phone, or of this computer, is wrong.`;
  }
}

/** `3 min`, `2 h 05 min` */
function duration(milliseconds: number): string {
  return age(Math.round(milliseconds / SECOND));
}
