import type { JournalEntry } from '../../shared/alarms/journal-entry.ts';
import type { Result } from '../../shared/result.ts';
import type { Journal, Stretch } from '../history/history.ts';

/** Some days of trouble; beyond that the oldest are let go. */
const MOST_WAITING = 5000;
/** Without anything to write, the end of the present stretch is written this often. */
const STRETCH_EVERY_MS = 60_000;

/** Writes what the alarms did into the journal; what cannot be written waits in memory. */
export interface JournalKeeper {
  add(entry: JournalEntry): void;
  /** Somebody was watching at this instant, ms UTC. */
  watchedAt(now: number): void;
  /** Nobody has been watching since; a new stretch begins with the next instant. */
  interrupted(): void;
  /** Writes all that waits. @param now ms UTC; `always`: even where there is nothing but the stretch */
  flush(now: number, always?: boolean): void;
  /** What waits, oldest first. */
  readonly waiting: readonly JournalEntry[];
}

export function journalKeeper(journal: () => Result<Journal>): JournalKeeper {
  let waiting: JournalEntry[] = [];
  /** Stretches not yet written to their end; the last one may still be under way. */
  let stretches: Stretch[] = [];
  let isOpen = false;
  let writtenAt = -Infinity;

  return {
    get waiting() {
      return waiting;
    },
    add(entry) {
      waiting = [...waiting, entry].slice(-MOST_WAITING);
    },
    watchedAt(now) {
      const last = stretches.at(-1);
      if (isOpen && last) last.to = Math.max(last.to, now);
      else stretches.push({ from: now, to: now });
      isOpen = true;
    },
    interrupted() {
      isOpen = false;
    },
    flush(now, always = false) {
      const due = always || waiting.length > 0 || Math.abs(now - writtenAt) >= STRETCH_EVERY_MS;
      if (!due || (waiting.length === 0 && stretches.length === 0)) return;
      const open = journal();
      if (!open.ok || !open.value.add(waiting, stretches).ok) return;
      waiting = [];
      stretches = isOpen ? stretches.slice(-1) : [];
      writtenAt = now;
    },
  };
}
