import Database from 'better-sqlite3';
import { memoryCopy, type HistoryBytes } from './memory-copy.ts';
import { INDEX_OF_PEOPLE, tablePages, type Row, type TablePage } from './table-pages.ts';
import { withLog } from './write-ahead-log.ts';

/** Rows of a table that are had in another way than by asking for them. */
type MoreRows = (table: string) => Iterable<Row>;

/** Copies a history into a new, empty one, in one transaction. @returns how many readings */
export function copyHistory(from: Database.Database, into: Database.Database): number {
  return into.transaction(() => {
    const copy = copyBesideReadings(from, into);
    const readings = copy('reading', rows(from, 'reading', 'key'));
    copy('also_imported', rows(from, 'also_imported', 'patient, at, import'));
    return readings;
  })();
}

/** What could be read of a damaged history. */
export interface Salvaged {
  /** All but the readings. Whose, and of what circumstances these are, may be lost, and not be in it. */
  rest: Database.Database;
  /** The pages with readings, in no order. */
  readings: readonly TablePage[];
}

/** Reads all that can be read of a damaged history into a new, empty one; readings are left where they are. */
export function salvage({ file, log }: HistoryBytes, rest: Database.Database): Salvaged {
  const pageSize = Number(rest.pragma('page_size', { simple: true }));
  const bytes = inWholePages(log ? withLog(file, log) : file, pageSize);
  const pages = tablePages(bytes, pageSize);
  const more: MoreRows = function* (table) {
    for (const page of pages.get(table) ?? []) yield* page.rows();
  };
  const from = openDamaged(bytes);
  try {
    rest.transaction(() => {
      const copy = copyBesideReadings(from, rest, more);
      copy('also_imported', both(rows(from, 'also_imported', 'patient, at, import'), more('also_imported')));
    })();
  } finally {
    from?.close();
  }
  return { rest, readings: pages.get('reading') ?? [] };
}

/** People, imports, facts, journal; of a damaged history what lies before the first and after the last bad page of each. */
function copyBesideReadings(
  from: Database.Database | null,
  into: Database.Database,
  more: MoreRows = () => [],
) {
  const copy = copier(into);
  const all = (table: string, key: string) => both(rows(from, table, key), more(table));
  copy('patient', all('patient', 'id'));
  const byIndex = rows(from, 'patient', 'patient_id', 'id, patient_id');
  copy('patient', nameless(both(byIndex, more(INDEX_OF_PEOPLE))));
  copy('import', all('import', 'id'));
  copy('context', withImports(all('context', 'id'), into));
  copy('alarm', all('alarm', 'id'));
  copy('watched', all('watched', 'started'));
  return copy;
}

function* both<T>(first: Iterable<T>, then: Iterable<T>): Generator<T> {
  yield* first;
  yield* then;
}

/** What was cut off is zeros then, and the header says how long the file is. */
function inWholePages(bytes: Buffer, pageSize: number): Buffer {
  const whole = Buffer.alloc(Math.max(1, Math.ceil(bytes.length / pageSize)) * pageSize);
  bytes.copy(whole);
  whole.writeUInt32BE(whole.length / pageSize, 28);
  return whole;
}

/** Null where the pages that name the tables say nothing. */
function openDamaged(bytes: Buffer): Database.Database | null {
  let db: Database.Database | null = null;
  try {
    db = memoryCopy({ file: bytes, log: null });
    db.prepare('SELECT name FROM sqlite_schema').get();
    return db;
  } catch {
    db?.close();
    return null;
  }
}

/** A table's rows in the order of its key: from the beginning up to what cannot be read, then those from the end. */
function* rows(db: Database.Database | null, table: string, key: string, columns = '*'): Generator<Row> {
  if (db === null) return;
  const backwards = key.replaceAll(/(?=,|$)/g, ' DESC');
  for (const order of [key, backwards]) {
    try {
      yield* db.prepare<[], Row>(`SELECT ${columns} FROM ${table} ORDER BY ${order}`).iterate();
      return;
    } catch {
      // What lies between the two cannot be had this way.
    }
  }
}

/** Whoever's row is lost is known by the index of ids, without a name until they are next heard of. */
function* nameless(people: Iterable<Row>): Generator<Row> {
  for (const { id, patient_id } of people)
    yield { id, patient_id, source: 'librelinkup', first_name: '', last_name: '' };
}

/** Whose import is lost cannot be taken back with it any more. */
function* withImports(contexts: Iterable<Row>, into: Database.Database): Generator<Row> {
  const known = new Set<unknown>(into.prepare('SELECT id FROM import').pluck().all());
  for (const context of contexts) yield known.has(context['import']) ? context : { ...context, import: null };
}

/** Rows that have the same columns, and how they are inserted. */
interface Shape {
  width: number;
  given: readonly string[];
  insert: Database.Statement;
}

function shapeOf(row: Row, columns: readonly string[], table: string, into: Database.Database): Shape {
  const given = columns.filter((name) => row[name] !== undefined);
  const values = given.map(() => '?').join(', ');
  const insert = into.prepare(`INSERT OR IGNORE INTO ${table} (${given.join(', ')}) VALUES (${values})`);
  return { width: Object.keys(row).length, given, insert };
}

function hasShape(row: Row, { width, given }: Shape): boolean {
  return Object.keys(row).length === width && given.every((name) => row[name] !== undefined);
}

/** Puts rows into a table as they are; what is no row of it, or is there already, is left out. */
function copier(into: Database.Database) {
  const columnsOf = into.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck();
  return (table: string, all: Iterable<Row>): number => {
    const columns = columnsOf.all(table);
    let shape: Shape | null = null;
    let count = 0;
    for (const row of all) {
      // Nearly all rows are like the one before.
      if (shape === null || !hasShape(row, shape)) shape = shapeOf(row, columns, table, into);
      try {
        count += shape.insert.run(...shape.given.map((name) => row[name])).changes;
      } catch (error) {
        // A key that leads nowhere; OR IGNORE leaves out the rest.
        if (!(error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')))
          throw error;
      }
    }
    return count;
  };
}
