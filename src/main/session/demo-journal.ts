import { heardReading, type AlarmEvent } from '../../shared/alarms/events.ts';
import { entryOf, type JournalEntry } from '../../shared/alarms/journal-entry.ts';
import type { AlarmKind } from '../../shared/alarms/kinds.ts';
import { step } from '../../shared/alarms/machine.ts';
import type { AlarmRules } from '../../shared/alarms/rules.ts';
import { initialState, NO_FACTS, type AlarmState } from '../../shared/alarms/state.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { MINUTE } from '../../shared/time.ts';

/** Whoever was there answered what rang after so long, before it would have rung again. */
const ANSWERED_MS = 3 * MINUTE;

/**
 * What the alarms would have done about one person's readings, each heard when it was measured, by somebody who answers.
 * Played on a machine of its own: nothing of it rings, and the alarms of today know nothing of it.
 */
export class DemoJournal {
  readonly entries: JournalEntry[] = [];
  readonly #rules: AlarmRules;
  #state: AlarmState | null = null;
  #unanswered: { kind: AlarmKind; at: number }[] = [];
  #last: Reading | null = null;

  constructor(rules: AlarmRules) {
    this.#rules = rules;
  }

  /** Oldest first. */
  hear(reading: Reading): void {
    const at = reading.measuredAt;
    const last = this.#last ?? reading;
    const missingFrom = last.measuredAt + this.#rules.noData.minutes * MINUTE;
    this.#answer(at, last);
    // Between two sensors nothing is missing: the next one warms up.
    if (at > missingFrom && reading.sensorSerial === last.sensorSerial) {
      this.#happens({ type: 'tick' }, missingFrom, last);
      this.#answer(at, last);
    }
    this.#happens({ type: 'reading', reading: heardReading(reading) }, at, reading);
    this.#last = reading;
  }

  /** Somebody answers what has rung and is due before an instant, ms UTC. */
  #answer(until: number, near: Reading): void {
    const due = this.#unanswered.filter(({ at }) => at <= until);
    this.#unanswered = this.#unanswered.filter(({ at }) => at > until);
    for (const { kind, at } of due) this.#happens({ type: 'acknowledge', kind, by: 'window' }, at, near);
  }

  #happens(event: AlarmEvent, at: number, { patientId, utcOffsetSeconds }: Reading): void {
    const before = this.#state ?? initialState(at, { ...NO_FACTS, askedByAnother: true });
    const { state, decisions } = step(before, event, this.#rules, {
      at,
      offsetSeconds: utcOffsetSeconds ?? 0,
    });
    this.#state = state;
    for (const decision of decisions) {
      this.entries.push(entryOf(patientId, decision));
      if (decision.decision === 'raised')
        this.#unanswered.push({ kind: decision.kind, at: at + ANSWERED_MS });
    }
  }
}
