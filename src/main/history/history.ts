import type Database from 'better-sqlite3';
import type { Imported, ImportEntry } from '../../shared/exchange/import-file.ts';
import type { StoredImport } from '../../shared/exchange/stored-columns.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { problem } from '../../shared/problems.ts';
import { fail, type Result } from '../../shared/result.ts';
import type { Clock } from '../time/clock.ts';
import type { HeldColumns } from '../../shared/exchange/file-columns.ts';
import { contextsOf } from './contexts.ts';
import { archiveImport, type ArchiveImported, type ArchiveToImport } from './archive.ts';
import { ArchiveFault } from './archive-lines.ts';
import { importsOf, type FileToImport } from './imports.ts';
import { journalOf, type Journal } from './journal.ts';
import { KeptDays } from './kept-days.ts';
import { openDatabase } from './open-database.ts';
import { peopleOf, type PersonInfo } from './people.ts';
import type { GoOn } from './go-on.ts';
import { recorderOf, type Written } from './recording.ts';
import { attempt } from './storage-problem.ts';
import { storedReadings, type StoredReadings } from './stored-readings.ts';

export type { Journal, Stretch } from './journal.ts';
export type { PersonInfo } from './people.ts';
export type { Written } from './recording.ts';
export type { InstantWindow } from './series.ts';
export type { StoredReadings } from './stored-readings.ts';

/**
 * Every reading ever recorded. Instants are ms UTC, whole seconds. Anything may fail with `diskFull`, `historyBusy`,
 * `folderUnusable` or `historyFailed`; what failed has changed nothing.
 */
export interface History {
  /** Adds a person or takes over what was last heard of them; writes only where something changed. */
  rememberPerson(person: PersonInfo): Result<void>;
  /**
   * Stores all or none, durable once it returns. One reading per person and UTC second: value and trend of the
   * higher-ranked source win, sensor, offset and target likewise each by itself, whatever came first.
   */
  record(readings: readonly Reading[]): Result<Written>;
  /**
   * Asks as many questions as it takes, all answered from the same state of the history; the first that fails is
   * the problem returned. Nothing may be written meanwhile.
   */
  read<T>(questions: (stored: StoredReadings) => T): Result<T>;
  /** SQLite's version. */
  readonly sqlite: string;
  /** What the alarms did, and why. */
  readonly journal: Journal;
  /** Files that were imported; see `Imports`. */
  readonly imports: HistoryImports;
  /** Never fails: what could not be tidied up is tidied up at the next start. */
  close(): void;
}

/** As `Imports`, whose failures are results. */
export interface HistoryImports {
  all(): Result<ImportEntry[]>;
  whole(): Result<StoredImport[]>;
  plan(file: FileToImport, goOn?: GoOn): Result<Imported>;
  add(file: FileToImport, goOn?: GoOn): Result<Imported>;
  undo(importId: number): Result<number | null>;
  /** Takes an archive over; `fileNotUnderstood` where it is none that is whole. */
  addArchive(archive: ArchiveToImport, goOn?: GoOn): Result<ArchiveImported>;
  held(patientIds: readonly string[]): Result<HeldColumns[]>;
}

/** Opens or creates the history at `path`; see `openDatabase` for the problems. */
export function openHistory(path: string, clock: Clock): Result<History> {
  const opened = openDatabase(path, clock);
  return opened.ok ? attempt(path, () => historyOf(opened.value, path, clock)) : opened;
}

/** The history in an open database. @param path only for naming it in problems */
export function historyOf(db: Database.Database, path: string, clock: Clock): History {
  const contexts = contextsOf(db);
  const people = peopleOf(db);
  const kept = new KeptDays(db);
  const record = recorderOf(db, people, contexts, clock, kept);
  const stored = storedReadings(db, people, contexts, kept);
  const imports = importsOf(db, people, contexts, clock);
  const addArchive = archiveImport(db, people, contexts, clock);
  // A transaction even for reading: the answers must not come from before and after another process's commit.
  const read = <T>(questions: (readings: StoredReadings) => T): T => db.transaction(questions)(stored);
  return {
    rememberPerson: (person) => attempt(path, () => kept.during(() => people.remember(person))),
    record: (readings) => attempt(path, () => record(readings)),
    read: (questions) => attempt(path, () => read(questions)),
    sqlite: db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '',
    journal: journalOf(db, people, path, clock, kept),
    imports: {
      all: () => attempt(path, () => imports.all()),
      whole: () => attempt(path, () => imports.whole()),
      plan: (file, goOn = () => {}) => attempt(path, () => db.transaction(() => imports.plan(file, goOn))()),
      add: (file, goOn = () => {}) => attempt(path, () => imports.add(file, goOn)),
      undo: (importId) => attempt(path, () => imports.undo(importId)),
      addArchive(archive, goOn = () => {}) {
        try {
          return attempt(path, () => addArchive(archive, goOn));
        } catch (error) {
          if (!(error instanceof ArchiveFault)) throw error;
          return fail(problem('fileNotUnderstood', { fault: error.fault }));
        }
      },
      held: (patientIds) => attempt(path, () => patientIds.map((patientId) => imports.held(patientId))),
    },
    close: () => void attempt(path, () => db.close()),
  };
}
