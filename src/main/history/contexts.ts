import Database from 'better-sqlite3';
import type { StoredContext } from '../../shared/exchange/stored-columns.ts';
import type { OffScale } from '../../shared/glucose/range.ts';
import { SOURCE_RANK, type Reading, type ReadingSource } from '../../shared/glucose/reading.ts';

/** What many readings share, with the source of each fact; one row of `context`. */
export type Context = StoredContext;

/** What a reading's own offset leaves when its zone is taken off. */
export function zoneAndDrift(utcOffsetSeconds: number | null): { zone: number | null; drift: number } {
  if (utcOffsetSeconds === null) return { zone: null, drift: 0 };
  const zone = Math.round(utcOffsetSeconds / 900) * 900 + 0; // + 0: no negative zero
  return { zone, drift: Math.round(utcOffsetSeconds - zone) };
}

type Circumstances = Pick<Reading, 'source' | 'offScale' | 'sensorSerial' | 'utcOffsetSeconds' | 'target'>;

export function contextOf(reading: Circumstances): Context {
  const { source, offScale, sensorSerial: sensor, utcOffsetSeconds } = reading;
  const { zone } = zoneAndDrift(utcOffsetSeconds);
  const { target } = reading;
  return {
    source,
    offScale,
    sensor,
    sensorFrom: sensor === null ? null : source,
    zone,
    zoneFrom: zone === null ? null : source,
    target: target && { low: Math.round(target.low), high: Math.round(target.high) },
    targetFrom: target === null ? null : source,
    import: null,
    isScan: false,
  };
}

/** Whether a fact of one source replaces that of another: what is known beats what is not, among equals the first stays. */
export function beats(offered: ReadingSource | null, stored: ReadingSource | null): boolean {
  return offered !== null && (stored === null || SOURCE_RANK[offered] > SOURCE_RANK[stored]);
}

/** The contexts of one database, kept in memory both ways: there are few, and every reading names one. */
export interface Contexts {
  /** The key of this context, inserted if new. Inside a transaction only. */
  keyOf(context: Context): number;
  get(key: number): Context;
  /** Forgets what a rolled back transaction may have made up. */
  forget(): void;
}

type Row = [
  id: number,
  source: ReadingSource,
  offScale: OffScale | null,
  sensor: string | null,
  sensorFrom: ReadingSource | null,
  zone: number | null,
  zoneFrom: ReadingSource | null,
  targetLow: number | null,
  targetHigh: number | null,
  targetFrom: ReadingSource | null,
  importId: number | null,
  scan: number,
];

const COLUMNS =
  'source, off_scale, sensor, sensor_from, zone, zone_from, target_low, target_high, target_from, import, scan';

export function contextsOf(db: Database.Database): Contexts {
  const byKey = new Map<number, Context>();
  const keys = new Map<string, number>();
  const newer = db
    .prepare<[number], Row>(`SELECT id, ${COLUMNS} FROM context WHERE id > ? ORDER BY id`)
    .raw();
  let newestKey = 0;
  const insert = db.prepare(`INSERT INTO context (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);

  const keep = (key: number, context: Context): void => {
    newestKey = key;
    byKey.set(key, context);
    keys.set(JSON.stringify(columnsOf(context)), key);
  };
  // Other processes add contexts too, with ever higher keys, but never change or remove one.
  const catchUp = (): void => {
    for (const row of newer.all(newestKey)) keep(row[0], contextOfRow(row));
  };
  return {
    keyOf(context) {
      const columns = columnsOf(context);
      const text = JSON.stringify(columns);
      let key = keys.get(text);
      if (key === undefined) {
        catchUp();
        key = keys.get(text);
      }
      if (key === undefined) {
        key = Number(insert.run(...columns).lastInsertRowid);
        keep(key, context);
      }
      return key;
    },
    get(key) {
      if (!byKey.has(key)) catchUp();
      const context = byKey.get(key);
      if (!context) throw new Database.SqliteError(`reading without a context: ${key}`, 'SQLITE_CORRUPT');
      return context;
    },
    forget() {
      byKey.clear();
      keys.clear();
      newestKey = 0;
    },
  };
}

function columnsOf(context: Context): (string | number | null)[] {
  const { source, offScale, sensor, sensorFrom, zone, zoneFrom, target, targetFrom } = context;
  const { import: importId, isScan } = context;
  return [
    source,
    offScale,
    sensor,
    sensorFrom,
    zone,
    zoneFrom,
    target?.low ?? null,
    target?.high ?? null,
    targetFrom,
    importId,
    isScan ? 1 : 0,
  ];
}

function contextOfRow(row: Row): Context {
  const [, source, offScale, sensor, sensorFrom, zone, zoneFrom, low, high, targetFrom, importId, scan] = row;
  const target = low === null || high === null ? null : { low, high };
  const isScan = scan === 1;
  return {
    source,
    offScale,
    sensor,
    sensorFrom,
    zone,
    zoneFrom,
    target,
    targetFrom,
    import: importId,
    isScan,
  };
}
