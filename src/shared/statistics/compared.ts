import { clockSlots } from './ambulatory-profile.ts';
import type { OffsetAt } from './civil-clock.ts';
import type { Target } from '../glucose/range.ts';
import { partsOfDay, type PartOfDay } from './day-parts.ts';
import type { Shares } from './ranges.ts';
import { importedPercent, type Series, type Span } from './series.ts';
import { statisticsOf, statisticsReach, type Statistics } from './statistics.ts';
import { sharesBy, TARGETS, type TargetSet } from './target-sets.ts';

/** The statistics of a span with what of its time, and of each part of the day, lies in the ranges of a target set. */
export interface PeriodStatistics extends Statistics {
  /** By the ranges of the set; null under 24 hours of data. */
  shares: Shares | null;
  /** Night, day, evening. */
  parts: PartOfDay[];
  /** How many of the readings came out of files. */
  importedPercent: number;
}

/** A span's figures, and those of as much time before it. */
export interface Compared {
  targets: TargetSet;
  now: PeriodStatistics;
  before: PeriodStatistics;
}

export interface ComparedOptions {
  span: Span;
  /** The person's own target. */
  target: Target;
  targets: TargetSet;
}

const spanBefore = ({ from, to }: Span): Span => ({ from: from - (to - from), to: from });

/** The span whose readings `comparedOf` wants to see. @param now ms UTC, as in `reachOf` */
export function comparedReach(span: Span, now?: number): Span {
  return { ...statisticsReach(span, now), from: statisticsReach(spanBefore(span)).from };
}

/** @param series with the readings of `comparedReach(span)` */
export function comparedOf(
  series: Series,
  { span, target, targets }: ComparedOptions,
  systemOffset: OffsetAt,
): Compared {
  const of = (one: Span): PeriodStatistics => {
    const statistics = statisticsOf(series, { span: one, target });
    const slots = clockSlots(series, one, systemOffset);
    const set = TARGETS[targets];
    return {
      ...statistics,
      shares: statistics.figures && sharesBy(slots.mgdl, set),
      parts: partsOfDay(slots, set),
      importedPercent: importedPercent(series, one),
    };
  };
  return { targets, now: of(span), before: of(spanBefore(span)) };
}
