import type Database from 'better-sqlite3';
import type { Target } from '../../shared/glucose/range.ts';
import type { Person } from '../../shared/glucose/reading.ts';
import type { Unit } from '../../shared/glucose/units.ts';

/** A person as last heard of, with their account's target range and unit; null where it was never told. */
export interface PersonInfo extends Person {
  target: Target | null;
  unit: Unit | null;
}

/** The people of one database; their integer keys stand for them in the readings. */
export interface People {
  remember(person: PersonInfo): void;
  all(): PersonInfo[];
  /** The key of a person, null for someone never heard of. */
  keyOf(patientId: string): number | null;
  /** The key of a person, who is added without a name if never heard of. Inside a transaction only. */
  keyFor(patientId: string): number;
  /** The other way round. */
  idOf(key: number): string;
  /** Forgets what a rolled back transaction may have made up. */
  forget(): void;
}

const SOURCE = 'librelinkup';

interface Row {
  patientId: string;
  firstName: string;
  lastName: string;
  low: number | null;
  high: number | null;
  unit: Unit | null;
}

export function peopleOf(db: Database.Database): People {
  const keys = new Map<string, number>();
  const ids = new Map<number, string>();
  // The WHERE keeps the same news every minute from being written every minute.
  const upsert = db.prepare(`
    INSERT INTO patient (source, patient_id, first_name, last_name, target_low, target_high, unit)
    VALUES ('${SOURCE}', ?, ?, ?, ?, ?, ?)
    ON CONFLICT (patient_id) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name,
      target_low = excluded.target_low, target_high = excluded.target_high, unit = excluded.unit
    WHERE first_name <> excluded.first_name OR last_name <> excluded.last_name
      OR target_low IS NOT excluded.target_low OR target_high IS NOT excluded.target_high
      OR unit IS NOT excluded.unit`);
  const insertUnnamed = db.prepare(
    `INSERT INTO patient (source, patient_id, first_name, last_name) VALUES ('${SOURCE}', ?, '', '')`,
  );
  const select = db.prepare<[], Row>(`
    SELECT patient_id AS patientId, first_name AS firstName, last_name AS lastName, target_low AS low, target_high AS high, unit
    FROM patient ORDER BY id`);
  const selectKey = db.prepare<[string], number>('SELECT id FROM patient WHERE patient_id = ?').pluck();
  const selectId = db.prepare<[number], string>('SELECT patient_id FROM patient WHERE id = ?').pluck();

  const keep = (patientId: string, key: number): number => {
    keys.set(patientId, key);
    ids.set(key, patientId);
    return key;
  };
  const keyOf = (patientId: string): number | null => {
    const known = keys.get(patientId) ?? selectKey.get(patientId);
    return known === undefined ? null : keep(patientId, known);
  };
  return {
    remember({ patientId, firstName, lastName, target, unit }) {
      const [low, high] = target ? [Math.round(target.low), Math.round(target.high)] : [null, null];
      upsert.run(patientId, firstName, lastName, low, high, unit);
    },
    all: () =>
      select.all().map(({ low, high, ...person }) => ({
        ...person,
        target: low === null || high === null ? null : { low, high },
      })),
    keyOf,
    keyFor: (patientId) =>
      keyOf(patientId) ?? keep(patientId, Number(insertUnnamed.run(patientId).lastInsertRowid)),
    idOf(key) {
      const id = ids.get(key) ?? selectId.get(key) ?? '';
      keep(id, key);
      return id;
    },
    forget() {
      keys.clear();
      ids.clear();
    },
  };
}
