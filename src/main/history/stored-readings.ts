import type Database from 'better-sqlite3';
import type { StoredColumns } from '../../shared/exchange/stored-columns.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { trendArrow } from '../../shared/glucose/trend.ts';
import { changeBetween, MAX_ZONE_SECONDS } from '../../shared/statistics/civil-clock.ts';
import type { Series } from '../../shared/statistics/series.ts';
import { SECOND } from '../../shared/time.ts';
import { columnsOf, type Extent, type Stretch } from './columns.ts';
import type { Contexts } from './contexts.ts';
import type { KeptDays } from './kept-days.ts';
import type { People, PersonInfo } from './people.ts';
import {
  AT,
  IT,
  keyOf,
  keysOf,
  PATIENT,
  READING_FIELDS,
  secondIn,
  THEIRS,
  type ReadingRow,
} from './reading-table.ts';
import { AHEAD_SECONDS } from './recording.ts';
import { secondsOf, seriesOf, type InstantWindow, type SeriesAndScans } from './series.ts';

/** The questions to a history. Someone never heard of has no readings. */
export interface StoredReadings {
  /** In the order in which they were first heard of. */
  people(): PersonInfo[];
  /** Whether a reading of that instant was heard; an imported one makes way for it. */
  has(patientId: string, measuredAt: number): boolean;
  /** Whether that reading was from the future when it was heard. */
  wasFromFuture(patientId: string, measuredAt: number): boolean;
  /** Instant of the newest live reading at or before `notAfter`; as below none that was from the future when heard. */
  newestLive(patientId: string, notAfter: number): number | null;
  /** How many there are of everyone. */
  count(): number;
  /** Instant of the oldest reading of any source. */
  oldest(patientId: string): number | null;
  /** The newest reading of any source at or before `notAfter`, but for imported scans. */
  newest(patientId: string, notAfter: number): Reading | null;
  /** The same of those we heard ourselves: only these can be current. */
  newestHeard(patientId: string, notAfter: number): Reading | null;
  /** The newest of those in a window that we heard ourselves, at most `count`, oldest first; none from the future. */
  lastHeard(patientId: string, window: InstantWindow, count: number): Reading[];
  /** Oldest first, then by person; `null` for everyone. */
  readings(patientId: string | null, window?: InstantWindow): Reading[];
  /**
   * One person's readings in columns, for statistics: less memory and time than `readings`. Without imported scans.
   * @param goOn called between its steps
   */
  series(patientId: string, window?: InstantWindow, goOn?: () => void): Series;
  /** The same, and the imported scans of that time beside it. */
  seriesAndScans(patientId: string, window: InstantWindow, goOn: () => void): SeriesAndScans;
  /** UTC seconds of one person's oldest and newest readings in a window, and how many there are; null: none. */
  extent(patientId: string, window: InstantWindow): Extent | null;
  /** One person's readings of some days with all that is known of them; see `columnsOf`. */
  columns(patientId: string, stretch: Stretch, withRest: boolean): StoredColumns;
  /**
   * UTC offset in seconds, to 15 min: that of the readings around an instant that have one. Where those differ it
   * changes at the hour or half hour between them, as daylight saving does, else halfway.
   */
  offsetNear(patientId: string, instant: number): number | null;
}

type ZonedRow = [at: number, zone: number];

/** Not from the future when it was heard. */
const IN_TIME = `created >= ${-AHEAD_SECONDS}`;

