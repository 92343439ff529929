import { isFollowed, type Settings } from '../../shared/settings/settings.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { PersonInfo } from '../history/people.ts';
import type { Profile } from '../profile/profile.ts';

/** Whose readings are meant; `several`: an answer would be of now one, now another of them. */
export type Whose = { person: PersonInfo } | 'nobody' | 'several';

/**
 * The person of an address: by number, in the order in which they were first recorded; without one whoever is chosen
 * for the tray, else the only one who is followed. A reader draws a line through what it gets, so nobody is chosen by
 * how they are at the moment.
 */
export async function whoseFeed(
  { profile, settings: read }: { profile: Profile; settings: () => Settings },
  number: number | null,
): Promise<Result<Whose>> {
  const people = await profile.history.ask('people', null);
  if (!people.ok) return people;
  const settings = read();
  const isThere = ({ patientId }: PersonInfo) => isFollowed(settings, patientId);
  if (number !== null) {
    const person = people.value[number - 1];
    return ok(person && isThere(person) ? { person } : 'nobody');
  }
  const followed = people.value.filter(isThere);
  const chosen = followed.find(({ patientId }) => patientId === settings.desktop.trayPerson);
  const person = chosen ?? (followed.length === 1 ? followed[0] : undefined);
  if (person) return ok({ person });
  return ok(followed.length === 0 ? 'nobody' : 'several');
}
