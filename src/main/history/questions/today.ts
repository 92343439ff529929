import type { JournalEntry } from '../../../shared/alarms/journal-entry.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { instantOf } from '../../../shared/statistics/civil-clock.ts';
import { reachOf } from '../../../shared/statistics/grid.ts';
import { NIGHT_MS, todayOf, type Today } from '../../../shared/statistics/today.ts';
import { DAY } from '../../../shared/time.ts';
import { localDayStart, systemOffset } from '../../time/civil-time.ts';
import { read, within, type Place } from './place.ts';
import { wearersClock } from './readings.ts';

const ALARM_DAYS = 7;

/** Somebody's civil day until now, its night, and the last alarm that rang in a week. */
export function today(
  place: Place,
  { patientId }: { patientId: string },
): Result<Today & { lastAlarm: Pick<JournalEntry, 'at' | 'kind'> | null }> {
  const { now } = place;
  const asked = read(place, (stored) => {
    const clock = wearersClock(stored, patientId);
    const begin = localDayStart(now, 0, clock);
    const [midnight, dawn] = [instantOf(begin, clock), instantOf(begin + NIGHT_MS, clock)];
    const series = stored.series(patientId, reachOf({ from: midnight, to: now }, now), place.goOn);
    return todayOf(series, { midnight, dawn, now }, systemOffset);
  });
  if (!asked.ok) return asked;
  const entries = within(place, (history) =>
    history.journal.entries({ from: now - ALARM_DAYS * DAY, to: now + 1 }, patientId),
  );
  if (!entries.ok) return entries;
  const last = entries.value.findLast(({ decision }) => decision === 'raised');
  return ok({ ...asked.value, lastAlarm: last ? { at: last.at, kind: last.kind } : null });
}
