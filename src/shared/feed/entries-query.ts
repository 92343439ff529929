import { isoInstant } from '../exchange/stamps.ts';
import { DAY } from '../time.ts';

/** What a reader of entries asks for. */
export interface EntriesQuery {
  /** How many at most, the newest first. */
  count: number;
  /** From one instant up to but not including another, ms UTC. */
  from: number;
  to: number;
  /** `brief_mode` of xDrip: few fields, and no two readings of one five minutes. */
  brief: boolean;
}

/** As in xDrip. A minute each, that is most of a day; who wants more asks for what is older. */
export const MOST_ENTRIES = 1000;
/** Without a window Nightscout looks back so far. */
const USUAL_SPAN_MS = 4 * DAY;

const FIND = /^find\[(date|dateString|type)\](?:\[\$(gte|gt|lte|lt|eq)\])?$/;

/**
 * Reads the parameters that readers of xDrip and Nightscout use: `count`, `find[date]`, `find[dateString]`, `brief_mode`.
 * Others are passed over, as both do; but what narrows the entries and is not understood is null: an answer would hold
 * what was not asked for.
 *
 * @param now ms UTC
 */
export function readEntriesQuery(
  parameters: Iterable<readonly [name: string, value: string]>,
  usualCount: number,
  now: number,
): EntriesQuery | null {
  let count = usualCount;
  let brief = false;
  let hasWindow = false;
  let [from, to] = [0, Infinity];
  for (const [name, value] of parameters) {
    if (name === 'count') {
      if (!/^\d{1,9}$/.test(value)) return null;
      count = Math.min(Math.max(Number(value), 1), MOST_ENTRIES);
    } else if (name === 'brief_mode') brief = value === 'Y';
    else if (name.startsWith('find')) {
      const [, field, operator = 'eq'] = FIND.exec(name) ?? [];
      if (field === undefined) return null;
      if (field === 'type') {
        if (value !== 'sgv' || operator !== 'eq') return null;
        continue;
      }
      const at = instantOf(field, value);
      if (at === null) return null;
      hasWindow = true;
      if (operator === 'gte' || operator === 'eq') from = Math.max(from, at);
      if (operator === 'gt') from = Math.max(from, at + 1);
      if (operator === 'lt') to = Math.min(to, at);
      if (operator === 'lte' || operator === 'eq') to = Math.min(to, at + 1);
    }
  }
  return { count, from: hasWindow ? from : now - USUAL_SPAN_MS, to, brief };
}

/** ms UTC; a day alone is its midnight UTC, as a comparison of texts would have it. */
function instantOf(field: string, value: string): number | null {
  if (field === 'date') return /^\d{1,15}$/.test(value) ? Number(value) : null;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const found = isoInstant(isDay ? `${value}T00:00:00Z` : value);
  if (found === null) return null;
  const fraction = /:\d{2}(\.\d+)/.exec(value)?.[1] ?? '0';
  return found.at + Math.floor(Number(fraction) * 1000);
}
