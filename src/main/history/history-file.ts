import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type Database from 'better-sqlite3';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';
import { prepareDataDirectory, unwritableCause } from '../files/data-directory.ts';
import { UNHEARD, type AtWork } from './at-work.ts';
import { filesAt, isWhole, type Files } from './history-files.ts';
import type { HistoryState } from './history-state.ts';
import type { NamedBackup } from './backups/backup-names.ts';
import { mend, putBackNewest } from './backups/repair.ts';
import { historyOf, type History } from './history.ts';
import { openCopy, openDatabase } from './open-database.ts';
import { AT, PATIENT } from './reading-table.ts';
import { copyHistory } from './salvage.ts';
import { attempt } from './storage-problem.ts';

/** What happened to the history is part of the state for so long; among the notices it stays. */
const NEWS_MS = MINUTE;
/** More than anybody reads: a disk that goes and comes back for weeks. */
const MOST_NOTICES = 20;
/** While nothing can be written, it is tried again this often. */
const TRY_AGAIN_MS = 30 * SECOND;

interface Opened {
  db: Database.Database;
  history: History;
  /** The files it is in; null for a copy in memory. */
  files: Files | null;
  /** When it was opened: ms UTC, and by the monotonic clock. */
  at: number;
  since: number;
}

/**
 * The history at a path, opened when it is first asked for. Whatever becomes of the file meanwhile, the next call has one
 * that is on the disk and sound, with all that could be brought over, and whoever asks for its `state` hears of it.
 */
export class HistoryFile {
  readonly path: string;
  readonly #clock: Clock;
  readonly #atWork: AtWork;
  #opened: Opened | null = null;
  /** Why the copy in memory is one. */
  #readOnly: Problem | null = null;
  #notices: readonly Problem[] = [];
  #newsAt = -Infinity;
  /** What the last use of each kind failed with. */
  readonly #failed = new Map<'open' | 'read' | 'write', Problem>();

  /** @param atWork hears when it is mended or brought up to date, which may take long */
  constructor(path: string, clock: Clock, atWork = UNHEARD) {
    this.path = path;
    this.#clock = clock;
    this.#atWork = atWork;
  }

  get state(): HistoryState {
    const [failed] = this.#failed.values();
    return {
      problem: failed ?? this.#readOnly ?? (this.#newsLeft > 0 ? (this.#notices.at(-1) ?? null) : null),
      notices: this.#readOnly ? [...this.#notices, this.#readOnly] : [...this.#notices],
      openedAt: this.#opened?.at ?? null,
    };
  }

  /** After how long the problem of the state is none any more, ms; null: it has to be mended first. */
  get problemLasts(): number | null {
    return this.#failed.size > 0 || this.#readOnly ? null : this.#newsLeft;
  }

  get #newsLeft(): number {
    return NEWS_MS - (this.#clock.monotonic() - this.#newsAt);
  }

  /** Whether there is one; a question that can do without begins none. */
  get isBegun(): boolean {
    return this.#opened !== null || existsSync(this.path);
  }

  /**
   * The history, for one use: the next may have to do with another file. `historyDamaged` is told once, by the call that
   * finds it; the next has the new one. The rest as for `openDatabase`.
   */
  open(): Result<History> {
    const opened = this.#current();
    if (opened.ok) this.#failed.delete('open');
    else this.#failed.set('open', opened.problem);
    return opened;
  }

  /** The open database itself, for what copies the whole of it; as `open`. */
  whole(): Result<Database.Database> {
    const opened = this.open();
    return opened.ok ? ok(this.#opened!.db) : opened;
  }

  /** Closes it; the next use opens it again, and with it checks it. */
  close(): void {
    // What was written to a file that is gone would go with it.
    if (this.#opened?.files) this.#current();
    this.#drop();
  }

  #current(): Result<History> {
    const before = this.#opened;
    if (before === null) return this.#openAnew();
    if (before.files === null) {
      if (this.#clock.monotonic() - before.since < TRY_AGAIN_MS) return ok(before.history);
    } else {
      const now = filesAt(this.path);
      if (now.history !== before.files.history) return this.#follow(before);
      if (isWhole(before.files, now)) {
        before.files = now;
        return ok(before.history);
      }
    }
    // Closing writes into the file whatever its log still holds, wherever that is by now.
    this.#drop();
    return this.#openAnew();
  }

  /** The open file is not the one on the disk: what only we have is written to that one. */
  #follow(before: Opened): Result<History> {
    this.#opened = null;
    const opened = this.#openAnew();
    const after = this.#opened as Opened | null;
    if (after?.files) {
      const brought = attempt(this.path, () => bringOver(before, after));
      // SQLite takes away the log at the path of what it closes, though it may be another's: it goes by the number of the
      // file, which two disks may have in common. So there is nothing in it then, also where others have it open.
      attempt(this.path, () => after.db.pragma('wal_checkpoint(TRUNCATE)'));
      after.history.close();
      before.history.close();
      this.#opened = null;
      const again = this.#openAnew();
      if (!brought.ok) return brought;
      this.#tell(problem('historyReplaced', { path: this.path, readings: brought.value }));
      return opened.ok ? again : opened;
    }
    // Not before there is another one that can be written: until then nobody but us has what is in this one.
    const cause = opened.ok ? this.#readOnly : opened.problem;
    this.#drop();
    this.#opened = before;
    return fail(cause ?? problem('folderUnusable', this.#unusable()));
  }

  #openAnew(): Result<History> {
    const folder = prepareDataDirectory(dirname(this.path));
    const opened = folder.ok ? this.#openFile() : folder;
    if (opened.ok) {
      // What was interrupted when a damaged one was found is brought to its end.
      this.#mend(opened.value, null);
      return this.#use(opened.value);
    }
    const { code } = opened.problem;
    if (code === 'historyDamaged') return this.#beginAfter(opened.problem);
    return code === 'folderUnusable' || code === 'diskFull' ? this.#readCopy(opened.problem) : opened;
  }

  #openFile(): Result<Database.Database> {
    return openDatabase(this.path, this.#clock, (told) => this.#tell(told), this.#atWork);
  }

  /** After a damaged one: the newest backup, or a new one, with all that could be read of it. */
  #beginAfter(damaged: Problem): Result<History> {
    const putBack = this.#atWork.during('repair', () => putBackNewest(this.path, this.#clock.now()));
    const fresh = this.#openFile();
    if (!fresh.ok) return fresh;
    const told = this.#mend(fresh.value, putBack);
    this.#use(fresh.value);
    return fail(told ?? damaged);
  }

  /** @returns the last that was told */
  #mend(db: Database.Database, putBack: NamedBackup | null): Problem | undefined {
    const around = { path: this.path, now: this.#clock.now(), putBack };
    const told = this.#atWork.during('repair', (step) => mend(db, { ...around, step }));
    for (const one of told) this.#tell(one);
    return told.at(-1);
  }

  /** Where nothing can be written, what is there can be read all the same. */
  #readCopy(cause: Problem): Result<History> {
    const db = openCopy(this.path);
    if (db === null) return fail(cause);
    this.#readOnly = cause.code === 'diskFull' ? cause : problem('historyReadOnly', this.#unusable());
    return this.#use(db, this.#readOnly);
  }

