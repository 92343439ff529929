import { formatGlucose } from '../glucose/units.ts';
import { trendSymbol } from '../glucose/trend.ts';
import { say } from '../messages/say.ts';
import { printable } from '../printable.ts';
import { notWatchingWords, statusSentence } from './link-words.ts';
import { ringingText } from './ringing-text.ts';
import type { Status } from './status.ts';
import { shortTime } from './short-time.ts';
import { valueWords } from './value-words.ts';

/** What every line of made-up readings begins with, in every language. */
export const DEMO = 'DEMO';
const BETWEEN = ' · ';

/** A status in words. */
export interface StatusWords {
  /** `133 mg/dL ↗ +3 · 1 min ago · in range`; from 15 minutes on the age stands first. */
  line: string;
  /** The same in few letters: `133 ↗ +3`, `133 · 7 min`, `17 min · 133`, `no data since 14:32`. */
  short: string;
  /** The sentence about the link, where it is worth a look. */
  sentence: string | null;
}

export function statusWords(status: Status): StatusWords {
  const { person, shortName, unit, now, freshness, snoozedUntil } = status;
  const style = { unit, number: formatGlucose, wholeMinutes: true, localTime: shortTime };
  const said = person ? valueWords(person, style, now) : null;
  const isLate = freshness === 'stale' || freshness === 'old';
  const name = shortName === null ? null : printable(shortName);
  const value = said?.value ?? null;
  const age = said?.age ?? say('statusLine.nobody');
  const aged = isLate ? [age, value] : [value, age];
  const watching = status.link.code === 'notWatching' ? notWatchingWords(status.link, shortTime) : null;
  const alarm = status.alarm?.phase === 'active' ? ringingText(status.alarm.kind, null) : null;
  const quiet = snoozedUntil === null ? null : say('tray.quietUntil', { time: shortTime(snoozedUntil) });
  const parts = [...aged, said?.range ?? null, alarm, quiet, watching];
  return {
    line: joined(status, name, parts),
    short: joined(status, name, [...shortValue(status, age), watching, attention(status)]),
    sentence: isTold(status) ? statusSentence(status.link, shortTime) : null,
  };
}

/** `DEMO Ada 133 mg/dL · …` */
function joined({ demo }: Status, name: string | null, parts: readonly (string | null)[]): string {
  const line = parts.filter((part) => part !== null).join(BETWEEN);
  return [demo ? DEMO : null, name, line].filter((part) => part !== null).join(' ');
}

function shortValue(status: Status, age: string): (string | null)[] {
  const { reading, freshness, ageSeconds, unit } = status;
  if (reading === null) return [age];
  const number = reading.offScale ?? formatGlucose(reading.mgdl, unit);
  const minutes = say('words.age.minutes', { minutes: Math.floor((ageSeconds ?? 0) / 60) });
  if (freshness === 'stale') return [minutes, number];
  const arrow = trendSymbol(status.trend);
  const delta = status.deltaMgdl;
  const sign = delta !== null && delta < 0 ? '−' : '+';
  const change = delta === null ? '' : `${sign}${formatGlucose(Math.abs(delta), unit)}`;
  const value = [number, arrow, change].filter((part) => part !== '').join(' ');
  return freshness === 'delayed' ? [value, minutes] : [value];
}

/** Late readings show by themselves; anything else on the way is worth a look. */
const SHOWN_BY_THE_VALUE: readonly Status['link']['code'][] = ['ok', 'starting', 'delayed'];

function isTold({ link }: Status): boolean {
  return !SHOWN_BY_THE_VALUE.includes(link.code);
}

function attention(status: Status): string | null {
  return isTold(status) && status.link.code !== 'notWatching' ? '!' : null;
}
