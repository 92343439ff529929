import type { JournalEntry } from '../../shared/alarms/journal-entry.ts';
import type { Profile } from '../profile/profile.ts';

/** The tests of alarms between two instants, ms UTC, oldest first; none where the journal cannot be read. */
export async function alarmTests(profile: Profile, from: number, to: number): Promise<JournalEntry[]> {
  const entries = await profile.history.ask('journal', { from, to, patientId: null });
  return entries.ok ? entries.value.filter(({ decision }) => decision === 'test') : [];
}