  #use(db: Database.Database, readOnly: Problem | null = null): Result<History> {
    const path = this.path;
    return attempt(path, () => {
      const own = historyOf(db, path, this.#clock);
      const history = this.#heard(readOnly === null ? own : unwritable(own, readOnly));
      const files = readOnly === null ? filesAt(path) : null;
      this.#opened = { db, history, files, at: this.#clock.now(), since: this.#clock.monotonic() };
      return history;
    });
  }

  #unusable(): { path: string; cause: string } {
    const path = dirname(this.path);
    return { path, cause: unwritableCause(path) };
  }

  #drop(): void {
    this.#opened?.history.close();
    this.#opened = null;
    this.#readOnly = null;
  }

  #tell(told: Problem): void {
    this.#newsAt = this.#clock.monotonic();
    if (!this.#notices.some((known) => isDeepStrictEqual(known, told)))
      this.#notices = [...this.#notices, told].slice(-MOST_NOTICES);
  }

  /** The same history, whose failures are known here, whoever meets them. */
  #heard(history: History): History {
    const hear = <T>(kind: 'read' | 'write', result: Result<T>): Result<T> => {
      if (result.ok) {
        this.#failed.delete(kind);
        return result;
      }
      this.#failed.set(kind, result.problem);
      if (result.problem.code !== 'historyFailed') return result;
      // Opening it again is what finds out whether the file is damaged, and sees to it.
      this.#drop();
      const again = this.open();
      if (again.ok) return result;
      this.#failed.delete(kind);
      return again;
    };
    const { journal, imports } = history;
    return {
      ...history,
      rememberPerson: (person) => hear('write', history.rememberPerson(person)),
      record: (readings) => hear('write', history.record(readings)),
      read: (questions) => hear('read', history.read(questions)),
      journal: {
        add: (...given) => hear('write', journal.add(...given)),
        entries: (window, patientId) => hear('read', journal.entries(window, patientId)),
        lastRaised: (notAfter) => hear('read', journal.lastRaised(notAfter)),
        watchedNear: (instant) => hear('read', journal.watchedNear(instant)),
        watched: () => hear('read', journal.watched()),
      },
      imports: {
        all: () => hear('read', imports.all()),
        whole: () => hear('read', imports.whole()),
        plan: (file) => hear('read', imports.plan(file)),
        add: (...given) => hear('write', imports.add(...given)),
        undo: (importId) => hear('write', imports.undo(importId)),
        addArchive: (...given) => hear('write', imports.addArchive(...given)),
        held: (patientIds) => hear('read', imports.held(patientIds)),
      },
    };
  }
}

function unwritable(history: History, cause: Problem): History {
  const refuse = () => fail(cause);
  return {
    ...history,
    rememberPerson: refuse,
    record: refuse,
    journal: { ...history.journal, add: refuse },
    imports: { ...history.imports, add: refuse, addArchive: refuse, undo: refuse },
  };
}

/**
 * Everything into a new file, since nobody can have meant to lose it; what this run has recorded into one that somebody
 * has put there.
 *
 * @returns how many readings
 */
function bringOver(before: Opened, after: Opened): number {
  const isNew = after.db.prepare('SELECT 1 FROM patient LIMIT 1').get() === undefined;
  if (isNew) return copyHistory(before.db, after.db);
  const own = before.db
    .prepare<[number], string>(
      `SELECT patient_id || ' ' || ${AT} FROM reading JOIN patient ON patient.id = ${PATIENT}
       WHERE ${AT} + created >= ?`,
    )
    .pluck()
    .all(Math.floor(before.at / SECOND));
  const recorded = new Set(own);
  const read = before.history.read((stored) =>
    stored
      .readings(null)
      .filter(({ patientId, measuredAt }) => recorded.has(`${patientId} ${measuredAt / SECOND}`)),
  );
  const written = read.ok ? after.history.record(read.value) : read;
  return written.ok ? written.value.inserted : 0;
}
