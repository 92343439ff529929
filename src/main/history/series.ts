import type Database from 'better-sqlite3';
import { NO_READINGS, type Series, type SeriesContext } from '../../shared/statistics/series.ts';
import { SECOND } from '../../shared/time.ts';
import type { Contexts } from './contexts.ts';
import type { People } from './people.ts';

/** `[from, to)` in ms UTC; a missing end is open. */
export interface InstantWindow {
  from?: number;
  to?: number;
}

/** How much is read in one step, seconds: at a reading a minute, a hundredth of a second. */
const STEP_SECONDS = 14 * 86_400;

/** The schema keeps mg/dL at 1000 and below. */
const MGDL_LIMIT = 1024;

type Extent = [first: number | null, last: number | null, contextLimit: number];

/** The bounds of a window in whole UTC seconds, as `at >= ? AND at < ?` wants them. */
export function secondsOf({ from = -Infinity, to = Infinity }: InstantWindow): [from: number, to: number] {
  return [Math.ceil(from / SECOND), Math.ceil(to / SECOND)];
}

/**
 * One person's readings in columns, scans out of files apart. Handing a row to JavaScript costs far more than reading it,
 * and a number costs half of what a row of three does: each reading comes as one whole number, put together by SQLite and
 * taken apart here. So it is read in stretches in which instant, value and context key together cannot exceed 2^53.
 */
export function seriesOf(
  db: Database.Database,
  people: People,
  contexts: Contexts,
): (patientId: string, window?: InstantWindow, goOn?: () => void) => SeriesAndScans {
  const extent = db
    .prepare<[number, number, number, number], Extent>(
      `SELECT (SELECT min(at) FROM reading WHERE patient = ? AND at >= ?),
              (SELECT max(at) FROM reading WHERE patient = ? AND at < ?),
              (SELECT coalesce(max(id), 0) + 1 FROM context)`,
    )
    .raw();
  const packed = db
    .prepare<[number, number, number, number, number], number>(
      `SELECT ((at - ?) * ${MGDL_LIMIT} + mgdl) * ? + context FROM reading
       WHERE patient = ? AND at >= ? AND at < ? ORDER BY at`,
    )
    .pluck();

  return (patientId, window = {}, goOn = () => {}) => {
    const patient = people.keyOf(patientId);
    if (patient === null) return NOTHING;
    const [from, to] = secondsOf(window);
    const [first, last, contextLimit] = extent.get(patient, from, patient, to) ?? [null, null, 1];
    if (first === null || last === null) return NOTHING;
    const longest = Math.floor(Number.MAX_SAFE_INTEGER / (MGDL_LIMIT * contextLimit));
    const stretch = Math.min(STEP_SECONDS, longest);
    const parts: Part[] = [];
    for (let base = first; base <= last; base += stretch) {
      goOn();
      const end = Math.min(base + stretch, last + 1);
      parts.push({ base, numbers: packed.all(base, contextLimit, patient, base, end) });
    }
    return apart(parts, contextLimit, contexts);
  };
}

/** Readings, and for whoever asks the scans among them, which are no part of any figure. */
export interface SeriesAndScans {
  series: Series;
  scans: () => Series;
}

const NOTHING: SeriesAndScans = { series: NO_READINGS, scans: () => NO_READINGS };

interface Part {
  base: number;
  numbers: number[];
}

const UNSEEN = -1;
const LEFT_OUT = -2;

function apart(parts: Part[], contextLimit: number, contexts: Contexts): SeriesAndScans {
  const length = parts.reduce((sum, { numbers }) => sum + numbers.length, 0);
  const columns = (scans: boolean, most: number): Series => {
    const at = new Float64Array(most);
    const mgdl = new Uint16Array(most);
    const context = new Uint32Array(most);
    const shared: SeriesContext[] = [];
    const indexOf = new Int32Array(contextLimit).fill(UNSEEN);
    let i = 0;
    for (const { base, numbers } of parts) {
      for (const number of numbers) {
        const rest = Math.floor(number / contextLimit);
        const key = number - rest * contextLimit;
        const seconds = Math.floor(rest / MGDL_LIMIT);
        if (indexOf[key] === UNSEEN) {
          const { source, zone, offScale, target, sensor, isScan } = contexts.get(key);
          const isIn = isScan === scans;
          indexOf[key] = isIn ? shared.length : LEFT_OUT;
          if (isIn) shared.push({ source, zoneSeconds: zone, offScale, target, sensor });
        }
        if (indexOf[key] === LEFT_OUT) continue;
        at[i] = base + seconds;
        mgdl[i] = rest - seconds * MGDL_LIMIT;
        context[i] = indexOf[key] ?? 0;
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
