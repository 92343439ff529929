import type Database from 'better-sqlite3';
import type { Touch } from './kept-days.ts';
import { keysOf, THEIRS } from './reading-table.ts';

const MINUTE_SECONDS = 60;

/**
 * Takes away what was imported into a minute in which we have heard a reading: of a file with instants the minute of the
 * instant, of one with clocks that on the wearer's clock too, as the merge plan finds them. Inside a transaction only.
 *
 * @param at UTC seconds
 * @param touch hears where else than in the minute of the instant
 * @param offset the wearer's clock minus UTC then, seconds; null where it is unknown
 */
export type Displace = (patient: number, at: number, offset: number | null, touch?: Touch) => void;

/** @returns for one transaction, what takes the place of imported readings; null where there are none */
export function displacer(db: Database.Database): () => Displace | null {
  const anyImported = db.prepare<[], 1>("SELECT 1 FROM context WHERE source = 'import' LIMIT 1").pluck();
  const zonesOnClock = db
    .prepare<[], number>(
      `SELECT DISTINCT context.zone FROM context JOIN import ON import.id = context.import
       WHERE context.source = 'import' AND import.date_order IS NOT NULL AND context.zone IS NOT NULL`,
    )
    .pluck();
  const inMinute = `DELETE FROM reading WHERE ${THEIRS}`;
  const ofInstant = db.prepare<[number, number]>(
    `${inMinute} AND (SELECT source FROM context WHERE id = reading.context) = 'import'`,
  );
  const ofClock = db.prepare<[number, number, number]>(
    `${inMinute} AND EXISTS (
       SELECT 1 FROM context JOIN import ON import.id = context.import
       WHERE context.id = reading.context AND context.zone = ? AND context.source = 'import'
         AND import.date_order IS NOT NULL)`,
  );
  const beginOf = (seconds: number): number => Math.floor(seconds / MINUTE_SECONDS) * MINUTE_SECONDS;

  return () => {
    if (anyImported.get() === undefined) return null;
    const zones = zonesOnClock.all();
    return (patient, at, offset, touch = () => {}) => {
      const minute = beginOf(at);
      ofInstant.run(...keysOf(patient, minute, minute + MINUTE_SECONDS));
      if (offset === null) return;
      for (const zone of zones) {
        const begin = beginOf(at + offset) - zone;
        if (begin === minute) continue;
        touch(patient, begin);
        touch(patient, begin + MINUTE_SECONDS - 1);
        ofClock.run(...keysOf(patient, begin, begin + MINUTE_SECONDS), zone);
      }
    };
  };
}
