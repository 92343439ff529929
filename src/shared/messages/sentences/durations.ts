import { say } from '../say.ts';

/** `35 s`, `4 min`, `3 h 05 min`, `12 d` */
export function ageText(seconds: number): string {
  return durationText('age', seconds);
}

/** `35 s ago` … `12 d ago`: languages that bend the days after "before" have them here of their own. */
export function agoText(seconds: number): string {
  return durationText('ago', seconds);
}

function durationText(form: 'age' | 'ago', seconds: number): string {
  if (seconds < 0) return say('words.age.ahead');
  if (seconds < 60) return say(`words.${form}.seconds`, { seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return say(`words.${form}.minutes`, { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return say(`words.${form}.days`, { count: Math.floor(hours / 24) });
  return say(`words.${form}.hours`, { hours, minutes: String(minutes % 60).padStart(2, '0') });
}

/** A length that was chosen: `30 min`, `1 h`, `2 h`. */
export function spanText(minutes: number): string {
  if (minutes % 60 !== 0) return say('words.span.minutes', { minutes });
  return say('words.span.hours', { hours: minutes / 60 });
}

export function nextPollText(seconds: number): string {
  return say('words.nextPoll', { age: ageText(Math.max(0, seconds)) });
}
