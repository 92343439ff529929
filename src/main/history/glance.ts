import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { FUTURE_LIMIT_MS } from '../../shared/glucose/freshness.ts';
import type { OffScale } from '../../shared/glucose/range.ts';
import type { Reading, ReadingSource } from '../../shared/glucose/reading.ts';
import { trendArrow } from '../../shared/glucose/trend.ts';
import type { Unit } from '../../shared/glucose/units.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';
import type { PersonInfo } from './people.ts';
import { asOfToday } from './as-of-today.ts';
import { AT, keysOf, THEIRS } from './reading-table.ts';
import { storageProblem } from './storage-problem.ts';
import { verdictOfHeader } from './verdict.ts';

/** Long enough for what a change since five minutes ago is reckoned from. */
const RECENT_SECONDS = (10 * MINUTE) / SECOND;
/** Who only looks waits for nobody. */
const BUSY_TIMEOUT_MS = 50;

/** Somebody with the newest reading that we heard of them, and those of the ten minutes up to it, oldest first. */
export interface Glimpse {
  info: PersonInfo;
  newest: Reading | null;
  recent: readonly Reading[];
}

interface PersonRow {
  key: number;
  patientId: string;
  firstName: string;
  lastName: string;
  low: number | null;
  high: number | null;
  unit: Unit | null;
}

interface ReadingRow {
  at: number;
  mgdl: number;
  trend: number | null;
  color: number | null;
  drift: number;
  source: ReadingSource;
  offScale: OffScale | null;
  sensor: string | null;
  zone: number | null;
  low: number | null;
  high: number | null;
}

const PEOPLE = `
  SELECT id AS key, patient_id AS patientId, first_name AS firstName, last_name AS lastName, target_low AS low,
    target_high AS high, unit
  FROM patient ORDER BY id`;

/** What could be current: heard by ourselves, and not from the future then; as `newestHeard` of all others has it. */
const READINGS = `
  SELECT ${AT} AS at, mgdl, trend, color, drift, source, off_scale AS offScale, sensor, zone, target_low AS low,
    target_high AS high
  FROM reading CROSS JOIN context ON context.id = reading.context
  WHERE ${THEIRS} AND created >= ${-FUTURE_LIMIT_MS / SECOND} AND source <> 'import'
  ORDER BY key DESC`;

/**
 * The newest of everybody, in the order in which they were first heard of, out of a history that others write: read
 * only, unchecked, without a lock that keeps a writer waiting, and done in milliseconds however long the history is: by
 * two statements of its own, because preparing all others takes longer than asking these. No history is an empty one.
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
    const open = (db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS }));
    const latest = Math.floor((now + FUTURE_LIMIT_MS) / SECOND);
    return ok(asOfToday(open, () => glimpses(open, latest)));
  } catch (error) {
    return fail(storageProblem(error, path));
  } finally {
    db?.close();
  }
}

/** @param latest UTC seconds */
function glimpses(db: Database.Database, latest: number): Glimpse[] {
  const newest = db.prepare<[number, number], ReadingRow>(`${READINGS} LIMIT 1`);
  const recent = db.prepare<[number, number], ReadingRow>(READINGS);
  const people = db.prepare<[], PersonRow>(PEOPLE).all();
  return people.map(({ key, patientId, firstName, lastName, low, high, unit }) => {
    const info = { patientId, firstName, lastName, target: targetOf(low, high), unit };
    const row = newest.get(...keysOf(key, 0, latest + 1));
    if (row === undefined) return { info, newest: null, recent: [] };
    const rows = recent.all(...keysOf(key, row.at - RECENT_SECONDS, row.at + 1)).toReversed();
    const readings = rows.map((one) => readingOf(one, patientId));
    return { info, newest: readings.at(-1) ?? null, recent: readings };
  });
}

function readingOf(
  { at, low, high, sensor, zone, drift, trend, ...same }: ReadingRow,
  patientId: string,
): Reading {
  return {
    patientId,
    measuredAt: at * SECOND,
    ...same,
    trend: trendArrow(trend),
    utcOffsetSeconds: zone === null ? null : zone + drift,
    sensorSerial: sensor,
    target: targetOf(low, high),
  };
}

const targetOf = (low: number | null, high: number | null) =>
  low === null || high === null ? null : { low, high };

function unusableBecause(path: string): Problem | null {
  const verdict = verdictOfHeader(path);
  if (verdict === 'newer') return problem('historyNewer', { path });
  if (verdict === 'foreign') return problem('historyForeign', { path });
  if (verdict === 'damaged') return problem('historyFailed', { path, cause: 'SQLITE_NOTADB' });
  return null;
}
