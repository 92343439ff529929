import type { JournalEntry } from '../../shared/alarms/journal-entry.ts';
import type { Result } from '../../shared/result.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Stretch } from '../history/history.ts';

/** Some days of trouble; beyond that the oldest are let go. */
const MOST_WAITING = 5000;
/** A computer that falls asleep every few minutes, through days of trouble. */
const MOST_STRETCHES = 1000;
/** Without anything to write, the end of the present stretch is written this often. */
const STRETCH_EVERY_MS = MINUTE;

/** Adds to the journal what the alarms did. */
export type Note = (entries: readonly JournalEntry[], watched: readonly Stretch[]) => Promise<Result<void>>;

/** Hands over what the alarms did to the journal; what is not known to be there waits in memory. */
export interface JournalKeeper {
  add(entry: JournalEntry): void;
  /** Somebody was watching at this instant, ms UTC. */
  watchedAt(now: number): void;
  /** Nobody has been watching since; a new stretch begins with the next instant. */
  interrupted(): void;
  /** Hands over all that waits. @param now ms UTC; `always`: even where there is nothing but the stretch */
  flush(now: number, always?: boolean): void;
  /** What waits, oldest first. */
  readonly waiting: readonly JournalEntry[];
}

export function journalKeeper(note: Note): JournalKeeper {
  let waiting: JournalEntry[] = [];
  /** Stretches not yet written to their end; the last one may still be under way. */
  let stretches: Stretch[] = [];
  let isOpen = false;
  let writtenAt = -Infinity;
  /** Something was handed over and is not known to be there. */
  let isUnderWay = false;
  /** Whether all is to be written once it is. */
  let isWanted = false;

  const handOver = async (now: number): Promise<void> => {
    const entries = waiting;
    const watched = stretches.map((one) => ({ ...one }));
    const until = new Map(stretches.map((one) => [one, one.to]));
    isUnderWay = true;
    const noted = await note(entries, watched).catch(() => null);
    isUnderWay = false;
    const isAsked = isWanted;
    isWanted = false;
    if (noted?.ok !== true) return;
    const there = new Set(entries);
    waiting = waiting.filter((entry) => !there.has(entry));
    // The last one may still be under way; others may have been drawn out meanwhile.
    stretches = stretches.filter((one) => (isOpen && one === stretches.at(-1)) || one.to !== until.get(one));
    writtenAt = now;
    if (waiting.length > 0 || (isAsked && stretches.length > 0)) void handOver(now);
  };

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
      else stretches = [...stretches, { from: now, to: now }].slice(-MOST_STRETCHES);
      isOpen = true;
    },
    interrupted() {
      isOpen = false;
    },
    flush(now, always = false) {
      const due = always || waiting.length > 0 || Math.abs(now - writtenAt) >= STRETCH_EVERY_MS;
      if (!due || (waiting.length === 0 && stretches.length === 0)) return;
      if (isUnderWay) isWanted ||= always;
      else void handOver(now);
    },
  };
}
