import type { PersonState } from '../../../shared/state/app-state.ts';
import { MINUTE } from '../../../shared/time.ts';
import { now } from '../../live.ts';
import { personOf } from '../../people.ts';
import { useAsked } from './asked.ts';

/** Of the grid that the figures are made of: sooner they are no others. */
const SLOT_MS = 5 * MINUTE;
/** Two hours of them, well within what is kept of recent readings. */
const RECENT_SLOTS = 24;

const slotOf = (instant: number): number => Math.floor(instant / SLOT_MS);

/** Somebody's day until now, asked anew with the first reading of each slot, and when others become known; null: not asked. */
export function useToday(patientId: string | null) {
  const person = personOf(patientId);
  const heard = person?.reading?.measuredAt ?? 0;
  // Without readings the time goes on all the same, and with it what part of it is known.
  const slot = slotOf(now.value - heard < 2 * SLOT_MS ? heard : now.value);
  const again = `${slot}/${person ? knownBefore(person, slot) : 0}`;
  return useAsked('report:today', patientId === null ? null : { patientId }, again);
}

/** How many slots right before one have readings: after a start or a sleep those come late, with the graph. */
function knownBefore({ recent }: PersonState, slot: number): number {
  const slots = recent.map(({ measuredAt }) => slotOf(measuredAt));
  return new Set(slots.filter((one) => one < slot && one >= slot - RECENT_SLOTS)).size;
}
