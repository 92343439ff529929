import type Database from 'better-sqlite3';
import type { StoredColumns } from '../../shared/exchange/stored-columns.ts';
import type { Contexts } from './contexts.ts';
import type { People } from './people.ts';
import { keyFrom, keysOf, secondIn, THEIRS } from './reading-table.ts';
import { secondsOf, type InstantWindow } from './series.ts';

/** Where somebody's readings begin and end, UTC seconds, and how many there are. */
export interface Extent {
  first: number;
  last: number;
  readings: number;
}

/** UTC seconds, `[from, to)`. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * Seconds. Of so long a stretch a number can hold instant, value, trend and the keys of four million contexts, and at a
 * reading a minute its lines are written within some milliseconds, which nobody has to wait for.
 */
export const LONGEST_STRETCH = 3 * 86_400;

/** The schema keeps mg/dL at 1000 and below, and trends at 5. */
const [MGDL_LIMIT, TREND_LIMIT] = [1024, 8];

type ExtentRow = [first: number | null, last: number | null, readings: number];
type RestRow = [drift: number, color: number | null, created: number];

/**
 * One person's readings in columns, a stretch at a time, for whoever writes all of them down. As in `seriesOf` each comes
 * as one whole number; what few want to know comes beside it.
 */
export function columnsOf(db: Database.Database, people: People, contexts: Contexts) {
  const theirs = 'FROM reading WHERE key >= @from AND key < @to';
  // Each by itself: the ends are found by the key, and counting alone reads no row.
  const extent = db
    .prepare<[Stretch], ExtentRow>(
      `SELECT (SELECT min(key) ${theirs}), (SELECT max(key) ${theirs}), (SELECT count(*) ${theirs})`,
    )
    .raw();
  const contextLimit = db.prepare<[], number>('SELECT coalesce(max(id), 0) + 1 FROM context').pluck();
  const packed = db
    .prepare<[number, number, number, number], number>(
      `SELECT (((key - ?) * ${MGDL_LIMIT} + mgdl) * ${TREND_LIMIT} + coalesce(trend, 0)) * ? + context
       FROM reading WHERE ${THEIRS} ORDER BY key`,
    )
    .pluck();
  const others = db
    .prepare<[number, number], RestRow>(
      `SELECT drift, color, created FROM reading WHERE ${THEIRS} ORDER BY key`,
    )
    .raw();

  const also = db
    .prepare<[number, number, number], [at: number, importId: number]>(
      'SELECT at, import FROM also_imported WHERE patient = ? AND at >= ? AND at < ? ORDER BY at, import',
    )
    .raw();

  const restOf = (patient: number, { from, to }: Stretch, at: Float64Array): StoredColumns['rest'] => {
    const drift = new Int32Array(at.length);
    const [color, recorded] = [new Float64Array(at.length), new Float64Array(at.length)];
    others.all(...keysOf(patient, from, to)).forEach((row, i) => {
      drift[i] = row[0];
      color[i] = row[1] ?? Number.NaN;
      recorded[i] = (at[i] ?? 0) + row[2];
    });
    let place = 0;
    const shared = also.all(patient, from, to).flatMap(([second, importId]): [number, number][] => {
      while ((at[place] ?? Infinity) < second) place += 1;
      return at[place] === second ? [[place, importId]] : [];
    });
    return { drift, color, recorded, also: shared };
  };

  return {
    extent(patientId: string, window: InstantWindow): Extent | null {
      const patient = people.keyOf(patientId);
      if (patient === null) return null;
      const [from, to] = keysOf(patient, ...secondsOf(window));
      const [first, last, readings] = extent.get({ from, to }) ?? [null, null, 0];
      return first === null || last === null
        ? null
        : { first: secondIn(first), last: secondIn(last), readings };
    },

    /** @param stretch no longer than `LONGEST_STRETCH` */
    columns(patientId: string, stretch: Stretch, withRest: boolean): StoredColumns {
      const patient = people.keyOf(patientId);
      const { from, to } = stretch;
      const limit = contextLimit.get() ?? 1;
      const numbers =
        patient === null ? [] : packed.all(keyFrom(patient, from), limit, ...keysOf(patient, from, to));
      const at = new Float64Array(numbers.length);
      const mgdl = new Uint16Array(numbers.length);
      const trend = new Uint8Array(numbers.length);
      const context = new Uint32Array(numbers.length);
      const shared: StoredColumns['contexts'] = [];
      const places = new Map<number, number>();
      let [lastKey, place] = [-1, 0];
      for (let i = 0; i < numbers.length; i++) {
        const number = numbers[i] ?? 0;
        const facts = Math.floor(number / limit);
        const key = number - facts * limit;
        const values = Math.floor(facts / TREND_LIMIT);
        const seconds = Math.floor(values / MGDL_LIMIT);
        // Neighbours mostly share theirs.
        if (key !== lastKey) {
          place = places.get(key) ?? shared.push({ ...contexts.get(key), key }) - 1;
          places.set(key, place);
          lastKey = key;
        }
        at[i] = from + seconds;
        mgdl[i] = values - seconds * MGDL_LIMIT;
        trend[i] = facts - values * TREND_LIMIT;
        context[i] = place;
      }
      const rest = withRest && patient !== null ? restOf(patient, stretch, at) : null;
      return { at, mgdl, trend, context, contexts: shared, rest };
    },
  };
}
