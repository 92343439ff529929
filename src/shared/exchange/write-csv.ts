import { trendLabel, trendArrow } from '../glucose/trend.ts';
import { readingMmol } from '../glucose/units.ts';
import { MAX_ZONE_SECONDS } from '../statistics/civil-clock.ts';
import { BYTE_ORDER_MARK, LINE_END, textCell } from './csv-text.ts';
import { OWN_COLUMNS, PERSON_COLUMN } from './own-files.ts';
import type { ReadingsWriter } from './readings-writer.ts';
import { isoStamps } from './stamp-text.ts';
import type { StoredColumns } from './stored-columns.ts';

/** What rows of a context have in common; years of readings are put together of a few hundred texts. */
interface Shared {
  /** The wearer's clock minus UTC, seconds; null where it is unknown. */
  zone: number | null;
  /** By mg/dL: the offset and the value in both units, as far as they came up. */
  values: string[];
  offset: string;
  /** By trend: it and what stands after it. */
  ends: string[];
}

/**
 * Our own table: `time_utc` without a Z, which spreadsheets do not take, its offset in a column of its own, the value in
 * both units.
 */
export function csvWriter({ withPerson }: { withPerson: boolean }): ReadingsWriter & {
  /** Names whose readings follow. */
  personIs(name: string): void;
} {
  const names = withPerson ? [...OWN_COLUMNS, PERSON_COLUMN] : OWN_COLUMNS;
  const [utc, local] = [isoStamps(), isoStamps()];
  let person = '';
  const sharedOf = ({ zone, source, offScale, sensor }: StoredColumns['contexts'][number]): Shared => {
    const known = zone !== null && Math.abs(zone) <= MAX_ZONE_SECONDS ? zone : null;
    const end = `,${source},${offScale ?? ''},${textCell(sensor ?? '')}${person}${LINE_END}`;
    return {
      zone: known,
      values: [],
      offset: known === null ? '' : String(known / 60),
      ends: TRENDS.map((trend) => trend + end),
    };
  };
  return {
    head: BYTE_ORDER_MARK + names.join(',') + LINE_END,
    foot: '',
    newestFirst: false,
    needsRest: false,
    personIs(name) {
      person = withPerson ? `,${textCell(name)}` : '';
    },
    lines(part) {
      const all = part.contexts.map(sharedOf);
      let text = '';
      for (let i = 0; i < part.at.length; i++) {
        const at = part.at[i] ?? 0;
        const mgdl = part.mgdl[i] ?? 0;
        const shared = all[part.context[i] ?? 0];
        if (shared === undefined) continue;
        const { zone, values, offset, ends } = shared;
        const value = (values[mgdl] ??= `,${offset},${mgdl},${readingMmol(mgdl).toFixed(1)},`);
        const clock = zone === null ? '' : local(at + zone);
        text += `${utc(at)},${clock}${value}${ends[part.trend[i] ?? 0]}`;
      }
      return text;
    },
  };
}

const TRENDS = [0, 1, 2, 3, 4, 5].map((arrow) => trendLabel(trendArrow(arrow)) ?? '');
