import { shownLink, type PersonState } from '../../../shared/state/app-state.ts';
import { glucoseNumber } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { linkSentence } from '../../../shared/messages/sentences/link.ts';
import { shortName } from '../../../shared/status/person-shown.ts';
import { ringingText } from '../../../shared/status/ringing-text.ts';
import { valueWords as shownWords, type ValueWords } from '../../../shared/status/value-words.ts';
import { quietUntil } from '../../../shared/alarms/quiet-until.ts';
import { unitOf, type TrayInput } from './input.ts';

/** Windows keeps 128 UTF-16 units of a tooltip, the last of them the end mark. */
export const TOOLTIP_UNITS = 127;

const BETWEEN = ' · ';
const NAME_UNITS = 24;
/** Less of a sentence than this says nothing. */
const LEAST_UNITS = 20;

/** A piece of the tooltip; what has the highest rank goes first where there is no room, a sentence by its end. */
interface Part {
  text: string;
  rank: number;
  isSentence?: boolean;
}

/** The value with unit and age, then what rings, the range, the alarms and the connection: one line. */
export function trayTooltip(input: TrayInput, shown: PersonState | null): string {
  const { mode, state, localTime } = input;
  if (mode === 'signedOut' || mode === 'paused') return say(`tray.${mode}`);
  const parts: Part[] = mode === 'demo' ? [{ text: say('tray.demo'), rank: 0 }] : [];
  parts.push(...(shown ? personParts(input, shown) : [emptyPart(input)]), ...ringingParts(input, shown));
  parts.push(alarmPart(input));
  const link = state && shownLink(state);
  if (link && link.code !== 'ok' && link.code !== 'starting')
    parts.push({ text: withoutEnd(linkSentence(link, localTime)), rank: 2, isSentence: true });
  return fitted(parts);
}

function emptyPart({ state }: TrayInput): Part {
  const isStarting = state === null || state.link.code === 'starting';
  return { text: isStarting ? say('tray.starting') : say('tray.nobody'), rank: 0 };
}

function personParts(input: TrayInput, shown: PersonState): Part[] {
  const name = cut(shortName(shown, input.state?.people ?? []), NAME_UNITS);
  const said = valueWords(input, shown);
  const value = said.value === null ? '' : ` ${said.value}`;
  const age = said.age === null ? [] : [{ text: said.age, rank: 0 }];
  return [
    { text: `${name}${value}`, rank: 0 },
    ...age,
    ...(said.range ? [{ text: said.range, rank: 5 }] : []),
  ];
}

/** The same words for the tooltip and for the menu: never a value without its unit and its age. */
export function valueWords(input: TrayInput, person: PersonState): ValueWords {
  const { now, hidden, wholeMinutes, localTime } = input;
  const style = { unit: unitOf(person, input), number: glucoseNumber, wholeMinutes, localTime };
  const said = shownWords(person, style, now);
  return hidden ? { ...said, value: null } : said;
}

/** What rings, by its name where it is not about the person shown. */
function ringingParts({ alarms, state }: TrayInput, shown: PersonState | null): Part[] {
  const ringing = alarms.find(({ phase }) => phase === 'active');
  if (!ringing) return [];
  const people = state?.people ?? [];
  const about = people.find(({ person }) => person.patientId === ringing.patientId);
  const name = about && about !== shown ? cut(shortName(about, people), NAME_UNITS) : null;
  return [{ text: ringingText(ringing.kind, name), rank: 1 }];
}

function alarmPart({ alarms, armed, now, localTime }: TrayInput): Part {
  if (!armed.armed) {
    const text =
      armed.why === null
        ? say('tray.alarmsMayFail')
        : say('tray.because', { what: say('tray.alarmsMayFail'), why: withoutEnd(armed.why) });
    return { text, rank: 3, isSentence: true };
  }
  const quiet = quietUntil(alarms, now);
  if (quiet === null) return { text: say('tray.alarmsOn'), rank: 4 };
  const time = localTime(quiet.until);
  return {
    text: quiet.scope === 'all' ? say('tray.quietUntil', { time }) : say('tray.highsQuietUntil', { time }),
    rank: 3,
  };
}

function fitted(parts: readonly Part[]): string {
  let left = [...parts];
  for (;;) {
    const line = left.map(({ text }) => text).join(BETWEEN);
    const excess = line.length - TOOLTIP_UNITS;
    if (excess <= 0) return line;
    const rank = Math.max(...left.map((part) => part.rank));
    const last = left.findLast((part) => part.rank === rank)!;
    const room = last.text.length - excess;
    if (rank === 0) return cut(line, TOOLTIP_UNITS);
    left =
      last.isSentence && room >= LEAST_UNITS
        ? left.map((part) => (part === last ? { ...part, text: cut(part.text, room) } : part))
        : left.filter((part) => part !== last);
  }
}

/** The beginning of a text, in at most so many UTF-16 units; no character is cut in two, and no short word. */
export function cut(text: string, units: number): string {
  if (text.length <= units) return text;
  const short = text.slice(0, units - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${short.replace(/(?<=\S{3}.*)\s+\S{0,12}$/s, '').trimEnd()}…`;
}

function withoutEnd(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
