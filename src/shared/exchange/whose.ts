import { comparableName, personName, type Person } from '../glucose/reading.ts';
import { problem, type Problem } from '../problems.ts';
import type { FilePerson } from './sheet.ts';

/** Whose a row is, or why it is nobody's. */
export type Owner = { patientId: string } | { skip: 'unknownPerson' | 'otherPerson' };

export type WhoseChoice =
  | { is: 'whose'; ownerOf: (person: FilePerson | null) => Owner }
  | { is: 'question' }
  | { is: 'problem'; problem: Problem };

/**
 * Whose the rows of a file are. Rows that name somebody are theirs and nobody else's; only a file that names one person,
 * whom nobody here knows, goes to the person given. Rows that name nobody go to the person given, else to the only one
 * there is.
 *
 * @param named everybody the rows name; null stands for rows that name nobody
 */
export function chooseWhose(
  named: readonly (FilePerson | null)[],
  people: readonly Person[],
  given: string | null,
): WhoseChoice {
  if (people.length === 0) return { is: 'problem', problem: problem('nobodyKnown', {}) };
  const known = new Map(named.map((person) => [keyOf(person), person && knownAs(person, people)]));
  const strangers = [...known.values()].filter((id) => id === null).length;
  if (strangers === known.size && known.size <= 1) {
    const [first] = named;
    const only = first === undefined || first === null ? people[0]?.patientId : undefined;
    const patientId = given ?? (people.length === 1 ? only : undefined);
    if (patientId === undefined) return { is: 'question' };
    return { is: 'whose', ownerOf: () => ({ patientId }) };
  }
  return {
    is: 'whose',
    ownerOf(person) {
      const patientId = known.get(keyOf(person)) ?? null;
      if (patientId === null) return { skip: 'unknownPerson' };
      return given === null || given === patientId ? { patientId } : { skip: 'otherPerson' };
    },
  };
}

function keyOf(person: FilePerson | null): string {
  return person === null ? '' : JSON.stringify([person.id, person.name]);
}

/** By id where the file has one, else by the name as it is shown; null where nobody or several are called so. */
function knownAs({ id, name }: FilePerson, people: readonly Person[]): string | null {
  const same = people.filter((person) =>
    id === null ? comparableName(personName(person)) === comparableName(name) : person.patientId === id,
  );
  return same.length === 1 ? (same[0]?.patientId ?? null) : null;
}
