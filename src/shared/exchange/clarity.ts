import type { Table } from './import-file.ts';
import {
  fieldOf,
  filledFields,
  isBlank,
  noKinds,
  numberIn,
  numbering,
  skip,
  unitIn,
  type Sheet,
} from './sheet.ts';
import { stampReader } from './stamps.ts';
import { sheetValue } from './values.ts';

const HEADER_WITHIN = 10;
const COLUMNS = 13;
const [NUMBER, STAMP, EVENT, DEVICE, VALUE] = [0, 1, 2, 6, 7];
const NUMBERED_SHARE = 0.95;

/** An export of Dexcom Clarity, by position, in any language; null where it is none. */
export function clarity({ rows }: Table): Sheet | null {
  const header = rows.findIndex((row, at) => at < HEADER_WITHIN && filledFields(row) >= COLUMNS);
  if (header === -1) return null;
  const names = rows[header] ?? [];
  const below = rows.flatMap((row, index) => (index > header && !isBlank(row) ? [{ row, index }] : []));
  const numbered = below.filter(({ row }) => /^\d+$/.test(fieldOf(row, NUMBER)));
  if (below.length === 0 || numbered.length < NUMBERED_SHARE * below.length) return null;
  const event = readingEvent(below.map(({ row }) => row));
  if (event === null) return null;
  const sheet: Sheet = {
    clock: 'wall',
    format: 'clarity',
    layout: 'clarity',
    headerUnit: unitIn(fieldOf(names, VALUE)),
    endsAreOffScale: false,
    total: below.length,
    kinds: noKinds(),
    skips: new Map(),
    devices: [],
    rows: [],
  };
  const numberOf = numbering(sheet.devices);
  const stampOf = stampReader();
  for (const { row, index } of below) {
    const kind = fieldOf(row, EVENT) === event ? 'history' : 'other';
    sheet.kinds[kind] += 1;
    const [stamp, value, device] = [fieldOf(row, STAMP), fieldOf(row, VALUE), fieldOf(row, DEVICE)];
    if (kind === 'other') skip(sheet.skips, 'other', index);
    else if (row.length > names.length) skip(sheet.skips, 'longRow', index);
    else if (stamp === '') skip(sheet.skips, 'noTime', index);
    else if (value === '') skip(sheet.skips, 'noValue', index);
    else
      sheet.rows.push({
        index,
        kind,
        stampText: stamp,
        stamp: stampOf(stamp),
        valueText: value,
        value: sheetValue(value),
        device: numberOf(device, device),
      });
  }
  return sheet;
}

/** The word for a reading: `EGV`, else what more than half of the rows with a time and a number are called. */
function readingEvent(rows: readonly (readonly string[])[]): string | null {
  const stampOf = stampReader();
  const counts = new Map<string, number>();
  let all = 0;
  for (const row of rows) {
    if (numberIn(fieldOf(row, VALUE)) === null || stampOf(fieldOf(row, STAMP)) === null) continue;
    const event = fieldOf(row, EVENT);
    all += 1;
    counts.set(event, (counts.get(event) ?? 0) + 1);
  }
  if (counts.has('EGV')) return 'EGV';
  for (const [event, count] of counts) if (count * 2 > all) return event;
  return null;
}
