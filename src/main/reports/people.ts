import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { PersonInfo } from '../history/people.ts';
import { asCalled, findPerson, nameList } from '../profile/people.ts';
import type { Profile } from '../profile/profile.ts';

/** Everyone in the history, or the one named, as last heard of. */
export async function peopleOf(profile: Profile, patient?: string): Promise<Result<PersonInfo[]>> {
  const people = await profile.history.ask('people', null);
  if (!people.ok) return people;
  const settings = profile.currentSettings();
  const everyone = people.value.map((person) => asCalled(person, settings));
  if (patient === undefined) return ok(everyone);
  const person = findPerson(everyone, patient);
  return person.ok ? ok([person.value]) : person;
}

/** Whom figures are about, by id: the one named, or the only one there is; null while nobody is in the history. */
export async function onePerson(
  profile: Profile,
  patient: string | undefined,
): Promise<Result<string | null>> {
  const people = await peopleOf(profile, patient);
  if (!people.ok) return people;
  const [person, another] = people.value;
  if (another) return fail(problem('personRequired', { people: nameList(people.value) }));
  return ok(person?.patientId ?? null);
}
