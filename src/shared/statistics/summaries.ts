import { DEFAULT_TARGET, type Target } from '../glucose/range.ts';
import {
  dateText,
  DAY_SECONDS,
  eachRun,
  hourTexts,
  readingOffsets,
  slotOffsets,
  type OffsetAt,
} from './civil-clock.ts';
import { gridOf, offScaleIn } from './grid.ts';
import { targetSharesOf } from './ranges.ts';
import { indicesOf, offScaleOf, type Series, type SeriesContext, type Span } from './series.ts';

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

/** Shares below, inside and above the bounds (mg/dL, both inside); null where there are no readings. */
export interface TimeInRange {
  lowMgdl: number;
  highMgdl: number;
  belowPercent: number | null;
  inRangePercent: number | null;
  abovePercent: number | null;
  readings: number;
}

/**
 * From so many slots on, an hour's worth, a summary is of the grid; of fewer it is of the readings, since a reading far
 * from any other has no slots.
 */
export const GRID_FROM_SLOTS = 12;

/** A sum of readings and one of slots, of which the mean is made. */
interface Sums {
  sum: number;
  readings: number;
  slotSum: number;
  slots: number;
}

const NO_SUMS: Sums = { sum: 0, readings: 0, slotSum: 0, slots: 0 };

function meanOf({ sum, readings, slotSum, slots }: Sums): number {
  return slots < GRID_FROM_SLOTS ? sum / readings : slotSum / slots;
}

interface Day extends Sums {
  number: number;
  min: number;
  max: number;
  low: number;
  high: number;
}

/**
 * A summary of each civil day that has readings in the span, oldest first.
 *
 * @param series with the readings around the span, see `reachOf`
 */
export function dailySummary(series: Series, span: Span, systemOffset: OffsetAt): DaySummary[] {
  const { at, mgdl, context } = series;
  const offsets = readingOffsets(series, systemOffset);
  const bands = series.contexts.map(bandOf);
  const lows = Float64Array.from(bands, ({ low }) => low);
  const highs = Float64Array.from(bands, ({ high }) => high);
  const days = new Map<number, Day>();
  eachRun(at, offsets, indicesOf(series, span), DAY_SECONDS, ({ number, start, end }) => {
    const day = days.get(number) ?? { ...NO_SUMS, number, min: Infinity, max: -Infinity, low: 0, high: 0 };
    days.set(number, day);
    let [sum, min, max, low, high] = [0, day.min, day.max, 0, 0];
    for (let i = start; i < end; i++) {
      const value = mgdl[i] ?? 0;
      const shared = context[i] ?? 0;
      sum += value;
      if (value < min) min = value;
      if (value > max) max = value;
      if (value > (highs[shared] ?? 0)) high++;
      else if (value < (lows[shared] ?? 0)) low++;
    }
    day.readings += end - start;
    day.sum += sum;
    day.min = min;
    day.max = max;
    day.low += low;
    day.high += high;
  });
  addSlots(series, span, offsets, DAY_SECONDS, (number) => days.get(number));
  return [...days.values()]
    .sort((a, b) => a.number - b.number)
    .map((one) => ({
      date: dateText(one.number),
      readings: one.readings,
      minMgdl: one.min,
      maxMgdl: one.max,
      meanMgdl: meanOf(one),
      low: one.low,
      inRange: one.readings - one.low - one.high,
      high: one.high,
    }));
}

const HOUR_SECONDS = 3600;

interface Hour extends Sums {
  number: number;
  offset: number;
}

/**
 * The average of each civil hour that has readings in the span, in the order in which the hours began.
 *
 * @param series with the readings around the span, see `reachOf`
 */
export function hourlyAverage(series: Series, span: Span, systemOffset: OffsetAt): HourAverage[] {
  const { at, mgdl } = series;
  const offsets = readingOffsets(series, systemOffset);
  // Hours begin on quarters of an hour of absolute time, which leaves room to tell two that begin together apart.
  const keyOf = (number: number, offset: number): number => number * HOUR_SECONDS - offset + offset / 900;
  const hours = new Map<number, Hour>();
  eachRun(at, offsets, indicesOf(series, span), HOUR_SECONDS, ({ number, offset, start, end }) => {
    const key = keyOf(number, offset);
    const hour = hours.get(key) ?? { ...NO_SUMS, number, offset };
    hours.set(key, hour);
    let sum = 0;
    for (let i = start; i < end; i++) sum += mgdl[i] ?? 0;
    hour.sum += sum;
    hour.readings += end - start;
  });
  addSlots(series, span, offsets, HOUR_SECONDS, (number, offset) => hours.get(keyOf(number, offset)));
  const startOf = ({ number, offset }: Hour): number => number * HOUR_SECONDS - offset;
  const textOf = hourTexts();
  return [...hours.values()]
    .sort((a, b) => startOf(a) - startOf(b))
    .map((one) => ({
      hour: textOf(one.number, one.offset),
      meanMgdl: meanOf(one),
      readings: one.readings,
    }));
}

/** Adds the slots of the span to the group each belongs to; those of a group without readings to none. */
function addSlots(
  series: Series,
  span: Span,
  offsets: Int32Array,
  unit: number,
  groupOf: (number: number, offset: number) => Sums | undefined,
): void {
  const grid = gridOf(series, span);
  const civil = slotOffsets(series, grid, offsets);
  eachRun(grid.at, civil, [0, grid.at.length], unit, ({ number, offset, start, end }) => {
    const group = groupOf(number, offset);
    if (!group) return;
    let { slotSum } = group;
    for (let slot = start; slot < end; slot++) slotSum += grid.mgdl[slot] ?? 0;
    group.slotSum = slotSum;
    group.slots += end - start;
  });
}

/**
 * How much of the time, or of the readings where there are fewer than 12 slots, lies inside the bounds (mg/dL). Off the
 * sensor's scale is outside whatever they are.
 *
 * @param series with the readings around the span, see `reachOf`
 */
export function timeInRange(series: Series, span: Span, bounds: Target): TimeInRange {
  const [start, end] = indicesOf(series, span);
  const grid = gridOf(series, span);
  const shares =
    grid.at.length < GRID_FROM_SLOTS
      ? targetSharesOf(series.mgdl.subarray(start, end), bounds, (i) => offScaleOf(series, start + i))
      : targetSharesOf(grid.mgdl, bounds, offScaleIn(series, grid));
  return {
    lowMgdl: bounds.low,
    highMgdl: bounds.high,
    belowPercent: shares?.belowPercent ?? null,
    inRangePercent: shares?.inRangePercent ?? null,
    abovePercent: shares?.abovePercent ?? null,
    readings: end - start,
  };
}

/** `rangeOf` turned into two bounds, so that the loop over a year compares numbers only. */
function bandOf({ offScale, target }: SeriesContext): Target {
  if (offScale === 'HI') return { low: -Infinity, high: -Infinity };
  if (offScale === 'LO') return { low: Infinity, high: Infinity };
  return target ?? DEFAULT_TARGET;
}
