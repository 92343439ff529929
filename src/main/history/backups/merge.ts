import Database from 'better-sqlite3';
import type { Value } from '../page-rows.ts';
import { isSecond, keyOf, READING_COLUMNS, READING_FIELDS } from '../reading-table.ts';

/** What is not as it was first written, but goes on. */
const IN_CONFLICT: Record<string, string> = {
  watched: '(started) DO UPDATE SET ended = max(ended, excluded.ended)',
};

/** Rows between two calls of `step`. */
const STEP = 4096;

/** A number of one history in the other; undefined where that has no such row. */
export type Translate = (value: Value) => Value | undefined;

/** A column that names a row of another table. */
interface Reference {
  column: string;
  table: string;
  /** The column there that it has the value of. */
  to: string;
  /** Whether a row stands without it. */
  isSparable: boolean;
}

interface Table {
  name: string;
  columns: readonly string[];
  /** Whether its rows have a number of their own, which means nothing outside of its file. */
  isNumbered: boolean;
  references: readonly Reference[];
}

/** SQLite knows nothing of what the number of a reading says. */
const NAMES_A_PERSON: Reference = { column: 'key', table: 'patient', to: 'id', isSparable: false };

export interface MergeOptions {
  /** Called as it goes on. */
  step: () => void;
  /** Its readings, where they are had in another way than by asking it. */
  readings?: (numberOfPerson: Translate) => Iterable<Value[]>;
}

/**
 * Adds to a history what it lacks of another one, whatever numbers the rows have in either: a person is known by the id
 * of the service, a reading by person and second, all else by what it says. What is there stays as it is; done again, it
 * changes nothing. To be done in a transaction.
 *
 * @returns how many readings were added
 */
export function mergeHistory(
  from: Database.Database,
  into: Database.Database,
  { step, readings: given }: MergeOptions,
): number {
  const numbers = new Map<string, Map<Value, Value>>();
  let readings = 0;
  const tables = tablesOf(into);
  for (const table of inOrder(tables)) {
    const there = tablesOf(from).find(({ name }) => name === table.name);
    if (!there) continue;
    const translator = (names: string, otherwise?: null): Translate => {
      const known = numbers.get(names) ?? new Map<Value, Value>();
      return (value) => (value === null ? null : (known.get(value) ?? otherwise));
    };
    if (table.name === 'reading') {
      const translators = [translator('patient'), translator('context')] as const;
      readings = mergeReadings(given?.(translators[0]) ?? readingsOf(from), into, translators, step);
      continue;
    }
    const columns = table.columns.filter((column) => there.columns.includes(column));
    const translate = (column: string): Translate | null => {
      const names = numbersOf(tables, table.name, column);
      const isSparable = table.references.some((one) => one.column === column && one.isSparable);
      return names === null ? null : translator(names, isSparable ? null : undefined);
    };
    const rows = rowsOf(from, table, columns);
    const added = mergeTable(rows, into, { ...table, columns }, translate, step);
    numbers.set(table.name, added.numbers);
  }
  return readings;
}

/** Each with its number first if it has one. */
function rowsOf(
  from: Database.Database,
  { name, isNumbered }: Table,
  columns: readonly string[],
): Iterable<Value[]> {
  const wanted = isNumbered ? ['id', ...columns.filter((column) => column !== 'id')] : columns;
  const select = from.prepare<[], Value[]>(`SELECT ${wanted.join(', ')} FROM ${name}`);
  return select.raw().iterate();
}

function readingsOf(from: Database.Database): Iterable<Value[]> {
  return from.prepare<[], Value[]>(`SELECT ${READING_FIELDS} FROM reading`).raw().iterate();
}

