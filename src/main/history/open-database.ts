import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';
import { newBackupPath } from './backups/backup-names.ts';
import { makeBackupNow } from './backups/make-backup.ts';
import { alone } from './alone.ts';
import { asOfToday } from './as-of-today.ts';
import { UNHEARD } from './at-work.ts';
import { memoryCopy, readBytes } from './memory-copy.ts';
import { moveAside, moveLogAside } from './move-aside.ts';
import { APPLICATION_ID, MIGRATIONS, PROBES, SCHEMA_VERSION } from './schema.ts';
import { isSound } from './soundness.ts';
import { attempt, saysDamaged, storageProblem } from './storage-problem.ts';
import { hasStrangeLog } from './strange-log.ts';
import { verdictOfHeader, verdictOfIds, type Verdict } from './verdict.ts';

/** Long enough for another short-lived process to finish its commit, short enough not to freeze the tray. */
const BUSY_TIMEOUT_MS = 2 * SECOND;

/**
 * Opens or creates the history file, checked and migrated; creates its folder.
 *
 * Never throws for the state of the disk: `historyNewer` and `historyForeign` leave the file untouched;
 * `historyDamaged` has moved it aside, so that the next call starts a fresh one; `folderUnusable`, `diskFull`,
 * `historyBusy` and `historyFailed` say what they say.
 *
 * @param tell hears of what was set aside although the history can be used
 * @param atWork hears when an older one is brought up to date, which may take long
 */
export function openDatabase(
  path: string,
  clock: Clock,
  tell: (problem: Problem) => void = () => undefined,
  atWork = UNHEARD,
): Result<Database.Database> {
  try {
    mkdirSync(dirname(path), { recursive: true });
    let verdict = verdictOfHeader(path);
    // A hot journal must be rolled back before anything in the file means something; only a writer can do that.
    const interrupted = existsSync(`${path}-journal`);
    if (!interrupted) {
      if (verdict === 'ours') verdict = checkedWithoutStrangers(path, clock, tell);
      if (verdict !== 'ours' && verdict !== 'new') return refuse(verdict, path, clock);
    }
    const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      const isOlder = attempt(path, () => isOfFormerVersion(db));
      verdict =
        isOlder.ok && isOlder.value
          ? atWork.during('other', (step) => {
              copyBeforeUpdate(db, path, clock, tell);
              step();
              return prepared(db, interrupted);
            })
          : prepared(db, interrupted);
      if (interrupted && verdict === 'ours') removeJournal(db, path);
      if (verdict === 'ours') return ok(db);
    } catch (error) {
      db.close();
      throw error;
    }
    db.close();
    return refuse(verdict, path, clock);
  } catch (error) {
    return fail(storageProblem(error, path));
  }
}

/**
 * What was of use is rolled back by now. A journal that a process was about to begin when it was killed is left alone by
 * SQLite once there is a log, and every start would take it for one that is not rolled back.
 */
function removeJournal(db: Database.Database, path: string): void {
  // Whoever has read from a history with a log keeps all others from going without one, and so from writing a journal.
  db.prepare('SELECT name FROM sqlite_schema').get();
  if (db.pragma('journal_mode', { simple: true }) === 'wal') rmSync(`${path}-journal`, { force: true });
}

/** Before an older one is brought up to date; that is done in one transaction, so one that cannot be copied too. */
function copyBeforeUpdate(
  db: Database.Database,
  path: string,
  clock: Clock,
  tell: (problem: Problem) => void,
): void {
  const target = newBackupPath(path, clock.now(), 'update');
  const copied = attempt(path, () => asOfToday(db, () => makeBackupNow(db, target)));
  // Where it cannot even be asked it is not sound; that is found next.
  if (copied.ok && !copied.value.ok) tell(copied.value.problem);
}

function isOfFormerVersion(db: Database.Database): boolean {
  return verdictOfPragmas(db) === 'ours' && db.pragma('user_version', { simple: true }) !== SCHEMA_VERSION;
}

function refuse(verdict: Verdict, path: string, clock: Clock): Result<never> {
  if (verdict === 'newer') return fail(problem('historyNewer', { path }));
  if (verdict === 'foreign') return fail(problem('historyForeign', { path }));
  return fail(
    problem('historyDamaged', { movedTo: moveAside(path, clock.now()), readings: 0, restored: null }),
  );
}

/** Before anything replays it, a log that is not the file's own goes aside; the file may well be sound without it. */
function checkedWithoutStrangers(path: string, clock: Clock, tell: (problem: Problem) => void): Verdict {
  let isStrange = hasStrangeLog(path);
  if (!isStrange) {
    const verdict = checked(path);
    isStrange = verdict === 'damaged' && hasStrangeLog(path, true);
    if (!isStrange) return verdict;
  }
  tell(problem('historyLogForeign', { movedTo: moveLogAside(path, clock.now()) }));
  return checked(path);
}

