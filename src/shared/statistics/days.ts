import { DAY, SECOND } from '../time.ts';
import {
  DAY_SECONDS,
  eachRun,
  readingOffsets,
  secondOfDay,
  slotOffsets,
  type CivilRun,
  type OffsetAt,
} from './civil-clock.ts';
import { gridOf, SLOTS_PER_DAY, type Grid } from './grid.ts';
import { LIMITS } from './ranges.ts';
import { indicesOf, type Series, type Span } from './series.ts';

/** A value with its time on the wearer's clock. */
export interface TimedValue {
  mgdl: number;
  /** Minutes since the wearer's midnight. */
  minute: number;
}

/** One civil day of the wearer; mg/dL and percent, unrounded. Counts and ends are of readings, all else of slots. */
export interface Day {
  /** `2026-11-21` */
  date: string;
  /** The first instant of the day, ms UTC. */
  from: number;
  readings: number;
  /** Of the time that the day has; where it is not over, of all of it. */
  coveragePercent: number;
  meanMgdl: number | null;
  lowest: TimedValue | null;
  highest: TimedValue | null;
  lowPercent: number | null;
  inRangePercent: number | null;
  highPercent: number | null;
  /** 23 or 25 where the wearer's clock was changed, else 24. */
  hours: number;
  /** Its line: `[minute, mg/dL]` of neighbouring slots, none across a gap. */
  runs: [minute: number, mgdl: number][][];
}

/** A day, and how many alarms rang on it. */
export interface DayWithAlarms extends Day {
  alarms: number;
}

const SLOT_MINUTES = 5;
/** An hour of slots; fewer give no share and no mean. */
const LEAST_SLOTS = 12;

/** The days of a span that have readings, newest first. @param series with the readings around the span */
export function daysOf(series: Series, span: Span, systemOffset: OffsetAt): Day[] {
  const offsets = readingOffsets(series, systemOffset);
  const grid = gridOf(series, span);
  const civil = slotOffsets(series, grid, offsets);
  const days = new Map<number, Gathered>();
  const of = (day: number): Gathered => {
    const known = days.get(day);
    if (known) return known;
    const made = new Gathered(day);
    days.set(day, made);
    return made;
  };
  eachRun(series.at, offsets, indicesOf(series, span), DAY_SECONDS, (run) =>
    of(run.number).hear(series, run),
  );
  eachRun(grid.at, civil, [0, grid.at.length], DAY_SECONDS, (run) =>
    // A slot beside a reading of the day before belongs to a day that may have none of its own.
    days.get(run.number)?.add(grid, run),
  );
  return [...days.values()].map((one) => one.day()).toSorted((a, b) => b.from - a.from);
}

/** A day as it is gathered, oldest first. */
class Gathered {
  readonly #number: number;
  #readings = 0;
  #lowest: TimedValue | null = null;
  #highest: TimedValue | null = null;
  #first: { at: number; offset: number } | null = null;
  #lastOffset = 0;
  #slots = 0;
  #sum = 0;
  #low = 0;
  #high = 0;
  readonly #runs: [number, number][][] = [];
  #minuteBefore = Number.NaN;

  constructor(number: number) {
    this.#number = number;
  }

  hear({ at, mgdl }: Series, { offset, start, end }: CivilRun): void {
    let [lowest, highest] = [start, start];
    for (let i = start; i < end; i++) {
      const value = mgdl[i] ?? 0;
      if (value < (mgdl[lowest] ?? 0)) lowest = i;
      if (value > (mgdl[highest] ?? 0)) highest = i;
    }
    const timed = (i: number): TimedValue => ({
      mgdl: mgdl[i] ?? 0,
      minute: Math.floor(secondOfDay(at[i] ?? 0, offset) / 60),
    });
    const [low, high] = [timed(lowest), timed(highest)];
    if (this.#lowest === null || low.mgdl < this.#lowest.mgdl) this.#lowest = low;
    if (this.#highest === null || high.mgdl > this.#highest.mgdl) this.#highest = high;
    this.#readings += end - start;
    this.#first ??= { at: at[start] ?? 0, offset };
    this.#lastOffset = offset;
  }

  add({ at, mgdl }: Grid, { number, offset, start, end }: CivilRun): void {
    const midnight = number * DAY_SECONDS - offset;
    let [sum, line] = [this.#sum, this.#runs.at(-1)];
    for (let slot = start; slot < end; slot++) {
      const value = mgdl[slot] ?? 0;
      const minute = ((at[slot] ?? 0) - midnight) / 60;
      sum += value;
      if (value < LIMITS.low) this.#low += 1;
      else if (value > LIMITS.high) this.#high += 1;
      if (line === undefined || minute - this.#minuteBefore !== SLOT_MINUTES) this.#runs.push((line = []));
      line.push([minute, Math.round(value)]);
      this.#minuteBefore = minute;
    }
    this.#sum = sum;
    this.#slots += end - start;
  }

  day(): Day {
    const isEnough = this.#slots >= LEAST_SLOTS;
    const percent = (count: number) => (isEnough ? (100 * count) / this.#slots : null);
    const { at = 0, offset = 0 } = this.#first ?? {};
    const hours = 24 - (this.#lastOffset - offset) / 3600;
    return {
      date: new Date(this.#number * DAY).toISOString().slice(0, 10),
      from: (at - secondOfDay(at, offset)) * SECOND,
      readings: this.#readings,
      coveragePercent: Math.min(100, (100 * this.#slots * 24) / (SLOTS_PER_DAY * hours)),
      meanMgdl: isEnough ? this.#sum / this.#slots : null,
      lowest: this.#lowest,
      highest: this.#highest,
      lowPercent: percent(this.#low),
      inRangePercent: percent(this.#slots - this.#low - this.#high),
      highPercent: percent(this.#high),
      hours,
      runs: this.#runs,
    };
  }
}
