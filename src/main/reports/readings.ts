import type { Person, Reading } from '../../shared/glucose/reading.ts';
import type { Unit } from '../../shared/glucose/units.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { PersonInfo } from '../history/people.ts';
import type { EdgeWindow } from '../history/questions/readings.ts';
import type { Profile } from '../profile/profile.ts';
import { peopleOf } from './people.ts';

/** A reading with whose it is, and the unit that person's account shows. */
export interface PersonReading {
  person: Person;
  unit: Unit | null;
  reading: Reading;
}

/** Stored readings of one person or of everyone, oldest first. */
export async function storedReadings(
  profile: Profile,
  patient?: string,
  window: EdgeWindow = {},
): Promise<Result<PersonReading[]>> {
  const people = await peopleOf(profile, patient);
  if (!people.ok) return people;
  const patientIds = people.value.map(({ patientId }) => patientId);
  const readings = await profile.history.ask('readings', { patientIds, window });
  return readings.ok ? ok(ofPeople(people.value, readings.value)) : readings;
}

/** The newest recorded reading of one person or of everyone; none from the future. */
export async function newestReadings(profile: Profile, patient?: string): Promise<Result<PersonReading[]>> {
  const people = await peopleOf(profile, patient);
  if (!people.ok) return people;
  const patientIds = people.value.map(({ patientId }) => patientId);
  const readings = await profile.history.ask('newest', { patientIds });
  return readings.ok ? ok(ofPeople(people.value, readings.value)) : readings;
}

/** With whose each is, in the order given. */
function ofPeople(people: readonly PersonInfo[], readings: readonly Reading[]): PersonReading[] {
  const byId = new Map(people.map((person) => [person.patientId, person]));
  return readings.flatMap((reading) => {
    const person = byId.get(reading.patientId);
    return person ? [{ person, unit: person.unit, reading }] : [];
  });
}
