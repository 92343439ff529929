import type { Person, Reading } from '../glucose/reading.ts';
import type { Target } from '../glucose/range.ts';
import type { Unit } from '../glucose/units.ts';
import type { Problem, ProblemCode } from '../problems.ts';

/**
 * What stands between a sensor and this screen: which hop of sensor, phone, Abbott, network, computer fails, or none.
 * Instants in ms UTC. `name`: whose sensor or phone it is.
 */
export type Link =
  | { code: 'starting' }
  | { code: 'ok' }
  /**
   * Network, server or account; the problem has the cause and, where waiting helps, until when. Of the disk: what that
   * leaves unrecorded.
   */
  | { code: 'problem'; problem: Problem; unrecorded?: Unrecorded }
  /** Ahead of the server's time by this many ms (behind: negative). */
  | { code: 'clockWrong'; byMs: number }
  | { code: 'noReadingYet'; name: string }
  /** What is served as the latest reading cannot be read. */
  | { code: 'readingUnreadable'; name: string }
  /** The reading is current, and another of the same instant says something else. */
  | { code: 'readingsContradict'; name: string }
  | { code: 'delayed'; name: string; lastAt: number }
  | { code: 'phoneSilent'; name: string; lastAt: number }
  | { code: 'sensorWarmingUp'; name: string; until: number }
  | { code: 'sensorEnded'; name: string; endedAt: number }
  | { code: 'readingInFuture'; name: string };

/** What we know of one person. */
export interface PersonState {
  person: Person;
  unit: Unit | null;
  target: Target | null;
  /** The newest reading that is not from the future. */
  reading: Reading | null;
  /** The readings of the last three hours, oldest first, for a small chart and the delta. */
  recent: readonly Reading[];
  /** When the worn sensor was started, ms UTC. */
  sensorStartedAt?: number | null;
  /** When the worn sensor has had its days, ms UTC; null or missing where it or its days are not known. */
  sensorEndsAt?: number | null;
  link: Link;
}

export type PollReason =
  | 'readingDue'
  | 'noNewReadingLately'
  | 'afterProblem'
  | 'serverSaid'
  | 'waitingForUser'
  | 'anotherPolls';

/** A time in which nothing could be recorded. Instants in ms UTC. */
export interface Unrecorded {
  from: number;
  /** null: it goes on. */
  to: number | null;
  /** What waited too long for the disk and was let go, and from when to when it was measured; null: nothing. */
  lost: { readings: number; from: number; to: number } | null;
}

/** Everything a screen needs; one writer, the monitor. Each change has the next sequence number. */
export interface AppState {
  sequence: number;
  /** The worst link: of the way to the server first, then of the people. */
  link: Link;
  /** Since when `link` has had this cause. */
  since: number;
  people: readonly PersonState[];
  /** When the server is asked next; null: not before the user does something. */
  nextPollAt: number | null;
  pollReason: PollReason;
  lastAnswerAt: number | null;
  /** Why readings cannot be recorded now, they wait in memory meanwhile; or what has just happened to the history. */
  storage: Problem | null;
  /** The time in which nothing can be recorded; or the last one that is worth a word. null or missing: none. */
  unrecorded?: Unrecorded | null;
  /** The process that asks the server in our place, if another does. */
  polledBy: number | null;
}

/** What happened to a history that readings are recorded in all the same, or wait for without anything being wrong. */
const MENDED: readonly ProblemCode[] = [
  'historyAtWork',
  'historySlow',
  'historyUnderRepair',
  'historyDamaged',
  'historyReplaced',
  'historyLogForeign',
  // No copy was made of it before it was brought up to date.
  'diskNearlyFull',
  'backupUnusable',
];

/** Whether readings are recorded now, whatever has just happened. */
export function isRecording({ storage }: AppState): boolean {
  return storage === null || MENDED.includes(storage.code);
}

/** What to speak of: the broken link, or else that what comes in cannot be recorded. */
export function shownLink({ link, storage, unrecorded = null }: AppState): Link {
  if (link.code !== 'ok' || storage === null) return link;
  return { code: 'problem', problem: storage, ...(unrecorded?.to === null && { unrecorded }) };
}
