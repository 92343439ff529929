import { profileOf, type ClockSlots, type Profile } from './ambulatory-profile.ts';
import { LIMITS } from './ranges.ts';
import type { Span } from './series.ts';

/** Quarters of an hour: what pages, report and `patterns` show. */
export const PATTERN_MINUTES = 15;

/** Glucose in one hour of the wearer's day, over many days; null where too little tells. */
export interface HourOfDay {
  /** 0 … 23 */
  hour: number;
  /** Civil days that tell. */
  days: number;
  meanMgdl: number | null;
  /** Shares of the hour's time under 70, from 70 to 180 and over 180 mg/dL. */
  lowPercent: number | null;
  inRangePercent: number | null;
  highPercent: number | null;
}

/** What repeats, and what that rests on. */
export interface DailyPattern extends Span {
  /** Share of the span's time that tells, percent. */
  coveragePercent: number;
  all: Profile;
  weekdays: Profile;
  weekends: Profile;
  hours: HourOfDay[];
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
  };
}

/** Fewer days say little about an hour. */
const LEAST_DAYS = 3;

/** The hours of the wearer's day. */
export function hoursOfDay({ mgdl, minute, day }: ClockSlots): HourOfDay[] {
  const hours = Array.from({ length: 24 }, () => ({
    n: 0,
    sum: 0,
    low: 0,
    high: 0,
    days: new Set<number>(),
  }));
  for (let slot = 0; slot < day.length; slot++) {
    const hour = hours[Math.floor((minute[slot] ?? 0) / 60)]!;
    const value = mgdl[slot] ?? 0;
    hour.n += 1;
    hour.sum += value;
    hour.days.add(day[slot] ?? 0);
    if (value < LIMITS.low) hour.low += 1;
    else if (value > LIMITS.high) hour.high += 1;
  }
  return hours.map(({ n, sum, low, high, days }, hour) => {
    const isEnough = days.size >= LEAST_DAYS;
    const percent = (count: number) => (isEnough ? (100 * count) / n : null);
    return {
      hour,
      days: days.size,
      meanMgdl: isEnough ? sum / n : null,
      lowPercent: percent(low),
      inRangePercent: percent(n - low - high),
      highPercent: percent(high),
    };
  });
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

/** The hours with most lows and most highs, and the widest band. Of equal ones the first. */
export function standOuts({ all, hours }: Pick<DailyPattern, 'all' | 'hours'>): StandOuts {
  const most = (share: 'lowPercent' | 'highPercent') => {
    const { hour, [share]: percent } = hours.reduce((one, other) =>
      (other[share] ?? 0) > (one[share] ?? 0) ? other : one,
    );
    return percent !== null && percent >= LEAST_PERCENT ? { hour, percent } : null;
  };
  let widest: StandOuts['widest'] = null;
  for (const { minute, p25, p75 } of all.bins) {
    if (p25 === null || p75 === null) continue;
    if (widest === null || p75 - p25 > widest.p75 - widest.p25) widest = { minute, p25, p75 };
  }
  return { lows: most('lowPercent'), highs: most('highPercent'), widest };
}
