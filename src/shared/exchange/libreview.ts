import type { FileLayout, RowKind, Table } from './import-file.ts';
import { fieldOf, filledFields, isBlank, noKinds, numbering, skip, unitIn, type Sheet } from './sheet.ts';
import { stampReader, type Stamp } from './stamps.ts';
import { sheetValue } from './values.ts';

/** Where things stand; the words of the header do not matter, they are of the account's language. */
interface Places {
  device: readonly number[];
  stamp: number;
  type: number;
  history: number;
  scan: number;
}

const ACCOUNT: Places = { device: [0, 1], stamp: 2, type: 3, history: 4, scan: 5 };
/** The old program for readers: one device, which it does not name. */
const READER: Places = { device: [], stamp: 1, type: 2, history: 3, scan: 4 };

const KINDS: readonly RowKind[] = ['history', 'scan', 'strip', 'ketone', 'insulin', 'food', 'other'];

/** The header is among the first rows; among so many below it one must be a row of data. */
const HEADER_WITHIN = 10;
const DATA_WITHIN = 5;
const LEAST_FIELDS = 6;
/** Of a LibreView file no more rows than this have a type that is not known; a few always may. */
const UNKNOWN_SHARE = 0.05;
const UNKNOWN_ROWS = 3;

/** A LibreView export, or one of the program for readers, in any language; null where it is none. */
export function libreview(table: Table): Sheet | null {
  const { rows } = table;
  const header = headerOf(rows);
  if (!header) return null;
  const { at, places } = header;
  const names = rows[at] ?? [];
  const sheet: Sheet = {
    clock: 'wall',
    format: 'libreview',
    layout: layoutOf(table, at, places),
    headerUnit: unitIn(fieldOf(names, places.history)),
    endsAreOffScale: true,
    total: 0,
    kinds: noKinds(),
    skips: new Map(),
    devices: [],
    rows: [],
  };
  const reader = {
    places,
    width: widthOf(rows, at),
    numberOf: numbering(sheet.devices),
    stampOf: stampReader(),
  };
  let known = 0;
  for (let index = at + 1; index < rows.length; index++) {
    const row = rows[index] ?? [];
    if (isBlank(row)) continue;
    sheet.total += 1;
    const kind = kindOf(row, places);
    if (kind !== null) {
      known += 1;
      sheet.kinds[kind] += 1;
    }
    take(sheet, row, index, kind, reader);
  }
  const unknown = sheet.total - known;
  return unknown > Math.max(UNKNOWN_ROWS, UNKNOWN_SHARE * sheet.total) || known === 0 ? null : sheet;
}

function kindOf(row: readonly string[], { type }: Places): RowKind | null {
  const text = fieldOf(row, type);
  return /^[0-6]$/.test(text) ? (KINDS[Number(text)] ?? null) : null;
}

/** What rows are read with. */
interface Reader {
  places: Places;
  width: number;
  numberOf: (text: string, name: string) => number;
  stampOf: (text: string) => Stamp | null;
}

function take(
  { rows, skips }: Sheet,
  row: readonly string[],
  index: number,
  kind: RowKind | null,
  { places, width, numberOf, stampOf }: Reader,
): void {
  if (kind === null) return skip(skips, 'unknownType', index);
  if (kind !== 'history' && kind !== 'scan') return skip(skips, kind, index);
  // A comma too many, as of decimals without quotes, and each field stands where another is expected.
  if (row.length > width) return skip(skips, 'longRow', index);
  const [own, other] = kind === 'history' ? [places.history, places.scan] : [places.scan, places.history];
  const [stamp, value] = [fieldOf(row, places.stamp), fieldOf(row, own)];
  if (stamp === '') return skip(skips, 'noTime', index);
  if (fieldOf(row, other) !== '') return skip(skips, 'badValue', index);
  if (value === '') return skip(skips, 'noValue', index);
  const [name = '', serial = ''] = places.device.map((place) => fieldOf(row, place));
  const device = numberOf(`${name}\t${serial}`, name);
  rows.push({
    index,
    kind,
    stampText: stamp,
    stamp: stampOf(stamp),
    valueText: value,
    value: sheetValue(value),
    device,
  });
}

/** The first row that is followed by data and is none itself. */
function headerOf(rows: Table['rows']): { at: number; places: Places } | null {
  const stampOf = stampReader();
  const isData = (row: readonly string[], places: Places): boolean =>
    kindOf(row, places) !== null && stampOf(fieldOf(row, places.stamp)) !== null;
  for (let at = 0; at < Math.min(HEADER_WITHIN, rows.length); at++) {
    const row = rows[at] ?? [];
    if (filledFields(row) < LEAST_FIELDS) continue;
    const below = rows.slice(at + 1, at + 1 + DATA_WITHIN);
    for (const places of [ACCOUNT, READER]) {
      if (isData(row, places)) return null;
      if (below.some((one) => isData(one, places))) return { at, places };
    }
  }
  return null;
}

/** How many fields the rows have: the header's number, or what most of the first rows have where that is more. */
function widthOf(rows: Table['rows'], header: number): number {
  const counts = new Map<number, number>();
  for (const { length } of rows.slice(header + 1, header + 1000)) {
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [usual] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0]);
  return Math.max(usual, rows[header]?.length ?? 0);
}

function layoutOf({ rows, delimiter }: Table, header: number, places: Places): FileLayout {
  if (places === READER) return 'reader';
  if (delimiter !== ',') return 'resaved';
  const above = rows.slice(1, header);
  if (/\((?:mmol|mg)/i.test(fieldOf(rows[header] ?? [], places.history))) return 'meter';
  if (above.some((row) => !isBlank(row))) return 'clinic';
  return above.length > 0 || (rows[0]?.length ?? 0) > LEAST_FIELDS ? 'accountPadded' : 'account';
}
