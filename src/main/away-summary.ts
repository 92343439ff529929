import { heardReading } from '../shared/alarms/events.ts';
import { rehearse } from '../shared/alarms/rehearsal.ts';
import { personName } from '../shared/glucose/reading.ts';
import type { AwaySummary } from '../shared/notices.ts';
import { isFollowed, rulesFor } from '../shared/settings/settings.ts';
import type { GlucoseService } from './service.ts';

/** What the recorded readings of everyone followed did in a time, ms UTC; whoever has none is left out. */
export function awaySummaries(service: GlucoseService, from: number, to: number): AwaySummary[] {
  const settings = service.resources.currentSettings();
  const people = service.people();
  if (!people.ok) return [];
  return people.value.flatMap((person) => {
    const { patientId } = person;
    if (!isFollowed(settings, patientId)) return [];
    const stored = service.history(patientId, { from: { instant: from }, to: { instant: to } });
    if (!stored.ok || stored.value.length === 0) return [];
    const readings = stored.value.map(({ reading }) => heardReading(reading));
    const episodes = rehearse(readings, rulesFor(settings, patientId), to);
    const number = (...kinds: string[]) =>
      Math.max(...kinds.map((kind) => episodes.filter((one) => one.kind === kind).length));
    const lowest = readings.reduce((least, one) => (one.mgdl < least.mgdl ? one : least));
    return [
      {
        patientId,
        name: personName(person),
        readings: readings.length,
        lows: number('low', 'urgentLow'),
        highs: number('high', 'urgentHigh'),
        lowest: { mgdl: lowest.mgdl, at: lowest.measuredAt },
      },
    ];
  });
}
