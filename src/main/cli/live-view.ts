import { shownLink, type AppState, type PersonState } from '../../shared/app-state.ts';
import { deltaPerFiveMinutes } from '../../shared/glucose/delta.ts';
import { ageSeconds, freshnessOf, isDimmed } from '../../shared/glucose/freshness.ts';
import { rangeOf, type Range } from '../../shared/glucose/range.ts';
import { personName, type Reading } from '../../shared/glucose/reading.ts';
import { trendSymbol } from '../../shared/glucose/trend.ts';
import { formatGlucose, mgdlToMmol, unitLabel, type Unit } from '../../shared/glucose/units.ts';
import { age, cli, linkSentence, nextPoll, noDataSince, ranges } from '../../shared/messages/en.ts';
import { localTime } from './output.ts';

const MINUTE = 60_000;
const BLOCKS = '▁▂▃▄▅▆▇█';
/** One block a quarter of an hour, three hours. */
const SPARK_SLOTS = 12;
const SPARK_SLOT_MS = 15 * MINUTE;

/** A piece of a line and how it is to look; the terminal decides what that means. */
export interface Piece {
  text: string;
  style?: Range | 'dim' | 'struck';
}

/** What `watch` shows on a terminal: a line for each person, and one for the state. */
export function liveLines(state: AppState, now: number, unitOf: (person: PersonState) => Unit): Piece[][] {
  const lines = state.people.map((person) => personLine(person, now, unitOf(person)));
  return [
    ...lines,
    [{ text: linkSentence(shownLink(state), localTime) }, { text: ` ${whatNext(state, now)}`, style: 'dim' }],
  ];
}

/** An old value is never shown as the current one: its age stands beside it, then it loses its arrow, then itself. */
function personLine(person: PersonState, now: number, unit: Unit): Piece[] {
  const name = { text: `${personName(person.person)}  ` };
  const { reading } = person;
  if (reading === null) return [name, { text: cli.noReading, style: 'dim' }];
  const freshness = freshnessOf(reading.measuredAt, now);
  if (freshness === 'old') {
    return [name, { text: '---  ' }, { text: noDataSince(localTime(reading.measuredAt)), style: 'dim' }];
  }
  const value = reading.offScale ?? formatGlucose(reading.mgdl, unit);
  const range = rangeOf(reading.mgdl, reading.offScale, reading.target);
  const dimmed = isDimmed(reading.measuredAt, now);
  const arrow = dimmed ? '' : trendSymbol(reading.trend);
  const delta = dimmed ? null : deltaPerFiveMinutes(reading, person.recent);
  return [
    name,
    { text: value, style: freshness === 'stale' ? 'struck' : dimmed ? 'dim' : range },
    { text: ` ${unitLabel(unit)} ${arrow}${delta === null ? '' : ` ${signed(delta, unit)}`}  ` },
    { text: `${ranges[range]}, ${age(ageSeconds(reading.measuredAt, now))}  `, style: 'dim' },
    { text: sparkline(person.recent, now) },
  ];
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
  if (polledBy !== null) return `(${cli.watching.reading(polledBy)})`;
  if (nextPollAt === null) return pollReason === 'waitingForUser' ? `(${cli.watching.waiting})` : '';
  return `(${nextPoll(Math.round((nextPollAt - now) / 1000))})`;
}
