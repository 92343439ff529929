import { trendLabel, trendArrow } from '../glucose/trend.ts';
import { readingMmol } from '../glucose/units.ts';
import { MAX_ZONE_SECONDS } from '../statistics/civil-clock.ts';
import { BYTE_ORDER_MARK, LINE_END, textCell } from './csv-text.ts';
import { OWN_COLUMNS, PERSON_COLUMN } from './own-files.ts';
import { perContext, type ReadingsWriter } from './readings-writer.ts';
import { isoStamps } from './stamp-text.ts';
import type { StoredColumns } from './stored-columns.ts';

/** What stands around value and trend in a row, by context. */
interface Around {
  /** The wearer's clock minus UTC, seconds; null where it is unknown. */
  zone: number | null;
  offset: string;
  tail: string;
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
  const around = ({ zone, source, offScale, sensor }: StoredColumns['contexts'][number]): Around => {
    const known = zone !== null && Math.abs(zone) <= MAX_ZONE_SECONDS ? zone : null;
    return {
      zone: known,
      offset: known === null ? '' : String(known / 60),
      tail: `,${source},${offScale ?? ''},${textCell(sensor ?? '')}${person}${LINE_END}`,
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
      const arounds = perContext(part, around);
      let text = '';
      for (let i = 0; i < part.at.length; i++) {
        const at = part.at[i] ?? 0;
        const own = arounds[part.context[i] ?? 0];
        if (own === undefined) continue;
        const { zone, offset, tail } = own;
        const clock = zone === null ? '' : local(at + zone);
        const figures = valueTexts(part.mgdl[i] ?? 0);
        text += `${utc(at)},${clock},${offset},${figures},${TRENDS[part.trend[i] ?? 0]}${tail}`;
      }
      return text;
    },
  };
}

const TRENDS = [0, 1, 2, 3, 4, 5].map((arrow) => trendLabel(trendArrow(arrow)) ?? '');

const written: string[] = [];

/** `133,7.4`: in mg/dL and in mmol/L. There are a few hundred values, and years of readings. */
function valueTexts(mgdl: number): string {
  return (written[mgdl] ??= `${mgdl},${readingMmol(mgdl).toFixed(1)}`);
}
