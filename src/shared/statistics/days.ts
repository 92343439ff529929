import { DAY, SECOND } from '../time.ts';
import { civilDay, readingOffsets, secondOfDay, slotOffsets, type OffsetAt } from './civil-clock.ts';
import { gridOf, SLOTS_PER_DAY } from './grid.ts';
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
  const [start, end] = indicesOf(series, span);
  for (let i = start; i < end; i++) {
    const [at, offset] = [series.at[i] ?? 0, offsets[i] ?? 0];
    of(civilDay(at, offset)).hear(series.mgdl[i] ?? 0, Math.floor(secondOfDay(at, offset) / 60), at, offset);
  }
  for (let slot = 0; slot < grid.at.length; slot++) {
    const [at, offset] = [grid.at[slot] ?? 0, civil[slot] ?? 0];
    // A slot beside a reading of the day before belongs to a day that may have none of its own.
    days.get(civilDay(at, offset))?.add(grid.mgdl[slot] ?? 0, secondOfDay(at, offset) / 60);
  }
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

  hear(mgdl: number, minute: number, at: number, offset: number): void {
    this.#readings += 1;
    if (this.#lowest === null || mgdl < this.#lowest.mgdl) this.#lowest = { mgdl, minute };
    if (this.#highest === null || mgdl > this.#highest.mgdl) this.#highest = { mgdl, minute };
    this.#first ??= { at, offset };
    this.#lastOffset = offset;
  }

  add(mgdl: number, minute: number): void {
    this.#slots += 1;
    this.#sum += mgdl;
    if (mgdl < LIMITS.low) this.#low += 1;
    else if (mgdl > LIMITS.high) this.#high += 1;
    if (minute - this.#minuteBefore !== SLOT_MINUTES) this.#runs.push([]);
    this.#runs.at(-1)!.push([minute, Math.round(mgdl)]);
    this.#minuteBefore = minute;
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
