import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backupsOf } from '../../../src/main/history/backups/backup-names.ts';
import { contentsOf, withBackup } from '../../../src/main/history/backups/backup-contents.ts';
import { glance } from '../../../src/main/history/glance.ts';
import { HistoryFile } from '../../../src/main/history/history-file.ts';
import { inspectHistory } from '../../../src/main/history/inspect.ts';
import { openDatabase } from '../../../src/main/history/open-database.ts';
import { NOON } from '../../support/readings.ts';
import { EARLIER, written } from './former-file.ts';
import { clock, count, filledHistory, openedHistory, rowsOf, stored, valueOf } from './history-folder.ts';

const CHILD = join(import.meta.dirname, 'opening-child.ts');
const READINGS = 2 * EARLIER + 100;

/** As the program left it when it was closed. */
function closed(version: number): string {
  const path = written(version);
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.close();
  return path;
}

/** Lets something happen once, as soon as this process has seen that a history is of a former form. */
function onceSeen(happen: () => void): void {
  const real = Reflect.get(Database.prototype, 'exec');
  onTestFinished(() => void Object.assign(Database.prototype, { exec: real }));
  let isDone = false;
  Object.assign(Database.prototype, {
    exec(this: Database.Database, sql: string) {
      real.call(this, sql);
      if (!isDone && sql.includes('TEMP VIEW')) {
        isDone = true;
        happen();
      }
      return this;
    },
  });
}

describe('a history that another process brings up to date just then', () => {
  const looks = {
    'opens and finds sound': (path: string) => {
      const told: unknown[] = [];
      const opened = valueOf(openDatabase(path, clock, (one) => told.push(one)));
      opened.close();
      return told;
    },
    'only glances at': (path: string) => valueOf(glance(path, NOON)).map(({ recent }) => recent.length),
    'looks through': (path: string) => valueOf(inspectHistory(path)),
  };
  test.each([
    ['opens and finds sound', []],
    ['only glances at', [11, 11]],
    ['looks through', { kind: 'sound', readings: READINGS }],
  ] as const)('this one %s', (look, seen) => {
    const path = closed(3);
    let other: unknown = null;
    onceSeen(() => (other = openedHistory(path)));
    expect(looks[look](path)).toEqual(seen);
    expect(other).not.toBe(null);
    expect(count(path)).toEqual({ n: READINGS });
    expect(existsSync(join(dirname(path), 'damaged'))).toBe(false);
  });

  test('is opened by all that come at the same moment', async () => {
    const path = closed(3);
    const children = Array.from({ length: 6 }, async () => {
      const child = spawn(process.execPath, [CHILD, path], { stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
      await once(child, 'close');
      return (JSON.parse(output) as { recorded: unknown }).recorded;
    });
    for (const recorded of await Promise.all(children)) expect(recorded).toMatchObject({ ok: true });
    expect(count(path)).toEqual({ n: READINGS + 1 });
    expect(readdirSync(dirname(path)).toSorted()).toEqual(['backups', 'history.db']);
    for (const { path: backup } of backupsOf(path))
      expect(valueOf(withBackup(backup, contentsOf)).readings).toBe(READINGS);
  });
});

describe('a history that somebody has made views of', () => {
  test('is brought up to date, and what is said of data_glucose holds', () => {
    const path = closed(3);
    const db = new Database(path);
    db.exec(`
      CREATE VIEW lows AS SELECT Guid, ValueMgdl FROM data_glucose WHERE IsLow = 1;
      CREATE VIEW inside AS SELECT patient, at FROM reading;
      CREATE INDEX by_value ON reading (mgdl)`);
    db.close();
    const lows = rowsOf(path, 'SELECT * FROM lows ORDER BY Guid');
    expect(lows.length).toBeGreaterThan(100);
    openedHistory(path).close();
    expect(rowsOf(path, 'SELECT * FROM lows ORDER BY Guid')).toEqual(lows);
    expect(rowsOf(path, 'PRAGMA freelist_count')).toEqual([{ freelist_count: 0 }]);
    openedHistory(path).close();
  });
});

test('is known to be at work meanwhile, and a history of today is not', () => {
  const path = closed(3);
  for (const works of [['other'], []]) {
    const heard: string[] = [];
    const file = new HistoryFile(path, clock, {
      during: (work, doIt) => {
        heard.push(work);
        return doIt(() => {});
      },
    });
    valueOf(file.open());
    file.close();
    // Whether something is to be mended is looked for at each start.
    expect(heard).toEqual([...works, 'repair']);
  }
});

test('a journal that a process was killed about to begin is gone after the next start', () => {
  const path = filledHistory();
  // As it is left where the change between journal and log is cut short.
  writeFileSync(`${path}-journal`, Buffer.alloc(512));
  const file = new HistoryFile(path, clock);
  onTestFinished(() => file.close());
  expect(stored(valueOf(file.open()))).toHaveLength(2000);
  expect(file.state).toMatchObject({ problem: null, notices: [] });
  file.close();
  expect(readdirSync(dirname(path))).toEqual(['history.db']);
});
