import type { Problem } from '../../shared/problems.ts';

/** What a history says of itself beside its answers. */
export interface HistoryState {
  /** Why it cannot be used as it should be now, or what has just happened to it. */
  problem: Problem | null;
  /** What the user should hear although the work goes on. */
  notices: readonly Problem[];
  /** When it was last opened, and with that checked, ms UTC. */
  openedAt: number | null;
}
