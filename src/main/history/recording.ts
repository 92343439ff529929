import type Database from 'better-sqlite3';
import { FUTURE_LIMIT_MS } from '../../shared/glucose/freshness.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';
import { beats, contextOf, zoneAndDrift, type Context, type Contexts } from './contexts.ts';
import { displacer } from './displacing.ts';
import type { KeptDays, Touch } from './kept-days.ts';
import { newRowsOf, ROWS_AT_ONCE } from './new-rows.ts';
import type { People } from './people.ts';
import { IT, keyFrom, keyOf, keysOf, READING_COLUMNS, THEIRS } from './reading-table.ts';

/** `inserted` instants the history lacked; `duplicates` it had, improved or not. Together all that were given. */
export interface Written {
  inserted: number;
  duplicates: number;
}

type Value = [mgdl: number, trend: number | null, color: number | null];
type StoredRow = [...value: Value, context: number, drift: number];

/** Two graph points of a person less than this apart, in seconds, are one: the first stays. */
const ONE_GRAPH_POINT_S = 30;

/** Records readings in one transaction. */
export function recorderOf(
  db: Database.Database,
  people: People,
  contexts: Contexts,
  clock: Clock,
  kept: KeptDays,
): (readings: readonly Reading[]) => Written {
  const insert = db.prepare(`
    INSERT INTO reading (${READING_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const newestOf = db
    .prepare<[number, number], number | null>(`SELECT max(key) FROM reading WHERE ${THEIRS}`)
    .pluck();
  const newRows = newRowsOf(db);
  const select = db
    .prepare<[number], StoredRow>(`SELECT mgdl, trend, color, context, drift FROM reading WHERE ${IT}`)
    .raw();
  const graphNear = db.prepare<[number, number], 1>(
    `SELECT 1 FROM reading CROSS JOIN context ON context.id = reading.context
     WHERE ${THEIRS} AND context.source = 'graph' LIMIT 1`,
  );
  /** The server's stamps of one graph point may differ by a second from answer to answer. */
  const isServedAgain = (patient: number, at: number, { source }: Reading): boolean =>
    source === 'graph' &&
    select.get(keyOf(patient, at)) === undefined &&
    graphNear.get(...keysOf(patient, at - ONE_GRAPH_POINT_S + 1, at + ONE_GRAPH_POINT_S)) !== undefined;
  const update = db.prepare(
    `UPDATE reading SET mgdl = ?, trend = ?, color = ?, context = ?, drift = ? WHERE ${IT}`,
  );
  const sharedOf = sharedByReading(contexts);
  const imports = displacer(db);

  /** Decides fact by fact, so that the outcome does not depend on which source came first. */
  const improve = (key: number, reading: Reading, offeredKey: number): void => {
    const stored = select.get(key);
    if (!stored || stored[3] === offeredKey) return;
    const [mgdl, trend, color, storedKey, drift] = stored;
    const old = contexts.get(storedKey);
    const offered = contexts.get(offeredKey);
    const takesValue = beats(offered.source, old.source);
    const takesZone = beats(offered.zoneFrom, old.zoneFrom);
    const merged = mergedContext(old, offered);
    const mergedKey = contexts.keyOf(merged);
    if (mergedKey === storedKey) return;
    const value: Value = takesValue ? valueOf(reading) : [mgdl, trend, color];
    const ownDrift = takesZone ? zoneAndDrift(reading.utcOffsetSeconds).drift : drift;
    update.run(...value, mergedKey, ownDrift, key);
  };

  const store = (readings: readonly Reading[], touch: Touch): Written => {
    const now = Math.floor(clock.now() / SECOND);
    const displace = imports();
    const rows = newRows();
    let inserted = 0;
    let patientId: string | null = null;
    let patient = 0;
    /** Nothing of theirs is newer. Of few readings it is not asked for. */
    let newest = Infinity;
    for (const reading of readings) {
      if (reading.patientId !== patientId) {
        rows.flush();
        patientId = reading.patientId;
        patient = people.keyFor(patientId);
        if (readings.length >= ROWS_AT_ONCE)
          newest = newestOf.get(...keysOf(patient, 0, Infinity)) ?? keyFrom(patient, 0);
      }
      const at = Math.floor(reading.measuredAt / SECOND);
      // What is newer than all of theirs meets nothing; but two graph points may be one.
      const key = keyOf(patient, at);
      const isNew = key > newest && displace === null && reading.source !== 'graph';
      if (isNew) newest = key;
      else {
        rows.flush();
        if (isServedAgain(patient, at, reading)) continue;
        if (reading.source !== 'import') displace?.(patient, at, reading.utcOffsetSeconds, touch);
      }
      touch(patient, at);
      const { context, drift } = sharedOf(reading);
      const { mgdl, trend, color } = reading;
      const created = sinceMeasured(reading, now - at);
      const row = [key, mgdl, trend, wholeOf(color), context, drift, created] as const;
      if (isNew) {
        rows.add(row);
        inserted++;
      } else if (insert.run(...row).changes === 1) {
        newest = Math.max(newest, key);
        inserted++;
      } else improve(key, reading, context);
    }
    rows.flush();
    return { inserted, duplicates: readings.length - inserted };
  };

  const transaction = db.transaction(store);
  return (readings) => {
    try {
      // Immediate: what is looked up before writing must still hold when it is written.
      return kept.during((touch) => transaction.immediate(readings, touch));
    } catch (error) {
      people.forget();
      contexts.forget();
      sharedOf.forget();
      throw error;
    }
  };
}

/** A row inserted further ahead of its own instant than this, s, was from the future when it was heard. */
export const AHEAD_SECONDS = FUTURE_LIMIT_MS / SECOND;

/** What `created` keeps, s: how a reading was heard shows by it, also where it had to wait for the disk. */
function sinceMeasured({ fromFuture }: Reading, seconds: number): number {
  return fromFuture ? Math.min(seconds, -AHEAD_SECONDS - 1) : seconds;
}

function valueOf({ mgdl, trend, color }: Reading): Value {
  return [mgdl, trend, wholeOf(color)];
}

function wholeOf(color: number | null): number | null {
  return Number.isInteger(color) ? color : null;
}

function mergedContext(old: Context, offered: Context): Context {
  const value = beats(offered.source, old.source) ? offered : old;
  const sensor = beats(offered.sensorFrom, old.sensorFrom) ? offered : old;
  const zone = beats(offered.zoneFrom, old.zoneFrom) ? offered : old;
  const target = beats(offered.targetFrom, old.targetFrom) ? offered : old;
  return {
    source: value.source,
    offScale: value.offScale,
    sensor: sensor.sensor,
    sensorFrom: sensor.sensorFrom,
    zone: zone.zone,
    zoneFrom: zone.zoneFrom,
    target: target.target,
    targetFrom: target.targetFrom,
    import: offered.import,
    isScan: value.isScan,
  };
}

/** What a reading shares with others: the key of its context, and the drift of its clock. */
interface Shared {
  context: number;
  drift: number;
}

/** Of readings; neighbours mostly share it, so the last one is compared before it is looked up. */
function sharedByReading(contexts: Contexts): { (reading: Reading): Shared; forget(): void } {
  let last: Reading | null = null;
  let shared: Shared = { context: 0, drift: 0 };
  const sharedOf = (reading: Reading): Shared => {
    if (last === null || !sameContext(last, reading)) {
      const { drift } = zoneAndDrift(reading.utcOffsetSeconds);
      shared = { context: contexts.keyOf(contextOf(reading)), drift };
      last = reading;
    }
    return shared;
  };
  return Object.assign(sharedOf, { forget: () => void (last = null) });
}

function sameContext(a: Reading, b: Reading): boolean {
  return (
    a.source === b.source &&
    a.offScale === b.offScale &&
    a.sensorSerial === b.sensorSerial &&
    a.utcOffsetSeconds === b.utcOffsetSeconds &&
    a.target?.low === b.target?.low &&
    a.target?.high === b.target?.high
  );
}
