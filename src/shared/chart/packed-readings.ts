import { SECOND } from '../time.ts';
import { copyInto, emptyColumns, type ReadingColumns } from './reading-columns.ts';

/** What neighbours mostly have in common, as in `ReadingColumns`. */
export interface ReadingKind {
  source: number;
  offScale: number;
  sensor: number;
}

/**
 * One person's readings as they pass between processes, oldest first: six bytes for each, and ten for each stretch of them
 * that is of one kind. Each process on the way copies them, the page several times, and memory that nobody had before costs
 * it more than taking them apart.
 */
export interface PackedReadings {
  /** UTC seconds at which `at` begins to count. */
  since: number;
  /** Seconds from there; each once. */
  at: Uint32Array;
  mgdl: Uint16Array;
  /** Where each stretch ends: the index after its last reading. */
  ends: Uint32Array;
  /** Of each stretch, as in `ReadingColumns`. */
  source: Uint8Array;
  offScale: Int8Array;
  sensor: Uint32Array;
}

/** Readings with what each shares with others, as an index: see `packReadings`. */
export interface SharingReadings {
  /** UTC seconds, ascending. */
  at: Float64Array;
  mgdl: Uint16Array;
  context: Uint32Array;
}

/** @param kinds by `context` */
export function packReadings(
  { at, mgdl, context }: SharingReadings,
  kinds: readonly ReadingKind[],
): PackedReadings {
  const since = at[0] ?? 0;
  const ends: number[] = [];
  const stretches: (ReadingKind | undefined)[] = [];
  for (let i = 0; i < context.length; i++) {
    if (i + 1 < context.length && context[i + 1] === context[i]) continue;
    ends.push(i + 1);
    stretches.push(kinds[context[i] ?? -1]);
  }
  return {
    since,
    at: Uint32Array.from(at, (second) => second - since),
    mgdl: mgdl.slice(),
    ends: Uint32Array.from(ends),
    source: Uint8Array.from(stretches, (kind) => kind?.source ?? 0),
    offScale: Int8Array.from(stretches, (kind) => kind?.offScale ?? 0),
    sensor: Uint32Array.from(stretches, (kind) => kind?.sensor ?? 0),
  };
}

/** Stretches of time in one, each of which follows the one before; what is packed is unpacked straight into its place. */
export function joinedColumns(pieces: readonly (ReadingColumns | PackedReadings)[]): ReadingColumns {
  const joined = emptyColumns(pieces.reduce((sum, { at }) => sum + at.length, 0));
  let length = 0;
  for (const piece of pieces) {
    if ('since' in piece) unpack(piece, joined, length);
    else copyInto(joined, length, piece);
    length += piece.at.length;
  }
  return joined;
}

function unpack(packed: PackedReadings, columns: ReadingColumns, begin: number): void {
  const { since, at: seconds } = packed;
  const { at, mgdl, source, offScale, sensor } = columns;
  mgdl.set(packed.mgdl, begin);
  for (let i = 0; i < seconds.length; i++) at[begin + i] = (since + seconds[i]!) * SECOND;
  let start = begin;
  packed.ends.forEach((last, i) => {
    const end = begin + last;
    source.fill(packed.source[i]!, start, end);
    offScale.fill(packed.offScale[i]!, start, end);
    sensor.fill(packed.sensor[i]!, start, end);
    start = end;
  });
}
