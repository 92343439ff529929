import {
  civilDay,
  isWeekend,
  readingOffsets,
  secondOfDay,
  slotOffsets,
  type OffsetAt,
} from './civil-clock.ts';
import { gridOf } from './grid.ts';
import { percentile } from './percentiles.ts';
import type { Series, Span } from './series.ts';

export const PROFILE_PERCENTILES = [5, 25, 50, 75, 95] as const;

type Percentiles = [p5: number, p25: number, p50: number, p75: number, p95: number];

/** Glucose at one time of day, mg/dL; null where too few days tell. */
export interface ProfileBin {
  /** Minutes since the wearer's midnight at which it begins: 0, 5 … 1435, or 0, 15 … 1425. */
  minute: number;
  /** How many civil days tell. */
  days: number;
  /** How many values of the grid. */
  slots: number;
  p5: number | null;
  p25: number | null;
  p50: number | null;
  p75: number | null;
  p95: number | null;
}

/** The ambulatory glucose profile: many days laid over each other. */
export interface Profile {
  /** Civil days that tell anything at all. */
  days: number;
  slots: number;
  smoothed: boolean;
  bins: ProfileBin[];
}

export interface ProfileOptions {
  /** How much of the day one bin is, in minutes; default 5. A bin of 15 pools its three times of day. */
  binMinutes?: 5 | 15;
  /** Which civil days count; default all. */
  only?: DayKind | null;
  /** Default true; say so where it is shown. */
  smoothed?: boolean;
  /** Days a bin needs for median and quartiles, and for the outer percentiles; default `MINIMUM_DAYS`. */
  minimumDays?: { inner: number; outer: number };
}

/** Saturday and Sunday of the wearer, or the other days. */
export type DayKind = 'weekdays' | 'weekends';

/** Fewer days say little about a usual day, and less still about its extremes. */
export const MINIMUM_DAYS = { inner: 3, outer: 5 } as const;

/** Smoothing reaches so far to each side, with weights that fall to nothing there. */
const REACH_MINUTES = 45;
const DAY_MINUTES = 1440;

/** The slots of the grid by the wearer's clock, in columns of equal length. */
export interface ClockSlots {
  /** mg/dL */
  mgdl: ArrayLike<number>;
  /** Minutes since the wearer's midnight: 0, 5 … 1435. */
  minute: Uint16Array;
  /** Civil days as `civilDay` numbers them. */
  day: Int32Array;
}

/**
 * An hour the wearer's clock skips or repeats is where the clock says, so no day is shifted.
 *
 * @param series with the readings around the span, see `reachOf`
 */
export function clockSlots(series: Series, span: Span, systemOffset: OffsetAt): ClockSlots {
  const grid = gridOf(series, span);
  const offsets = slotOffsets(series, grid, readingOffsets(series, systemOffset));
  const minute = new Uint16Array(grid.at.length);
  const day = new Int32Array(grid.at.length);
  for (let slot = 0; slot < grid.at.length; slot++) {
    const [seconds, offset] = [grid.at[slot] ?? 0, offsets[slot] ?? 0];
    minute[slot] = secondOfDay(seconds, offset) / 60;
    day[slot] = civilDay(seconds, offset);
  }
  return { mgdl: grid.mgdl, minute, day };
}

/** How many different numbers there are, of which neighbours are mostly the same. */
export class Distinct {
  readonly #all = new Set<number>();
  #last = Number.NaN;

