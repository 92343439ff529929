import { personName } from '../../shared/glucose/reading.ts';
import type { AwaySummary } from '../../shared/state/notices.ts';
import { isFollowed, rulesFor } from '../../shared/settings/settings.ts';
import type { Profile } from '../profile/profile.ts';
import { peopleOf } from './people.ts';

/** What the recorded readings of everyone followed did in a time, ms UTC; whoever has none is left out. */
export async function awaySummaries(profile: Profile, from: number, to: number): Promise<AwaySummary[]> {
  const settings = profile.currentSettings();
  const everyone = await peopleOf(profile);
  if (!everyone.ok) return [];
  const followed = everyone.value.filter(({ patientId }) => isFollowed(settings, patientId));
  const people = followed.map(({ patientId }) => ({ patientId, rules: rulesFor(settings, patientId) }));
  const summaries = await profile.history.ask('away', { people, from, to });
  if (!summaries.ok) return [];
  return summaries.value.map((summary) => {
    const person = followed.find(({ patientId }) => patientId === summary.patientId);
    return { ...summary, name: person ? personName(person) : '' };
  });
}
