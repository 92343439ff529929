import type { JournalEntry } from '../../../shared/alarms/journal-entry.ts';
import type { StoredColumns, StoredImport } from '../../../shared/exchange/stored-columns.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Extent, Stretch } from '../columns.ts';
import type { Stretch as Watched } from '../journal.ts';
import { read, within, type Place } from './place.ts';
import { spanOf, wearersClock, type EdgeWindow } from './readings.ts';

/** Where each of some people's readings in a window on their clock begin and end, in the same order; null: none. */
export function extents(
  place: Place,
  { patientIds, window }: { patientIds: readonly string[]; window: EdgeWindow },
): Result<(Extent | null)[]> {
  const asked = read(place, (stored): Result<(Extent | null)[]> => {
    const found: (Extent | null)[] = [];
    for (const patientId of patientIds) {
      const span = spanOf(window, place.now, wearersClock(stored, patientId));
      if (!span.ok) return span;
      found.push(stored.extent(patientId, span.value));
    }
    return ok(found);
  });
  return asked.ok ? asked.value : asked;
}

/** Somebody's readings of a stretch, as they are kept. @param withRest with what few want to know */
export function columns(
  place: Place,
  { patientId, stretch, withRest }: { patientId: string; stretch: Stretch; withRest: boolean },
): Result<StoredColumns> {
  return read(place, (stored) => stored.columns(patientId, stretch, withRest));
}

/** Besides people and readings: imports, all that the alarms did, and when they were at work, oldest first. */
export interface BesideReadings {
  imports: StoredImport[];
  entries: JournalEntry[];
  watched: Watched[];
}

export function wholeHistory(place: Place): Result<BesideReadings> {
  return within(place, ({ journal, imports }) => {
    const all = imports.whole();
    if (!all.ok) return all;
    const entries = journal.entries({ from: 0, to: Number.MAX_SAFE_INTEGER });
    if (!entries.ok) return entries;
    const watched = journal.watched();
    return watched.ok ? ok({ imports: all.value, entries: entries.value, watched: watched.value }) : watched;
  });
}
