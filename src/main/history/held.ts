import type Database from 'better-sqlite3';
import { HELD_SOURCES, heldIn, type HeldColumns } from '../../shared/exchange/file-columns.ts';
import type { HeldReading } from '../../shared/exchange/import-file.ts';
import type { ReadingSource } from '../../shared/glucose/reading.ts';
import { SECOND } from '../../shared/time.ts';
import type { People } from './people.ts';
import { inSharedMemory } from './shared-columns.ts';
import { AT, keysOf, THEIRS } from './reading-table.ts';
import { secondsOf, type InstantWindow } from './series.ts';

type Row = [at: number, mgdl: number, wall: number | null, source: ReadingSource];

export type Held = ReturnType<typeof heldOf>;

/** What an import needs to know of the readings of a person. */
export function heldOf(db: Database.Database, people: People) {
  const rows = db
    .prepare<[number, number], Row>(
      `SELECT ${AT}, mgdl, ${AT} + context.zone + drift, context.source
       FROM reading JOIN context ON context.id = reading.context
       WHERE ${THEIRS} ORDER BY key`,
    )
    .raw();
  const columns = (patientId: string, window: InstantWindow = {}): HeldColumns => {
    const patient = people.keyOf(patientId);
    const found = patient === null ? [] : rows.all(...keysOf(patient, ...secondsOf(window)));
    return inSharedMemory({
      measuredAt: Float64Array.from(found, ([at]) => at * SECOND),
      wall: Float64Array.from(found, ([, , wall]) => (wall === null ? Number.NaN : wall * SECOND)),
      mgdl: Uint16Array.from(found, ([, mgdl]) => mgdl),
      source: Uint8Array.from(found, ([, , , source]) => Math.max(0, HELD_SOURCES.indexOf(source))),
    });
  };
  return {
    columns,
    readings: (patientId: string, window?: InstantWindow): HeldReading[] =>
      heldIn(columns(patientId, window)),
  };
}
