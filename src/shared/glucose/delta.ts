import { MINUTE } from '../time.ts';
import type { Reading } from './reading.ts';

/** A reading to compare with must be this far back, so that noise of a minute does not become a trend. */
const NEAREST_MS = 3 * MINUTE;
const FARTHEST_MS = 8 * MINUTE;

/** The change per five minutes as it is shown: whole mg/dL. See `exactDelta`. */
export function deltaPerFiveMinutes(latest: Reading, earlier: readonly Reading[]): number | null {
  const exact = exactDelta(latest, earlier);
  return exact === null ? null : Math.round(exact);
}

/**
 * The change per five minutes, mg/dL, up to `latest`: against the reading nearest to five minutes before it. Null where
 * there is none 3 to 8 minutes back, or either is off the sensor's scale.
 */
export function exactDelta(latest: Reading, earlier: readonly Reading[]): number | null {
  if (latest.offScale !== null) return null;
  let best: Reading | null = null;
  for (const reading of earlier) {
    const back = latest.measuredAt - reading.measuredAt;
    if (back < NEAREST_MS || back > FARTHEST_MS || reading.offScale !== null) continue;
    const distance = (one: Reading) => Math.abs(latest.measuredAt - one.measuredAt - 5 * MINUTE);
    if (best === null || distance(reading) < distance(best)) best = reading;
  }
  if (best === null) return null;
  return ((latest.mgdl - best.mgdl) * 5 * MINUTE) / (latest.measuredAt - best.measuredAt);
}
