import Database from 'better-sqlite3';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openHistory } from '../../../src/main/history/history.ts';
import { APPLICATION_ID, MIGRATIONS } from '../../../src/main/history/schema.ts';
import { reading } from '../../support/readings.ts';
import {
  clock,
  codeOf,
  count,
  filledHistory,
  openedHistory,
  rowsOf,
  temporaryFolder,
  valueOf,
} from './history-folder.ts';

const CHILD = join(import.meta.dirname, 'opening-child.ts');

describe('a new history', () => {
  test('is made with its folder, and an empty file is new too', () => {
    const path = join(temporaryFolder(), 'a', 'b', 'history.db');
    openedHistory(path).close();
    expect(count(path)).toEqual({ n: 0 });
    const empty = join(temporaryFolder(), 'history.db');
    writeFileSync(empty, '');
    openedHistory(empty).close();
    expect(count(empty)).toEqual({ n: 0 });
  });

  test('is made once however many processes come at the same moment', async () => {
    const path = join(temporaryFolder(), 'history.db');
    const children = Array.from({ length: 8 }, async () => {
      const child = spawn(process.execPath, [CHILD, path], { stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
      await once(child, 'close');
      return (JSON.parse(output) as { recorded: { ok: boolean; problem?: unknown } }).recorded;
    });
    for (const recorded of await Promise.all(children)) expect(recorded).toMatchObject({ ok: true });
    expect(count(path)).toEqual({ n: 1 });
    expect(rowsOf(path, 'SELECT count(*) AS n FROM context')).toEqual([{ n: 1 }]);
  });

  test('is finished by the next start if its making was interrupted', () => {
    const made = join(temporaryFolder(), 'history.db');
    const db = new Database(made);
    db.pragma('cache_size = 1'); // makes SQLite write to the file before the commit
    db.exec('BEGIN IMMEDIATE');
    db.pragma(`application_id = ${APPLICATION_ID}`);
    for (const step of MIGRATIONS) db.exec(step);
    db.exec(`CREATE TABLE filler (text TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
      WHERE i < 500) INSERT INTO filler SELECT hex(randomblob(500)) FROM n`);
    const path = join(temporaryFolder(), 'history.db');
    copyFileSync(made, path);
    copyFileSync(`${made}-journal`, `${path}-journal`);
    db.exec('ROLLBACK');
    db.close();
    expect(readFileSync(path).length).toBeGreaterThan(0);

    const history = openedHistory(path);
    expect(valueOf(history.record([reading()]))).toEqual({ inserted: 1, duplicates: 0 });
    history.close();
    expect(rowsOf(path, "SELECT count(*) AS n FROM sqlite_schema WHERE name = 'filler'")).toEqual([{ n: 0 }]);
  });

  test('takes the mode of the umask: 0600 under 077', () => {
    const path = join(temporaryFolder(), 'history.db');
    const { recorded, modes } = openedBy(path, '077');
    expect(recorded).toMatchObject({ ok: true });
    expect(modes).toEqual({ 'history.db': '600', 'history.db-wal': '600', 'history.db-shm': '600' });
  });
});

test('a history of an older version gets what it lacks, and keeps what it has', () => {
  const path = join(temporaryFolder(), 'history.db');
  const db = new Database(path);
  db.exec(MIGRATIONS[0]!);
  db.exec(
    "INSERT INTO patient (source, patient_id, first_name, last_name) VALUES ('librelinkup', 'ada', 'Ada', 'Byron')",
  );
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.pragma('user_version = 1');
  db.close();
  const history = openedHistory(path);
  expect(valueOf(history.read((stored) => stored.people())).map(({ lastName }) => lastName)).toEqual([
    'Byron',
  ]);
  expect(history.journal.add([], [{ from: 0, to: 1000 }]).ok).toBe(true);
  expect(history.record([reading()]).ok).toBe(true);
  history.close();
  expect(rowsOf(path, 'SELECT user_version AS version FROM pragma_user_version')).toEqual([
    { version: MIGRATIONS.length },
  ]);
});

test('a log without its history, or beside an empty one, is moved aside and not written over', () => {
  for (const empty of [true, false]) {
    const path = join(temporaryFolder(), 'history.db');
    if (empty) writeFileSync(path, '');
    writeFileSync(`${path}-wal`, 'what a history still had to take in');
    expect(codeOf(openHistory(path, clock))).toBe('historyDamaged');
    expect(valueOf(openHistory(path, clock)).record([reading()]).ok).toBe(true);
  }
});

test.each([
  ['whose schema nobody can read', "UPDATE sqlite_schema SET sql = 'nonsense' WHERE name = 'reading'"],
  ['that lacks a table', "DELETE FROM sqlite_schema WHERE name = 'context'"],
])('a history %s is damaged', (_, change) => {
  const path = filledHistory();
  const db = new Database(path);
  db.unsafeMode();
  db.pragma('writable_schema = ON');
  db.exec(change);
  db.close();
  expect(codeOf(openHistory(path, clock))).toBe('historyDamaged');
});

describe('a history that is not for us', () => {
  test('of a newer version is left as it is', () => {
    const path = filledHistory();
    const db = new Database(path);
    db.pragma('user_version = 99');
    db.close();
    expectUntouched(path, 'historyNewer');
  });

  test.each([
    ['rules of its own for what is sound', 'UPDATE reading SET context = 77 WHERE key & 1'],
    ['tables of its own', 'DROP VIEW data_glucose; ALTER TABLE reading RENAME TO value'],
  ])('of a newer version is recognised even where only its log says so: %s', (_, change) => {
    const path = filledHistory();
    const db = new Database(path);
    db.pragma('user_version = 99');
    db.pragma('foreign_keys = OFF');
    db.exec(change);
    expectLeftAlone(unfinished(path), 'historyNewer');
    db.close();
  });

  test('of another program keeps its own unfinished log', () => {
    const path = join(temporaryFolder(), 'history.db');
    const db = new Database(path);
    db.pragma('journal_mode = WAL');
    db.pragma('application_id = 1');
    db.pragma('wal_checkpoint');
    db.exec('CREATE TABLE reading (a, b); INSERT INTO reading VALUES (1, 2)');
    expectLeftAlone(unfinished(path), 'historyForeign');
    db.close();
  });

  /** A copy of one that is open, as a crash would leave it. */
  function unfinished(path: string): string {
    const copy = join(temporaryFolder(), 'history.db');
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, copy + suffix);
    return copy;
  }

  function expectLeftAlone(path: string, code: string): void {
    const files = () => ['', '-wal'].map((suffix) => readFileSync(path + suffix));
    const before = files();
    expect(codeOf(openHistory(path, clock))).toBe(code);
    expect(files()).toEqual(before);
  }

  test('of another program is left as it is, with an application id or without', () => {
    for (const id of [0, 1, 0x47504b47]) {
      const path = join(temporaryFolder(), 'history.db');
      const db = new Database(path);
      db.pragma('journal_mode = WAL');
      db.pragma(`application_id = ${id}`);
      db.exec('CREATE TABLE reading (a, b); INSERT INTO reading VALUES (1, 2)');
      db.close();
      expectUntouched(path, 'historyForeign');
    }
  });

  function expectUntouched(path: string, code: string): void {
    const before = readFileSync(path);
    expect(openHistory(path, clock)).toEqual({ ok: false, problem: { code, params: { path } } });
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(join(path, '..'))).toEqual(['history.db']);
  }
});

