import type { ClockSlots } from './ambulatory-profile.ts';
import { spreadOf } from './measures.ts';
import type { Shares } from './ranges.ts';
import { sharesBy, type Targets } from './target-sets.ts';

/**
 * Parts of the wearer's day, `[from, to)` in minutes since midnight. Night, and day and evening together, are the sleep
 * and wake of the consensus (Danne 2017, doi 10.2337/dc17-1600); where it ends the day is our own choice.
 */
export const DAY_PARTS = [
  { part: 'night', from: 0, to: 360 },
  { part: 'day', from: 360, to: 1080 },
  { part: 'evening', from: 1080, to: 1440 },
] as const;
export type DayPart = (typeof DAY_PARTS)[number]['part'];

/** A part of many days laid together. */
export interface PartOfDay {
  part: DayPart;
  /** Civil days that tell, and how many slots. */
  days: number;
  slots: number;
  /** Null where fewer than three days tell. */
  figures: PartFigures | null;
}

/** mg/dL and percent, unrounded. */
export interface PartFigures {
  /** By the ranges of the target set. */
  shares: Shares;
  meanMgdl: number;
  cvPercent: number | null;
}

/** Fewer days say little about a part of the day. */
const LEAST_DAYS = 3;

export function partsOfDay({ mgdl, minute, day }: ClockSlots, targets: Targets): PartOfDay[] {
  return DAY_PARTS.map(({ part, from, to }) => {
    const values: number[] = [];
    const days = new Set<number>();
    for (let slot = 0; slot < day.length; slot++) {
      const at = minute[slot] ?? 0;
      if (at < from || at >= to) continue;
      values.push(mgdl[slot] ?? 0);
      days.add(day[slot] ?? 0);
    }
    const [shares, spread] = [sharesBy(values, targets), spreadOf(values)];
    const isEnough = days.size >= LEAST_DAYS && shares !== null && spread !== null;
    return {
      part,
      days: days.size,
      slots: values.length,
      figures: isEnough ? { shares, meanMgdl: spread.meanMgdl, cvPercent: spread.cvPercent } : null,
    };
  });
}
