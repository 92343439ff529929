import type { OffScale, Target } from '../glucose/range.ts';
import type { ReadingSource } from '../glucose/reading.ts';
import { SECOND } from '../time.ts';

/** The circumstances many readings of a series share. */
export interface SeriesContext {
  /** Where the values came from. */
  source: ReadingSource;
  /** The wearer's clock minus UTC, seconds, rounded to 15 min; null where unknown. */
  zoneSeconds: number | null;
  offScale: OffScale | null;
  target: Target | null;
  /** Serial of the sensor; null where unknown. */
  sensor: string | null;
}

/** One person's readings in columns of equal length, oldest first: a year fits in a few megabytes. */
export interface Series {
  /** Instants, UTC seconds; each once. */
  at: Float64Array;
  mgdl: Uint16Array;
  /** Which of `contexts` holds for each reading. */
  context: Uint32Array;
  contexts: readonly SeriesContext[];
}

/** The series of someone without readings. */
export const NO_READINGS: Series = {
  at: new Float64Array(0),
  mgdl: new Uint16Array(0),
  context: new Uint32Array(0),
  contexts: [],
};

/** From `from` up to but not including `to`, ms UTC. */
export interface Span {
  from: number;
  to: number;
}

/** The readings of a span, as indices `[start, end)` into the series: what stands around it belongs to the grid only. */
export function indicesOf({ at }: Series, { from, to }: Span): [start: number, end: number] {
  return [firstAtOrAfter(at, from / SECOND), firstAtOrAfter(at, to / SECOND)];
}

function firstAtOrAfter(at: Float64Array, second: number): number {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < second) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Off which end of the sensor's scale the i-th reading is. */
export function offScaleOf({ context, contexts }: Series, i: number): OffScale | null {
  return contexts[context[i] ?? -1]?.offScale ?? null;
}

/** Whether any reading is: mostly none, and nobody has to look at each. */
export function isAnyOffScale({ contexts }: Series): boolean {
  return contexts.some(({ offScale }) => offScale !== null);
}

/** How many of the readings of a span came out of files, percent; 0 where there are none. */
export function importedPercent(series: Series, span: Span): number {
  const [start, end] = indicesOf(series, span);
  let imported = 0;
  for (let i = start; i < end; i++)
    if (series.contexts[series.context[i] ?? -1]?.source === 'import') imported += 1;
  return end === start ? 0 : (100 * imported) / (end - start);
}
