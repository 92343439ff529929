import { DAY, HOUR } from '../../../shared/time.ts';

/** Why a backup was made: to have a copy, or before something that changes the whole history. */
export type BackupReason = 'copy' | 'update' | 'restore';

/** When a backup was made, ms UTC, and why. */
export interface MadeBackup {
  at: number;
  reason: BackupReason;
}

const DAYS = 7;
const WEEKS = 4;
/** A clock may be a little off; what is further ahead was made by one that was wrong. */
const AHEAD_MS = HOUR;
/** 5 January 1970 was a Monday. */
const FIRST_MONDAY_MS = 4 * DAY;

/**
 * Which backups stay: of the last seven days that have one the newest, and of the last four weeks likewise; those made
 * before an update or a restore for four weeks. Days and weeks of UTC. However long nobody made one, the newest ones
 * stay; one from the future stays too, and is no reason to let another go.
 */
export function keptBackups<T extends MadeBackup>(made: readonly T[], now: number): T[] {
  const known = made.filter(({ at, reason }) => reason === 'copy' && !isFromFuture(at, now));
  const kept = new Set([
    ...newestOfEach(known, (at) => Math.floor(at / DAY), DAYS),
    ...newestOfEach(known, (at) => Math.floor((at - FIRST_MONDAY_MS) / (7 * DAY)), WEEKS),
  ]);
  return made.filter(
    (one) =>
      kept.has(one) ||
      isFromFuture(one.at, now) ||
      (one.reason !== 'copy' && now - one.at <= WEEKS * 7 * DAY),
  );
}

/** Whether a backup cannot have been made yet: a clock was wrong then, or is now. */
export function isFromFuture(at: number, now: number): boolean {
  return at > now + AHEAD_MS;
}

function newestOfEach<T extends MadeBackup>(
  made: readonly T[],
  spanOf: (at: number) => number,
  spans: number,
): T[] {
  const newest = new Map<number, T>();
  for (const one of made.toSorted((a, b) => a.at - b.at)) newest.set(spanOf(one.at), one);
  return [...newest]
    .toSorted(([a], [b]) => b - a)
    .slice(0, spans)
    .map(([, one]) => one);
}
