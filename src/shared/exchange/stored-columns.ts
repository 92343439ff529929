import type { OffScale, Target } from '../glucose/range.ts';
import type { ReadingSource } from '../glucose/reading.ts';
import type { Unit } from '../glucose/units.ts';
import type { Basis, DateOrder, FileFormat, FileLayout } from './import-file.ts';

/** What many readings share, with the source of each fact, as the history keeps it. */
export interface StoredContext {
  /** Source of value, trend, colour and scale mark. */
  source: ReadingSource;
  offScale: OffScale | null;
  sensor: string | null;
  sensorFrom: ReadingSource | null;
  /** The wearer's clock minus UTC in seconds, rounded to 15 min. */
  zone: number | null;
  zoneFrom: ReadingSource | null;
  target: Target | null;
  targetFrom: ReadingSource | null;
  /** The import it came with; null where we heard it. */
  import: number | null;
  /** A scan out of a file, which is no part of the statistics. */
  isScan: boolean;
}

/** An import that was made and not taken back, with all that is kept of it. */
export interface StoredImport {
  importId: number;
  /** ms UTC, as `from` and `to`. */
  at: number;
  /** SHA-256 of the file. */
  hash: string;
  format: FileFormat;
  layout: FileLayout;
  unit: Unit;
  unitBasis: Basis;
  dateOrder: DateOrder | null;
  dateOrderBasis: Basis | null;
  zone: string | null;
  /** Of the first and last reading of the file; null where it had none. */
  from: number | null;
  to: number | null;
  rows: number;
  inserted: number;
  duplicates: number;
  conflicts: number;
  skipped: number;
}

/** Readings of one person in columns, oldest first, with the facts that the history has of them. */
export interface StoredColumns {
  /** UTC seconds. */
  at: Float64Array;
  mgdl: Uint16Array;
  /** 1 falling fast … 5 rising fast; 0: none. */
  trend: Uint8Array;
  /** The place of each one's in `contexts`. */
  context: Uint32Array;
  /** `key`: the same in every part. */
  contexts: (StoredContext & { key: number })[];
  /** What only some want to know; null where it was not asked for. */
  rest: {
    /** The wearer's clock minus its zone's time, seconds. */
    drift: Int32Array;
    /** As received; NaN: none. */
    color: Float64Array;
    /** When it was recorded first, UTC seconds. */
    recorded: Float64Array;
    /** The later imports that had the same reading, each with its place in the columns. */
    also: (readonly [place: number, importId: number])[];
  } | null;
}
