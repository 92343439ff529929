import type { DayStrip } from '../exchange/day-strip.ts';
import type {
  ImportAnswers,
  Imported,
  ImportEntry,
  ImportQuestion,
  UnderstoodFile,
} from '../exchange/import-file.ts';
import type { Person } from '../glucose/reading.ts';
import type { Result } from '../result.ts';
import { channel } from './channel.ts';

/** A file that somebody chose or dropped. Main knows by the number which; the page never hears where it is. */
export interface FileAtHand {
  file: number;
  /** Without its folder. */
  name: string;
}

/** What only the person can say of a file. */
export type Given = Omit<ImportAnswers, 'format'>;

/** A file as it was understood, and what would become of its readings. */
export interface FilePreview extends Omit<UnderstoodFile, 'readings'> {
  is: 'file';
  /** Whose readings there are in it. */
  people: Person[];
  /** Null where there are none. */
  days: DayStrip | null;
  /** Of the first and last reading, on the wearer's clock. */
  span: { from: number; to: number } | null;
  would: Imported;
}

/** An archive of everything. */
export interface ArchivePreview {
  is: 'archive';
  readings: number;
  /** Of the first and last reading, ms UTC. */
  span: { from: number; to: number } | null;
  would: Imported;
}

/** What looking into a file gives. */
export type FileLooked =
  | FilePreview
  | ArchivePreview
  /** Nothing decides it. `people`: everybody whose the readings could be. */
  | { is: 'question'; question: ImportQuestion; people: Person[] };

/**
 * Files are named by number only: `imports:choose` shows the system's dialog, and `handOver` of the bridge takes one that
 * was dropped. A number is of one file and one data folder; another file, or another folder, ends it (`fileNotAtHand`).
 */
export const IMPORTS = {
  /** Null: they thought better of it. */
  'imports:choose': channel<undefined, Result<FileAtHand | null>>('window'),
  /** Stores nothing. */
  'imports:look': channel<{ file: number; given: Given }, Result<FileLooked>>('window'),
  /** Imports what was looked into last, as it was understood then. */
  'imports:import': channel<{ file: number }, Result<Imported>>('window'),
  /** It is not wanted after all. */
  'imports:forget': channel<{ file: number }, Result<null>>('window'),
  /** Newest first; without those that were taken back. */
  'imports:list': channel<undefined, Result<ImportEntry[]>>('window'),
  'imports:undo': channel<{ importId: number }, Result<{ removed: number }>>('window'),
};

/**
 * The preload alone speaks on this, with the path of a file that was dropped on the page: `handOver`. It is no channel of
 * the bridge, so that no page can name a path.
 */
export const HAND_OVER = 'file:handOver';
