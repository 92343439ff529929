import { DEFAULT_TARGET, type OffScale, type Target } from '../glucose/range.ts';

/** The circumstances many readings of a series share. */
export interface SeriesContext {
  /** The wearer's clock minus UTC, seconds, rounded to 15 min; null where unknown. */
  zoneSeconds: number | null;
  offScale: OffScale | null;
  target: Target | null;
}

/** One person's readings in columns of equal length, oldest first: a year fits in a few megabytes. */
export interface Series {
  /** Instants, UTC seconds. */
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

/** UTC offset in seconds at an instant (ms UTC), for readings that carry none: the system's zone. */
export type OffsetAt = (instant: number) => number;

/** One civil day. Counts by each reading's own target as it was then; mg/dL, the mean unrounded. */
export interface DaySummary {
  /** `YYYY-MM-DD` */
  date: string;
  readings: number;
  minMgdl: number;
  maxMgdl: number;
  meanMgdl: number;
  low: number;
  inRange: number;
  high: number;
}

/** One civil hour; the mean in mg/dL, unrounded. */
export interface HourAverage {
  /** `YYYY-MM-DDTHH:00±hh:mm`: the hour a DST change repeats is two hours, told apart by their offsets. */
  hour: string;
  meanMgdl: number;
  readings: number;
}

/** Shares of readings inside, below and above the bounds (mg/dL, both inside); null where there are no readings. */
export interface TimeInRange {
  lowMgdl: number;
  highMgdl: number;
  belowPercent: number | null;
  inRangePercent: number | null;
  abovePercent: number | null;
  readings: number;
}

const DAY = 86_400;
const HOUR = 3_600;

/** A summary of each civil day that has readings, oldest first. */
export function dailySummary(series: Series, systemOffset: OffsetAt): DaySummary[] {
  const { at, mgdl, context } = series;
  const offsetOf = offsets(series, systemOffset);
  const bands = series.contexts.map((shared) => bandOf(shared));
  const days = new Map<number, Day>();
  let day: Day = newDay(Number.NaN);
  for (let i = 0; i < at.length; i++) {
    const number = Math.floor(((at[i] ?? 0) + offsetOf(i)) / DAY);
    if (number !== day.number) {
      day = days.get(number) ?? newDay(number);
      days.set(number, day);
    }
    const value = mgdl[i] ?? 0;
    const band = bands[context[i] ?? 0];
    day.readings++;
    day.sum += value;
    if (value < day.min) day.min = value;
    if (value > day.max) day.max = value;
    if (band !== undefined && value > band.high) day.high++;
    else if (band !== undefined && value < band.low) day.low++;
  }
  return [...days.values()]
    .sort((a, b) => a.number - b.number)
    .map(({ number, readings, sum, min, max, low, high }) => ({
      date: isoDate(number * DAY, 10),
      readings,
      minMgdl: min,
      maxMgdl: max,
      meanMgdl: sum / readings,
      low,
      inRange: readings - low - high,
      high,
    }));
}

interface Day {
  number: number;
  readings: number;
  sum: number;
  min: number;
  max: number;
  low: number;
  high: number;
}

function newDay(number: number): Day {
  return { number, readings: 0, sum: 0, min: Infinity, max: -Infinity, low: 0, high: 0 };
}

/** The average of each civil hour that has readings, in the order in which the hours began. */
export function hourlyAverage(series: Series, systemOffset: OffsetAt): HourAverage[] {
  const { at, mgdl } = series;
  const offsetOf = offsets(series, systemOffset);
  const hours = new Map<string, Hour>();
  let hour: Hour = { label: '', number: Number.NaN, offset: 0, sum: 0, readings: 0 };
  for (let i = 0; i < at.length; i++) {
    const offset = offsetOf(i);
    const number = Math.floor(((at[i] ?? 0) + offset) / HOUR);
    if (number !== hour.number || offset !== hour.offset) {
      const label = `${isoDate(number * HOUR, 13)}:00${offsetText(offset)}`;
      hour = hours.get(label) ?? { label, number, offset, sum: 0, readings: 0 };
      hours.set(label, hour);
    }
    hour.sum += mgdl[i] ?? 0;
    hour.readings++;
  }
  return [...hours.values()]
    .sort((a, b) => startOf(a) - startOf(b))
    .map(({ label, sum, readings }) => ({ hour: label, meanMgdl: sum / readings, readings }));
}

interface Hour {
  label: string;
  number: number;
  offset: number;
  sum: number;
  readings: number;
}

function startOf({ number, offset }: Hour): number {
  return number * HOUR - offset;
}

/** How much of the readings lies inside the bounds (mg/dL); off the sensor's scale is outside whatever they are. */
export function timeInRange(series: Series, bounds: Target): TimeInRange {
  const { mgdl, context } = series;
  const bands = series.contexts.map((shared) => bandOf({ ...shared, target: bounds }));
  let below = 0;
  let above = 0;
  for (let i = 0; i < mgdl.length; i++) {
    const value = mgdl[i] ?? 0;
    const band = bands[context[i] ?? 0];
    if (band !== undefined && value > band.high) above++;
    else if (band !== undefined && value < band.low) below++;
  }
  const readings = mgdl.length;
  const percent = (count: number): number | null => (readings === 0 ? null : (100 * count) / readings);
  return {
    lowMgdl: bounds.low,
    highMgdl: bounds.high,
    belowPercent: percent(below),
    inRangePercent: percent(readings - below - above),
    abovePercent: percent(above),
    readings,
  };
}

/** `rangeOf` turned into two bounds, so that the loop over a year compares numbers only. */
function bandOf({ offScale, target }: SeriesContext): Target {
  if (offScale === 'HI') return { low: -Infinity, high: -Infinity };
  if (offScale === 'LO') return { low: Infinity, high: Infinity };
  return target ?? DEFAULT_TARGET;
}

/** No zone is further from UTC (they end at -12 and +14 h): beyond, the wearer's clock is set wrong. */
export const MAX_ZONE_SECONDS = 18 * HOUR;

/** The civil offset of the i-th reading in seconds: its own, or the system's where it has none that can be. */
function offsets({ at, context, contexts }: Series, systemOffset: OffsetAt): (i: number) => number {
  const own = Float64Array.from(contexts, ({ zoneSeconds }) =>
    zoneSeconds === null || Math.abs(zoneSeconds) > MAX_ZONE_SECONDS ? Number.NaN : zoneSeconds,
  );
  // A zone changes its offset at a quarter of an hour UTC at the finest: ask once in each.
  let quarter = Number.NaN;
  let system = 0;
  return (i) => {
    const offset = own[context[i] ?? 0] ?? Number.NaN;
    if (!Number.isNaN(offset)) return offset;
    const seconds = at[i] ?? 0;
    if (Math.floor(seconds / 900) !== quarter) {
      quarter = Math.floor(seconds / 900);
      system = Math.round(systemOffset(seconds * 1000) / 900) * 900;
    }
    return system;
  };
}

function isoDate(civilSeconds: number, length: number): string {
  return new Date(civilSeconds * 1000).toISOString().slice(0, length);
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / 60;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
