import { MINUTE } from '../../../shared/time.ts';
import { now } from '../../live.ts';
import { personOf } from '../../people.ts';
import { useAsked } from './asked.ts';

/** Of the grid that the figures are made of: sooner they are no others. */
const SLOT_MS = 5 * MINUTE;

/** Somebody's day until now, asked anew with the first reading of each slot; null: not asked. */
export function useToday(patientId: string | null) {
  const heard = personOf(patientId)?.reading?.measuredAt ?? 0;
  // Without readings the time goes on all the same, and with it what part of it is known.
  const at = now.value - heard < 2 * SLOT_MS ? heard : now.value;
  return useAsked('report:today', patientId === null ? null : { patientId }, Math.floor(at / SLOT_MS));
}
