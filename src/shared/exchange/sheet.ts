import type { OffScale, Target } from '../glucose/range.ts';
import type { TrendArrow } from '../glucose/trend.ts';
import type { Unit } from '../glucose/units.ts';
import type { FileFormat, FileLayout, RowKind, SkipReason } from './import-file.ts';
import type { Stamp } from './stamps.ts';

/** Rows that are not imported, by reason: their places in the table or list, from 0. */
export type Skips = Map<SkipReason, number[]>;

export function skip(skips: Skips, reason: SkipReason, index: number): void {
  const rows = skips.get(reason);
  if (rows) rows.push(index);
  else skips.set(reason, [index]);
}

/** A row of a file with wall clocks, as it stands: order, unit and zone are not decided. */
export interface SheetRow {
  index: number;
  kind: 'history' | 'scan';
  stampText: string;
  /** Null where the text is no stamp. */
  stamp: Stamp | null;
  valueText: string;
  value: SheetValue;
  /** The number of the device: each has a clock of its own. */
  device: number;
}

/** A figure of a unit that is not decided, or the side off the scale; null for what is neither. */
export type SheetValue = number | OffScale | null;

interface Found {
  format: FileFormat;
  layout: FileLayout;
  /** Rows below the header. */
  total: number;
  kinds: Record<RowKind, number>;
  skips: Skips;
}

/** A file whose rows are stamped by a wall clock without a zone. */
export interface Sheet extends Found {
  clock: 'wall';
  headerUnit: Unit | null;
  /** The ends of the scale are written as their numbers. */
  endsAreOffScale: boolean;
  /** Of the devices, by number; empty where the file does not name them. */
  devices: string[];
  rows: SheetRow[];
}

/** Who a row is of, as the file says it. */
export interface FilePerson {
  id: string | null;
  name: string;
}

/** A row of a file with instants: all is decided but whose it is. */
export interface InstantRow {
  index: number;
  at: number;
  /** The wearer's clock minus UTC where the row says it. */
  offsetSeconds: number | null;
  mgdl: number;
  offScale: OffScale | null;
  trend: TrendArrow | null;
  sensorSerial: string | null;
  target: Target | null;
  person: FilePerson | null;
}

/** A file whose rows have instants, in mg/dL. */
export interface Entries extends Found {
  clock: 'instant';
  rows: InstantRow[];
}

export function noKinds(): Record<RowKind, number> {
  return { history: 0, scan: 0, strip: 0, ketone: 0, insulin: 0, food: 0, other: 0 };
}

/** Rows of one device and kind follow each other in time: the number of their clock. */
export function clockOf({ device, kind }: Pick<SheetRow, 'device' | 'kind'>): number {
  return device * 2 + (kind === 'scan' ? 1 : 0);
}

/** Numbers texts as they come, from 0. @param names gets one for each number */
export function numbering(names: string[]): (text: string, name: string) => number {
  const numbers = new Map<string, number>();
  return (text, name) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return names.push(name) - 1;
  };
}

/** A field without the spaces around it, of whatever kind they are. */
export function fieldOf(row: readonly string[], index: number): string {
  return (row[index] ?? '').trim();
}

export function isBlank(row: readonly string[]): boolean {
  return row.every((field) => field.trim() === '');
}

export function filledFields(row: readonly string[]): number {
  return row.filter((field) => field.trim() !== '').length;
}

/** The unit that a header names; null where it names none. */
export function unitIn(header: string): Unit | null {
  if (/mmol/i.test(header)) return 'mmol';
  return /mg\s*\/\s*dl/i.test(header) ? 'mgdl' : null;
}

/** A number with a dot or a comma before its decimals; null for anything else. */
export function numberIn(text: string): number | null {
  return /^\d{1,4}(?:[.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : null;
}