/** @param all in the order of `READING_FIELDS`. @returns how many were added */
function mergeReadings(
  all: Iterable<Value[]>,
  into: Database.Database,
  [numberOfPerson, numberOfContext]: readonly [Translate, Translate],
  step: () => void,
): number {
  const insert = into.prepare<Value[]>(
    `INSERT INTO reading (${READING_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  let rows = 0;
  let seen = 0;
  for (const [person = null, at = null, mgdl, trend, color, context = null, drift, created] of all) {
    if (++seen % STEP === 0) step();
    const [patient, circumstances] = [numberOfPerson(person), numberOfContext(context)];
    if (typeof patient !== 'number' || circumstances === undefined || !isSecond(Number(at))) continue;
    const key = keyOf(patient, Number(at));
    const facts = [mgdl, trend, color, circumstances, drift, created].map((value) => value ?? null);
    rows += inserted(insert, [key, ...facts]).changes;
  }
  return rows;
}

function mergeTable(
  all: Iterable<Value[]>,
  into: Database.Database,
  { name, columns, isNumbered }: Table,
  translate: (column: string) => Translate | null,
  step: () => void,
): { rows: number; numbers: Map<Value, Value> } {
  const given = columns.filter((column) => !(isNumbered && column === 'id'));
  const insert = into.prepare<Value[]>(
    `INSERT INTO ${name} (${given.join(', ')}) VALUES (${given.map(() => '?').join(', ')})
     ON CONFLICT ${IN_CONFLICT[name] ?? 'DO NOTHING'}`,
  );
  const known = isNumbered ? knownNumbers(into, name, given) : null;
  const numbers = new Map<Value, Value>();
  const translators = given.map(translate);
  let rows = 0;
  let seen = 0;
  for (const row of all) {
    if (++seen % STEP === 0) step();
    const number = row[0] ?? null;
    const values = isNumbered ? row.slice(1) : row;
    // What it is about was not to be had.
    if (!translateRow(values, translators)) continue;
    let own = known?.get(values) ?? null;
    if (own === null) {
      const { changes, lastInsertRowid } = inserted(insert, values);
      if (changes === 0) continue;
      rows += 1;
      own = Number(lastInsertRowid);
      known?.set(values, own);
    }
    if (isNumbered) numbers.set(number, own);
  }
  return { rows, numbers };
}

/** Puts a row into the numbers of the other history; false where it names one that is not there. */
function translateRow(values: Value[], translators: readonly (Translate | null)[]): boolean {
  for (let i = 0; i < values.length; i++) {
    const translate = translators[i];
    if (!translate) continue;
    const other = translate(values[i] ?? null);
    if (other === undefined) return false;
    values[i] = other;
  }
  return true;
}

/** What a constraint refuses is no row of ours. */
function inserted(insert: Database.Statement<Value[]>, values: Value[]) {
  try {
    return insert.run(...values);
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT'))
      return { changes: 0, lastInsertRowid: 0 };
    throw error;
  }
}

/** The rows of a table by what they say: a person by the service's id, whatever else is known of them. */
function knownNumbers(into: Database.Database, name: string, given: readonly string[]) {
  const at = given.indexOf('patient_id');
  const sayingOf = (values: readonly Value[]) => JSON.stringify(at < 0 ? values : values[at]);
  const rows = into
    .prepare<[], Value[]>(`SELECT id, ${given.join(', ')} FROM ${name}`)
    .raw()
    .all();
  const numbers = new Map(rows.map(([id = null, ...values]) => [sayingOf(values), id]));
  return {
    get: (values: readonly Value[]) => numbers.get(sayingOf(values)),
    set: (values: readonly Value[], id: Value) => void numbers.set(sayingOf(values), id),
  };
}

/** The table whose numbers a column has, be it by way of another table; null where it has values of its own. */
function numbersOf(tables: readonly Table[], name: string, column: string): string | null {
  const reference = tables.find((one) => one.name === name)?.references.find((one) => one.column === column);
  if (!reference) return null;
  const { table, to } = reference;
  return to === 'id' ? table : numbersOf(tables, table, to);
}

/** Each after those that it names rows of. */
function inOrder(tables: readonly Table[]): Table[] {
  const done: Table[] = [];
  while (done.length < tables.length) {
    const next = tables.filter(
      (one) =>
        !done.includes(one) && one.references.every(({ table }) => done.some(({ name }) => name === table)),
    );
    if (next.length === 0) throw new Error('Tables name each other in a circle.');
    done.push(...next);
  }
  return done;
}

function tablesOf(db: Database.Database): Table[] {
  const names = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  const info = db.prepare<[string], { name: string; pk: number }>(
    'SELECT name, pk FROM pragma_table_info(?)',
  );
  const keyOfTable = (table: string) =>
    info
      .all(table)
      .filter(({ pk }) => pk > 0)
      .toSorted((a, b) => a.pk - b.pk)
      .map(({ name }) => name);
  const foreign = db.prepare<
    [string],
    { column: string; table: string; to: string | null; seq: number; isSparable: 0 | 1 }
  >(
    `SELECT "from" AS column, "table", "to", seq, on_delete = 'SET NULL' AS isSparable
     FROM pragma_foreign_key_list(?)`,
  );
  return names.map((name) => ({
    name,
    columns: info.all(name).map((one) => one.name),
    isNumbered: keyOfTable(name).join() === 'id',
    references: [
      ...foreign.all(name).map(({ column, table, to, seq, isSparable }) => ({
        column,
        table,
        to: to ?? keyOfTable(table)[seq] ?? '',
        isSparable: isSparable === 1,
      })),
      ...(name === 'reading' ? [NAMES_A_PERSON] : []),
    ],
  }));
}
