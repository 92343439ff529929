import { MINUTE } from '../time.ts';
import type { HeldReading } from './import-file.ts';

/** The minute that an instant or a place on a clock lies in. */
export function minuteOf(time: number): number {
  return Math.floor(time / MINUTE);
}

/** What is held in a minute; asked with the minute's number. */
export type ByMinute = (minute: number) => readonly HeldReading[];

const NONE: readonly HeldReading[] = [];

/** Finds readings by a time of theirs; those without it are not found. */
export function byMinute(
  held: readonly HeldReading[],
  timeOf: (reading: HeldReading) => number | null,
): ByMinute {
  // Most minutes have one, which needs no list of its own.
  const found = new Map<number, HeldReading | HeldReading[]>();
  for (const reading of held) {
    const time = timeOf(reading);
    if (time === null) continue;
    const minute = minuteOf(time);
    const there = found.get(minute);
    if (there === undefined) found.set(minute, reading);
    else if (Array.isArray(there)) there.push(reading);
    else found.set(minute, [there, reading]);
  }
  return (minute) => {
    const there = found.get(minute);
    if (there === undefined) return NONE;
    return Array.isArray(there) ? there : [there];
  };
}

/** Readings that prove something: those we heard. An earlier import may have been understood wrongly itself. */
export function heard(held: readonly HeldReading[]): HeldReading[] {
  return held.filter(({ source }) => source !== 'import');
}

/** So many rows must be compared before they say anything. */
const LEAST_ROWS = 20;
const PROVING_SHARE = 0.9;
const CONTRADICTING_SHARE = 0.5;

export interface Compared {
  rows: number;
  agree: number;
}

export function isProof({ rows, agree }: Compared): boolean {
  return rows >= LEAST_ROWS && agree >= PROVING_SHARE * rows;
}

/** Rows enough were compared, and most of them differ: another person, another clock. */
export function isContradiction({ rows, agree }: Compared): boolean {
  return rows >= LEAST_ROWS && agree < CONTRADICTING_SHARE * rows;
}

/** A time of a row and its value, mg/dL. */
export interface TimedValue {
  time: number;
  mgdl: number;
}

/** How rows compare with what is held in their minutes, with the rows' clock set on by so many minutes. */
export function compare(rows: Iterable<TimedValue>, held: ByMinute, shiftMinutes = 0): Compared {
  const compared = { rows: 0, agree: 0 };
  for (const { time, mgdl } of rows) {
    const there = held(minuteOf(time) + shiftMinutes);
    if (there.length === 0) continue;
    compared.rows += 1;
    if (there.some((reading) => agrees(mgdl, reading))) compared.agree += 1;
  }
  return compared;
}

/**
 * The history of LibreView is what LibreLinkUp's graph shows, but for the rounding of mmol/L; a live value is not
 * smoothed, and may lie some way off.
 */
function agrees(mgdl: number, held: HeldReading): boolean {
  const apart = Math.abs(mgdl - held.mgdl);
  return apart <= (held.source === 'live' ? Math.max(15, held.mgdl * 0.15) : 1);
}

const QUARTER = 15;
const FARTHEST = 14 * 60;

/** By how many minutes the file's clock is ahead of the wearer's, where our readings prove it; else null. */
export function shiftOf(rows: readonly TimedValue[], held: ByMinute): number | null {
  const proven: number[] = [];
  for (let shift = -FARTHEST; shift <= FARTHEST; shift += QUARTER) {
    if (shift !== 0 && isProof(compare(rows, held, -shift))) proven.push(shift);
  }
  return proven.length === 1 ? (proven[0] ?? null) : null;
}
