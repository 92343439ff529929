import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { problem, type Problem } from '../../../shared/problems.ts';
import { DAY, MINUTE, SECOND } from '../../../shared/time.ts';
import { readBytes } from '../memory-copy.ts';
import { finished, movedFile, unfinished } from '../move-aside.ts';
import { broughtUpToDate } from '../open-database.ts';
import { AT, keysOf, OF_PERSON, secondOf, THEIRS } from '../reading-table.ts';
import { salvage } from '../salvage.ts';
import { attempt } from '../storage-problem.ts';
import { withBackup } from './backup-contents.ts';
import { backupsOf, type NamedBackup } from './backup-names.ts';
import { isFromFuture } from './kept-backups.ts';
import { mergeHistory } from './merge.ts';
import { replaceHistory } from './replace-history.ts';
import { SalvagedReadings } from './salvaged-readings.ts';

/** Longer without a reading, and some may have been lost: graph points come every quarter of an hour. */
const HOLE_S = (20 * MINUTE) / SECOND;

/** Puts the newest backup where the history was, so that most of it is there at once. Null: there is none to be used. */
export function putBackNewest(path: string, now: number): NamedBackup | null {
  const backup = newestBackup(path, now);
  return backup && replaceHistory(path, backup.path).ok ? backup : null;
}

interface MendOptions {
  path: string;
  now: number;
  /** The backup that the history is already a copy of. */
  putBack: NamedBackup | null;
  /** Called as it goes on. */
  step: () => void;
}

/**
 * Adds to a history what the newest backup holds, and what can still be read of those that were moved aside and are not
 * taken over yet. Each all or nothing, and as often as it takes: what is there already stays as it is.
 *
 * @returns what to tell, a `historyDamaged` for each
 */
export function mend(db: Database.Database, { path, now, putBack, step }: MendOptions): Problem[] {
  const left = attempt(path, () => unfinished(path));
  if (!left.ok || left.value.length === 0) return [];
  const backup = putBack ?? newestBackup(path, now);
  return left.value.map((movedTo) => {
    const taken = attempt(path, () => takeOver(db, movedTo, { backup, isThere: putBack !== null, step }));
    return taken.ok ? taken.value : problem('historyDamaged', { movedTo, readings: 0, restored: null });
  });
}

function takeOver(
  db: Database.Database,
  movedTo: string,
  { backup, isThere, step }: { backup: NamedBackup | null; isThere: boolean; step: () => void },
): Problem {
  const rest = new Database(':memory:');
  try {
    broughtUpToDate(rest);
    // What names somebody whose own row is lost is kept for now.
    rest.pragma('foreign_keys = OFF');
    // A log alone is what is left of a file that somebody took away: of that nothing can be read.
    const salvaged = attempt(movedTo, () => salvage(readBytes(movedFile(movedTo)), rest));
    const readings = new SalvagedReadings(salvaged.ok ? salvaged.value : { rest, readings: [] }, step);
    if (backup) withBackup(backup.path, (held) => readings.identify(held));
    readings.makeUpContexts();
    db.transaction(() => {
      if (backup && !isThere) withBackup(backup.path, (held) => mergeHistory(held, db, { step }));
      mergeHistory(rest, db, { step, readings: (numberOf) => readings.lackingIn(db, numberOf) });
    }).immediate();
  } finally {
    rest.close();
  }
  finished(movedTo);
  const readings = db.prepare<[], number>('SELECT count(*) FROM reading').pluck().get() ?? 0;
  const restored = backup && { madeAt: backup.at, lost: holes(db, backup.at, lastWritten(movedTo)) };
  return problem('historyDamaged', { movedTo, readings, restored });
}

/**
 * The newest backup that is sound. Not one of what a restore has replaced, which somebody did not want any more, nor one
 * of a clock that was wrong.
 */
function newestBackup(path: string, now: number): NamedBackup | null {
  const made = attempt(path, () => backupsOf(path));
  const usable = (made.ok ? made.value : []).filter(
    ({ at, reason }) => reason !== 'restore' && !isFromFuture(at, now),
  );
  return usable.find((one) => withBackup(one.path, () => null).ok) ?? null;
}

/** When the history was written to for the last time, ms UTC. */
function lastWritten(movedTo: string): number {
  const times = ['', '-wal'].map(
    (suffix) => statSync(movedFile(movedTo) + suffix, { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return Math.max(...times);
}

/**
 * From where to where readings may be missing of anybody who had some lately: between two instants in ms UTC, the first
 * beginning and the last end of what is longer than graph points are apart. Null where there is no such time.
 */
function holes(db: Database.Database, from: number, to: number): { from: number; to: number } | null {
  const [start, end] = [Math.floor(from / SECOND), Math.floor(to / SECOND)];
  const people = db
    .prepare<[number], number>(
      `SELECT id FROM patient WHERE (SELECT ${secondOf('max(key)')} FROM reading WHERE ${OF_PERSON}) >= ?`,
    )
    .pluck()
    .all(start - DAY / SECOND);
  const instants = db
    .prepare<[number, number], number>(`SELECT ${AT} FROM reading WHERE ${THEIRS} ORDER BY key`)
    .pluck();
  const [starts, ends]: [number[], number[]] = [[], []];
  for (const person of people) {
    let before = start;
    for (const at of [...instants.all(...keysOf(person, start + 1, end)), end]) {
      if (at - before > HOLE_S) {
        starts.push(before * SECOND);
        ends.push(at * SECOND);
      }
      before = at;
    }
  }
  return starts.length === 0 ? null : { from: Math.min(...starts), to: Math.max(...ends) };
}
