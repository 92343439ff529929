import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backupsOf } from '../../../src/main/history/backups/backup-names.ts';
import { contentsOf, withBackup } from '../../../src/main/history/backups/backup-contents.ts';
import { HistoryFile } from '../../../src/main/history/history-file.ts';
import { SCHEMA_VERSION } from '../../../src/main/history/schema.ts';
import { NOON } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import { EARLIER, written } from './former-file.ts';
import { clock, rowsOf, temporaryFolder, valueOf } from './history-folder.ts';

const CHILD = join(import.meta.dirname, 'upgrading-child.ts');
const READINGS = 2 * EARLIER + 200;

/** Opens it, and is killed so many ms after it has begun, unless it is done by then. @returns how long it took else, ms */
async function openedFor(path: string, moment: number): Promise<number | null> {
  const child = spawn(process.execPath, [CHILD, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close') as Promise<[number | null, string | null]>;
  await once(child.stdout, 'data');
  const begun = performance.now();
  const enough = new AbortController();
  void setTimeout(moment, null, enough).then(
    () => child.kill('SIGKILL'),
    () => {},
  );
  const [, signal] = await ended;
  enough.abort();
  return signal === 'SIGKILL' ? null : performance.now() - begun;
}

/** A history of a former form in a folder of its own, the last of it only in its log. */
function former(): string {
  const path = join(temporaryFolder(), 'data', 'history.db');
  mkdirSync(dirname(path));
  const made = written(3);
  const db = new Database(made);
  db.pragma('journal_mode = WAL');
  db.exec(`INSERT INTO reading SELECT patient, at + 20, 100, 3, 1, context, 0, 5 FROM reading
    WHERE at < ${NOON / 1000} ORDER BY at DESC LIMIT 100`);
  for (const suffix of ['', '-wal']) copyFileSync(made + suffix, path + suffix);
  db.close();
  return path;
}

const versionOf = (path: string) => (rowsOf(path, 'PRAGMA user_version') as { user_version: number }[])[0];

test(
  'kill -9 while a history is brought up to date leaves the former or the new one, whole',
  { timeout: 900_000 },
  async () => {
    const path = former();
    const another = (): string => {
      const folder = join(temporaryFolder(), 'data');
      cpSync(dirname(path), folder, { recursive: true, preserveTimestamps: true });
      return join(folder, 'history.db');
    };
    // In the order in which they come, without any other.
    const all = (at: string) => rowsOf(at, 'SELECT * FROM data_glucose');
    const whole = all(another());
    expect(whole).toHaveLength(READINGS);
    const took = (await openedFor(another(), 600_000)) ?? 0;
    let killed = 0;
    const rounds = runs(10, 300);
    for (let round = 0; round < rounds; round++) {
      const left = another();
      // Where it then is differs from run to run; what must hold does not.
      if ((await openedFor(left, (took * (round + 0.5)) / rounds)) !== null) continue;
      killed += 1;
      const seen = join(temporaryFolder(), 'data');
      cpSync(dirname(left), seen, { recursive: true });
      expect(all(join(seen, 'history.db'))).toEqual(whole);
      const isNew = versionOf(join(seen, 'history.db'))?.user_version === SCHEMA_VERSION;
      if (isNew) expect(backupsOf(left)).toHaveLength(1);

      const file = new HistoryFile(left, clock);
      valueOf(file.open());
      expect(file.state).toMatchObject({ problem: null, notices: [] });
      file.close();
      expect(all(left)).toEqual(whole);
      expect(rowsOf(left, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(rowsOf(left, 'PRAGMA freelist_count')).toEqual([{ freelist_count: 0 }]);
      expect(readdirSync(dirname(left)).toSorted()).toEqual(['backups', 'history.db']);
      for (const backup of backupsOf(left))
        expect(valueOf(withBackup(backup.path, contentsOf)).readings).toBe(READINGS);
    }
    expect(killed).toBeGreaterThan(rounds / 4);
  },
);
