import { DEFAULT_TARGET, type Target } from '../glucose/range.ts';
import { civilDay, dateText, hourText, readingOffsets, slotOffsets, type OffsetAt } from './civil-clock.ts';
import { gridOf, offScaleAt } from './grid.ts';
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
  const bands = series.contexts.map((shared) => bandOf(shared));
  const days = new Map<number, Day>();
  const [start, end] = indicesOf(series, span);
  let day: Day | undefined;
  for (let i = start; i < end; i++) {
    const number = civilDay(at[i] ?? 0, offsets[i] ?? 0);
    if (number !== day?.number) {
      day = days.get(number) ?? { ...NO_SUMS, number, min: Infinity, max: -Infinity, low: 0, high: 0 };
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
  addSlots(series, span, offsets, (seconds, offset) => days.get(civilDay(seconds, offset)));
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
  const keyOf = (number: number, offset: number): number => number * 3600 - offset + offset / 900;
  const hours = new Map<number, Hour>();
  const [start, end] = indicesOf(series, span);
  let hour: Hour | undefined;
  for (let i = start; i < end; i++) {
    const offset = offsets[i] ?? 0;
    const number = Math.floor(((at[i] ?? 0) + offset) / 3600);
    if (number !== hour?.number || offset !== hour.offset) {
      hour = hours.get(keyOf(number, offset)) ?? { ...NO_SUMS, number, offset };
      hours.set(keyOf(number, offset), hour);
    }
    hour.sum += mgdl[i] ?? 0;
    hour.readings++;
  }
  addSlots(series, span, offsets, (seconds, offset) =>
    hours.get(keyOf(Math.floor((seconds + offset) / 3600), offset)),
  );
  const startOf = ({ number, offset }: Hour): number => number * 3600 - offset;
  return [...hours.values()]
    .sort((a, b) => startOf(a) - startOf(b))
    .map((one) => ({
      hour: hourText(one.number, one.offset),
      meanMgdl: meanOf(one),
      readings: one.readings,
    }));
}

/** Adds the slots of the span to the group each belongs to; those of a group without readings to none. */
function addSlots(
  series: Series,
  span: Span,
  offsets: Int32Array,
  groupAt: (seconds: number, offset: number) => Sums | undefined,
): void {
  const grid = gridOf(series, span);
  const civil = slotOffsets(series, grid, offsets);
  for (let slot = 0; slot < grid.at.length; slot++) {
    const group = groupAt(grid.at[slot] ?? 0, civil[slot] ?? 0);
    if (!group) continue;
    group.slotSum += grid.mgdl[slot] ?? 0;
    group.slots++;
  }
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
      : targetSharesOf(grid.mgdl, bounds, (slot) => offScaleAt(series, grid, slot));
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
