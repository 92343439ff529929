import type { Person, Reading, ReadingSource } from '../glucose/reading.ts';
import type { Unit } from '../glucose/units.ts';
import type { Problem } from '../problems.ts';
import type { LocalTime } from '../statistics/civil-clock.ts';

/** What other programs' files may have at most. Ours have no cap only as an archive. */
export const IMPORT_LIMITS = { bytes: 64 * 1024 * 1024, rows: 2_000_000 } as const;

export const FILE_FORMATS = ['libreview', 'clarity', 'nightscout', 'glucoglance'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/**
 * How the rows of a format lie; docs/import.md. LibreView: `account` (A), `accountPadded` (B: blank line or padded
 * title), `clinic` (C), `meter` (D), `reader` (E), `resaved` (F).
 */
export type FileLayout =
  | 'account'
  | 'accountPadded'
  | 'clinic'
  | 'meter'
  | 'reader'
  | 'resaved'
  | 'clarity'
  | 'entriesJson'
  | 'entriesCsv'
  | 'entriesCsvHeader'
  | 'csv'
  | 'json'
  | 'archive';

export const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/**
 * Why something is taken to be so: `read` stands in the file and leaves no other choice; `proven` agrees with readings we
 * heard ourselves; `guessed` is likely; `given` was said by the person.
 */
export type Basis = 'read' | 'proven' | 'guessed' | 'given';

/** Something decided once for the whole file. */
export interface Decided<T> {
  value: T;
  basis: Basis;
}

/** What a row of a file is. Only `history`, and on request `scan`, become readings. */
export const ROW_KINDS = ['history', 'scan', 'strip', 'ketone', 'insulin', 'food', 'other'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/**
 * Why a row is not imported. A kind: because it is of that kind. `noTime`, `badTime`, `noValue`, `badValue`: not there,
 * or not of the form and within the limits of the rest of the file. `futureTime`: later than now. `longRow`: more fields
 * than its neighbours, so that nobody knows which is which. `sameTime`: an earlier row of the file is of that time.
 * `otherDevice`: the same reading by the device that has more of that day. `unknownPerson`, `otherPerson`: of somebody
 * not known here, or not meant.
 */
export type SkipReason =
  | Exclude<RowKind, 'history'>
  | 'noTime'
  | 'badTime'
  | 'futureTime'
  | 'noValue'
  | 'badValue'
  | 'sensorError'
  | 'longRow'
  | 'unknownType'
  | 'sameTime'
  | 'otherDevice'
  | 'unknownPerson'
  | 'otherPerson';

export interface Skipped {
  reason: SkipReason;
  rows: number;
  /** The first of them, as `FileReading.line` counts. */
  lines: number[];
}

/** How many lines of a skipped reason are named. */
export const LINES_NAMED = 20;

/** One reading of a file; `source` is `import` always. */
export interface FileReading extends Reading {
  /** Where it stands: the line of a text, from 1; in JSON the place in the list, from 1. */
  line: number;
  kind: 'history' | 'scan';
  /** What the file's clock showed, or the wearer's where the file has instants. */
  wall: LocalTime;
  /** Whether the file has the instant itself, not a clock alone. */
  isExact: boolean;
}

/** A file as it was understood; what the preview shows and what is imported. */
export interface UnderstoodFile {
  format: FileFormat;
  layout: FileLayout;
  unit: Decided<Unit>;
  /** Null where the file has instants. */
  dateOrder: Decided<DateOrder> | null;
  /** IANA name. Null where the file says the wearer's clock itself, row by row. */
  zone: Decided<string> | null;
  /** How many rows could be compared with readings heard here, and how many agree. */
  compared: { rows: number; agree: number };
  /** What the readings were taken with, as far as the file names it. */
  devices: string[];
  /** Rows below the header; `readings.length` and all `skipped.rows` together. */
  rows: number;
  kinds: Record<RowKind, number>;
  /** By person, oldest first; at most one of a person and a second. */
  readings: FileReading[];
  skipped: Skipped[];
  /** Readings whose time no clock of the zone showed: taken as after the gap. */
  inMissingHour: number;
  /** Lines before which a device's clock went back on a day without a change of the zone's clock, the first of them. */
  clockSetBack: number[];
}

/** A stamp that fits several orders, and what each makes of it. */
export interface ExampleStamp {
  line: number;
  text: string;
  readAs: { order: DateOrder; wall: LocalTime }[];
}

/** What nothing decides: somebody has to be asked. Each is answered by one of `ImportAnswers`. */
export type ImportQuestion =
  | { about: 'dateOrder'; examples: ExampleStamp[] }
  /** The header says one thing and the values another, or nothing says anything. */
  | { about: 'unit'; header: Unit | null; examples: { line: number; text: string }[] }
  /**
   * `candidates`: zones that fit what we know of the wearer's clock. `shiftMinutes`: the file's clock minus the wearer's
   * where readings show it, else null.
   */
  | { about: 'zone'; candidates: string[]; shiftMinutes: number | null }
  /** `compared`: where the rows were held against one person's readings and do not agree. */
  | { about: 'person'; people: string[]; compared: { rows: number; agree: number } | null };

/** What came out of looking at a file. The window and the command line show the same. */
export type Understanding =
  | { is: 'understood'; file: UnderstoodFile }
  | { is: 'question'; question: ImportQuestion }
  | { is: 'problem'; problem: Problem };

/** What the person said; null where nothing. */
export interface ImportAnswers {
  patientId: string | null;
  format: FileFormat | null;
  unit: Unit | null;
  dateOrder: DateOrder | null;
  zone: string | null;
  /** Scans too, not only the history. */
  scans: boolean;
}

/** A reading that we hold, as much of it as an import needs to know. */
export interface HeldReading {
  /** ms UTC */
  measuredAt: number;
  /** What the wearer's clock showed; null where that is unknown. */
  wall: LocalTime | null;
  mgdl: number;
  source: ReadingSource;
}

/** What became of the readings of a file. */
export interface Imported {
  /** Null where nothing was to be stored. */
  importId: number | null;
  inserted: number;
  duplicates: number;
  conflicts: number;
  /** When the same file was imported last, ms UTC; null: never, or it was taken back. */
  alreadyImportedAt: number | null;
}

/** An import that was made and not taken back. */
export interface ImportEntry {
  importId: number;
  /** ms UTC */
  at: number;
  format: FileFormat;
  /** Of the first and last reading of the file, ms UTC; null where it had none. */
  from: number | null;
  to: number | null;
  /** How many of its readings were stored then. */
  inserted: number;
}

/** All that a file is understood by, besides itself. */
export interface ImportContext {
  answers: ImportAnswers;
  people: readonly Person[];
  /** All that we hold of a person, in any order. */
  held: (patientId: string) => readonly HeldReading[];
  /** IANA name of the zone this computer is in. */
  systemZone: string;
  /** ms UTC */
  now: number;
}

/** A table as it was cut into fields; nothing is read of it yet. */
export interface Table {
  delimiter: string;
  rows: readonly (readonly string[])[];
}
