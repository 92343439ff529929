import type Database from 'better-sqlite3';
import type { JournalEntry } from '../../shared/alarms/journal-entry.ts';
import type { Result } from '../../shared/result.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';
import type { KeptDays } from './kept-days.ts';
import type { People } from './people.ts';
import { attempt } from './storage-problem.ts';

/** How long what the alarms did is kept. */
export const JOURNAL_DAYS = 90;
const KEPT_MS = JOURNAL_DAYS * DAY;

const PRUNE_EVERY_MS = DAY;
/** A clock that runs this far away from the monotonic one was set, or the computer slept. */
const LEAP_MS = MINUTE;
/** At most this share of a table is pruned at once, and one row of a small one. */
const PRUNED_SHARE = 0.1;

/** A time in which somebody's readings were watched, ms UTC. */
export interface Stretch {
  from: number;
  to: number;
}

/** What the alarms did and why, and when they were at work at all. Instants in ms UTC. */
export interface Journal {
  /**
   * Adds all or none. A stretch that begins like one that is there already draws that one out to its end; what is
   * older than 90 days goes, a tenth a day at most. Durable once it returns.
   * @param again they may have been added before; those that are there already are left out then
   */
  add(entries: readonly JournalEntry[], watched: readonly Stretch[], again?: boolean): Result<void>;
  /** `[from, to)`, oldest first; `patientId` undefined: everything. */
  entries(window: Stretch, patientId?: string): Result<JournalEntry[]>;
  /** When an alarm was raised last, of anybody, up to an instant; null where none is kept. */
  lastRaised(notAfter: number): Result<number | null>;
  /** The last stretch that began at or before an instant, and the first that began after it. */
  watchedNear(instant: number): Result<{ before: Stretch | null; after: Stretch | null }>;
  /** Every stretch, oldest first. */
  watched(): Result<Stretch[]>;
}

type Row = [
  at: number,
  patient: number | null,
  kind: JournalEntry['kind'],
  decision: JournalEntry['decision'],
  reason: JournalEntry['reason'],
  mgdl: number | null,
  measured: number | null,
  sound: number,
  since: number | null,
  until: number | null,
  by: string | null,
];

const COLUMNS = 'at, patient, kind, decision, reason, mgdl, measured, sound, since, until, by';

/** @param path of the history, only for naming it in problems */
export function journalOf(
  db: Database.Database,
  people: People,
  path: string,
  clock: Clock,
  kept: KeptDays,
): Journal {
  const insert = db.prepare<Row>(`INSERT INTO alarm (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const isThere = db.prepare<Row>(
    `SELECT 1 FROM alarm WHERE ${COLUMNS.split(', ')
      .map((column) => `${column} IS ?`)
      .join(' AND ')} LIMIT 1`,
  );
  const draw = db.prepare<[number, number]>(
    `INSERT INTO watched (started, ended) VALUES (?, ?)
     ON CONFLICT (started) DO UPDATE SET ended = max(ended, excluded.ended)`,
  );
  const pruneAlarms = pruning(db, 'alarm', 'at');
  const pruneWatched = pruning(db, 'watched', 'ended');
  let prunedAt = -Infinity;
  const goesOn = steadiness(clock);
  const ofAll = db
    .prepare<[number, number], Row>(`SELECT ${COLUMNS} FROM alarm WHERE at >= ? AND at < ? ORDER BY at, id`)
    .raw();
  const stretch = (sign: string, order: string) =>
    db.prepare<[number], Stretch>(
      `SELECT started AS "from", ended AS "to" FROM watched WHERE started ${sign} ? ORDER BY started ${order} LIMIT 1`,
    );
  const lastRaised = db
    .prepare<[number], number>(
      `SELECT at FROM alarm WHERE decision = 'raised' AND at <= ? ORDER BY at DESC LIMIT 1`,
    )
    .pluck();
  const allWatched = db.prepare<[], Stretch>(
    'SELECT started AS "from", ended AS "to" FROM watched ORDER BY started',
  );
  const before = stretch('<=', 'DESC');
  const after = stretch('>', 'ASC');

  const write = db.transaction(
    (entries: readonly JournalEntry[], watched: readonly Stretch[], again: boolean) => {
      // Looked for before any is added: of those given together two may be alike.
      const rows = entries.map((entry) => rowOf(entry, people));
      for (const row of again ? rows.filter((one) => isThere.get(...one) === undefined) : rows)
        insert.run(...row);
      for (const { from, to } of watched) draw.run(Math.round(from), Math.round(Math.max(from, to)));
      // Now and then, so that a clock that is wrong for a while takes little; and for a moment, nothing.
      if (!goesOn() || clock.monotonic() - prunedAt < PRUNE_EVERY_MS) return;
      const oldest = clock.now() - KEPT_MS;
      const pruned = pruneAlarms(oldest) + pruneWatched(oldest);
      if (pruned > 0) prunedAt = clock.monotonic();
    },
  );

  return {
    add: (entries, watched, again = false) =>
      attempt(path, () => {
        try {
          kept.during(() => write.immediate(entries, watched, again));
        } catch (error) {
          people.forget();
          throw error;
        }
      }),
    entries: ({ from, to }, patientId) =>
      attempt(path, () => {
        const all = ofAll.all(from, to).map((row) => entryOf(row, people));
        return patientId === undefined ? all : all.filter((entry) => entry.patientId === patientId);
      }),
    lastRaised: (notAfter) => attempt(path, () => lastRaised.get(notAfter) ?? null),
    watchedNear: (instant) =>
      attempt(path, () => ({ before: before.get(instant) ?? null, after: after.get(instant) ?? null })),
    watched: () => attempt(path, () => allWatched.all()),
  };
}

/** Whether the time has gone on since it was last asked as it should: right after a leap it may be anything. */
function steadiness(clock: Clock): () => boolean {
  let ahead = clock.now() - clock.monotonic();
  return () => {
    const before = ahead;
    ahead = clock.now() - clock.monotonic();
    return Math.abs(ahead - before) < LEAP_MS;
  };
}

/** What takes away the rows of a table before an instant, the oldest first. @returns how many went */
function pruning(db: Database.Database, table: 'alarm' | 'watched', column: 'at' | 'ended') {
  const anyOlder = db.prepare<[number]>(`SELECT 1 FROM ${table} WHERE ${column} < ? LIMIT 1`);
  const all = db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck();
  const forget = db.prepare<[number, number]>(
    `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${column} < ? ORDER BY ${column} LIMIT ?)`,
  );
  return (before: number): number => {
    if (anyOlder.get(before) === undefined) return 0;
    return forget.run(before, Math.max(1, Math.floor(PRUNED_SHARE * (all.get() ?? 0)))).changes;
  };
}

function rowOf(entry: JournalEntry, people: People): Row {
  const { at, patientId, kind, decision, reason, mgdl, measuredAt, sound, since, until, by } = entry;
  const patient = patientId === null ? null : people.keyFor(patientId);
  // The column is for whole numbers; a fraction of a millisecond must not cost the entry.
  const whole = (instant: number | null) => instant && Math.round(instant);
  const sounds = sound ? 1 : 0;
  const [measured, from, to] = [whole(measuredAt), whole(since), whole(until)];
  return [Math.round(at), patient, kind, decision, reason, mgdl, measured, sounds, from, to, by];
}

function entryOf(row: Row, people: People): JournalEntry {
  const [at, patient, kind, decision, reason, mgdl, measuredAt, sound, since, until, by] = row;
  const patientId = patient === null ? null : people.idOf(patient);
  return { patientId, kind, decision, reason, at, mgdl, measuredAt, sound: sound === 1, since, until, by };
}
