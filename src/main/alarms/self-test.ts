import type { Decision } from '../../shared/alarms/decisions.ts';
import { deliveryEntry, type JournalEntry } from '../../shared/alarms/journal-entry.ts';
import { PRIORITY, type AlarmKind } from '../../shared/alarms/kinds.ts';
import type { Clock } from '../time/clock.ts';
import { delivered, type Notifier } from './notifier.ts';

/** One of each priority, the most urgent first. */
const TESTED: readonly [AlarmKind, Decision['reason']][] = [
  ['urgentLow', 'belowLimit'],
  ['low', 'belowLimit'],
  ['sensor', 'sensorEndsSoon'],
];

/**
 * Delivers one alarm of each priority, marked as a test, one after the other.
 *
 * @returns for the journal, what became of each
 */
export async function selfTest(notifier: Notifier, clock: Clock): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (const [kind, reason] of TESTED) {
    const decision: Decision = {
      kind,
      decision: 'raised',
      reason,
      at: clock.now(),
      mgdl: null,
      measuredAt: null,
      priority: PRIORITY[kind],
      sound: true,
      until: null,
      since: null,
      by: null,
    };
    const alarm = { patientId: null, name: null, unit: null, decision, trend: null, test: true };
    const outcome = await delivered(notifier, alarm, clock);
    entries.push({ ...deliveryEntry(null, decision, outcome, clock.now()), decision: 'test' });
  }
  return entries;
}
