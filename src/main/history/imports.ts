import type Database from 'better-sqlite3';
import { readingsIn, type FileColumns, type HeldColumns } from '../../shared/exchange/file-columns.ts';
import type {
  FileReading,
  Imported,
  ImportEntry,
  UnderstoodFile,
} from '../../shared/exchange/import-file.ts';
import { mergePlan } from '../../shared/exchange/merge-plan.ts';
import type { StoredImport } from '../../shared/exchange/stored-columns.ts';
import { DAY, SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';
import { contextOf, zoneAndDrift, type Contexts } from './contexts.ts';
import { heldOf, type Held } from './held.ts';
import { importRowsOf } from './import-rows.ts';
import type { People } from './people.ts';
import type { GoOn } from './go-on.ts';
import { IT, keyOf } from './reading-table.ts';
import type { InstantWindow } from './series.ts';

/** A file as it is imported: how it was understood, and its readings. */
export interface FileToImport extends Pick<
  UnderstoodFile,
  'format' | 'layout' | 'unit' | 'dateOrder' | 'zone' | 'rows'
> {
  /** SHA-256 of its bytes, by which it is known again. */
  hash: string;
  /** Rows that are no readings. */
  skipped: number;
  readings: FileColumns;
}

/** Imports of one database. What adds and takes back does so in one transaction. */
export interface Imports {
  /** Oldest first. */
  all(): ImportEntry[];
  /** The same with all that is kept of each. */
  whole(): StoredImport[];
  /** Stores what the history lacks. @param goOn called now and then: what it throws ends the import, and nothing is stored */
  add(file: FileToImport, goOn: GoOn): Imported;
  /** What `add` would do. */
  plan(file: FileToImport, goOn: GoOn): Imported;
  /**
   * Takes away what still stands from an import, and the import. What a later import found there too stays, as its own.
   * @returns how many readings; null where there is no such import
   */
  undo(importId: number): number | null;
  /** All that is held of a person in a window, however it came. */
  held(patientId: string, window?: InstantWindow): HeldColumns;
}

/** No two zones are further apart: readings of one minute on the wearer's clock lie within it. */
const APART = 2 * DAY;
/** Rows between two calls of `goOn`. */
const STEP = 4096;
/** Finding out what becomes of the readings takes about such a share of an import into a history that lacks most of them. */
const PLANNING = 0.1;

type Row<Entry> = Omit<Entry, 'from' | 'to'> & { first: number | null; last: number | null };

function entryOf<Entry>({ first, last, ...entry }: Row<Entry>) {
  return { ...entry, from: first && first * SECOND, to: last && last * SECOND };
}

export function importsOf(db: Database.Database, people: People, contexts: Contexts, clock: Clock): Imports {
  const all = db.prepare<[], Row<ImportEntry>>(
    'SELECT id AS importId, at, format, first, last, inserted FROM import ORDER BY id',
  );
  const entire = db.prepare<[], Row<StoredImport>>(
    `SELECT id AS importId, at, hash, format, layout, unit, unit_basis AS unitBasis, date_order AS dateOrder,
       date_order_basis AS dateOrderBasis, zone, first, last, rows, inserted, duplicates, conflicts, skipped
     FROM import ORDER BY id`,
  );
  const lastOf = db.prepare<[string], number>('SELECT max(at) FROM import WHERE hash = ?').pluck();
  const store = storing(db, people, contexts, clock);
  const takeBack = undoing(db, contexts);
  const held = heldOf(db, people);

  const planned = (file: FileToImport, goOn: GoOn): { plan: Plan; counts: Omit<Imported, 'importId'> } => {
    const plan = planOf(file.readings, held, goOn);
    const { inserted, duplicates, conflicts } = plan;
    const alreadyImportedAt = lastOf.get(file.hash) ?? null;
    return { plan, counts: { inserted, duplicates, conflicts, alreadyImportedAt } };
  };
  const add = db.transaction((file: FileToImport, goOn: GoOn): Imported => {
    const { plan, counts } = planned(file, (done = 0) => goOn(done * PLANNING));
    const importId = store(file, plan, (done = 0) => goOn(PLANNING + done * (1 - PLANNING)));
    return { importId, ...counts };
  });
  const undo = db.transaction(takeBack);
  const allOrNone = <T>(write: () => T): T => {
    try {
      return write();
    } catch (error) {
      people.forget();
      contexts.forget();
      throw error;
    }
  };
  return {
    all: () => all.all().map(entryOf),
    whole: () => entire.all().map(entryOf),
    // Immediate: what is looked up before writing must still hold when it is written.
    add: (file, goOn) => allOrNone(() => add.immediate(file, goOn)),
    plan: (file, goOn) => ({ importId: null, ...planned(file, goOn).counts }),
    undo(importId) {
      // What is taken back leaves no page behind that salvage could take for readings.
      db.pragma('secure_delete = ON');
      try {
        return allOrNone(() => undo.immediate(importId));
      } finally {
        db.pragma('secure_delete = OFF');
      }
    },
    held: held.columns,
  };
}

/** What becomes of each reading of a file. */
interface Plan {
  inserted: number;
  duplicates: number;
  conflicts: number;
  /** Of each: `INSERTED`, `CONFLICT`, or the instant of ours that it is a duplicate of, UTC seconds. */
  fates: Float64Array;
}

const INSERTED = -1;
const CONFLICT = -2;

/** A part at a time, so that of a million readings a few thousand are in memory as such. */
function planOf(columns: FileColumns, held: Held, goOn: GoOn): Plan {
  const { length } = columns.measuredAt;
  const plan = { inserted: 0, duplicates: 0, conflicts: 0, fates: new Float64Array(length).fill(CONFLICT) };
  for (let from = 0; from < length; from += STEP) {
    goOn(from / length);
    const readings = readingsIn(columns, from, Math.min(from + STEP, length));
    const window = windowOf(readings);
    const part = mergePlan(readings, (patientId) => held.readings(patientId, window));
    for (const { line } of part.inserted) plan.fates[line - 1] = INSERTED;
    for (const { reading, held: ours } of part.duplicates) {
      plan.fates[reading.line - 1] = Math.floor(ours.measuredAt / SECOND);
    }
    plan.inserted += part.inserted.length;
    plan.duplicates += part.duplicates.length;
    plan.conflicts += part.conflicts.length;
  }
  return plan;
}

function windowOf(readings: readonly FileReading[]): InstantWindow {
  let [from, to] = [Infinity, -Infinity];
  for (const { measuredAt } of readings) {
    from = Math.min(from, measuredAt);
    to = Math.max(to, measuredAt);
  }
  return { from: from - APART, to: to + APART };
}

/** Writes an import and the readings that it inserts. @returns its id */
function storing(db: Database.Database, people: People, contexts: Contexts, clock: Clock) {
  const rows = importRowsOf(db);
  return (file: FileToImport, plan: Plan, goOn: GoOn): number => {
    const { hash, format, layout, unit, dateOrder, zone, skipped } = file;
    const importId = rows.addImport({
      at: Math.floor(clock.now()),
      hash,
      format,
      layout,
      unit: unit.value,
      unitBasis: unit.basis,
      dateOrder: dateOrder?.value ?? null,
      dateOrderBasis: dateOrder?.basis ?? null,
      zone: zone?.value ?? null,
      ...extentOf(file.readings.measuredAt),
      rows: file.rows,
      inserted: plan.inserted,
      duplicates: plan.duplicates,
      conflicts: plan.conflicts,
      skipped,
    });
    const shared = file.readings.shared.map((one) => {
      const own = {
        ...contextOf({ ...one, source: 'import' }),
        import: importId,
        isScan: one.kind === 'scan',
      };
      const { drift } = zoneAndDrift(one.utcOffsetSeconds);
      return { patient: people.keyFor(one.patientId), own, drift, key: 0 };
    });
    const { measuredAt, mgdl, trend, circumstances } = file.readings;
    const now = Math.floor(clock.now() / SECOND);
    for (let i = 0; i < measuredAt.length; i++) {
      if (i % STEP === 0) goOn(i / measuredAt.length);
      const fate = plan.fates[i] ?? CONFLICT;
      if (fate === CONFLICT) continue;
      const one = shared[circumstances[i] ?? 0]!;
      if (fate !== INSERTED) {
        rows.share(importId, one.patient, fate);
        continue;
      }
      one.key ||= contexts.keyOf(one.own);
      const at = Math.floor((measuredAt[i] ?? 0) / SECOND);
      const isNew = rows.insert({
        patient: one.patient,
        at,
        mgdl: mgdl[i] ?? 0,
        trend: trend[i] || null,
        color: null,
        context: one.key,
        drift: one.drift,
        created: now - at,
      });
      if (!isNew) throw new Error('What the plan inserts is there already.');
    }
    return importId;
  };
}

/** Of the first and the last of some instants; null where there are none. */
function extentOf(instants: Float64Array): { from: number | null; to: number | null } {
  if (instants.length === 0) return { from: null, to: null };
  let [from, to] = [Infinity, -Infinity];
  for (const instant of instants) {
    from = Math.min(from, instant);
    to = Math.max(to, instant);
  }
  return { from, to };
}

type Heir = [patient: number, at: number, context: number, heir: number];

/** Takes an import back; see `Imports`. */
function undoing(db: Database.Database, contexts: Contexts) {
  const isThere = db.prepare<[number], 1>('SELECT 1 FROM import WHERE id = ?').pluck();
  const ofIt = 'context IN (SELECT id FROM context WHERE import = ?)';
  const heirs = db
    .prepare<[number], Heir>(
      `SELECT patient, at, reading.context, min(also_imported.import)
       FROM also_imported JOIN reading ON reading.key = also_imported.reading
       WHERE reading.${ofIt} GROUP BY reading.key`,
    )
    .raw();
  const handOver = db.prepare<[number, number]>(`UPDATE reading SET context = ? WHERE ${IT}`);
  const isOwner = db.prepare<[number, number, number]>(
    'DELETE FROM also_imported WHERE patient = ? AND at = ? AND import = ?',
  );
  const removeReadings = db.prepare<[number]>(`DELETE FROM reading WHERE ${ofIt}`);
  const removeImport = db.prepare<[number]>('DELETE FROM import WHERE id = ?');
  return (importId: number): number | null => {
    if (isThere.get(importId) === undefined) return null;
    for (const [patient, at, key, heir] of heirs.all(importId)) {
      handOver.run(contexts.keyOf({ ...contexts.get(key), import: heir }), keyOf(patient, at));
      isOwner.run(patient, at, heir);
    }
    const removed = removeReadings.run(importId).changes;
    removeImport.run(importId);
    // Their import is none any more.
    contexts.forget();
    return removed;
  };
}
