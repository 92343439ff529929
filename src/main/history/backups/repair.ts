import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { problem, type Problem } from '../../../shared/problems.ts';
import { DAY, MINUTE, SECOND } from '../../../shared/time.ts';
import { readBytes } from '../memory-copy.ts';
import { finished, movedFile, unfinished } from '../move-aside.ts';
import { broughtUpToDate } from '../open-database.ts';
import { salvage } from '../salvage.ts';
import { attempt } from '../storage-problem.ts';
import { withBackup } from './backup-contents.ts';
import { backupsOf, type NamedBackup } from './backup-names.ts';
import { isFromFuture } from './kept-backups.ts';
import { mergeHistory } from './merge.ts';
import { replaceHistory } from './replace-history.ts';

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
  const salvaged = new Database(':memory:');
  try {
    broughtUpToDate(salvaged);
    // Readings of somebody whose own row is lost are kept for now. A log alone is what is left of a file that somebody
    // took away: of that nothing can be read.
    salvaged.pragma('foreign_keys = OFF');
    attempt(movedTo, () => salvage(readBytes(movedFile(movedTo)), salvaged, step));
    if (backup) attempt(movedTo, () => identify(salvaged, backup.path));
    db.transaction(() => {
      if (backup && !isThere) withBackup(backup.path, (held) => mergeHistory(held, db, step));
      mergeHistory(salvaged, db, step);
    }).immediate();
  } finally {
    salvaged.close();
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

const SHARED = 'main.reading AS ours JOIN held.reading AS theirs USING (patient, at)';

/**
 * Whose readings are, and under what circumstances, where that was not to be read: as the backup has it, if by what both
 * hold the same number means the same in it.
 */
function identify(salvaged: Database.Database, backup: string): void {
  salvaged.prepare('ATTACH ? AS held').run(backup);
  try {
    fillIn(
      salvaged,
      'patient',
      `id IN (SELECT patient FROM ${SHARED} GROUP BY patient
       HAVING avg(ours.mgdl = theirs.mgdl AND ours.created = theirs.created) > 0.9)`,
    );
    fillIn(
      salvaged,
      'context',
      `id IN (SELECT ours.context FROM ${SHARED} GROUP BY ours.context HAVING min(ours.context = theirs.context))
       AND id IN (SELECT id FROM main.context WHERE source = 'graph' AND sensor_from IS NULL AND zone_from IS NULL
       AND target_from IS NULL)`,
    );
  } finally {
    salvaged.exec('DETACH held');
  }
}

function fillIn(salvaged: Database.Database, table: 'patient' | 'context', condition: string): void {
  const columnsIn = (schema: string) =>
    salvaged
      .prepare<[string, string], string>('SELECT name FROM pragma_table_info(?, ?)')
      .pluck()
      .all(table, schema);
  const held = columnsIn('held');
  const columns = columnsIn('main')
    .filter((name) => held.includes(name))
    .join(', ');
  const how = table === 'patient' ? 'IGNORE' : 'REPLACE';
  salvaged.exec(
    `INSERT OR ${how} INTO main.${table} (${columns}) SELECT ${columns} FROM held.${table} WHERE ${condition}`,
  );
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
      'SELECT id FROM patient WHERE (SELECT max(at) FROM reading WHERE patient = id) >= ?',
    )
    .pluck()
    .all(start - DAY / SECOND);
  const instants = db
    .prepare<[number, number, number], number>(
      'SELECT at FROM reading WHERE patient = ? AND at > ? AND at < ? ORDER BY at',
    )
    .pluck();
  const [starts, ends]: [number[], number[]] = [[], []];
  for (const person of people) {
    let before = start;
    for (const at of [...instants.all(person, start, end), end]) {
      if (at - before > HOLE_S) {
        starts.push(before * SECOND);
        ends.push(at * SECOND);
      }
      before = at;
    }
  }
  return starts.length === 0 ? null : { from: Math.min(...starts), to: Math.max(...ends) };
}
