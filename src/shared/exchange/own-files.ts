import { unguarded } from '../formula-guard.ts';
import type { OffScale, Target } from '../glucose/range.ts';
import { scaledValue } from '../glucose/reading.ts';
import { TREND_LABELS, trendArrow, type TrendArrow } from '../glucose/trend.ts';
import { readingMmol } from '../glucose/units.ts';
import { SECOND } from '../time.ts';
import type { FileLayout, Table } from './import-file.ts';
import { fieldOf, isBlank, noKinds, numberIn, skip, type Entries, type InstantRow } from './sheet.ts';
import { isoInstant } from './stamps.ts';
import { recordOf } from '../records.ts';

/** The columns of our own table of readings, by which it is known; `person` only where names were wanted. */
export const OWN_COLUMNS = [
  'time_utc',
  'time_local',
  'utc_offset_minutes',
  'glucose_mgdl',
  'glucose_mmol',
  'trend',
  'source',
  'off_scale',
  'sensor',
] as const;
export const PERSON_COLUMN = 'person';

type Read = Omit<InstantRow, 'index'> | 'noTime' | 'badTime' | 'badValue' | 'unknownPerson';

/** Our own table; null where it is none. Columns may stand in any order. */
export function ownTable({ rows }: Table): Entries | null {
  const names = (rows[0] ?? []).map((name) => name.trim());
  if (!OWN_COLUMNS.every((name) => names.includes(name))) return null;
  const found = empty('csv');
  rows.forEach((row, index) => {
    if (index === 0 || isBlank(row)) return;
    take(
      found,
      index,
      ofTable((name) => fieldOf(row, names.indexOf(name)), names.includes(PERSON_COLUMN)),
    );
  });
  return found;
}

/** A list of readings as `history --json` prints it; null where it is none. */
export function ownList(list: readonly unknown[]): Entries | null {
  const items = list.map(recordOf);
  const known = items.filter((item) => 'measuredAt' in item && 'mgdl' in item && 'patientId' in item);
  if (known.length * 2 <= list.length) return null;
  const found = empty('json');
  items.forEach((item, index) => take(found, index, ofList(item)));
  return found;
}

function empty(layout: FileLayout): Entries {
  return {
    clock: 'instant',
    format: 'glucoglance',
    layout,
    total: 0,
    kinds: noKinds(),
    skips: new Map(),
    rows: [],
  };
}

function take(found: Entries, index: number, read: Read): void {
  found.total += 1;
  found.kinds.history += 1;
  if (typeof read === 'string') skip(found.skips, read, index);
  else found.rows.push({ index, ...read });
}

function ofTable(field: (name: string) => string, hasPerson: boolean): Read {
  if (field('time_utc') === '') return 'noTime';
  const [instant, local] = [isoInstant(field('time_utc')), isoInstant(field('time_local'))];
  const offset = /^-?\d{1,4}$/.test(field('utc_offset_minutes')) ? Number(field('utc_offset_minutes')) : null;
  if (instant === null || (instant.offsetMinutes ?? 0) !== 0) return 'badTime';
  // The time stands there twice; where the two differ, nobody knows which is meant.
  if (local === null ? offset !== null : local.at !== instant.at + (offset ?? 0) * 60 * SECOND)
    return 'badTime';
  const value = valueOf(numberIn(field('glucose_mgdl')), numberIn(field('glucose_mmol')), field('off_scale'));
  if (value === null) return 'badValue';
  const person = unguarded(field(PERSON_COLUMN));
  if (hasPerson && person === '') return 'unknownPerson';
  return {
    ...value,
    at: instant.at,
    offsetSeconds: offset === null ? null : offset * 60,
    trend: labelled(field('trend')),
    sensorSerial: unguarded(field('sensor')) || null,
    target: null,
    person: hasPerson ? { id: null, name: person } : null,
  };
}

function ofList(item: Record<string, unknown>): Read {
  const { measuredAt, mgdl, mmol, offScale, patientId, patientName, sensorSerial } = item;
  if (typeof measuredAt !== 'string') return 'noTime';
  const instant = isoInstant(measuredAt);
  if (instant?.offsetMinutes !== 0) return 'badTime';
  if (typeof patientId !== 'string' || patientId === '') return 'unknownPerson';
  const figure = (one: unknown): number | null => (typeof one === 'number' ? one : null);
  const value = valueOf(figure(mgdl), figure(mmol), typeof offScale === 'string' ? offScale : '');
  if (value === null) return 'badValue';
  return {
    ...value,
    at: instant.at,
    offsetSeconds: null,
    trend: trendArrow(item['trendArrow']),
    sensorSerial: typeof sensorSerial === 'string' ? sensorSerial : null,
    target: targetOf(item['targetLow'], item['targetHigh']),
    person: { id: patientId, name: typeof patientName === 'string' ? patientName : '' },
  };
}

/** The value stands there in both units; where they contradict each other, nobody knows which is meant. */
function valueOf(
  mgdl: number | null,
  mmol: number | null,
  mark: string,
): { mgdl: number; offScale: OffScale | null } | null {
  if (mgdl === null || mmol === null || !Number.isInteger(mgdl)) return null;
  if (Math.abs(readingMmol(mgdl) - mmol) > 0.05) return null;
  if (mark !== '' && mark !== 'HI' && mark !== 'LO') return null;
  const value = scaledValue(mgdl, { isHigh: mark === 'HI', isLow: mark === 'LO' });
  return value?.mgdl === mgdl ? value : null;
}

function labelled(text: string): TrendArrow | null {
  return trendArrow(TREND_LABELS.findIndex((label) => label === text) + 1);
}

function targetOf(low: unknown, high: unknown): Target | null {
  if (typeof low !== 'number' || typeof high !== 'number') return null;
  return low > 0 && low < high && high <= 500 ? { low, high } : null;
}
