import type { DateOrder } from '../../src/shared/exchange/import-file.ts';
import type { Unit } from '../../src/shared/glucose/units.ts';
import { DAY, MINUTE } from '../../src/shared/time.ts';
import fc from './seeds.ts';

/*
 * Files as LibreView and the program for readers write them, or as a spreadsheet saves them again, with what is true of
 * each row. Nothing here is of the program's reading of them.
 */

/** Words of a header by language: title, device, serial number, time, type, history, scan, then the rest. */
const HEADERS: Record<string, readonly string[]> = {
  en: [
    'Glucose Data',
    'Device',
    'Serial Number',
    'Device Timestamp',
    'Record Type',
    'Historic Glucose',
    'Scan Glucose',
  ],
  de: [
    'Glukose-Werte',
    'Gerät',
    'Seriennummer',
    'Gerätezeitstempel',
    'Aufzeichnungstyp',
    'Glukosewert-Verlauf',
    'Glukose-Scan',
  ],
  fr: [
    'Données du glucose',
    'Appareil',
    'Numéro de série',
    'Horodatage de l’appareil',
    'Type d’enregistrement',
    'Historique de la glycémie',
    'Numérisation de la glycémie',
  ],
  es: [
    'Datos de glucosa',
    'Dispositivo',
    'Número de serie',
    'Sello de tiempo del dispositivo',
    'Tipo de registro',
    'Historial de glucosa',
    'Escaneo de glucosa',
  ],
  it: [
    'Dati glicemia',
    'Dispositivo',
    'Numero di serie',
    'Timestamp del dispositivo',
    'Tipo di registrazione',
    'Storico del glucosio',
    'Scansione del glucosio',
  ],
  sv: [
    'Glukosuppgifter',
    'Enhet',
    'Serienummer',
    'Enhetens tidsstämpel',
    'Registertyp',
    'Historiskt glukosvärde',
    'Skannat glukosvärde',
  ],
  nl: [
    'Glucosegegevens',
    'Apparaat',
    'Serienummer',
    'Tijdstempel apparaat',
    'Gegevenstype',
    'Historische glucose',
    'Scan glucose',
  ],
};
const LANGUAGES = Object.keys(HEADERS);

export const LAYOUTS = ['account', 'accountPadded', 'clinic', 'meter', 'reader', 'resaved'] as const;
export const ENCODINGS = ['utf8', 'utf8bom', 'utf16le', 'utf16be', 'utf16leBare', 'windows1252'] as const;
export const DIRT = [
  'blankLines',
  'unknownType',
  'zeros',
  'neverSet',
  'short',
  'notes',
  'twice',
  'otherTypes',
] as const;
type Dirt = (typeof DIRT)[number];

export interface FileTraits {
  layout: (typeof LAYOUTS)[number];
  language: string;
  order: DateOrder;
  twelveHours: boolean;
  unit: Unit;
  encoding: (typeof ENCODINGS)[number];
  semicolons: boolean;
  decimalComma: boolean;
  crlf: boolean;
  unitInHeader: boolean;
  /** Each line as one quoted field, as some spreadsheets save them; of `resaved` only. */
  wrapped: boolean;
  newestFirst: boolean;
  dirt: readonly Dirt[];
  firstDay: number;
  rows: number;
  cadence: number;
  seed: number;
}

/** What is true of a row of history or a scan. */
export interface TrueRow {
  kind: 'history' | 'scan';
  /** ms since 1970 on the file's clock, whole minutes */
  wall: number;
  mgdl: number;
}

export interface GeneratedFile {
  traits: FileTraits;
  bytes: Buffer;
  /** By the text of the line; lines of other kinds are not in it. */
  truth: Map<string, TrueRow>;
}

