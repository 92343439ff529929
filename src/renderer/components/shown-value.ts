import { deltaPerFiveMinutes } from '../../shared/glucose/delta.ts';
import { freshnessOf, isDimmed, isFuture } from '../../shared/glucose/freshness.ts';
import { rangeOf, type Range } from '../../shared/glucose/range.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import type { TrendArrow } from '../../shared/glucose/trend.ts';

/** How a value is shown, by its age alone. */
export type Look =
  | 'current'
  /** From 5 minutes: the age shows. */
  | 'delayed'
  /** From 10 minutes: without arrow and delta. */
  | 'dimmed'
  /** From 15 minutes: struck through and grey. */
  | 'stale'
  /** Over 20 minutes: no value at all. */
  | 'old'
  /** Dated ahead of the clock: nobody knows how old it is. */
  | 'future';

export interface ShownValue {
  look: Look;
  reading: Reading;
  /** Null where the value is too old for it to mean anything. */
  range: Range | null;
  trend: TrendArrow | null;
  /** mg/dL per 5 minutes. */
  delta: number | null;
}

/** What may be shown of somebody's newest reading. @param now ms UTC */
export function shownValue(reading: Reading, recent: readonly Reading[], now: number): ShownValue {
  const look = lookOf(reading.measuredAt, now);
  const told = look === 'current' || look === 'delayed';
  return {
    look,
    reading,
    range: told || look === 'dimmed' ? rangeOf(reading.mgdl, reading.offScale, reading.target) : null,
    trend: told ? reading.trend : null,
    delta: told ? deltaPerFiveMinutes(reading, recent) : null,
  };
}

function lookOf(measuredAt: number, now: number): Look {
  if (isFuture(measuredAt, now)) return 'future';
  const freshness = freshnessOf(measuredAt, now);
  return freshness === 'delayed' && isDimmed(measuredAt, now) ? 'dimmed' : freshness;
}
