import type Database from 'better-sqlite3';
import type { StoredImport } from '../../shared/exchange/stored-columns.ts';
import { SECOND } from '../../shared/time.ts';
import { AT, IT, keyOf, PATIENT, READING_COLUMNS } from './reading-table.ts';

/** A row of `reading` as an import enters it; `at` in UTC seconds, `created` seconds from then to now. */
export interface ImportedRow {
  patient: number;
  at: number;
  mgdl: number;
  trend: number | null;
  color: number | null;
  context: number;
  drift: number;
  created: number;
}

/** What an import enters, be it of a file or of an archive. Inside a transaction only. */
export interface ImportRows {
  /** @returns its id */
  addImport(one: Omit<StoredImport, 'importId'>): number;
  /** @returns false where there is a reading of that person and second */
  insert(row: ImportedRow): boolean;
  /** Says that this import has a reading too that came with another one; what we heard belongs to nobody else. */
  share(importId: number, patient: number, at: number): void;
}

export function importRowsOf(db: Database.Database): ImportRows {
  const add = db.prepare(
    `INSERT INTO import (at, hash, format, layout, unit, unit_basis, date_order, date_order_basis, zone, first, last,
       rows, inserted, duplicates, conflicts, skipped)
     VALUES (@at, @hash, @format, @layout, @unit, @unitBasis, @dateOrder, @dateOrderBasis, @zone, @first, @last,
       @rows, @inserted, @duplicates, @conflicts, @skipped)`,
  );
  // By place, which is far quicker than by name.
  const insert = db.prepare(
    `INSERT INTO reading (${READING_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const share = db.prepare<[number, number]>(
    `INSERT OR IGNORE INTO also_imported (import, patient, at)
     SELECT ?, ${PATIENT}, ${AT} FROM reading JOIN context ON context.id = reading.context
     WHERE ${IT} AND context.import IS NOT NULL`,
  );
  return {
    addImport: ({ from, to, ...rest }) =>
      Number(add.run({ ...rest, first: inSeconds(from), last: inSeconds(to) }).lastInsertRowid),
    insert: ({ patient, at, mgdl, trend, color, context, drift, created }) =>
      insert.run(keyOf(patient, at), mgdl, trend, color, context, drift, created).changes === 1,
    share: (importId, patient, at) => void share.run(importId, keyOf(patient, at)),
  };
}

function inSeconds(instant: number | null): number | null {
  return instant && Math.floor(instant / SECOND);
}