export const fileTraits: fc.Arbitrary<FileTraits> = fc.record({
  layout: fc.constantFrom(...LAYOUTS),
  language: fc.constantFrom(...LANGUAGES),
  order: fc.constantFrom<DateOrder>('ymd', 'dmy', 'mdy'),
  twelveHours: fc.boolean(),
  unit: fc.constantFrom<Unit>('mmol', 'mgdl'),
  encoding: fc.constantFrom(...ENCODINGS),
  semicolons: fc.boolean(),
  decimalComma: fc.boolean(),
  crlf: fc.boolean(),
  unitInHeader: fc.boolean(),
  wrapped: fc.boolean(),
  newestFirst: fc.boolean(),
  dirt: fc.subarray([...DIRT]),
  firstDay: fc.integer({ min: 17_200, max: 20_400 }),
  rows: fc.integer({ min: 30, max: 150 }),
  cadence: fc.constantFrom(5, 15, 60),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

/** Small numbers one after the other, the same for each seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

function stampText(wall: number, { order, twelveHours, layout }: FileTraits): string {
  const time = new Date(wall);
  const [year, month, day] = [
    String(time.getUTCFullYear()),
    two(time.getUTCMonth() + 1),
    two(time.getUTCDate()),
  ];
  const divider = layout === 'reader' || layout === 'resaved' ? '/' : '-';
  const parts = { ymd: [year, month, day], dmy: [day, month, year], mdy: [month, day, year] }[order];
  // A spreadsheet drops the zeros in front.
  const date = parts.map((part) => (layout === 'resaved' ? String(Number(part)) : part)).join(divider);
  const [hour, minute] = [time.getUTCHours(), two(time.getUTCMinutes())];
  if (!twelveHours) return `${date} ${layout === 'resaved' ? hour : two(hour)}:${minute}`;
  return `${date} ${two(hour % 12 === 0 ? 12 : hour % 12)}:${minute} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** A sensible value in the file's unit, and what it is in mg/dL. */
function valueText(random: () => number, { unit, decimalComma, layout }: FileTraits) {
  if (unit === 'mgdl') {
    const mgdl = 41 + Math.floor(random() * 400);
    return { text: String(mgdl), mgdl };
  }
  const tenths = 23 + Math.floor(random() * 230);
  const text = tenths % 10 === 0 && layout !== 'reader' ? String(tenths / 10) : (tenths / 10).toFixed(1);
  return { text: decimalComma ? text.replace('.', ',') : text, mgdl: Math.round((tenths / 10) * 18) };
}

interface Places {
  columns: number;
  stamp: number;
  type: number;
  history: number;
  scan: number;
  notes: number;
}
const ACCOUNT: Places = { columns: 19, stamp: 2, type: 3, history: 4, scan: 5, notes: 13 };
const READER: Places = { columns: 19, stamp: 1, type: 2, history: 3, scan: 4, notes: 12 };

function delimiterOf({ layout, semicolons, wrapped }: FileTraits): string {
  if (layout === 'reader') return semicolons ? ';' : '\t';
  return layout === 'resaved' && !wrapped ? ';' : ',';
}

export function generatedFile(traits: FileTraits): GeneratedFile {
  const { layout, dirt } = traits;
  const random = chance(traits.seed);
  const places = layout === 'reader' ? READER : ACCOUNT;
  const isWrapped = layout === 'resaved' && traits.wrapped;
  const delimiter = delimiterOf(traits);
  const line = (fields: string[]): string =>
    fields
      .map((field) =>
        /[",;\n\t]/.test(field) && field.includes(delimiter) ? `"${field.replaceAll('"', '""')}"` : field,
      )
      .join(delimiter);
  const fieldsOf = (id: number, type: string, stamp: string, put: [number, string][]): string[] => {
    const fields = Array.from({ length: places.columns }, () => '');
    if (layout === 'reader') fields[0] = String(id);
    else [fields[0], fields[1]] = ['FreeStyle LibreLink', '00000001-0000-4000-8000-000000000001'];
    fields[places.stamp] = stamp;
    fields[places.type] = type;
    for (const [at, text] of put) fields[at] = text;
    return fields;
  };

  const asSaved = (text: string): string =>
    isWrapped && text !== '' ? `"${text.replaceAll('"', '""')}"` : text;
  const truth = new Map<string, TrueRow>();
  // More of them, and it would be no file of LibreView.
  let unknown = 0;
  const lines: string[] = [];
  let wall = traits.firstDay * DAY + Math.floor(random() * 1440) * MINUTE;
  for (let id = 0; id < traits.rows; id++) {
    wall += traits.cadence * MINUTE;
    const { text, mgdl } = valueText(random, traits);
    const isScan = random() < 0.1;
    const own = line(
      fieldsOf(id, isScan ? '1' : '0', stampText(wall, traits), [
        [isScan ? places.scan : places.history, text],
      ]),
    );
    truth.set(asSaved(own), { kind: isScan ? 'scan' : 'history', wall, mgdl });
    lines.push(own);
    lines.push(...dirtAfter(own));
  }

  function dirtAfter(own: string): string[] {
    const has = (one: Dirt, share: number): boolean => dirt.includes(one) && random() < share;
    const more: string[] = [];
    if (has('blankLines', 0.05)) more.push('');
    if (unknown < 3 && has('unknownType', 0.02)) {
      unknown += 1;
      more.push(line(fieldsOf(0, '?', stampText(wall, traits), [])));
    }
    if (has('neverSet', 0.05))
      more.push(
        line(
          fieldsOf(1, '0', stampText(Date.UTC(2000, 0, 1), traits).replace('2000', '0001'), [
            [places.history, traits.unit === 'mmol' ? '7' : '126'],
          ]),
        ),
      );
    if (has('short', 0.03))
      more.push(line(fieldsOf(2, '0', stampText(wall, traits), []).slice(0, places.history)));
    if (has('notes', 0.05))
      more.push(line(fieldsOf(3, '6', stampText(wall, traits), [[places.notes, `a ${delimiter} "note"`]])));
    if (has('twice', 0.05)) more.push(own);
    if (has('otherTypes', 0.1))
      more.push(
        line(
          fieldsOf(4, String(2 + Math.floor(random() * 5)), stampText(wall, traits), [
            [places.columns - 2, '4'],
          ]),
        ),
      );
    return more;
  }

  if (traits.newestFirst) lines.reverse();
  const all = [...preamble(traits, places, line), ...lines].map(asSaved);
  const text = all.join(traits.crlf ? '\r\n' : '\n');
  const withZeros = dirt.includes('zeros') && !traits.encoding.startsWith('utf16');
  const written = withZeros ? text.replaceAll('LibreLink', 'Libre\0Link') : text;
  return { traits, bytes: encoded(written, traits.encoding), truth };
}

/** Title, what may stand below it, and the header. */
function preamble(traits: FileTraits, places: Places, line: (fields: string[]) => string): string[] {
  const { layout, unit, unitInHeader } = traits;
  const [title = '', device = '', serial = '', time = '', type = '', history = '', scan = ''] =
    HEADERS[traits.language] ?? [];
  const written = unit === 'mgdl' ? 'mg/dL' : traits.language === 'nl' ? 'mmol/l' : 'mmol/L';
  const withUnit = (name: string): string => {
    if (!unitInHeader) return name;
    return layout === 'meter' || layout === 'reader' ? `${name} (${written})` : `${name} ${written}`;
  };
  const rest = Array.from({ length: 13 }, (_, at) => `Column ${at + 7}`);
  const header =
    layout === 'reader'
      ? ['ID', time, type, withUnit(history), withUnit(scan), ...rest, 'Updated']
      : [
          layout === 'meter' ? 'Meter' : device,
          serial,
          time,
          type,
          withUnit(history),
          withUnit(scan),
          ...rest,
        ];
  const titleLine = [
    title,
    'Generated on',
    `${stampText(traits.firstDay * DAY + 200 * DAY, traits)} UTC`,
    'Generated by',
    'Jane Doe',
  ];
  if (layout === 'reader') return ['Jane Doe', line(header)];
  if (layout === 'accountPadded') {
    return traits.seed % 2 === 0
      ? [line(titleLine), '', line(header)]
      : [line([...titleLine, ...Array.from({ length: places.columns - 5 }, () => '')]), line(header)];
  }
  if (layout === 'clinic' || layout === 'meter')
    return [line(titleLine), line(['Jane Doe', '01-02-1990']), line(header)];
  return [line(titleLine), line(header)];
}

function encoded(text: string, encoding: FileTraits['encoding']): Buffer {
  switch (encoding) {
    case 'utf8':
      return Buffer.from(text);
    case 'utf8bom':
      return Buffer.from(`\ufeff${text}`);
    case 'utf16le':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'utf16be':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    case 'utf16leBare':
      return Buffer.from(text, 'utf16le');
    case 'windows1252':
      return Buffer.from(text.replaceAll('’', "'"), 'latin1');
  }
}

/** A share of a file, each as likely: doubles as they come lie at its beginning nearly always. */
const somewhere = fc.noBias(fc.nat(999_999)).map((millionths) => millionths / 1_000_000);

/** What happens to files between two computers. */
export const mutation: fc.Arbitrary<(bytes: Buffer) => Buffer> = fc
  .record({
    kind: fc.constantFrom('flip', 'cut', 'double', 'insert', 'swapLines', 'end', 'quote', 'digit'),
    at: somewhere,
    to: somewhere,
    byte: fc.integer({ min: 0, max: 255 }),
    length: fc.integer({ min: 1, max: 200 }),
  })
  .map(({ kind, at, to, byte, length }) => (bytes: Buffer) => {
    const place = Math.floor(at * bytes.length);
    const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
    switch (kind) {
      case 'cut':
        return Buffer.concat([before, after.subarray(length)]);
      case 'double':
        return Buffer.concat([before, after.subarray(0, length), after]);
      case 'insert':
        return Buffer.concat([before, Buffer.from([byte]), after]);
      case 'quote':
        return Buffer.concat([before, Buffer.from('"'), after]);
      case 'end':
        return Buffer.from(before);
      case 'swapLines':
        return swappedLines(bytes, at, to);
      case 'digit':
        return withByte(bytes, place, 48 + (byte % 10));
      case 'flip':
        return withByte(bytes, place, byte);
    }
  });

function withByte(bytes: Buffer, place: number, byte: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[place] = byte;
  return copy;
}

function swappedLines(bytes: Buffer, at: number, to: number): Buffer {
  const lines = bytes.toString('latin1').split('\n');
  const [one, other] = [Math.floor(at * lines.length), Math.floor(to * lines.length)];
  [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
  return Buffer.from(lines.join('\n'), 'latin1');
}
