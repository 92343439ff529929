import type Database from 'better-sqlite3';
import { NO_READINGS, type Series, type SeriesContext } from '../../shared/statistics/series.ts';
import { SECOND } from '../../shared/time.ts';
import type { Contexts } from './contexts.ts';
import { DAY_SECONDS, type KeptDay, type KeptDays } from './kept-days.ts';
import type { People } from './people.ts';
import { keyFrom, keysOf, secondIn, THEIRS } from './reading-table.ts';

/** `[from, to)` in ms UTC; a missing end is open. */
export interface InstantWindow {
  from?: number;
  to?: number;
}

/** The schema keeps mg/dL at 1000 and below. */
const MGDL_LIMIT = 1024;

/** A power of two, above the seconds of a day. */
const DAY_LIMIT = 2 ** 17;

type Extent = [first: number | null, last: number | null];

/** The bounds of a window in whole UTC seconds, `[from, to)`. */
export function secondsOf({ from = -Infinity, to = Infinity }: InstantWindow): [from: number, to: number] {
  return [Math.ceil(from / SECOND), Math.ceil(to / SECOND)];
}

/** Readings, and for whoever asks the scans among them, which are no part of any figure. */
export interface SeriesAndScans {
  series: Series;
  scans: () => Series;
}

const NOTHING: SeriesAndScans = { series: NO_READINGS, scans: () => NO_READINGS };

/**
 * One person's readings in columns, scans out of files apart. They are had by whole days of UTC, and days that were asked
 * for before come from memory: see `KeptDays`. Inside a transaction only.
 */
export function seriesOf(
  db: Database.Database,
  people: People,
  contexts: Contexts,
  kept: KeptDays,
): (patientId: string, window?: InstantWindow, goOn?: () => void) => SeriesAndScans {
  const extent = db
    .prepare<[{ from: number; to: number }], Extent>(
      `SELECT (SELECT min(key) FROM reading WHERE key >= @from AND key < @to),
              (SELECT max(key) FROM reading WHERE key >= @from AND key < @to)`,
    )
    .raw();
  const next = db
    .prepare<[number, number], number | null>(`SELECT min(key) FROM reading WHERE ${THEIRS}`)
    .pluck();
  const read = dayReader(db);

  return (patientId, window = {}, goOn = () => {}) => {
    const patient = people.keyOf(patientId);
    if (patient === null) return NOTHING;
    kept.renew();
    const [from, to] = keysOf(patient, ...secondsOf(window));
    const [firstKey, lastKey] = extent.get({ from, to }) ?? [null, null];
    if (firstKey === null || lastKey === null) return NOTHING;
    const [first, last] = [secondIn(firstKey), secondIn(lastKey)];
    const parts: Part[] = [];
    for (let at: number | null = first; at !== null && at <= last;) {
      goOn();
      const day = Math.floor(at / DAY_SECONDS);
      const base = day * DAY_SECONDS;
      const part = partOf(
        base,
        kept.day(patient, day, () => read(patient, base)),
        first,
        last,
      );
      parts.push(part);
      at = base + DAY_SECONDS;
      // Years may lie between two readings.
      if (part.second.length === 0) {
        const key = next.get(...keysOf(patient, at, Infinity)) ?? null;
        at = key && secondIn(key);
      }
    }
    return together(parts, contexts);
  };
}

/**
 * Reads a UTC day. Handing a row to JavaScript costs far more than reading it, and a number costs half of what a row of
 * three does: each reading comes as one whole number, put together by SQLite and taken apart here. It cannot exceed 2^53
 * before there are sixty million contexts.
 */
function dayReader(db: Database.Database): (patient: number, base: number) => KeptDay {
  const packed = db
    .prepare<[number, number, number], number>(
      `SELECT (context * ${MGDL_LIMIT} + mgdl) * ${DAY_LIMIT} + (key - ?) FROM reading WHERE ${THEIRS} ORDER BY key`,
    )
    .pluck();
  return (patient, base) => {
    const numbers = packed.all(keyFrom(patient, base), ...keysOf(patient, base, base + DAY_SECONDS));
    const second = new Uint32Array(numbers.length);
    const mgdl = new Uint16Array(numbers.length);
    const context = new Uint32Array(numbers.length);
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0;
      const facts = Math.floor(number / DAY_LIMIT);
      const key = Math.floor(facts / MGDL_LIMIT);
      second[i] = number - facts * DAY_LIMIT;
      mgdl[i] = facts - key * MGDL_LIMIT;
      context[i] = key;
    }
    return { second, mgdl, context };
  };
}

interface Part extends KeptDay {
  base: number;
}

/** What of a day lies between two instants, UTC seconds, both in. */
function partOf(base: number, { second, mgdl, context }: KeptDay, first: number, last: number): Part {
  let [start, end] = [0, second.length];
  while (start < end && base + (second[start] ?? 0) < first) start += 1;
  while (end > start && base + (second[end - 1] ?? 0) > last) end -= 1;
  if (start === 0 && end === second.length) return { base, second, mgdl, context };
  return {
    base,
    second: second.subarray(start, end),
    mgdl: mgdl.subarray(start, end),
    context: context.subarray(start, end),
  };
}

const LEFT_OUT = -1;

function together(parts: readonly Part[], contexts: Contexts): SeriesAndScans {
  const length = parts.reduce((sum, { second }) => sum + second.length, 0);
  const columns = (scans: boolean, most: number): Series => {
    const at = new Float64Array(most);
    const mgdl = new Uint16Array(most);
    const context = new Uint32Array(most);
    const shared: SeriesContext[] = [];
    const places = new Map<number, number>();
    const placeOf = (key: number): number => {
      const known = places.get(key);
      if (known !== undefined) return known;
      const { source, zone, offScale, target, sensor, isScan } = contexts.get(key);
      const place = isScan === scans ? shared.length : LEFT_OUT;
      if (place !== LEFT_OUT) shared.push({ source, zoneSeconds: zone, offScale, target, sensor });
      places.set(key, place);
      return place;
    };
    let i = 0;
    // Neighbours mostly share theirs.
    let [lastKey, place] = [Number.NaN, LEFT_OUT];
    for (const part of parts) {
      const { base, second } = part;
      for (let own = 0; own < second.length; own++) {
        const key = part.context[own] ?? 0;
        if (key !== lastKey) {
          place = placeOf(key);
          lastKey = key;
        }
        if (place === LEFT_OUT) continue;
        at[i] = base + (second[own] ?? 0);
        mgdl[i] = part.mgdl[own] ?? 0;
        context[i] = place;
        i++;
      }
    }
    if (i === most) return { at, mgdl, context, contexts: shared };
    return {
      at: at.subarray(0, i),
      mgdl: mgdl.subarray(0, i),
      context: context.subarray(0, i),
      contexts: shared,
    };
  };
  const series = columns(false, length);
  const scans = length - series.at.length;
  return { series, scans: () => (scans === 0 ? NO_READINGS : columns(true, scans)) };
}
