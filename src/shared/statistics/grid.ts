import { FUTURE_LIMIT_MS } from '../glucose/freshness.ts';
import type { OffScale } from '../glucose/range.ts';
import { SECOND } from '../time.ts';
import {
  indicesOf,
  isAnyOffScale,
  offScaleOf,
  type Series,
  type SeriesContext,
  type Span,
} from './series.ts';

/** The grid's step. Every zone's offset is a whole number of steps, so local clocks show the same slots. */
export const SLOT_SECONDS = 300;

export const SLOTS_PER_DAY = 86_400 / SLOT_SECONDS;

/** Neighbours further apart have a gap between them, which stays empty (iglu's `inter_gap`). */
export const LONGEST_STEP_SECONDS = 45 * 60;

/**
 * Glucose at every fifth minute of absolute time for which it is known. An hour watched every minute has as many slots
 * as one known from four graph points, so that both weigh alike.
 */
export interface Grid {
  /** Instants, UTC seconds, multiples of 300, oldest first. */
  at: Float64Array;
  /** mg/dL, unrounded. */
  mgdl: Float64Array;
  /** For each slot the indices of the readings that it is made of: at or before it, and at or after it. */
  before: Uint32Array;
  next: Uint32Array;
  /** Where each unbroken stretch begins, as indices into the columns, oldest first. */
  stretches: readonly number[];
}

/**
 * The grid of a span: linear between neighbours up to 45 min apart, nothing across a longer gap or a change of sensor
 * (two known serials that differ). Warm-up has no readings and lasts an hour, so it is such a gap by itself. A slot
 * depends on its two neighbours only: with the readings of `reachOf(span)` no slot is lost at the span's ends.
 * Source: iglu 4.3.0, CGMS2DayByDay.
 *
 * What was imported makes only slots that the readings we heard do not: it changes none of theirs.
 */
export function gridOf(series: Series, span: Span): Grid {
  const bounds = indicesOf(series, reachOf(span));
  const all = slotsOf(series, span, bounds);
  if (!series.contexts.some(isImported)) return all;
  const { heard, places } = heardIn(series, bounds);
  const grid = slotsOf(heard, span, [0, heard.at.length]);
  const inSeries = (index: number): number => places[index] ?? 0;
  return completed({ ...grid, before: grid.before.map(inSeries), next: grid.next.map(inSeries) }, all);
}

function slotsOf(series: Series, span: Span, [start, end]: readonly [number, number]): Grid {
  const { at, mgdl } = series;
  const first = Math.ceil(span.from / SECOND / SLOT_SECONDS) * SLOT_SECONDS;
  const last = Math.ceil(span.to / SECOND / SLOT_SECONDS) * SLOT_SECONDS - SLOT_SECONDS;
  const columns = emptyColumns(capacityOf(series, start, end));
  const stretches: number[] = [];
  const areJoined = joiningOf(series);
  let length = 0;
  let broken = true;
  let slot = first;
  for (let i = start; i < end; i++) {
    const left = at[i] ?? 0;
    const right = at[i + 1] ?? Infinity;
    const joined = i + 1 < end && areJoined(i);
    // Without a right-hand neighbour only the slot at the reading itself is known.
    const until = Math.min(joined ? right : left + 1, last + 1);
    if (slot < left) slot = Math.ceil(left / SLOT_SECONDS) * SLOT_SECONDS;
    for (; slot < until; slot += SLOT_SECONDS) {
      if (broken) stretches.push(length);
      broken = false;
      const value = mgdl[i] ?? 0;
      const rise = joined ? (mgdl[i + 1] ?? 0) - value : 0;
      columns.at[length] = slot;
      // Multiplied before divided: a whole number comes out whole, so that 180 is not a hair above range.
      columns.mgdl[length] = joined ? value + (rise * (slot - left)) / (right - left) : value;
      columns.before[length] = i;
      columns.next[length] = slot === left ? i : i + 1;
      length++;
    }
    if (!joined) broken = true;
  }
  return { ...cut(columns, length), stretches };
}

const isImported = ({ source }: SeriesContext): boolean => source === 'import';

/** What we heard ourselves of some readings, and the place of each in the series. */
function heardIn(
  { at, mgdl, context, contexts }: Series,
  [start, end]: readonly [number, number],
): { heard: Series; places: Uint32Array } {
  const imported = contexts.map(isImported);
  const places = new Uint32Array(end - start);
  let length = 0;
  for (let i = start; i < end; i++) {
    if (!imported[context[i] ?? -1]) places[length++] = i;
  }
  const found = places.subarray(0, length);
  const heard = {
    at: Float64Array.from(found, (i) => at[i] ?? 0),
    mgdl: Uint16Array.from(found, (i) => mgdl[i] ?? 0),
    context: Uint32Array.from(found, (i) => context[i] ?? 0),
    contexts,
  };
  return { heard, places: found };
}

