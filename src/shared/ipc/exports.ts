import type { ExportFormat } from '../exchange/export-formats.ts';
import type { Unit } from '../glucose/units.ts';
import type { Result } from '../result.ts';
import type { Period } from '../statistics/period.ts';
import { channel } from './channel.ts';

/** Somebody of whom something is recorded, followed or not. */
export interface RecordedPerson {
  patientId: string;
  /** As they are called here. */
  name: string;
  /** Of the account. */
  unit: Unit | null;
}

/** A file of the readings. Of an archive nothing else counts: it has everything of everybody. */
export interface ExportAsked {
  format: ExportFormat;
  /** Null: everybody, which only a table with names and an archive can say. */
  patientId: string | null;
  /** Null: everything. */
  period: Period | null;
  /** Names of people stand in it. */
  named: boolean;
  /** Of a table: semicolons between cells, and a comma before decimals. */
  decimalComma: boolean;
  /** Of the values, where the format has one. */
  unit: Unit;
}

/** What was saved: its name alone, how many readings, and when the first and the last are of, ms UTC. */
export interface SavedExport {
  file: string;
  readings: number;
  from: number | null;
  to: number | null;
}

export const EXPORTS = {
  'exports:people': channel<undefined, Result<RecordedPerson[]>>('window'),
  /** Where the person says; null where they thought better of it. */
  'exports:save': channel<ExportAsked, Result<SavedExport | null>>('window'),
  /** Shows what was saved last where the system shows files. */
  'exports:show': channel<undefined, Result<null>>('window'),
};
