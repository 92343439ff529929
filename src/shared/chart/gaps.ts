import { MINUTE } from '../time.ts';
import { LIVE, type ReadingColumns } from './reading-columns.ts';

/** Neighbours up to this far apart are joined: 2.5 times the cadence of readings every 1 to 6 minutes. */
export const JOINED_MS = 15 * MINUTE;

/** The same for the history of one reading every 15 minutes; as far as the statistics' grid goes. */
export const SPARSE_JOINED_MS = 45 * MINUTE;

/** Where readings on either side stand further apart than this, it is the sparse history. */
const SPARSE_STEP_MS = 8 * MINUTE;

/** A time without readings that is longer than their cadence explains, ms UTC. */
export interface Gap {
  from: number;
  to: number;
}

/**
 * Where each unbroken run of readings begins, as indices, oldest first. Between two runs nothing may be drawn: there is
 * a gap, or a change of sensor (two known ones that differ).
 *
 * @param seams where one may begin, of `blocksOf` with `JOINED_MS`; anywhere where nobody says
 */
export function runStarts(columns: ReadingColumns, seams: Iterable<number> = columns.at.keys()): Uint32Array {
  const starts: number[] = [];
  for (const i of seams) {
    if (i === 0 || !isJoined(columns, i)) starts.push(i);
  }
  return Uint32Array.from(starts);
}

/** Whether the i-th reading and the one before it belong to one run. */
export function isJoined(columns: ReadingColumns, i: number): boolean {
  const { at, sensor } = columns;
  const step = (at[i] ?? Infinity) - (at[i - 1] ?? -Infinity);
  if (step > SPARSE_JOINED_MS) return false;
  const [before, after] = [sensor[i - 1] ?? 0, sensor[i] ?? 0];
  if (before !== after && before !== 0 && after !== 0) return false;
  return step <= JOINED_MS || isSparse(columns, i);
}

/** Whether a hole before the i-th reading lies in sparse history: no neighbour on either side stands close. */
function isSparse({ at, source }: ReadingColumns, i: number): boolean {
  const stepBefore = (at[i - 1] ?? 0) - (at[i - 2] ?? -Infinity);
  const stepAfter = (at[i + 1] ?? Infinity) - (at[i] ?? 0);
  const cadence = Math.min(stepBefore, stepAfter);
  // Two readings alone tell no cadence; live ones come every minute.
  if (cadence > SPARSE_JOINED_MS) return source[i - 1] !== LIVE && source[i] !== LIVE;
  return cadence > SPARSE_STEP_MS;
}

/**
 * The gaps between the runs, and the one since the newest reading once that is `JOINED_MS` old. A change of sensor
 * without a pause is no gap.
 *
 * @param starts of `runStarts`
 * @param previousAt of a reading before the first one here; null where there is none, and so no gap before it either
 * @param now ms UTC
 */
export function gapsOf(
  { at }: ReadingColumns,
  starts: Uint32Array,
  previousAt: number | null,
  now: number,
): Gap[] {
  const gaps: Gap[] = [];
  const add = (from: number, to: number): void => {
    if (to - from > JOINED_MS) gaps.push({ from, to });
  };
  const first = at[0];
  if (previousAt !== null && first !== undefined) add(previousAt, first);
  for (let run = 1; run < starts.length; run++) {
    const start = starts[run] ?? 0;
    add(at[start - 1] ?? 0, at[start] ?? 0);
  }
  const last = at.at(-1) ?? previousAt;
  if (last !== null) add(last, now);
  return gaps;
}

/**
 * The instants at which another sensor took over, ms UTC: of the first reading that came from it.
 *
 * @param seams as for `runStarts`
 */
export function sensorChanges(
  { at, sensor }: ReadingColumns,
  seams: Iterable<number> = sensor.keys(),
): number[] {
  const changes: number[] = [];
  let worn = 0;
  for (const i of seams) {
    const own = sensor[i] ?? 0;
    if (own === 0 || own === worn) continue;
    if (worn !== 0) changes.push(at[i] ?? 0);
    worn = own;
  }
  return changes;
}
