import type { Problem } from '../problems.ts';

/** How it is with the upload to a Nightscout site that is switched on. Instants in ms UTC. */
export interface UploadState {
  host: string;
  /** When the site last took something; null: not since the start. */
  lastAt: number | null;
  /** How many readings it took then. */
  lastCount: number;
  /** When the newest reading was measured that it took; null as above. */
  newestAt: number | null;
  /** Why the last try came to nothing. */
  problem: Problem | null;
  /** When the next one is; null: not before somebody changes something, or with the next reading. */
  retryAt: number | null;
}
