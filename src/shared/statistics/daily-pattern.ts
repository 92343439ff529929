import { Distinct, profileOf, type ClockSlots, type Profile } from './ambulatory-profile.ts';
import { weekdayOf } from './civil-clock.ts';
import { SLOTS_PER_DAY } from './grid.ts';
import { LIMITS } from './ranges.ts';
import type { Span } from './series.ts';

/** Quarters of an hour: what pages, report and `patterns` show. */
export const PATTERN_MINUTES = 15;

/** Glucose in a part of the wearer's time, over many days; null where too little tells. */
export interface PartOfTime {
  /** Civil days that tell. */
  days: number;
  meanMgdl: number | null;
  /** Shares of its time under 70, from 70 to 180 and over 180 mg/dL. */
  lowPercent: number | null;
  inRangePercent: number | null;
  highPercent: number | null;
}

export interface HourOfDay extends PartOfTime {
  /** 0 … 23 */
  hour: number;
}

export interface DayOfWeek extends PartOfTime {
  /** 1 … 7, Monday first, as ISO 8601 has them. */
  weekday: number;
}

/** What repeats, and what that rests on. */
export interface DailyPattern extends Span {
  /** Share of the span's time that tells, percent. */
  coveragePercent: number;
  all: Profile;
  weekdays: Profile;
  weekends: Profile;
  hours: HourOfDay[];
  week: DayOfWeek[];
}

/** @param slotsInSpan as many as the span could have */
export function dailyPattern(slots: ClockSlots, span: Span, slotsInSpan: number): DailyPattern {
  const of = (only: 'weekdays' | 'weekends' | null) =>
    profileOf(slots, { binMinutes: PATTERN_MINUTES, only });
  return {
    ...span,
    coveragePercent: slotsInSpan === 0 ? 0 : (100 * slots.day.length) / slotsInSpan,
    all: of(null),
    weekdays: of('weekdays'),
    weekends: of('weekends'),
    hours: hoursOfDay(slots),
    week: daysOfWeek(slots),
  };
}

/** Fewer days say little about an hour. */
const LEAST_DAYS = 3;
/** Of a weekday: one is no pattern, and a fortnight has two. */
const LEAST_OF_WEEKDAY = 2;

/** The hours of the wearer's day. */
export function hoursOfDay(slots: ClockSlots): HourOfDay[] {
  const hours = partsOfTime(slots, 24, (minute) => Math.floor(minute / 60));
  return hours.map((one, hour) => ({ hour, ...one.told(one.days.size >= LEAST_DAYS) }));
}

/** The days of the wearer's week; each needs two days of its name, and 24 hours of data as any figure does. */
export function daysOfWeek(slots: ClockSlots): DayOfWeek[] {
  const days = partsOfTime(slots, 7, (_, day) => weekdayOf(day) - 1);
  return days.map((one, i) => ({
    weekday: i + 1,
    ...one.told(one.days.size >= LEAST_OF_WEEKDAY && one.slots >= SLOTS_PER_DAY),
  }));
}

/** @param partOf which of the parts a slot is in, by its minute and its civil day */
function partsOfTime(
  { mgdl, minute, day }: ClockSlots,
  count: number,
  partOf: (minute: number, day: number) => number,
): Gathered[] {
  const parts = Array.from({ length: count }, () => new Gathered());
  for (let slot = 0; slot < day.length; slot++) {
    const civilDay = day[slot] ?? 0;
    parts[partOf(minute[slot] ?? 0, civilDay)]!.add(mgdl[slot] ?? 0, civilDay);
  }
  return parts;
}

class Gathered {
  readonly days = new Distinct();
  slots = 0;
  #sum = 0;
  #low = 0;
  #high = 0;

  add(mgdl: number, day: number): void {
    this.slots += 1;
    this.#sum += mgdl;
    this.days.add(day);
    if (mgdl < LIMITS.low) this.#low += 1;
    else if (mgdl > LIMITS.high) this.#high += 1;
  }

  told(isEnough: boolean): PartOfTime {
    const percent = (count: number) => (isEnough ? (100 * count) / this.slots : null);
    return {
      days: this.days.size,
      meanMgdl: isEnough ? this.#sum / this.slots : null,
      lowPercent: percent(this.#low),
      inRangePercent: percent(this.slots - this.#low - this.#high),
      highPercent: percent(this.#high),
    };
  }
}

/** What stands out of a pattern, as figures; each null where nothing does. */
export interface StandOuts {
  /** The hour with the largest share of lows, of highs; at least a twentieth of its time. */
  lows: { hour: number; percent: number } | null;
  highs: { hour: number; percent: number } | null;
  /** Where the middle half of the days lies furthest apart: the beginning, minutes since midnight, and its ends, mg/dL. */
  widest: { minute: number; p25: number; p75: number } | null;
}

const LEAST_PERCENT = 5;

/** Which of some parts has the largest share, and that share; null where none has a twentieth. Of equal ones the first. */
export function mostOf<P extends PartOfTime>(
  parts: readonly P[],
  share: 'lowPercent' | 'highPercent',
): { part: P; percent: number } | null {
  const [first, ...others] = parts;
  if (!first) return null;
  const part = others.reduce((one, other) => ((other[share] ?? 0) > (one[share] ?? 0) ? other : one), first);
  const percent = part[share];
  return percent !== null && percent >= LEAST_PERCENT ? { part, percent } : null;
}

/** The hours with most lows and most highs, and the widest band. Of equal ones the first. */
export function standOuts({ all, hours }: Pick<DailyPattern, 'all' | 'hours'>): StandOuts {
  const most = (share: 'lowPercent' | 'highPercent') => {
    const found = mostOf(hours, share);
    return found && { hour: found.part.hour, percent: found.percent };
  };
  let widest: StandOuts['widest'] = null;
  for (const { minute, p25, p75 } of all.bins) {
    if (p25 === null || p75 === null) continue;
    if (widest === null || p75 - p25 > widest.p75 - widest.p25) widest = { minute, p25, p75 };
  }
  return { lows: most('lowPercent'), highs: most('highPercent'), widest };
}
