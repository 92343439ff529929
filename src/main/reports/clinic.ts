import type { ClinicFigures } from '../../shared/report/clinic-figures.ts';
import type { Result } from '../../shared/result.ts';
import { personSettings } from '../../shared/settings/settings.ts';
import type { TargetSet } from '../../shared/statistics/target-sets.ts';
import type { EdgeWindow } from '../history/questions/readings.ts';
import type { Profile } from '../profile/profile.ts';
import { onePerson } from './people.ts';

/**
 * The figures of the glucose report of a window; windows as in `statisticsOf`.
 *
 * @param targets whose ranges and goals; null: those that the person has
 */
export async function clinicFigures(
  profile: Profile,
  patient: string | undefined,
  window: EdgeWindow,
  targets: TargetSet | null,
): Promise<Result<ClinicFigures>> {
  const person = await onePerson(profile, patient);
  if (!person.ok) return person;
  return profile.history.ask('clinic', {
    patientId: person.value,
    window,
    targets: targets ?? targetsOf(profile, person.value),
  });
}

/** By whose ranges and goals somebody is measured. */
export function targetsOf(profile: Profile, patientId: string | null): TargetSet {
  return personSettings(profile.currentSettings(), patientId ?? '').targets;
}