/** Checks the file through a connection that cannot write: closing it never changes the bytes of a damaged file. */
function checked(path: string): Verdict {
  const db = new Database(path, { readonly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    return asOfToday(db, () => {
      const verdict = verdictOfPragmas(db);
      if (verdict !== 'ours') return verdict;
      return isSound(db) ? 'ours' : 'damaged';
    });
  } catch (error) {
    if (saysUnreadable(error)) return 'damaged';
    throw error;
  } finally {
    db.close();
  }
}

/** Makes a sound file usable, and sees to it first where it is unchecked: creates or migrates, sets what holds per connection. */
function prepared(db: Database.Database, unchecked: boolean): Verdict {
  db.pragma('foreign_keys = ON');
  db.pragma('temp_store = MEMORY'); // sorting must not spill readings into a shared temporary folder
  try {
    if (unchecked && !asOfToday(db, () => isSound(db))) return 'damaged';
    // Created before the change to WAL, so that the file's own header says whose it is from the first byte on.
    const before = Number(db.pragma('user_version', { simple: true }));
    const verdict = db.transaction(() => migrated(db)).immediate();
    if (verdict !== 'ours') return verdict;
    if ((before > 0 && before < SCHEMA_VERSION) || hasMuchRoom(db)) giveBackRoom(db);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL'); // better-sqlite3 is built with NORMAL for WAL, which may lose the last commits
  } catch (error) {
    if (saysDamaged(error)) return 'damaged';
    throw error;
  }
  return schemaIsWhole(db) ? 'ours' : 'damaged';
}

/**
 * A history in memory made like one that was just opened; false where it is none that can be trusted.
 *
 * @param unchecked nobody has looked yet whether it is sound
 */
export function broughtUpToDate(db: Database.Database, unchecked = true): boolean {
  return prepared(db, unchecked) === 'ours';
}

/** Inside a transaction: brings the schema to SCHEMA_VERSION, step by step. */
function migrated(db: Database.Database): Verdict {
  const isNew = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (isNew) db.pragma(`application_id = ${APPLICATION_ID}`);
  const verdict = isNew ? 'ours' : verdictOfPragmas(db);
  if (verdict !== 'ours') return verdict;
  const version = isNew ? 0 : Number(db.pragma('user_version', { simple: true }));
  if (version === SCHEMA_VERSION) return 'ours';
  for (const step of MIGRATIONS.slice(version)) db.exec(step);
  db.pragma(`user_version = ${SCHEMA_VERSION}`);
  return 'ours';
}

/**
 * What was written anew has left its old pages, in which nobody is to find anything, neither salvage nor who looks for
 * somebody that was erased. Alone, since a log would make the file smaller: see `hasStrangeLog`. Where another program
 * has the history open, or the disk has no room for it, that is left for the next start.
 */
function giveBackRoom(db: Database.Database): void {
  try {
    alone(db, () => db.exec('VACUUM'));
  } catch (error) {
    if (saysDamaged(error)) throw error;
  }
}

/** As a history has that was brought up to date and could not give it back, or was killed before it had. */
function hasMuchRoom(db: Database.Database): boolean {
  const pages = (which: string): number => Number(db.pragma(which, { simple: true }));
  return pages('freelist_count') * 3 > pages('page_count');
}

function verdictOfPragmas(db: Database.Database): Verdict {
  const read = (name: string): number => Number(db.pragma(name, { simple: true }));
  return verdictOfIds(read('application_id') >>> 0, read('user_version') >>> 0);
}

/** Preparing a statement finds whatever table or column it lacks. */
function schemaIsWhole(db: Database.Database): boolean {
  try {
    for (const statement of PROBES) db.prepare(statement);
    return true;
  } catch (error) {
    if (saysUnreadable(error)) return false;
    throw error;
  }
}

/** A fixed statement fails with SQLITE_ERROR only where the schema is not as it was made, or cannot be read. */
function saysUnreadable(error: unknown): boolean {
  return saysDamaged(error) || (error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR');
}

/**
 * What a history holds now, with its log, as a database in memory: for a disk or a folder that cannot be written, where
 * SQLite could not open it. Null where there is none, or none that can be trusted.
 */
export function openCopy(path: string): Database.Database | null {
  let db: Database.Database | null = null;
  try {
    if (existsSync(`${path}-journal`) || verdictOfHeader(path) !== 'ours') return null;
    db = memoryCopy(readBytes(path));
    if (broughtUpToDate(db)) return db;
  } catch {
    // The problem that brought us here is the one to tell.
  }
  db?.close();
  return null;
}
