import type { JournalEntry } from '../../src/shared/alarms/journal-entry.ts';
import { MINUTE } from '../../src/shared/time.ts';

/** A low of Ada's that rang, but for what is said otherwise. @param at ms UTC */
export function journalEntry(at: number, changes: Partial<JournalEntry> = {}): JournalEntry {
  return {
    patientId: 'ada',
    kind: 'low',
    decision: 'raised',
    reason: 'belowLimit',
    at,
    mgdl: 66,
    measuredAt: at - MINUTE,
    sound: true,
    since: null,
    until: null,
    by: null,
    ...changes,
  };
}
