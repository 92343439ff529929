import type { ClinicFigures } from '../../shared/report/clinic-figures.ts';
import type { Result } from '../../shared/result.ts';
import type { TargetSet } from '../../shared/statistics/target-sets.ts';
import type { EdgeWindow } from '../history/questions/readings.ts';
import type { Profile } from '../profile/profile.ts';
import { onePerson } from './people.ts';

/** The figures of the glucose report of a window; windows as in `statisticsOf`. */
export async function clinicFigures(
  profile: Profile,
  patient: string | undefined,
  window: EdgeWindow,
  targets: TargetSet,
): Promise<Result<ClinicFigures>> {
  const person = await onePerson(profile, patient);
  return person.ok ? profile.history.ask('clinic', { patientId: person.value, window, targets }) : person;
}