export function storedReadings(
  db: Database.Database,
  people: People,
  contexts: Contexts,
  kept: KeptDays,
): StoredReadings {
  const count = db.prepare<[], number>('SELECT count(*) FROM reading').pluck();
  const has = db
    .prepare<[number], 1>(
      `SELECT 1 FROM reading JOIN context ON context.id = reading.context
       WHERE ${IT} AND context.source <> 'import'`,
    )
    .pluck();
  const ahead = db.prepare<[number], 1>(`SELECT 1 FROM reading WHERE ${IT} AND NOT ${IN_TIME}`).pluck();
  const oldest = db
    .prepare<[number, number], number | null>(`SELECT min(key) FROM reading WHERE ${THEIRS}`)
    .pluck();
  // CROSS JOIN: walk the readings from the instant on and stop at the first that fits, never start from the contexts.
  const newest = db
    .prepare<[number, number], ReadingRow>(
      `SELECT ${READING_FIELDS} FROM reading CROSS JOIN context ON context.id = reading.context
       WHERE ${THEIRS} AND ${IN_TIME} AND NOT context.scan ORDER BY key DESC LIMIT 1`,
    )
    .raw();
  const newestHeard = db
    .prepare<[number, number], ReadingRow>(
      `SELECT ${READING_FIELDS} FROM reading CROSS JOIN context ON context.id = reading.context
       WHERE ${THEIRS} AND ${IN_TIME} AND context.source <> 'import' ORDER BY key DESC LIMIT 1`,
    )
    .raw();
  const lastHeard = db
    .prepare<[number, number, number], ReadingRow>(
      `SELECT ${READING_FIELDS} FROM reading CROSS JOIN context ON context.id = reading.context
       WHERE ${THEIRS} AND ${IN_TIME} AND context.source <> 'import'
       ORDER BY key DESC LIMIT ?`,
    )
    .raw();
  const ofPerson = db
    .prepare<[number, number], ReadingRow>(
      `SELECT ${READING_FIELDS} FROM reading WHERE ${THEIRS} ORDER BY key`,
    )
    .raw();
  const ofEveryone = db
    .prepare<[number, number], ReadingRow>(
      `SELECT ${READING_FIELDS} FROM reading WHERE ${AT} >= ? AND ${AT} < ? ORDER BY ${AT}, ${PATIENT}`,
    )
    .raw();
  const newestLive = db
    .prepare<[number, number], number>(
      `SELECT key FROM reading CROSS JOIN context ON context.id = reading.context
       WHERE ${THEIRS} AND context.source = 'live' AND ${IN_TIME} ORDER BY key DESC LIMIT 1`,
    )
    .pluck();
  const zoned = (direction: string): Database.Statement<[number, number], ZonedRow> =>
    db
      .prepare<[number, number], ZonedRow>(
        `SELECT ${AT}, context.zone FROM reading CROSS JOIN context ON context.id = reading.context
         WHERE ${THEIRS} AND abs(context.zone) <= ${MAX_ZONE_SECONDS}
         ORDER BY key ${direction} LIMIT 1`,
      )
      .raw();
  const zonedBefore = zoned('DESC');
  const zonedAfter = zoned('ASC');

  const upTo = (patient: number, notAfter: number): [number, number] =>
    keysOf(patient, 0, Math.floor(notAfter / SECOND) + 1);

  const readingOf = ([patient, at, mgdl, trend, color, key, drift, created]: ReadingRow): Reading => {
    const { source, offScale, sensor, zone, target } = contexts.get(key);
    return {
      patientId: people.idOf(patient),
      measuredAt: at * SECOND,
      mgdl,
      offScale,
      trend: trendArrow(trend),
      color,
      utcOffsetSeconds: zone === null ? null : zone + drift,
      sensorSerial: sensor,
      target,
      source,
      ...(created < -AHEAD_SECONDS && { fromFuture: true }),
    };
  };

  const seriesAndScans = seriesOf(db, people, contexts, kept);

  const newestBy =
    (statement: typeof newest) =>
    (patientId: string, notAfter: number): Reading | null => {
      const patient = people.keyOf(patientId);
      const row = patient === null ? undefined : statement.get(...upTo(patient, notAfter));
      return row ? readingOf(row) : null;
    };

  return {
    people: () => people.all(),
    count: () => count.get() ?? 0,
    series: (...asked) => seriesAndScans(...asked).series,
    seriesAndScans,
    ...columnsOf(db, people, contexts),
    has(patientId, measuredAt) {
      const patient = people.keyOf(patientId);
      return patient !== null && has.get(keyOf(patient, Math.floor(measuredAt / SECOND))) !== undefined;
    },
    wasFromFuture(patientId, measuredAt) {
      const patient = people.keyOf(patientId);
      const at = Math.floor(measuredAt / SECOND);
      return patient !== null && ahead.get(keyOf(patient, at)) !== undefined;
    },
    newestLive(patientId, notAfter) {
      const patient = people.keyOf(patientId);
      const key = patient === null ? undefined : newestLive.get(...upTo(patient, notAfter));
      return key === undefined ? null : secondIn(key) * SECOND;
    },
    oldest(patientId) {
      const patient = people.keyOf(patientId);
      const key = patient === null ? null : (oldest.get(...keysOf(patient, 0, Infinity)) ?? null);
      return key && secondIn(key) * SECOND;
    },
    newest: newestBy(newest),
    newestHeard: newestBy(newestHeard),
    lastHeard(patientId, window, count) {
      const patient = people.keyOf(patientId);
      if (patient === null) return [];
      return lastHeard
        .all(...keysOf(patient, ...secondsOf(window)), count)
        .map(readingOf)
        .toReversed();
    },
    readings(patientId, window = {}) {
      if (patientId === null) return ofEveryone.all(...secondsOf(window)).map(readingOf);
      const patient = people.keyOf(patientId);
      return patient === null ? [] : ofPerson.all(...keysOf(patient, ...secondsOf(window))).map(readingOf);
    },
    offsetNear(patientId, instant) {
      const patient = people.keyOf(patientId);
      if (patient === null) return null;
      const before = zonedBefore.get(...upTo(patient, instant));
      const after = zonedAfter.get(...keysOf(patient, Math.floor(instant / SECOND) + 1, Infinity));
      if (!before || !after) return (before ?? after)?.[1] ?? null;
      const change = changeBetween(before[0], after[0]);
      const [since, until] = [instant - before[0] * SECOND, after[0] * SECOND - instant];
      const isBefore = change === null ? since <= until : instant < change * SECOND;
      return isBefore ? before[1] : after[1];
    },
  };
}
