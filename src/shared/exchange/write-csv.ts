import { trendLabel, trendArrow } from '../glucose/trend.ts';
import { readingMmol } from '../glucose/units.ts';
import { MAX_ZONE_SECONDS } from '../statistics/civil-clock.ts';
import { PIECE_EXCESS, pieceOf, putPiece, type Piece } from './byte-pieces.ts';
import { BYTE_ORDER_MARK, LINE_END, textCell } from './csv-text.ts';
import { OWN_COLUMNS, PERSON_COLUMN } from './own-files.ts';
import type { ReadingsWriter } from './readings-writer.ts';
import { isoStampBytes, STAMP_BYTES } from './stamp-bytes.ts';
import type { StoredColumns } from './stored-columns.ts';

/** What rows of a context have in common; years of readings are put together of a few hundred pieces. */
interface Shared {
  /** The wearer's clock minus UTC, seconds; null where it is unknown. */
  zone: number | null;
  offset: string;
  /** By mg/dL: the offset and the value in both units, as far as they came up. */
  values: (Piece | undefined)[];
  /** By trend: it and what stands after it. */
  ends: Piece[];
}

export interface CsvOptions {
  withPerson: boolean;
  /**
   * Semicolons between cells and a comma before decimals, as spreadsheets of many countries have them; only where
   * somebody asks for it.
   */
  decimalComma: boolean;
}

/**
 * Our own table: `time_utc` without a Z, which spreadsheets do not take, its offset in a column of its own, the value in
 * both units. Written as bytes, which is quicker than putting texts together and writing these as bytes then.
 */
export function csvWriter({ withPerson, decimalComma }: CsvOptions): ReadingsWriter & {
  /** Names whose readings follow. */
  personIs(name: string): void;
} {
  const names = withPerson ? [...OWN_COLUMNS, PERSON_COLUMN] : OWN_COLUMNS;
  const comma = decimalComma ? ';' : ',';
  const between = comma.charCodeAt(0);
  const [utc, local] = [isoStampBytes(), isoStampBytes()];
  let person = '';
  /** Of contexts by their key, which is the same in every part. */
  const known = new Map<number, Shared>();
  const sharedOf = ({ zone, source, offScale, sensor }: StoredColumns['contexts'][number]): Shared => {
    const knownZone = zone !== null && Math.abs(zone) <= MAX_ZONE_SECONDS ? zone : null;
    const cells = ['', source, offScale ?? '', textCell(sensor ?? '', comma)];
    const end = cells.join(comma) + person + LINE_END;
    return {
      zone: knownZone,
      offset: knownZone === null ? '' : String(knownZone / 60),
      values: [],
      ends: TRENDS.map((trend) => pieceOf(trend + end)),
    };
  };
  const valueOf = (offset: string, mgdl: number): Piece => {
    const mmol = readingMmol(mgdl).toFixed(1);
    return pieceOf(['', offset, mgdl, decimalComma ? mmol.replace('.', ',') : mmol, ''].join(comma));
  };
  return {
    head: BYTE_ORDER_MARK + names.join(comma) + LINE_END,
    foot: '',
    newestFirst: false,
    needsRest: false,
    daysAtOnce: 3,
    personIs(name) {
      const cell = withPerson ? comma + textCell(name, comma) : '';
      if (cell !== person) known.clear();
      person = cell;
    },
    lines(part) {
      const all = part.contexts.map((context) => {
        const shared = known.get(context.key) ?? sharedOf(context);
        known.set(context.key, shared);
        return shared;
      });
      const longestEnd = Math.max(0, ...all.flatMap(({ ends }) => ends.map(({ length }) => length)));
      const longest = 2 * STAMP_BYTES + 1 + LONGEST_VALUE + longestEnd;
      const bytes = new Uint8Array(part.at.length * longest + PIECE_EXCESS);
      const into = new DataView(bytes.buffer);
      let length = 0;
      for (let i = 0; i < part.at.length; i++) {
        const at = part.at[i] ?? 0;
        const mgdl = part.mgdl[i] ?? 0;
        const shared = all[part.context[i] ?? 0];
        if (shared === undefined) continue;
        const { zone, values, offset, ends } = shared;
        utc(at, into, length);
        length += STAMP_BYTES;
        bytes[length++] = between;
        if (zone !== null) {
          local(at + zone, into, length);
          length += STAMP_BYTES;
        }
        length = putPiece((values[mgdl] ??= valueOf(offset, mgdl)), into, length);
        length = putPiece(ends[part.trend[i] ?? 0]!, into, length);
      }
      return bytes.subarray(0, length);
    },
  };
}

/** `;-1440;65535;3640.8;` at the most. */
const LONGEST_VALUE = 24;
const TRENDS = [0, 1, 2, 3, 4, 5].map((arrow) => trendLabel(trendArrow(arrow)) ?? '');
