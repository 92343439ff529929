import type { JournalEntry } from '../../shared/alarms/journal-entry.ts';
import { MINUTE } from '../../shared/time.ts';
import { journalKeeper, type JournalKeeper, type Note } from './journal-keeper.ts';
import { keptStates, type AlarmStates, type KeptStates } from './kept-state.ts';

/** A state that only time has changed is kept this often. */
const KEEP_EVERY_MS = MINUTE;

/** What is written down of the alarms: their states for the next run, and the journal of what they did. */
export class AlarmRecords {
  readonly #kept: KeptStates;
  readonly #journal: JournalKeeper;
  #keptAt = -Infinity;

  constructor(dataDir: string, note: Note) {
    this.#kept = keptStates(dataDir);
    this.#journal = journalKeeper(note);
  }

  /** To be in the journal; written with the next `keep`. */
  add(entry: JournalEntry): void {
    this.#journal.add(entry);
  }

  /** Not only time has changed the states: the next `keep` keeps them. */
  changed(): void {
    this.#keptAt = -Infinity;
  }

  /** Nobody has been watching since the last `keep`. */
  interrupted(): void {
    this.#journal.interrupted();
  }

  /**
   * @param now ms UTC
   * @param always at once and all of it: nothing more will be kept
   * @param mayWrite into the journal; while recording fails, opening the file is left to that: it is the one to say what
   *   is wrong with it
   */
  keep(states: AlarmStates, now: number, always: boolean, mayWrite: boolean): void {
    if (always || Math.abs(now - this.#keptAt) >= KEEP_EVERY_MS) {
      if (always) this.#kept.keepNow(states);
      else void this.#kept.keep(states);
      this.#keptAt = now;
    }
    this.#journal.watchedAt(now);
    if (mayWrite) this.#journal.flush(now, always);
  }
}
