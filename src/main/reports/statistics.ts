import type { Target } from '../../shared/glucose/range.ts';
import type { Result } from '../../shared/result.ts';
import type { DayKind } from '../../shared/statistics/ambulatory-profile.ts';
import type { Statistics } from '../../shared/statistics/statistics.ts';
import type { DaySummary, HourAverage, TimeInRange } from '../../shared/statistics/summaries.ts';
import type { Pattern } from '../history/questions/figures.ts';
import type { EdgeWindow } from '../history/questions/readings.ts';
import type { Profile } from '../profile/profile.ts';
import { onePerson } from './people.ts';

/** A summary per civil day of the wearer, of the last `days` days including today. */
export async function dailySummary(
  profile: Profile,
  patient: string | undefined,
  days: number,
): Promise<Result<DaySummary[]>> {
  const person = await onePerson(profile, patient);
  return person.ok ? profile.history.ask('dailySummary', { patientId: person.value, days }) : person;
}

/** Averages per civil hour of the wearer, of the last `days` × 24 hours. */
export async function hourlyAverage(
  profile: Profile,
  patient: string | undefined,
  days: number,
): Promise<Result<HourAverage[]>> {
  const person = await onePerson(profile, patient);
  return person.ok ? profile.history.ask('hourlyAverage', { patientId: person.value, days }) : person;
}

/** The shares below, inside and above `bounds` (mg/dL; default: the person's target) in the last `days` × 24 hours. */
export async function timeInRange(
  profile: Profile,
  patient: string | undefined,
  days: number,
  bounds: Partial<Target> = {},
): Promise<Result<TimeInRange>> {
  const person = await onePerson(profile, patient);
  return person.ok ? profile.history.ask('timeInRange', { patientId: person.value, days, bounds }) : person;
}

/**
 * The consensus figures of a window: up to now where it has no end, the 14 days before its end where it has no
 * beginning. `badInput` where it ends before it begins.
 */
export async function statisticsOf(
  profile: Profile,
  patient?: string,
  window: EdgeWindow = {},
): Promise<Result<Statistics>> {
  const person = await onePerson(profile, patient);
  return person.ok ? profile.history.ask('statistics', { patientId: person.value, window }) : person;
}

/** The daily pattern of a window, of all days or only of some; windows as in `statisticsOf`. */
export async function patternOf(
  profile: Profile,
  patient: string | undefined,
  window: EdgeWindow = {},
  only: DayKind | null = null,
): Promise<Result<Pattern>> {
  const person = await onePerson(profile, patient);
  return person.ok ? profile.history.ask('pattern', { patientId: person.value, window, only }) : person;
}
