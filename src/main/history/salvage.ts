import Database from 'better-sqlite3';
import { memoryCopy, type HistoryBytes } from './memory-copy.ts';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from './schema.ts';
import { withLog } from './write-ahead-log.ts';

type Row = Record<string, unknown>;

/** What a page of keys and rows begins with that has no pages below it. https://www.sqlite.org/fileformat2.html#b_tree_pages */
const LEAF = 0x0a;

/**
 * Copies a history into a new, empty one, in one transaction: people, imports, readings, journal. Of one that is damaged all that
 * lies before the first and after the last bad page of each table.
 *
 * @param leaves more readings, in case that they are not among those
 * @returns how many readings
 */
export function copyHistory(
  from: Database.Database,
  into: Database.Database,
  leaves: Iterable<Row> = [],
): number {
  const copy = copier(into);
  return into.transaction(() => {
    copy('patient', peopleOf(from));
    copy('import', rows(from, 'import', 'id'));
    copy('context', withImports(rows(from, 'context', 'id'), into));
    const readings = copy('reading', withContexts(rows(from, 'reading', 'patient, at'), into));
    const more = copy('reading', withContexts(leaves, into));
    copy('also_imported', rows(from, 'also_imported', 'patient, at, import'));
    copy('alarm', rows(from, 'alarm', 'id'));
    copy('watched', rows(from, 'watched', 'started'));
    return readings + more;
  })();
}

/** Copies all that can be read of a damaged history into a new, empty one. @returns how many readings */
export function salvage({ file, log }: HistoryBytes, into: Database.Database): number {
  const fresh = freshHistory();
  const bytes = inWholePages(log ? withLog(file, log) : file, fresh);
  const from = openDamaged(bytes, fresh);
  try {
    return copyHistory(from, into, leafRows(bytes, fresh, into));
  } finally {
    from.close();
  }
}

interface FreshHistory {
  bytes: Buffer;
  pageSize: number;
  /** Numbers of the pages at which its tables begin, and that of the readings. */
  roots: readonly number[];
  readings: number;
}

/** A new history as bytes. The tables of every history are made in the same order and begin at the same pages. */
function freshHistory(): FreshHistory {
  const db = new Database(':memory:');
  db.pragma(`application_id = ${APPLICATION_ID}`);
  for (const step of MIGRATIONS) db.exec(step);
  db.pragma(`user_version = ${SCHEMA_VERSION}`);
  const roots = db.prepare<[], number>('SELECT rootpage FROM sqlite_schema').pluck().all();
  const readings = db
    .prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'reading'")
    .pluck();
  const found = { bytes: db.serialize(), roots, readings: readings.get() ?? 0 };
  db.close();
  return { ...found, pageSize: found.bytes.readUInt16BE(16) };
}

/** What was cut off is zeros then, and the header says how long the file is. */
function inWholePages(bytes: Buffer, { bytes: fresh, pageSize }: FreshHistory): Buffer {
  const length = Math.max(fresh.length, Math.ceil(bytes.length / pageSize) * pageSize);
  const whole = Buffer.alloc(length);
  bytes.copy(whole);
  whole.writeUInt32BE(length / pageSize, 28);
  return whole;
}

/** Where the pages that name the tables say nothing, with those of a new history. */
function openDamaged(bytes: Buffer, fresh: FreshHistory): Database.Database {
  const db = memoryCopy({ file: bytes, log: null });
  try {
    db.prepare('SELECT patient, at FROM reading');
    return db;
  } catch {
    db.close();
  }
  const { pageSize, roots } = fresh;
  const named = Buffer.from(bytes);
  for (let page = 0; page < fresh.bytes.length / pageSize; page++) {
    const start = page * pageSize;
    if (!roots.includes(page + 1)) fresh.bytes.copy(named, start, start, start + pageSize);
  }
  return memoryCopy({ file: inWholePages(named, fresh), log: null });
}

const COUNT = 'SELECT count(*) FROM reading';

/**
 * The rows of every page that could be one of readings, whatever became of those that lead to it, and that the new
 * history does not have yet.
 */
function* leafRows(
  bytes: Buffer,
  { bytes: fresh, pageSize, readings }: FreshHistory,
  into: Database.Database,
): Generator<Row> {
  const known = into
    .prepare<unknown[], number>(`${COUNT} WHERE (patient, at) >= (?, ?) AND (patient, at) <= (?, ?)`)
    .pluck();
  const alone = Buffer.from(fresh);
  for (let start = 0; start < bytes.length; start += pageSize) {
    if (bytes[start] !== LEAF) continue;
    // As the only page of a history.
    bytes.copy(alone, (readings - 1) * pageSize, start, start + pageSize);
    const db = memoryCopy({ file: alone, log: null });
    if (!isKnown(db, known)) yield* rows(db, 'reading', 'patient, at');
    db.close();
  }
}

/** A table's rows in the order of its key: from the beginning up to what cannot be read, then those from the end. */
function* rows(db: Database.Database, table: string, key: string, columns = '*'): Generator<Row> {
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

/** Whether a new history has as many rows from the first to the last of a page as the page has. */
function isKnown(page: Database.Database, known: Database.Statement<unknown[], number>): boolean {
  try {
    const [first, last] = ['patient, at', 'patient DESC, at DESC'].map(
      (order) =>
        page.prepare(`SELECT patient, at FROM reading ORDER BY ${order} LIMIT 1`).raw().get() as unknown[],
    );
    const count = page.prepare<[], number>(COUNT).pluck().get();
    return first !== undefined && last !== undefined && known.get(...first, ...last) === count;
  } catch {
    return false;
  }
}

/** Whoever's row is lost is known by the index of ids, without a name until they are next heard of. */
function* peopleOf(db: Database.Database): Generator<Row> {
  yield* rows(db, 'patient', 'id');
  for (const row of rows(db, 'patient', 'patient_id', 'id, patient_id'))
    yield { ...row, source: 'librelinkup', first_name: '', last_name: '' };
}

/** Whose import is lost cannot be taken back with it any more. */
function* withImports(contexts: Iterable<Row>, into: Database.Database): Generator<Row> {
  const known = new Set<unknown>(into.prepare('SELECT id FROM import').pluck().all());
  for (const context of contexts) yield known.has(context['import']) ? context : { ...context, import: null };
}

/** A reading whose circumstances are lost has none; its value is then as good as a graph point's, which others beat. */
function* withContexts(readings: Iterable<Row>, into: Database.Database): Generator<Row> {
  const known = new Set<unknown>(into.prepare('SELECT id FROM context').pluck().all());
  const make = into.prepare<[unknown]>("INSERT OR IGNORE INTO context (id, source) VALUES (?, 'graph')");
  for (const reading of readings) {
    const { context } = reading;
    if (Number.isInteger(context) && !known.has(context)) {
      make.run(context);
      known.add(context);
    }
    yield reading;
  }
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