  add(number: number): void {
    if (number === this.#last) return;
    this.#last = number;
    this.#all.add(number);
  }

  get size(): number {
    return this.#all.size;
  }
}

/** The profile of a span; see `profileOf`. @param series with the readings around the span, see `reachOf` */
export function ambulatoryProfile(
  series: Series,
  { span, ...options }: ProfileOptions & { span: Span },
  systemOffset: OffsetAt,
): Profile {
  return profileOf(clockSlots(series, span, systemOffset), options);
}

/**
 * The profile by the wearer's clock: percentiles 5, 25, 50, 75 and 95 of the slots at each time of day; the day of a
 * repeated hour counts once but tells twice. Source: Johnson 2019, doi 10.1089/dia.2019.0034; percentiles as iglu
 * 4.3.0, smoothing our own.
 */
export function profileOf(
  { mgdl, minute, day }: ClockSlots,
  { binMinutes = 5, only = null, smoothed = true, minimumDays = MINIMUM_DAYS }: ProfileOptions,
): Profile {
  const bins = DAY_MINUTES / binMinutes;
  const dates = Array.from({ length: bins }, () => new Distinct());
  const all = new Distinct();
  /** Which bin a slot is in; beyond the last one where its day does not count. */
  const binOfSlot = new Uint16Array(day.length).fill(bins);
  const told = new Uint32Array(bins + 1);
  let slots = 0;
  let [date, counts] = [Number.NaN, false];
  for (let slot = 0; slot < day.length; slot++) {
    if (day[slot] !== date) {
      date = day[slot] ?? 0;
      counts = only === null || isWeekend(date) === (only === 'weekends');
    }
    if (!counts) continue;
    const bin = Math.floor((minute[slot] ?? 0) / binMinutes);
    binOfSlot[slot] = bin;
    told[bin] = (told[bin] ?? 0) + 1;
    slots += 1;
    dates[bin]?.add(date);
    all.add(date);
  }
  const values = sharedOut(mgdl, binOfSlot, told);
  const known = values.map((ofBin, bin) =>
    ofBin.length === 0 || (dates[bin]?.size ?? 0) < minimumDays.inner ? null : percentilesOf(ofBin),
  );
  const shown = smoothed
    ? known.map((own, bin) => own && smoothedAt(known, bin, REACH_MINUTES / binMinutes))
    : known;
  return {
    days: all.size,
    slots,
    smoothed,
    bins: shown.map((own, bin) => {
      const told = { days: dates[bin]?.size ?? 0, slots: values[bin]?.length ?? 0 };
      return binOf(bin * binMinutes, told, own, minimumDays.outer);
    }),
  };
}

/** The values of each bin. @param told how many it has */
function sharedOut(mgdl: ArrayLike<number>, binOfSlot: Uint16Array, told: Uint32Array): Float64Array[] {
  const values = Array.from(told.subarray(0, -1), (length) => new Float64Array(length));
  const next = new Uint32Array(told.length);
  for (let slot = 0; slot < binOfSlot.length; slot++) {
    const bin = binOfSlot[slot] ?? 0;
    const place = next[bin] ?? 0;
    const own = values[bin];
    if (own) own[place] = mgdl[slot] ?? 0;
    next[bin] = place + 1;
  }
  return values;
}

/** @param values sorted in place */
function percentilesOf(values: Float64Array): Percentiles {
  const sorted = values.sort();
  const [p5, p25, p50, p75, p95] = PROFILE_PERCENTILES;
  const at = (percent: number): number => percentile(sorted, percent);
  return [at(p5), at(p25), at(p50), at(p75), at(p95)];
}

/**
 * A triangular mean around the clock. Every percentile is averaged over the same bins with the same weights, which
 * keeps them in order.
 */
function smoothedAt(known: readonly (Percentiles | null)[], bin: number, reach: number): Percentiles {
  const sums: Percentiles = [0, 0, 0, 0, 0];
  let weights = 0;
  for (let step = 1 - reach; step < reach; step++) {
    const other = known[(bin + step + known.length) % known.length];
    if (!other) continue;
    const weight = reach - Math.abs(step);
    weights += weight;
    for (const [i, value] of other.entries()) sums[i] = (sums[i] ?? 0) + weight * value;
  }
  return sums.map((sum) => sum / weights) as Percentiles;
}

function binOf(
  minute: number,
  told: { days: number; slots: number },
  percentiles: Percentiles | null,
  minimum: number,
): ProfileBin {
  const [p5, p25, p50, p75, p95] = percentiles ?? [null, null, null, null, null];
  const outer = told.days >= minimum;
  return { minute, ...told, p5: outer ? p5 : null, p25, p50, p75, p95: outer ? p95 : null };
}

/** The bins as `patterns` gives them. */
export function profileJson({ bins }: Profile): Omit<ProfileBin, 'slots'>[] {
  return bins.map(({ minute, days, p5, p25, p50, p75, p95 }) => ({ minute, days, p5, p25, p50, p75, p95 }));
}