/** A grid with those slots of another that it has not. */
function completed(grid: Grid, other: Grid): Grid {
  const columns = emptyColumns(grid.at.length + other.at.length);
  const [begins, otherBegins] = [new Set(grid.stretches), new Set(other.stretches)];
  const stretches: number[] = [];
  let [i, j, length] = [0, 0, 0];
  let last = { at: Number.NaN, isOwn: false };
  while (i < grid.at.length || j < other.at.length) {
    const [own, others] = [grid.at[i] ?? Infinity, other.at[j] ?? Infinity];
    const isOwn = own <= others;
    const [from, place, slot] = isOwn ? [grid, i, own] : [other, j, others];
    const isNext = slot - last.at === SLOT_SECONDS;
    // Where the two meet, the one that has both knows whether glucose between them is known.
    const begun = isOwn && last.isOwn ? begins.has(i) : slot !== others || otherBegins.has(j);
    if (!isNext || begun) stretches.push(length);
    columns.at[length] = slot;
    columns.mgdl[length] = from.mgdl[place] ?? 0;
    columns.before[length] = from.before[place] ?? 0;
    columns.next[length] = from.next[place] ?? 0;
    length++;
    last = { at: slot, isOwn };
    if (own === slot) i++;
    if (others === slot) j++;
  }
  return { ...cut(columns, length), stretches };
}

/**
 * The span whose readings the grid of `span` is made of: a neighbour may stand 45 min outside it.
 *
 * @param now ms UTC; without it, whenever. Readings from the future are no neighbours of those until now.
 */
export function reachOf({ from, to }: Span, now = Infinity): Span {
  const margin = LONGEST_STEP_SECONDS * SECOND;
  return { from: from - margin, to: Math.min(to + margin, Math.max(to, now + FUTURE_LIMIT_MS)) };
}

/** How many slots a span has, known or not. */
export function slotsIn({ from, to }: Span): number {
  const slot = SLOT_SECONDS * SECOND;
  return Math.max(0, Math.ceil(to / slot) - Math.ceil(from / slot));
}

/** Says off which end of the sensor's scale a slot lies: known only where every neighbour it is made of lies there. */
export function offScaleIn(series: Series, grid: Grid): (slot: number) => OffScale | null {
  if (!isAnyOffScale(series)) return () => null;
  return (slot) => {
    const right = offScaleOf(series, grid.next[slot] ?? 0);
    return offScaleOf(series, grid.before[slot] ?? 0) === right ? right : null;
  };
}

/** Says whether glucose between a reading and the one after it is known. */
function joiningOf({ at, context, contexts }: Series): (i: number) => boolean {
  // Numbers for the sensors, so that a year is gone through without a look at their serials; -1: unknown.
  const serials = [...new Set(contexts.map(({ sensor }) => sensor))];
  const sensors = Int32Array.from(contexts, ({ sensor }) => (sensor === null ? -1 : serials.indexOf(sensor)));
  return (i) => {
    if ((at[i + 1] ?? Infinity) - (at[i] ?? 0) > LONGEST_STEP_SECONDS) return false;
    const [one, other] = [context[i], context[i + 1]];
    if (one === other) return true;
    const [before, after] = [sensors[one ?? -1] ?? -1, sensors[other ?? -1] ?? -1];
    return before === -1 || after === -1 || before === after;
  };
}

type Columns = Omit<Grid, 'stretches'>;

function emptyColumns(length: number): Columns {
  return {
    at: new Float64Array(length),
    mgdl: new Float64Array(length),
    before: new Uint32Array(length),
    next: new Uint32Array(length),
  };
}

function cut({ at, mgdl, before, next }: Columns, length: number): Columns {
  return {
    at: at.subarray(0, length),
    mgdl: mgdl.subarray(0, length),
    before: before.subarray(0, length),
    next: next.subarray(0, length),
  };
}

/** More slots there cannot be: nine from each reading on to the next, and no more than fit in their time. */
function capacityOf({ at }: Series, start: number, end: number): number {
  if (end <= start) return 0;
  const time = (at[end - 1] ?? 0) - (at[start] ?? 0);
  return Math.min(Math.floor(time / SLOT_SECONDS) + 1, (end - start) * 9);
}
