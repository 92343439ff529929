import Database from 'better-sqlite3';
import { rowsOfPage, type PageRow, type PageRows, type Value } from './page-rows.ts';
import { SECONDS, secondIn } from './reading-table.ts';
import { MIGRATIONS } from './schema.ts';

export type Row = Record<string, unknown>;

/** A page of a table; of its rows those that make sense, in the table's order. */
export interface TablePage {
  rows(): Generator<Row>;
  /** Of the readings' table: the same as `READING_FIELDS` has them, in whatever form they stand there. */
  readings(): Generator<Value[]>;
}

/** Under this name the index of people's ids, which leads to their numbers. */
export const INDEX_OF_PEOPLE = 'index of people';

/**
 * The pages of every table in the bytes of a history, found by what is on them: whatever became of those that lead to
 * them, and wherever a table begins, which is another page in a history that was updated or written anew.
 */
export function tablePages(bytes: Buffer, pageSize: number): Map<string, TablePage[]> {
  const forms = allForms();
  const free = freePages(bytes, pageSize);
  const found = new Map<string, TablePage[]>();
  for (let start = 0; start < bytes.length; start += pageSize) {
    if (free.has(start / pageSize + 1)) continue;
    const page = rowsOfPage(bytes.subarray(start, start + pageSize));
    const table = page && tableOf(page, forms);
    if (!table) continue;
    const pages = found.get(table) ?? [];
    pages.push(
      tablePage(
        page,
        forms.filter((form) => form.table === table && form.isNumbered === page.isNumbered),
      ),
    );
    found.set(table, pages);
  }
  return found;
}

/**
 * Numbers of the pages that nothing is on any more, though their bytes may say so; none where the list of them is not
 * whole: https://www.sqlite.org/fileformat2.html#the_freelist
 */
function freePages(bytes: Buffer, pageSize: number): Set<number> {
  const free = new Set<number>();
  let trunk = bytes.readUInt32BE(32);
  const count = bytes.readUInt32BE(36);
  while (trunk > 0 && trunk * pageSize <= bytes.length && !free.has(trunk) && free.size < count) {
    free.add(trunk);
    const start = (trunk - 1) * pageSize;
    const leaves = Math.min(bytes.readUInt32BE(start + 4), pageSize / 4 - 2);
    for (let i = 0; i < leaves; i++) free.add(bytes.readUInt32BE(start + 8 + i * 4));
    trunk = bytes.readUInt32BE(start);
  }
  return free.size === count && trunk === 0 ? free : new Set();
}

/** What rows of a table look like on its pages, in one of the versions of the schema. */
interface Form {
  table: string;
  /** Whether its rows have a number before their values. */
  isNumbered: boolean;
  columns: readonly Column[];
}

interface Column {
  name: string;
  isText: boolean;
  mayBeNull: boolean;
  /** It has the value of the row's number, and nothing stands in its place. */
  isNumber: boolean;
}

interface ColumnInfo {
  name: string;
  type: string;
  notnull: 0 | 1;
  /** Its place in the key, from 1 on; 0: none. */
  pk: number;
}

/** Of every table in every version: they differ in how many values a row has, and of what kind. */
function allForms(): Form[] {
  const db = new Database(':memory:');
  const tables = db.prepare<[], { table: string; isBare: 0 | 1 }>(
    `SELECT name AS "table", wr AS isBare FROM pragma_table_list
     WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
  const info = db.prepare<[string], ColumnInfo>('SELECT name, type, "notnull", pk FROM pragma_table_info(?)');
  const forms = new Map<string, Form>();
  for (const step of MIGRATIONS) {
    db.exec(step);
    for (const { table, isBare } of tables.all()) {
      const isNumbered = isBare === 0;
      const columns = info.all(table);
      // Rows without a number begin with their key.
      const placed = isNumbered ? columns : columns.toSorted((a, b) => (a.pk || 99) - (b.pk || 99));
      forms.set(`${table} ${columns.length}`, {
        table,
        isNumbered,
        columns: placed.map(({ name, type, notnull, pk }) => ({
          name,
          isText: type === 'TEXT',
          mayBeNull: notnull === 0 && pk === 0,
          isNumber: isNumbered && pk === 1,
        })),
      });
    }
  }
  db.close();
  const plain = { mayBeNull: false, isNumber: false };
  const columns = [
    { name: 'patient_id', isText: true, ...plain },
    { name: 'id', isText: false, ...plain },
  ];
  return [...forms.values(), { table: INDEX_OF_PEOPLE, isNumbered: false, columns }];
}

/** What the first row that is one of ours says of a page. */
function tableOf(page: PageRows, forms: readonly Form[]): string | null {
  for (let index = 0; index < page.count; index++) {
    const row = page.row(index);
    const form = row && forms.find((one) => one.isNumbered === page.isNumbered && fits(row, one));
    if (form) return form.table;
  }
  return null;
}

/** @param forms of its table: rows that were written before it got more columns are as they were */
function tablePage(page: PageRows, forms: readonly Form[]): TablePage {
  const formOf = ({ values }: PageRow) => forms.find(({ columns }) => columns.length === values.length);
  return {
    *rows() {
      for (let index = 0; index < page.count; index++) {
        const row = page.row(index);
        const form = row && formOf(row);
        const named = form && rowOf(row, form);
        if (named) yield named;
      }
    },
    *readings() {
      for (let index = 0; index < page.count; index++) {
        const row = page.row(index);
        const form = row && formOf(row);
        if (!form || !fits(row, form)) continue;
        const { rowid, values } = row;
        if (rowid === null) yield values;
        // What stands in the place of the number says nothing.
        else yield [Math.floor(rowid / SECONDS), secondIn(rowid), ...values.slice(1)];
      }
    },
  };
}

function rowOf(one: PageRow, form: Form): Row | null {
  if (!fits(one, form)) return null;
  const values = form.columns.map(({ name, isNumber }, i) => [name, isNumber ? one.rowid : one.values[i]]);
  return Object.fromEntries(values) as Row;
}

function fits({ values }: PageRow, { columns }: Form): boolean {
  if (values.length !== columns.length) return false;
  for (let i = 0; i < values.length; i++) {
    const { isText, mayBeNull, isNumber } = columns[i]!;
    const value = values[i] ?? null;
    const isRight =
      value === null ? mayBeNull || isNumber : !isNumber && (typeof value === 'string') === isText;
    if (!isRight) return false;
  }
  return true;
}
