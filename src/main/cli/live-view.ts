import { shownLink, type AppState, type PersonState } from '../../shared/state/app-state.ts';
import { deltaPerFiveMinutes } from '../../shared/glucose/delta.ts';
import { ageSeconds, freshnessOf, isDimmed } from '../../shared/glucose/freshness.ts';
import { rangeOf, type Range } from '../../shared/glucose/range.ts';
import { personName, type Reading } from '../../shared/glucose/reading.ts';
import { trendSymbol } from '../../shared/glucose/trend.ts';
import { formatGlucose, mgdlToMmol, unitLabel, type Unit } from '../../shared/glucose/units.ts';
import { say } from '../../shared/messages/say.ts';
import { ageText, nextPollText } from '../../shared/messages/sentences/durations.ts';
import { linkSentence } from '../../shared/messages/sentences/link.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';
import { localTime } from './output.ts';
import { shortenedTo, widthOf } from './text-width.ts';

const BLOCKS = '▁▂▃▄▅▆▇█';
/** One block a quarter of an hour, three hours. */
const SPARK_SLOTS = 12;
const SPARK_SLOT_MS = 15 * MINUTE;

/** A piece of a line and how it is to look; the terminal decides what that means. */
export interface Piece {
  text: string;
  style?: Range | 'dim' | 'struck';
  /** It is left out where there is no room, 1 first. What has no such number stays, above all how old a value is. */
  spare?: number;
  /** It may be shortened instead, to so many cells. */
  least?: number;
}

/** What `watch` shows on a terminal: a line for each person, and one for the state. */
export function liveLines(state: AppState, now: number, unitOf: (person: PersonState) => Unit): Piece[][] {
  const lines = state.people.map((person) => personLine(person, now, unitOf(person)));
  return [
    ...lines,
    [{ text: linkSentence(shownLink(state), localTime) }, { text: ` ${whatNext(state, now)}`, style: 'dim' }],
  ];
}

/** What is shown of one person. An old value is never shown as the current one: its age stands beside it, then it loses its arrow, then itself. */
export function personLine(
  person: Pick<PersonState, 'person' | 'reading' | 'recent'>,
  now: number,
  unit: Unit,
): Piece[] {
  const name = { text: personName(person.person), spare: 6, least: 3 };
  const { reading } = person;
  if (reading === null) return [name, GAP, { text: say('commandLine.noReading'), style: 'dim' }];
  const freshness = freshnessOf(reading.measuredAt, now);
  if (freshness === 'old') {
    return [
      name,
      GAP,
      { text: '---  ', spare: 4 },
      { text: say('words.noDataSince', { time: localTime(reading.measuredAt) }), style: 'dim' },
    ];
  }
  const value = reading.offScale ?? formatGlucose(reading.mgdl, unit);
  const range = rangeOf(reading.mgdl, reading.offScale, reading.target);
  const dimmed = isDimmed(reading.measuredAt, now);
  const arrow = dimmed ? '' : trendSymbol(reading.trend);
  const delta = dimmed ? null : deltaPerFiveMinutes(reading, person.recent);
  return [
    name,
    GAP,
    { text: value, style: freshness === 'stale' ? 'struck' : dimmed ? 'dim' : range },
    { text: ` ${unitLabel(unit)}` },
    { text: ` ${arrow}`, spare: 5 },
    { text: delta === null ? '' : ` ${signed(delta, unit)}`, spare: 2 },
    GAP,
    { text: `${say(`words.ranges.${range}`)}, `, style: 'dim', spare: 4 },
    { text: ageText(ageSeconds(reading.measuredAt, now)), style: 'dim' },
    { text: `  ${sparkline(person.recent, now)}`, spare: 1 },
  ];
}

const GAP: Piece = { text: '  ' };

/** A person's line in so many cells: the sparkline goes first, then the name becomes shorter; the age never goes. */
export function fitted(line: readonly Piece[], width: number): Piece[] {
  let pieces = [...line];
  const excess = (): number => pieces.reduce((sum, { text }) => sum + widthOf(text), -width);
  for (const spare of [1, 2, 3, 4, 5, 6]) {
    if (excess() <= 0) break;
    // Half of a name is of more use than none, and a word of the range than the rest of the name.
    const least = spare === 3 ? SHORT_NAME : spare === 6 ? 0 : null;
    if (least === null) pieces = pieces.filter((piece) => piece.spare !== spare);
    else pieces = pieces.map((piece) => shortened(piece, excess(), least));
  }
  return pieces;
}

const SHORT_NAME = 8;

/** A piece that may be shortened by so many cells, but not below `least` or its own least. */
function shortened(piece: Piece, excess: number, least: number): Piece {
  if (piece.least === undefined) return piece;
  const { text } = piece;
  return { ...piece, text: shortenedTo(text, Math.max(widthOf(text) - excess, least, piece.least)) };
}

function signed(delta: number, unit: Unit): string {
  const text = unit === 'mmol' ? mgdlToMmol(Math.abs(delta)).toFixed(1) : String(Math.abs(delta));
  return `${delta < 0 ? '−' : '+'}${text}`;
}

/** The last three hours, 15 minutes a block from 40 to 300 mg/dL; a gap is a gap. */
export function sparkline(recent: readonly Reading[], now: number): string {
  let text = '';
  for (let slot = SPARK_SLOTS; slot > 0; slot -= 1) {
    const from = now - slot * SPARK_SLOT_MS;
    const inside = recent.filter(({ measuredAt }) => measuredAt > from && measuredAt <= from + SPARK_SLOT_MS);
    if (inside.length === 0) {
      text += ' ';
      continue;
    }
    const mean = inside.reduce((sum, { mgdl }) => sum + mgdl, 0) / inside.length;
    const height = Math.floor(((mean - 40) / 260) * BLOCKS.length);
    text += BLOCKS[Math.min(Math.max(height, 0), BLOCKS.length - 1)];
  }
  return text;
}

function whatNext({ nextPollAt, pollReason, polledBy }: AppState, now: number): string {
  if (polledBy !== null) return `(${say('commandLine.watching.reading', { pid: polledBy })})`;
  if (nextPollAt === null)
    return pollReason === 'waitingForUser' ? `(${say('commandLine.watching.waiting')})` : '';
  return `(${nextPollText(Math.round((nextPollAt - now) / SECOND))})`;
}
