import type { OffsetAt } from '../../shared/statistics/civil-clock.ts';
import { systemOffset } from '../time/civil-time.ts';
import type { Profile } from '../profile/profile.ts';

/**
 * Somebody's clock, as far as it is needed.
 *
 * @param instants those it is asked about; of others, as where no reading tells, it says what the system's says
 */
export async function wearersClock(
  { history }: Profile,
  patientId: string,
  instants: readonly number[],
): Promise<OffsetAt> {
  const asked = [...new Set(instants)];
  const offsets = asked.length === 0 ? null : await history.ask('offsets', { patientId, instants: asked });
  const known = new Map(offsets?.ok ? offsets.value.map((offset, index) => [asked[index], offset]) : []);
  return (instant) => known.get(instant) ?? systemOffset(instant);
}
