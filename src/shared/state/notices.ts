import type { Problem } from '../problems.ts';
import type { Unrecorded } from './app-state.ts';

/** What somebody's readings did while nobody looked. Values in mg/dL, instants in ms UTC. */
export interface AwaySummary {
  patientId: string;
  name: string;
  /** How many readings there are of the time. */
  readings: number;
  /** Times below and above the limits of the alarms, as episodes. */
  lows: number;
  highs: number;
  lowest: { mgdl: number; at: number } | null;
}

/** How it came that nobody watched: the program crashed, was ended without a word, or did not respond. */
export type HowStopped = 'crashed' | 'ended' | 'hung';

/** What the user should hear although the work goes on. Instants in ms UTC. */
export type Notice =
  | { code: 'problem'; problem: Problem }
  /** Nobody watched meanwhile, and nobody was told so at the time. */
  | { code: 'notWatched'; from: number; to: number; how: HowStopped }
  /** Nothing could be recorded meanwhile; it can be again. `lost`: of what waited; null: nothing. */
  | { code: 'recordedAgain'; from: number; to: number; lost: Unrecorded['lost'] }
  /** What was to be done with the data while nobody watched, and the disk did not answer, is done. */
  | { code: 'doneLate' }
  /** The computer slept, or nobody sat at it. */
  | { code: 'away'; from: number; to: number; people: readonly AwaySummary[] };
