import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentOf, textOf } from '../../../src/main/exchange/file-content.ts';
import type { DateOrder, UnderstoodFile } from '../../../src/shared/exchange/import-file.ts';
import { understand } from '../../../src/shared/exchange/understand.ts';
import { hasReferenceData, referencePath } from '../../support/reference-data.ts';
import { importContext } from '../../support/import-context.ts';

/*
 * Real exports against a reading of them that shares no code with ours: lines are split by hand, and what each file is
 * like is written down here.
 */

interface Known {
  file: string;
  layout: string;
  unit: 'mmol' | 'mgdl';
  order: DateOrder;
  basis: string;
  separator: string;
  /** Lines above the data. */
  above: number;
  /** Where the time, the type and the value of each kind stand. */
  places: { stamp: number; type: number; history: number; scan: number };
}

const ACCOUNT = { stamp: 2, type: 3, history: 4, scan: 5 };
const KNOWN: Known[] = [
  {
    file: 'de_mgdl_24h_dmy_blankline.csv',
    layout: 'accountPadded',
    unit: 'mgdl',
    order: 'dmy',
    basis: 'read',
    separator: ',',
    above: 3,
    places: ACCOUNT,
  },
  {
    file: 'en-US_mgdl_12h_mdy_LibreLink.csv',
    layout: 'account',
    unit: 'mgdl',
    order: 'mdy',
    basis: 'read',
    separator: ',',
    above: 2,
    places: ACCOUNT,
  },
  {
    file: 'en-GB_mmol_24h_dmy_types0-6.csv',
    layout: 'accountPadded',
    unit: 'mmol',
    order: 'dmy',
    basis: 'guessed',
    separator: ',',
    above: 2,
    places: ACCOUNT,
  },
  {
    file: 'en_mmol_24h_dmy_Libre3.csv',
    layout: 'account',
    unit: 'mmol',
    order: 'dmy',
    basis: 'read',
    separator: ',',
    above: 2,
    places: ACCOUNT,
  },
  {
    file: 'reader-software_mmol.tsv',
    layout: 'reader',
    unit: 'mmol',
    order: 'ymd',
    basis: 'read',
    separator: '\t',
    above: 2,
    places: { stamp: 1, type: 2, history: 3, scan: 4 },
  },
];

interface Row {
  line: number;
  kind: string;
  wall: string;
  mgdl: number;
}

/** `2025-06-18 16:32` of a stamp, letter by letter. */
function isoStamp(text: string, order: DateOrder): string {
  const [date = '', time = '', half] = text.split(' ');
  const [a = '', b = '', c = ''] = date.split(/[-/]/);
  const [year, month, day] = { ymd: [a, b, c], dmy: [c, b, a], mdy: [c, a, b] }[order];
  const [hour = '', minute = ''] = time.split(':');
  const hours = half ? (Number(hour) % 12) + (half === 'PM' ? 12 : 0) : Number(hour);
  return `${year}-${month}-${day} ${String(hours).padStart(2, '0')}:${minute}`;
}

/** History and scans, one of each minute, history first. */
function independent({ file, unit, order, separator, above, places }: Known): Row[] {
  const lines = readFileSync(referencePath('libreview', file), 'utf8').split(/\r?\n/);
  const rows = lines.flatMap((text, index): Row[] => {
    const fields = text.split(separator);
    const kind = { 0: 'history', 1: 'scan' }[Number(fields[places.type])];
    if (index < above || kind === undefined) return [];
    const value = Number(fields[kind === 'history' ? places.history : places.scan]);
    const mgdl = unit === 'mmol' ? Math.round(value * 18) : value;
    return [{ line: index + 1, kind, wall: isoStamp(fields[places.stamp] ?? '', order), mgdl }];
  });
  const sorted = rows.toSorted(
    (a, b) => a.wall.localeCompare(b.wall) || a.kind.localeCompare(b.kind) || a.line - b.line,
  );
  return sorted.filter((row, at) => row.wall !== sorted[at - 1]?.wall);
}

function understood(file: string): UnderstoodFile {
  const text = textOf(readFileSync(referencePath('libreview', file)));
  if (!text.ok) throw new Error(text.problem.code);
  const content = contentOf(text.value.text);
  if (!content.ok) throw new Error(content.problem.code);
  const found = understand(content.value, importContext({ scans: true }));
  if (found.is !== 'understood') throw new Error(JSON.stringify(found));
  return found.file;
}

function rowsOf({ readings }: UnderstoodFile): Row[] {
  return readings.map(({ line, kind, wall, mgdl }) => ({
    line,
    kind,
    wall: new Date(wall).toISOString().slice(0, 16).replace('T', ' '),
    mgdl,
  }));
}

describe.skipIf(!hasReferenceData)('real exports (GLUCOGLANCE_REFERENCE_DATA)', () => {
  it.each(KNOWN)('$file gives the rows that are in it', (known) => {
    const file = understood(known.file);
    expect(file).toMatchObject({
      format: 'libreview',
      layout: known.layout,
      unit: { value: known.unit, basis: 'read' },
      dateOrder: { value: known.order, basis: known.basis },
    });
    const rows = independent(known);
    expect(rows.length).toBeGreaterThan(15);
    expect(rowsOf(file)).toEqual(rows);
    const skipped = file.skipped.reduce((sum, one) => sum + one.rows, 0);
    expect(file.readings.length + skipped).toBe(file.rows);
  });

  it('dexcom-clarity_G7_mgdl.csv gives the readings that are in it, to the second', () => {
    const lines = readFileSync(referencePath('libreview', 'dexcom-clarity_G7_mgdl.csv'), 'utf8').split('\n');
    const rows = lines.flatMap((text, index) => {
      const fields = text.split(',').map((field) => field.replaceAll('"', ''));
      if (fields[2] !== 'EGV') return [];
      return [{ line: index + 1, stamp: fields[1], mgdl: Number(fields[7]) }];
    });
    const file = understood('dexcom-clarity_G7_mgdl.csv');
    expect(file).toMatchObject({ format: 'clarity', unit: { value: 'mgdl', basis: 'read' } });
    expect(rows.length).toBeGreaterThan(15);
    expect(
      file.readings.map(({ line, wall, mgdl }) => ({
        line,
        stamp: new Date(wall).toISOString().slice(0, 19),
        mgdl,
      })),
    ).toEqual(rows);
  });
});
