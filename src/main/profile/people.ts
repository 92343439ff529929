import { comparableName, personName, type Person } from '../../shared/glucose/reading.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { isFollowed, personSettings, type Settings } from '../../shared/settings/settings.ts';

/** The person as the user calls them, where the settings hold a name of the user's own. */
export function asCalled<P extends Person>(person: P, settings: Settings): P {
  const { name } = personSettings(settings, person.patientId);
  return name === null ? person : { ...person, firstName: name, lastName: '' };
}

/** Those of the connections whom the user has not chosen to leave out. */
export function followedOf<C extends { person: Person }>(connections: readonly C[], settings: Settings): C[] {
  return connections.filter(({ person }) => isFollowed(settings, person.patientId));
}

/**
 * Who `given` means: a patient id, or a first or full name that only one of them has. Names count as one that a reader
 * takes for one: whatever their Unicode form, case, spaces, and marks that nobody sees.
 *
 * @returns `personAmbiguous` or `personUnknown`, which name the people but never ids of other people's accounts
 */
export function findPerson<P extends Person>(people: readonly P[], given: string): Result<P> {
  const byId = people.find((person) => person.patientId === given);
  if (byId && given.trim() !== '') return ok(byId);
  const wanted = comparableName(given);
  const named = people.filter((person) =>
    [person.firstName, personName(person)].some((name) => comparableName(name) === wanted),
  );
  const [found, another] = wanted === '' ? [] : named;
  if (another) return fail(problem('personAmbiguous', { given, people: nameList(named) }));
  return found ? ok(found) : fail(problem('personUnknown', { given }));
}

/** `Ada Lovelace (id), Ben Nevis (id)`: what a user needs to say whom they mean. */
export function nameList(people: readonly Person[]): string {
  return people.map((person) => `${personName(person)} (${person.patientId})`).join(', ');
}
