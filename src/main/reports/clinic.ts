import { personName } from '../../shared/glucose/reading.ts';
import { printable } from '../../shared/printable.ts';
import type { ClinicReportProps } from '../../shared/report/clinic-figures.ts';
import { ok, type Result } from '../../shared/result.ts';
import { personSettings, rulesFor } from '../../shared/settings/settings.ts';
import type { TargetSet } from '../../shared/statistics/target-sets.ts';
import type { EdgeWindow } from '../history/questions/readings.ts';
import type { Profile } from '../profile/profile.ts';
import { VERSION } from '../profile/version.ts';
import { onePerson, peopleOf } from './people.ts';

interface OfClinic {
  /** As in `statisticsOf`, like the window. */
  patient: string | undefined;
  window: EdgeWindow;
  /** Whose ranges and goals; null: those that the person has. */
  targets: TargetSet | null;
}

/** All that stands in the glucose report of a window, with the person's name and in the person's unit. */
export async function clinicReport(
  profile: Profile,
  { patient, window, targets }: OfClinic,
  signal?: AbortSignal,
): Promise<Result<ClinicReportProps>> {
  const id = await onePerson(profile, patient);
  if (!id.ok) return id;
  const asked = { patientId: id.value, window, targets: targets ?? targetsOf(profile, id.value) };
  const figures = await profile.history.ask('clinic', asked, signal);
  if (!figures.ok) return figures;
  const people = id.value === null ? null : await peopleOf(profile, id.value);
  const person = people?.ok ? people.value[0] : undefined;
  const settings = profile.currentSettings();
  const { low, high } = rulesFor(settings, id.value ?? '');
  return ok({
    name: person ? printable(personName(person)) : null,
    unit: settings.unit ?? person?.unit ?? 'mgdl',
    figures: figures.value,
    limits: { low: low.limit, high: high.limit },
    version: VERSION,
  });
}

/** By whose ranges and goals somebody is measured. */
export function targetsOf(profile: Profile, patientId: string | null): TargetSet {
  return personSettings(profile.currentSettings(), patientId ?? '').targets;
}
