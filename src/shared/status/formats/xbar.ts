import { personName } from '../../glucose/reading.ts';
import { printable } from '../../printable.ts';
import type { Status } from '../status.ts';
import { statusWords } from '../status-words.ts';
import { valueClass, type ValueClass } from './classes.ts';

/** On a dark and on a light menu bar. */
const COLOURS: Record<ValueClass, string | null> = {
  'urgent-low': '#d32f2f,#ff6b6b',
  low: '#d32f2f,#ff6b6b',
  'in-range': null,
  high: '#b26a00,#ffb74d',
  'urgent-high': '#b26a00,#ffb74d',
  'no-data': '#767676,#9e9e9e',
};

/** What an xbar or SwiftBar plugin prints: the bar's text, then the lines of its menu. */
export function xbarText(status: Status): string {
  const { short, line, sentence } = statusWords(status);
  const { person, freshness } = status;
  const colour = COLOURS[freshness === 'stale' ? 'no-data' : valueClass(status)];
  const name = person === null ? [] : [plain(printable(personName(person.person)))];
  return [
    colour === null ? plain(short) : `${plain(short)} | color=${colour}`,
    '---',
    ...name,
    plain(line),
    ...(sentence === null ? [] : [plain(sentence)]),
    '---',
    'Refresh | refresh=true',
  ].join('\n');
}

/** Of a line what comes after the first bar are parameters, which no text may begin. */
function plain(text: string): string {
  return text.replaceAll('|', '¦').replaceAll('\n', ' ');
}
