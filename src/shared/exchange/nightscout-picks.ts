import type { Reading, ReadingSource } from '../glucose/reading.ts';
import { MINUTE } from '../time.ts';

/** What is chosen of several: a live reading has its direction, a point of the graph is better than a scan. */
const CHOSEN: readonly ReadingSource[] = ['live', 'graph', 'logbook'];

/**
 * Of each slot of so many minutes the one reading that is sent: readers of Nightscout take five minutes between two
 * entries for granted. Slots lie on the clock of UTC, so that whoever chooses again chooses the same, however much has
 * come meanwhile. What was imported, or from the future when it was heard, is never sent.
 *
 * @param readings oldest first
 * @param isTaken whether a slot has been seen to; by its number
 */
export function nightscoutPicks(
  readings: readonly Reading[],
  intervalMinutes: number,
  isTaken: (slot: number) => boolean = () => false,
): Reading[] {
  const picks = new Map<number, Reading>();
  for (const reading of readings) {
    if (!CHOSEN.includes(reading.source) || reading.fromFuture === true) continue;
    const slot = slotOf(reading, intervalMinutes);
    if (isTaken(slot)) continue;
    const before = picks.get(slot);
    if (before === undefined || rank(reading) < rank(before)) picks.set(slot, reading);
  }
  return [...picks.values()];
}

/** The number of the slot that a reading is in. */
export function slotOf({ measuredAt }: Reading, intervalMinutes: number): number {
  return Math.floor(measuredAt / (intervalMinutes * MINUTE));
}

const rank = ({ source }: Reading): number => CHOSEN.indexOf(source);
