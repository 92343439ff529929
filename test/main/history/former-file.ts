import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { APPLICATION_ID, MIGRATIONS } from '../../../src/main/history/schema.ts';
import { NOON } from '../../support/readings.ts';
import { temporaryFolder } from './history-folder.ts';

/** Minutes of two people's readings in it. */
export const EARLIER = 3000;

/** Of how many of Ada's readings another import has the same. */
export const SHARED = 40;

/** An empty file as the program of a version made it. */
function begun(path: string, version: number): Database.Database {
  const db = new Database(path);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  for (const step of MIGRATIONS.slice(0, version)) db.exec(step);
  db.pragma(`user_version = ${version}`);
  return db;
}

/** Puts a history or a backup of today back into the form with person and second apart, with all that it holds. */
export function putBackIntoFormerForm(path: string): void {
  const former = `${path}.former`;
  const db = begun(former, 3);
  db.prepare('ATTACH ? AS today').run(path);
  const copied = (table: string, columns = '*') =>
    db.exec(`INSERT INTO main.${table} SELECT ${columns} FROM today.${table}`);
  for (const table of ['patient', 'import', 'context', 'alarm', 'watched']) copied(table);
  copied('reading', 'key >> 33, key & 8589934591, mgdl, trend, color, context, drift, created');
  copied('also_imported', 'patient, at, import');
  db.close();
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
  renameSync(former, path);
}

/** A file as the program of a version left it: Ada's and Ben's readings, and from the third version on imports of hers. */
export function written(version: number): string {
  const path = join(temporaryFolder(), 'history.db');
  const db = begun(path, version);
  db.exec(`
    INSERT INTO patient (source, patient_id, first_name, last_name) VALUES ('librelinkup', 'ada', 'Ada', 'Byron'),
      ('librelinkup', 'ben', 'Ben', 'Byron');
    INSERT INTO context (source, sensor, sensor_from) VALUES ('live', 'S1', 'live'), ('graph', NULL, NULL)`);
  const insert = db.prepare('INSERT INTO reading VALUES (?, ?, ?, ?, NULL, ?, 0, 5)');
  db.transaction(() => {
    for (let i = 0; i < EARLIER; i++)
      for (const patient of [1, 2])
        insert.run(patient, NOON / 1000 - (EARLIER - i) * 60, 60 + (i % 200), 1 + (i % 5), 1 + (i % 2));
  })();
  if (version >= 3) addImports(db);
  db.close();
  return path;
}

/** Two of one person, of whose readings some came with both. */
function addImports(db: Database.Database): void {
  db.exec(`
    INSERT INTO import (at, hash, format, layout, unit, unit_basis, rows, inserted, duplicates, conflicts, skipped)
    VALUES (${NOON}, 'one', 'libreview', 'A', 'mgdl', 'read', 100, 100, 0, 0, 0),
      (${NOON + 1}, 'two', 'libreview', 'A', 'mgdl', 'read', ${SHARED}, 0, ${SHARED}, 0, 0);
    INSERT INTO context (source, import) VALUES ('import', 1);
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99)
    INSERT INTO reading SELECT 1, ${NOON / 1000} - 9000000 + i * 300, 90 + i, NULL, NULL, 3, 0, 9 FROM n;
    INSERT INTO also_imported SELECT patient, at, 2 FROM reading WHERE context = 3 ORDER BY at LIMIT ${SHARED};
    INSERT INTO watched VALUES (${NOON - 9000}, ${NOON});
    INSERT INTO alarm (at, patient, kind, decision, reason, sound) VALUES (${NOON}, 2, 'low', 'raised', 'rule', 1)`);
}
