import type { Problem } from '../problems.ts';

/** How it is with the daily backups. */
export interface BackupState {
  /** The last one: when it was made, ms UTC, and its size; null: there is none. */
  last: { at: number; bytes: number } | null;
  /** Why the last try came to nothing; `diskNearlyFull` is no failure. */
  problem: Problem | null;
  /** How many tries in a row have failed. */
  failures: number;
}
