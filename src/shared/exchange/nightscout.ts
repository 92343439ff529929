import { scaledValue } from '../glucose/reading.ts';
import type { TrendArrow } from '../glucose/trend.ts';
import { SECOND } from '../time.ts';
import type { FileLayout, RowKind, Table } from './import-file.ts';
import { fieldOf, isBlank, noKinds, skip, type Entries } from './sheet.ts';
import { isoInstant } from './stamps.ts';
import { recordOf, type AnyRecord } from '../records.ts';

/** Nightscout's directions; what is no direction is no trend. Libre has five, so the steeper ones are the steepest. */
const DIRECTIONS: Record<string, TrendArrow> = {
  TripleDown: 1,
  DoubleDown: 1,
  SingleDown: 1,
  FortyFiveDown: 2,
  Flat: 3,
  FortyFiveUp: 4,
  SingleUp: 5,
  DoubleUp: 5,
  TripleUp: 5,
};

/** Below it `sgv` is a code of the sensor's errors; 39 itself is below the scale. */
const LEAST_SGV = 39;
/** Nothing is older than 2000; a smaller number is none of milliseconds. */
const EARLIEST = 946_684_800_000;

/** Entries as Nightscout's `entries.json` gives them; null where the list holds none. */
export function nightscoutList(list: readonly unknown[]): Entries | null {
  const entries = list.map(recordOf);
  const known = entries.filter((entry) => 'date' in entry && ('sgv' in entry || 'type' in entry));
  if (known.length * 2 <= list.length) return null;
  return taken('entriesJson', entries.entries());
}

const V1_FIELDS = ['dateString', 'date', 'sgv', 'direction', 'device'];
const V1_SHARE = 0.95;

/** Entries as a table: with a header (v3), or without (v1), where the two ways to write the time know it. */
export function nightscoutTable({ rows }: Table): Entries | null {
  const names = (rows[0] ?? []).map((name) => name.trim());
  const hasHeader = names.includes('date') && names.includes('sgv');
  const fields = hasHeader ? names : V1_FIELDS;
  const filled = rows.flatMap((row, index): [number, AnyRecord][] => {
    if (isBlank(row) || (hasHeader && index === 0)) return [];
    return [[index, Object.fromEntries(fields.map((name, at) => [name, fieldOf(row, at)]))]];
  });
  if (!hasHeader) {
    const known = filled.filter(([, entry]) => timesAgree(entry));
    if (known.length === 0 || known.length < V1_SHARE * filled.length) return null;
  }
  return taken(hasHeader ? 'entriesCsvHeader' : 'entriesCsv', filled, (entry) => timesAgree(entry));
}

/** Whether `dateString`, where it names its zone, is of the same second as `date`. */
function timesAgree({ date, dateString }: AnyRecord): boolean {
  const written = typeof dateString === 'string' ? isoInstant(dateString) : null;
  if (written === null || written.offsetMinutes === null) return false;
  return Math.floor(Number(date) / SECOND) * SECOND === written.at;
}

function taken(
  layout: FileLayout,
  entries: Iterable<[number, AnyRecord]>,
  isSound: (entry: AnyRecord) => boolean = () => true,
): Entries {
  const found: Entries = {
    clock: 'instant',
    format: 'nightscout',
    layout,
    total: 0,
    kinds: noKinds(),
    skips: new Map(),
    rows: [],
  };
  const { kinds, skips, rows } = found;
  for (const [index, entry] of entries) {
    found.total += 1;
    const kind = kindOf(entry);
    kinds[kind] += 1;
    const at = figure(entry['date']);
    const sgv = figure(entry['sgv']);
    if (kind !== 'history') skip(skips, kind === 'scan' ? 'other' : kind, index);
    else if (at === null) skip(skips, 'noTime', index);
    else if (at < EARLIEST || !isSound(entry)) skip(skips, 'badTime', index);
    else if (sgv === null) skip(skips, 'noValue', index);
    else if (sgv < LEAST_SGV) skip(skips, 'sensorError', index);
    else {
      const value = scaledValue(sgv, { isHigh: false, isLow: false });
      if (value === null) skip(skips, 'badValue', index);
      else {
        rows.push({
          ...value,
          index,
          at: Math.floor(at / SECOND) * SECOND,
          offsetSeconds: offsetOf(entry['utcOffset']),
          trend: DIRECTIONS[String(entry['direction'])] ?? null,
          sensorSerial: null,
          target: null,
          person: null,
        });
      }
    }
  }
  return found;
}

/** An entry without a type is a reading if it has a value of one. */
function kindOf({ type, sgv, mbg }: AnyRecord): RowKind {
  const named = typeof type === 'string' && type !== '' ? type : null;
  if (named === 'sgv' || (named === null && figure(sgv) !== null)) return 'history';
  return named === 'mbg' || (named === null && figure(mbg) !== null) ? 'strip' : 'other';
}

/** Numbers are written as texts too. */
function figure(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && /^\d{1,15}(?:\.\d+)?$/.test(value.trim()) ? Number(value) : null;
}

/**
 * Minutes from UTC → seconds. Nightscout writes 0 for every entry that was sent in UTC, wherever the wearer was: it says
 * nothing.
 */
function offsetOf(value: unknown): number | null {
  const minutes = Number(value);
  if (!Number.isInteger(minutes) || minutes === 0 || minutes % 15 !== 0) return null;
  return Math.abs(minutes) <= 14 * 60 ? minutes * 60 : null;
}
