import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { act } from '../../../src/main/history/acts.ts';
import { glance } from '../../../src/main/history/glance.ts';
import { fileToImport, libreviewFile } from '../../support/file-to-import.ts';
import { NOON, reading } from '../../support/readings.ts';
import { placeOf } from './backups/place.ts';
import { temporaryFolder, valueOf } from './history-folder.ts';

/** All that may go through the readings of years: what asks of everybody, counts them, or takes an import back. */
const THROUGH_ALL = [
  /^SELECT key FROM reading$/, // Only made ready, to see whether it can be.
  /count\(\*\) FROM reading\b(?! WHERE)/,
  /ORDER BY \(reading\.key & \d+\), \(reading\.key >> 33\)$/,
  /context IN \(SELECT id FROM context WHERE import = \?\)/,
];

test('nothing else than what is named goes through all readings to answer', async () => {
  const real = Reflect.get(Database.prototype, 'prepare');
  onTestFinished(() => void Object.assign(Database.prototype, { prepare: real }));
  const asked = new Set<string>();
  Object.assign(Database.prototype, {
    prepare(this: Database.Database, sql: string) {
      if (/\breading\b/.test(sql)) asked.add(sql.trim());
      return real.call(this, sql);
    },
  });
  const path = join(temporaryFolder(), 'history.db');
  const place = placeOf(path);
  const history = valueOf(place.file.open());
  valueOf(history.record([reading()]));
  const backup = valueOf(await act(place, 'backup', { output: null }));
  valueOf(history.imports.add(fileToImport(libreviewFile([[1, 100]]), { dateOrder: 'dmy' })));
  valueOf(act(place, 'lookIntoBackup', { path: backup.path }));
  valueOf(act(place, 'whatCanGo', null));
  valueOf(act(place, 'erase', { patientIds: ['ada'] }));
  valueOf(glance(path, NOON));
  place.file.close();
  Object.assign(Database.prototype, { prepare: real });

  const db = new Database(path);
  const plan = (sql: string): string => {
    const named = Object.fromEntries(Array.from(sql.matchAll(/@(\w+)/g), ([, name = '']) => [name, 1]));
    const given = sql.includes('@') ? [named] : Array.from(sql.matchAll(/\?/g), () => 1);
    const steps = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...given);
    return steps.map(({ detail }) => detail).join('\n');
  };
  const throughAll = [...asked].filter((sql) => /^SCAN reading\b/m.test(plan(sql)));
  db.close();
  expect(asked.size).toBeGreaterThan(30);
  expect(throughAll.filter((sql) => !THROUGH_ALL.some((known) => known.test(sql)))).toEqual([]);
});
