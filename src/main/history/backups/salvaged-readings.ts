import Database from 'better-sqlite3';
import type { Value } from '../page-rows.ts';
import { isSecond, IT, keyOf, keysOf, secondOf, THEIRS } from '../reading-table.ts';
import type { Salvaged } from '../salvage.ts';
import type { TablePage } from '../table-pages.ts';
import type { Translate } from './merge.ts';

/** Where in a reading its fields stand. */
const [PATIENT, AT, MGDL, CONTEXT, CREATED] = [0, 1, 2, 5, 7] as const;

/** Somebody's readings on a page, as far as it takes to see whether another history has them all. */
interface Seen {
  page: TablePage;
  /** Null: of several people. */
  patient: Value;
  first: number;
  last: number;
  count: number;
  sum: number;
}

/** The readings of a damaged history, looked through once. */
export class SalvagedReadings {
  readonly #rest: Database.Database;
  readonly #pages: readonly Seen[];
  readonly #people = new Set<Value>();
  readonly #contexts = new Set<Value>();

  constructor({ rest, readings }: Salvaged, step: () => void) {
    this.#rest = rest;
    this.#pages = readings.map((page) => {
      step();
      return this.#look(page);
    });
  }

  #look(page: TablePage): Seen {
    const seen: Seen = { page, patient: null, first: Infinity, last: -Infinity, count: 0, sum: 0 };
    for (const record of page.readings()) {
      const [patient, at] = [record[PATIENT] ?? null, Number(record[AT])];
      if (seen.count === 0) seen.patient = patient;
      else if (seen.patient !== patient) seen.patient = null;
      seen.first = Math.min(seen.first, at);
      seen.last = Math.max(seen.last, at);
      seen.count += 1;
      seen.sum += at;
      this.#people.add(patient);
      this.#contexts.add(record[CONTEXT] ?? null);
    }
    return seen;
  }

  /**
   * Finds out whose readings are, and under what circumstances, where that was not to be read: as a backup has it, if by
   * what both hold the same number means the same in it.
   */
  identify(backup: Database.Database): void {
    const people = this.#lost('patient', this.#people);
    const contexts = this.#lost('context', this.#contexts);
    if (people.size + contexts.size === 0) return;
    // Asked for one by one, readings of a former form would be gone through as often as there are any.
    backup.exec(`
      CREATE TEMP TABLE by_key (key INTEGER PRIMARY KEY, mgdl, created, context);
      INSERT INTO by_key SELECT key, mgdl, created, context FROM reading`);
    const held = backup
      .prepare<[number], Value[]>(`SELECT mgdl, created, context FROM by_key WHERE ${IT}`)
      .raw();
    for (const { page } of this.#pages)
      for (const record of page.readings()) {
        const [person, context] = [
          people.get(record[PATIENT] ?? null),
          contexts.get(record[CONTEXT] ?? null),
        ];
        const at = Number(record[AT]);
        if (!(person ?? context) || !isSecond(at)) continue;
        const theirs = held.get(keyOf(Number(record[PATIENT]), at));
        if (!theirs) continue;
        person?.count(theirs[0] === record[MGDL] && theirs[1] === record[CREATED]);
        context?.count(theirs[2] === record[CONTEXT]);
      }
    this.#fillIn(backup, 'patient', people, 0.9);
    this.#fillIn(backup, 'context', contexts, 1);
  }

  #lost(table: 'patient' | 'context', referred: Iterable<Value>): Map<Value, Agreement> {
    const known = new Set<Value>(this.#rest.prepare<[], number>(`SELECT id FROM ${table}`).pluck().all());
    const lost = [...referred].filter((id) => !known.has(id));
    return new Map(lost.map((id) => [id, new Agreement()]));
  }

  #fillIn(
    backup: Database.Database,
    table: 'patient' | 'context',
    lost: Map<Value, Agreement>,
    least: number,
  ): void {
    const columnsIn = (db: Database.Database) =>
      db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
    const held = columnsIn(backup);
    const columns = columnsIn(this.#rest).filter((name) => held.includes(name));
    const select = backup
      .prepare<[Value], Value[]>(`SELECT ${columns.join(', ')} FROM ${table} WHERE id = ?`)
      .raw();
    const insert = this.#rest.prepare<Value[]>(
      `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    for (const [id, { share }] of lost) {
      const row = share >= least ? select.get(id) : undefined;
      if (row) insert.run(...row);
    }
  }

  /** A reading whose circumstances are lost has none; its value is then as good as a graph point's, which others beat. */
  makeUpContexts(): void {
    const make = this.#rest.prepare<[Value]>("INSERT INTO context (id, source) VALUES (?, 'graph')");
    for (const id of this.#lost('context', this.#contexts).keys()) make.run(id);
  }

  /**
   * The readings but for those of pages of which a history has as many already.
   *
   * @param numberOf a person's number there
   */
  *lackingIn(db: Database.Database, numberOf: Translate): Generator<Value[]> {
    const held = db
      .prepare<[number, number], [count: number, sum: number | null]>(
        `SELECT count(*), sum(${secondOf('key')}) FROM reading WHERE ${THEIRS}`,
      )
      .raw();
    for (const { page, patient, first, last, count, sum } of this.#pages) {
      const own = patient === null ? undefined : numberOf(patient);
      const theirs = own === undefined ? undefined : held.get(...keysOf(Number(own), first, last + 1));
      if (theirs?.[0] !== count || theirs[1] !== sum) yield* page.readings();
    }
  }
}

/** How often two histories agree in what a number means. */
class Agreement {
  #same = 0;
  #all = 0;

  count(isSame: boolean): void {
    this.#all += 1;
    if (isSame) this.#same += 1;
  }

  /** Of one; none at all where there is nothing to compare. */
  get share(): number {
    return this.#all === 0 ? 0 : this.#same / this.#all;
  }
}
