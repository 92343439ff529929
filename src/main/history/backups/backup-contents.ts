import Database from 'better-sqlite3';
import { existsSync, statSync } from 'node:fs';
import { problem, type KnownCause } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { SECOND } from '../../../shared/time.ts';
import { memoryCopy, readBytes } from '../memory-copy.ts';
import { asOfToday } from '../as-of-today.ts';
import { OF_PERSON, secondOf } from '../reading-table.ts';
import { isSound } from '../soundness.ts';
import { saysDamaged, storageProblem } from '../storage-problem.ts';
import { isInWalMode, verdictOfHeader } from '../verdict.ts';

/** What a history holds; the first and the last instant in ms UTC, null where there is no reading. */
export interface Contents {
  readings: number;
  people: number;
  from: number | null;
  to: number | null;
}

const THEIRS = `FROM reading WHERE ${OF_PERSON}`;

/** The first and the last reading are found person by person, by the key; counting all at once is quicker. */
export function contentsOf(db: Database.Database): Contents {
  const of = db.prepare<[], { readings: number; people: number; first: number | null; last: number | null }>(
    `SELECT (SELECT count(*) FROM reading) AS readings, count(*) AS people, min(${secondOf('first')}) AS first, max(${secondOf('last')}) AS last
     FROM (SELECT (SELECT min(key) ${THEIRS}) AS first, (SELECT max(key) ${THEIRS}) AS last FROM patient)`,
  );
  const { readings, people, first, last } = of.get()!;
  const instant = (seconds: number | null): number | null => seconds && seconds * SECOND;
  return { readings, people, from: instant(first), to: instant(last) };
}

/** So much of a copy stays in memory after it was checked, for whatever it is asked then: two years of one person. */
const CACHE_KIB = 32 * 1024;

/**
 * Uses a file that may be a copy of a history once it is known to be a sound one, without changing it or anything
 * beside it. `backupUnusable`, `historyNewer` and `historyForeign` say why it cannot be used.
 *
 * @param isUsable whether it is sound
 */
export function withBackup<T>(
  path: string,
  use: (db: Database.Database) => T,
  isUsable = isSound,
): Result<T> {
  const unusable = (cause: KnownCause): Result<never> => fail(problem('backupUnusable', { path, cause }));
  let db: Database.Database | null = null;
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return unusable('noSuchFile');
    const verdict = verdictOfHeader(path);
    if (verdict === 'foreign') return fail(problem('historyForeign', { path }));
    if (verdict === 'newer') return fail(problem('historyNewer', { path }));
    if (verdict !== 'ours') return unusable('notSound');
    // One with a log beside it, like a history that was moved away, would be changed by being opened.
    const isAlone = !isInWalMode(path) && !['-wal', '-journal'].some((suffix) => existsSync(path + suffix));
    const held = (db = isAlone ? new Database(path, { readonly: true }) : memoryCopy(readBytes(path)));
    held.pragma(`cache_size = ${-CACHE_KIB}`);
    return asOfToday(held, () => (isUsable(held) ? ok(use(held)) : unusable('notSound')));
  } catch (error) {
    if (saysDamaged(error)) return unusable('notSound');
    return fail(storageProblem(error, path));
  } finally {
    db?.close();
  }
}
