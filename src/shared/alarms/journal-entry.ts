import type { Decision } from './decisions.ts';
import type { AlarmKind } from './kinds.ts';

/** What became of something that was handed to the notifier; `unknown` where the system does not tell. */
export type Delivery = 'shown' | 'failed' | 'unknown';

/** What is kept of a decision, of its delivery or of a test: enough to say later why it did, or did not, ring. */
export interface JournalEntry {
  /** null: about the program, not about a person. */
  patientId: string | null;
  kind: AlarmKind;
  decision: Decision['decision'] | 'delivery' | 'test';
  reason: Decision['reason'] | Delivery;
  /** ms UTC, as the following instants. */
  at: number;
  mgdl: number | null;
  measuredAt: number | null;
  sound: boolean;
  since: number | null;
  until: number | null;
  by: string | null;
}

export function entryOf(patientId: string | null, decision: Decision): JournalEntry {
  const { priority: _, ...rest } = decision;
  return { patientId, ...rest };
}

/** How a delivery ended, of one alarm. */
export function deliveryEntry(
  patientId: string | null,
  shown: Decision,
  outcome: Delivery,
  at: number,
): JournalEntry {
  return { ...entryOf(patientId, shown), decision: 'delivery', reason: outcome, at };
}

/** The entry as the command line gives it; instants ISO 8601 UTC. */
export interface JournalJson {
  patientId: string | null;
  kind: AlarmKind;
  decision: JournalEntry['decision'];
  reason: JournalEntry['reason'];
  at: string;
  mgdl: number | null;
}

export function journalJson({ patientId, kind, decision, reason, at, mgdl }: JournalEntry): JournalJson {
  return { patientId, kind, decision, reason, at: new Date(at).toISOString(), mgdl };
}
