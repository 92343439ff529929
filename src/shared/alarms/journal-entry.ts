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

/** An entry, and how long what it ends had lasted. */
export interface EntryInCourse extends JournalEntry {
  /**
   * Of what is cleared: when it was raised first, ms UTC; of what is silenced: when it rang first since somebody answered
   * last. Null where nothing rang, nothing is known of that, or nothing ends.
   */
  ringsSince: number | null;
}

/** What each entry belongs to. @param entries oldest first */
export function inCourse(entries: readonly JournalEntry[]): EntryInCourse[] {
  const raised = new Map<string, number>();
  const unanswered = new Map<string, number>();
  return entries.map((entry) => {
    const { patientId, kind, decision, at } = entry;
    const key = `${patientId ?? ''}/${kind}`;
    let ringsSince: number | null = null;
    if (decision === 'raised' || decision === 'repeated') {
      if (!raised.has(key)) raised.set(key, at);
      if (!unanswered.has(key)) unanswered.set(key, at);
    } else if (decision === 'acknowledged' || decision === 'snoozed') {
      ringsSince = unanswered.get(key) ?? null;
      unanswered.delete(key);
    } else if (decision === 'cleared') {
      ringsSince = raised.get(key) ?? null;
      raised.delete(key);
      unanswered.delete(key);
    }
    return { ...entry, ringsSince };
  });
}

/** Every instant that may be told of an entry. */
export function instantsOf({ at, measuredAt, since, until }: JournalEntry): number[] {
  return [at, measuredAt, since, until].filter((instant) => instant !== null);
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
