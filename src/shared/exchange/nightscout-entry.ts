import { SCALE, type OffScale } from '../glucose/range.ts';
import type { Reading } from '../glucose/reading.ts';
import { SECOND } from '../time.ts';

/** By trend, 0 none: Libre has five, so neither of Nightscout's steeper ones. */
export const DIRECTIONS = [null, 'SingleDown', 'FortyFiveDown', 'Flat', 'FortyFiveUp', 'SingleUp'] as const;

/** What Nightscout calls the direction of a reading that should have one and has none. */
const NO_DIRECTION = 'NOT COMPUTABLE';

/** One more than the end of the scale says that it is off it; 39 is `LOW` in Nightscout. */
export const OFF_SCALE: Record<OffScale, number> = { LO: SCALE.low - 1, HI: SCALE.high + 1 };

/** A reading as every reader of Nightscout knows it (its API v1, `Entry`): mg/dL whatever the person's unit. */
export interface NightscoutEntry {
  type: 'sgv';
  sgv: number;
  /** ms UTC, whole seconds: with `type` it is what the site tells entries apart by. */
  date: number;
  dateString: string;
  direction?: string;
  /** Names the program that sent it. */
  device: string;
}

/** A direction belongs to live readings alone: points of the graph are smoothed and have none. */
export function nightscoutEntry(reading: Reading, device: string): NightscoutEntry {
  const { mgdl, offScale, trend, source } = reading;
  const date = Math.floor(reading.measuredAt / SECOND) * SECOND;
  const direction = DIRECTIONS[trend ?? 0] ?? (source === 'live' ? NO_DIRECTION : null);
  return {
    type: 'sgv',
    sgv: offScale === null ? mgdl : OFF_SCALE[offScale],
    date,
    dateString: new Date(date).toISOString(),
    ...(direction !== null && { direction }),
    device,
  };
}

/** What stands as `device` of every entry. */
export const deviceName = (demo: boolean): string => (demo ? 'glucoglance-demo' : 'glucoglance');
