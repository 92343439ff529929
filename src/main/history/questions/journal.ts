import type { JournalEntry } from '../../../shared/alarms/journal-entry.ts';
import type { Reading } from '../../../shared/glucose/reading.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { DAY } from '../../../shared/time.ts';
import type { Stretch } from '../journal.ts';
import type { PersonInfo } from '../people.ts';
import { read, within, type Place } from './place.ts';

/** What the alarms did in `[from, to)`, oldest first; `patientId` null: everything. */
export function journal(
  place: Place,
  { from, to, patientId }: Stretch & { patientId: string | null },
): Result<JournalEntry[]> {
  return within(place, (history) => history.journal.entries({ from, to }, patientId ?? undefined));
}

/** What bears on why it rang at an instant, or did not: a day of the journal to both sides, and what was known then. */
export interface Moment {
  watched: { before: Stretch | null; after: Stretch | null };
  people: { info: PersonInfo; reading: Reading | null }[];
  entries: JournalEntry[];
}

export function moment(place: Place, { at }: { at: number }): Result<Moment> {
  const people = read(place, (stored) =>
    stored.people().map((info) => ({ info, reading: stored.newest(info.patientId, at) })),
  );
  if (!people.ok) return people;
  const watched = within(place, (history) => history.journal.watchedNear(at));
  if (!watched.ok) return watched;
  const entries = journal(place, { from: at - DAY, to: at + DAY, patientId: null });
  return entries.ok ? ok({ watched: watched.value, people: people.value, entries: entries.value }) : entries;
}
