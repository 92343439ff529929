import { nightscoutEntry } from '../exchange/nightscout-entry.ts';
import { exactDelta } from '../glucose/delta.ts';
import type { Reading } from '../glucose/reading.ts';
import type { Unit } from '../glucose/units.ts';
import { MINUTE } from '../time.ts';
import type { EntriesQuery } from './entries-query.ts';

/** So many readings before the oldest that is asked for its delta may need: eight minutes, and some more. */
export const EARLIER = 20;

/** In brief no two entries are closer: readers that count entries take each for five minutes. */
const BRIEF_APART_MS = 4 * MINUTE;

/** What xDrip says of every reading, and we know nothing of. */
const UNKNOWN = { filtered: 0, unfiltered: 0, rssi: 100, noise: 1 };

/**
 * Entries as xDrip and Nightscout give them, the newest first, each with the time it was measured at and no other.
 *
 * @param readings oldest first; those before the window are for the delta alone
 * @param about who sends them, and which unit the person's screen shows; the values are mg/dL all the same
 */
export function feedEntries(
  readings: readonly Reading[],
  { count, from, to, brief }: EntriesQuery,
  about: { device: string; unit: Unit },
): object[] {
  const entries: object[] = [];
  let before = Infinity;
  for (let i = readings.length - 1; i >= 0 && entries.length < count; i--) {
    const reading = readings[i]!;
    const { measuredAt } = reading;
    if (measuredAt >= to || measuredAt < from) continue;
    if (brief && before - measuredAt < BRIEF_APART_MS) continue;
    before = measuredAt;
    const { type, sgv, date, dateString, direction, device } = nightscoutEntry(reading, about.device);
    const delta = exactDelta(reading, readings.slice(Math.max(0, i - EARLIER), i));
    const short = {
      date,
      sgv,
      ...(delta !== null && { delta: Math.round(delta * 1000) / 1000 }),
      ...(direction !== undefined && { direction }),
      ...(entries.length === 0 && { units_hint: about.unit }),
    };
    entries.push(
      brief
        ? short
        : { _id: idOf(date), type, device, dateString, sysTime: dateString, ...short, ...UNKNOWN },
    );
  }
  return entries;
}

/** An id as Nightscout's database has them, 24 hexadecimal figures; the same reading always has the same. */
function idOf(date: number): string {
  return date.toString(16).padStart(24, '0');
}
