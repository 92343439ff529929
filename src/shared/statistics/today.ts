import { MINUTE } from '../time.ts';
import type { OffsetAt } from './civil-clock.ts';
import { DAY_PARTS } from './day-parts.ts';
import { daysOf, type Day } from './days.ts';
import { gridOf, slotsIn } from './grid.ts';
import type { Series, Span } from './series.ts';

/** As much of a stretch of a civil day as there has been; as in `Day`. */
export interface SoFar
  extends
    Span,
    Pick<Day, 'readings' | 'lowest' | 'highest' | 'lowPercent' | 'inRangePercent' | 'highPercent' | 'runs'> {
  /** Of the time that has passed. */
  coveragePercent: number;
}

/** The wearer's day until now, and its night. */
export interface Today {
  day: SoFar;
  /** From the wearer's midnight to six. */
  night: SoFar;
  isNightOver: boolean;
}

/** When the night ends, ms since midnight on a clock. */
export const NIGHT_MS = DAY_PARTS[0].to * MINUTE;

/**
 * @param series with the readings around the day, see `reachOf`
 * @param ends the midnight that begins the day and the end of its night, by the wearer's clock, and now; ms UTC
 */
export function todayOf(
  series: Series,
  { midnight, dawn, now }: { midnight: number; dawn: number; now: number },
  systemOffset: OffsetAt,
): Today {
  return {
    day: soFar(series, { from: midnight, to: now }, systemOffset),
    night: soFar(series, { from: midnight, to: Math.min(now, dawn) }, systemOffset),
    isNightOver: dawn <= now,
  };
}

function soFar(series: Series, span: Span, systemOffset: OffsetAt): SoFar {
  const [day] = daysOf(series, span, systemOffset);
  const { readings = 0, lowest = null, highest = null, runs = [] } = day ?? {};
  const { lowPercent = null, inRangePercent = null, highPercent = null } = day ?? {};
  const slots = slotsIn(span);
  return {
    ...span,
    readings,
    lowest,
    highest,
    lowPercent,
    inRangePercent,
    highPercent,
    runs,
    coveragePercent: slots === 0 ? 0 : (100 * gridOf(series, span).at.length) / slots,
  };
}
