import type { AlarmRules } from '../../shared/alarms/rules.ts';
import type { Rehearsed } from '../../shared/ipc/alarms.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Profile } from '../profile/profile.ts';

const REHEARSED_DAYS = 14;

/** What other rules would have made of somebody's last fortnight. */
export async function rehearsed(
  { history }: Profile,
  { patientId, rules }: { patientId: string; rules: AlarmRules },
  signal?: AbortSignal,
): Promise<Result<Rehearsed>> {
  const rehearsal = await history.ask('rehearsal', { patientId, rules, days: REHEARSED_DAYS }, signal);
  if (!rehearsal.ok) return rehearsal;
  const { readings, counts } = rehearsal.value;
  return ok({ days: REHEARSED_DAYS, readings, kinds: counts });
}
