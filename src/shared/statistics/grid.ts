import { FUTURE_LIMIT_MS } from '../glucose/freshness.ts';
import type { OffScale } from '../glucose/range.ts';
import { SECOND } from '../time.ts';
import { indicesOf, offScaleOf, type Series, type Span } from './series.ts';

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
  /** For each slot the index of the reading at or after it; unless that one is at it, the one before is its neighbour too. */
  next: Uint32Array;
  /** Where each unbroken stretch begins, as indices into the columns, oldest first. */
  stretches: readonly number[];
}

/**
 * The grid of a span: linear between neighbours up to 45 min apart, nothing across a longer gap or a change of sensor
 * (two known serials that differ). Warm-up has no readings and lasts an hour, so it is such a gap by itself. A slot
 * depends on its two neighbours only: with the readings of `reachOf(span)` no slot is lost at the span's ends.
 * Source: iglu 4.3.0, CGMS2DayByDay.
 */
export function gridOf(series: Series, span: Span): Grid {
  const { at, mgdl } = series;
  const [start, end] = indicesOf(series, reachOf(span));
  const first = Math.ceil(span.from / SECOND / SLOT_SECONDS) * SLOT_SECONDS;
  const last = Math.ceil(span.to / SECOND / SLOT_SECONDS) * SLOT_SECONDS - SLOT_SECONDS;
  const columns = emptyColumns(capacityOf(series, start, end));
  const stretches: number[] = [];
  let length = 0;
  let broken = true;
  for (let i = start; i < end; i++) {
    const left = at[i] ?? 0;
    const right = at[i + 1] ?? Infinity;
    const joined = i + 1 < end && areJoined(series, i);
    const value = mgdl[i] ?? 0;
    const rise = joined ? (mgdl[i + 1] ?? 0) - value : 0;
    // Without a right-hand neighbour only the slot at the reading itself is known.
    const until = Math.min(joined ? right : left + 1, last + 1);
    for (let slot = Math.max(Math.ceil(left / SLOT_SECONDS) * SLOT_SECONDS, first); slot < until;) {
      if (broken) stretches.push(length);
      broken = false;
      columns.at[length] = slot;
      // Multiplied before divided: a whole number comes out whole, so that 180 is not a hair above range.
      columns.mgdl[length] = joined ? value + (rise * (slot - left)) / (right - left) : value;
      columns.next[length] = slot === left ? i : i + 1;
      length++;
      slot += SLOT_SECONDS;
    }
    if (!joined) broken = true;
  }
  return {
    at: columns.at.subarray(0, length),
    mgdl: columns.mgdl.subarray(0, length),
    next: columns.next.subarray(0, length),
    stretches,
  };
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

/** Off which end of the sensor's scale a slot lies: known only where every neighbour it is made of lies there. */
export function offScaleAt(series: Series, grid: Grid, slot: number): OffScale | null {
  const next = grid.next[slot] ?? 0;
  const right = offScaleOf(series, next);
  if (right === null || series.at[next] === grid.at[slot]) return right;
  return offScaleOf(series, next - 1) === right ? right : null;
}

/** Whether glucose between a reading and the one after it is known. */
function areJoined({ at, context, contexts }: Series, i: number): boolean {
  if ((at[i + 1] ?? Infinity) - (at[i] ?? 0) > LONGEST_STEP_SECONDS) return false;
  const [one, other] = [context[i] ?? -1, context[i + 1] ?? -1];
  if (one === other) return true;
  const [before, after] = [contexts[one]?.sensor ?? null, contexts[other]?.sensor ?? null];
  return before === null || after === null || before === after;
}

function emptyColumns(length: number): Pick<Grid, 'at' | 'mgdl' | 'next'> {
  return { at: new Float64Array(length), mgdl: new Float64Array(length), next: new Uint32Array(length) };
}

/** More slots there cannot be: nine from each reading on to the next, and no more than fit in their time. */
function capacityOf({ at }: Series, start: number, end: number): number {
  if (end <= start) return 0;
  const time = (at[end - 1] ?? 0) - (at[start] ?? 0);
  return Math.min(Math.floor(time / SLOT_SECONDS) + 1, (end - start) * 9);
}
