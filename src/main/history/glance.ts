import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { FUTURE_LIMIT_MS } from '../../shared/glucose/freshness.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { MINUTE } from '../../shared/time.ts';
import { contextsOf } from './contexts.ts';
import { peopleOf, type PersonInfo } from './people.ts';
import { storageProblem } from './storage-problem.ts';
import { storedReadings } from './stored-readings.ts';
import { verdictOfHeader } from './verdict.ts';

/** Long enough for what a change since five minutes ago is reckoned from. */
const RECENT_MS = 10 * MINUTE;
/** Who only looks waits for nobody. */
const BUSY_TIMEOUT_MS = 50;

/** Somebody with the newest reading that we heard of them, and those of the ten minutes up to it, oldest first. */
export interface Glimpse {
  info: PersonInfo;
  newest: Reading | null;
  recent: readonly Reading[];
}

/**
 * The newest of everybody, in the order in which they were first heard of, out of a history that others write: read
 * only, unchecked, without a lock that keeps a writer waiting, and done in milliseconds however long the history is. No
 * history is an empty one.
 *
 * @param now ms UTC, trusted
 * @returns `historyNewer`, `historyForeign`, `historyFailed`, `historyBusy`, `folderUnusable`; the file is as it was
 */
export function glance(path: string, now: number): Result<Glimpse[]> {
  if (!existsSync(path)) return ok([]);
  let db: Database.Database | null = null;
  try {
    const unusable = unusableBecause(path);
    if (unusable !== null) return fail(unusable);
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    const stored = storedReadings(db, peopleOf(db), contextsOf(db));
    // One moment of the history for all of them.
    const look = db.transaction(() =>
      stored.people().map((info) => {
        const newest = stored.newestHeard(info.patientId, now + FUTURE_LIMIT_MS);
        if (newest === null) return { info, newest, recent: [] };
        const { measuredAt } = newest;
        const window = { from: measuredAt - RECENT_MS, to: measuredAt + 1 };
        const recent = stored
          .readings(info.patientId, window)
          .filter(({ fromFuture, source }) => fromFuture !== true && source !== 'import');
        return { info, newest, recent };
      }),
    );
    return ok(look());
  } catch (error) {
    return fail(storageProblem(error, path));
  } finally {
    db?.close();
  }
}

function unusableBecause(path: string): Problem | null {
  const verdict = verdictOfHeader(path);
  if (verdict === 'newer') return problem('historyNewer', { path });
  if (verdict === 'foreign') return problem('historyForeign', { path });
  if (verdict === 'damaged') return problem('historyFailed', { path, cause: 'SQLITE_NOTADB' });
  return null;
}