interface Outcome {
  recorded: unknown;
  modes: Record<string, string>;
}

/** Opens the history in a process of its own, as root as somebody without any rights. */
function openedBy(path: string, mask: string, unprivileged = false): Outcome {
  const uid = unprivileged && process.getuid?.() === 0 ? '65534' : '';
  const child = spawnSync(process.execPath, [CHILD, path, mask, uid], { encoding: 'utf8' });
  expect(child.stderr).toBe('');
  return JSON.parse(child.stdout) as Outcome;
}

describe.skipIf(process.platform === 'win32')('a folder that cannot be used', () => {
  function folderOfMode(mode: number, fill: (folder: string) => void): string {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const inner = join(folder, 'data');
    mkdirSync(inner);
    fill(inner);
    chmodSync(inner, mode);
    return inner;
  }

  function expectUnusable(path: string, folder: string): void {
    expect(openedBy(path, '077', true).recorded).toMatchObject({
      ok: false,
      problem: { code: 'folderUnusable', params: { path: folder } },
    });
  }

  test('read-only, empty or with a history', () => {
    const empty = folderOfMode(0o555, () => undefined);
    expectUnusable(join(empty, 'history.db'), empty);
    const filled = folderOfMode(0o555, (folder) => {
      copyFileSync(filledHistory(), join(folder, 'history.db'));
      chmodSync(join(folder, 'history.db'), 0o666);
    });
    expectUnusable(join(filled, 'history.db'), filled);
  });

  test('missing where none can be made', () => {
    const parent = folderOfMode(0o555, () => undefined);
    expectUnusable(join(parent, 'missing', 'history.db'), join(parent, 'missing'));
  });

  test('with a history of somebody else', () => {
    const folder = folderOfMode(0o777, (inner) => {
      copyFileSync(filledHistory(), join(inner, 'history.db'));
      chmodSync(join(inner, 'history.db'), process.getuid?.() === 0 ? 0o600 : 0);
    });
    expectUnusable(join(folder, 'history.db'), folder);
  });

  test('a history that may be read but not written', () => {
    const folder = folderOfMode(0o777, (inner) => {
      copyFileSync(filledHistory(), join(inner, 'history.db'));
      if (process.getuid?.() === 0) chownSync(join(inner, 'history.db'), 0, 0);
      chmodSync(join(inner, 'history.db'), 0o444);
    });
    expectUnusable(join(folder, 'history.db'), folder);
  });

  test('a folder in the place of the log, which is no damage', () => {
    for (const interrupted of [false, true]) {
      const path = filledHistory();
      mkdirSync(`${path}-wal`);
      if (interrupted) writeFileSync(`${path}-journal`, '');
      const before = readFileSync(path);
      expect(codeOf(openHistory(path, clock))).toBe('folderUnusable');
      expect(readFileSync(path)).toEqual(before);
    }
  });

  test('a file in the place of the folder', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(openHistory(join(file, 'history.db'), clock)).toMatchObject({
      problem: { code: 'folderUnusable', params: { path: file } },
    });
  });
});
