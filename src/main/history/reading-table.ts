/*
 * A reading stands under one number, which says whose it is and when: the person's times 2^33, and the UTC second, which
 * reaches to the year 2242. SQLite finds it by that alone, and those of one person lie together in the order of time
 * (docs/decisions/0013-one-number-for-person-and-second.md).
 */

/** Seconds that a person has. */
export const SECONDS = 2 ** 33;

/** In SQL, what of such a number says when. */
export const secondOf = (key: string): string => `(${key} & ${SECONDS - 1})`;

/** The same of a row, and whose it is. */
export const [PATIENT, AT] = ['(reading.key >> 33)', secondOf('reading.key')];

/** A reading of which the statement gives a person and a second, or a person and two, `[from, to)`; see `keysOf`. */
export const [IT, THEIRS] = ['key = ?', 'key >= ? AND key < ?'];

/** Theirs whose row of `patient` is at hand. */
export const OF_PERSON = `reading.key BETWEEN patient.id * ${SECONDS} AND patient.id * ${SECONDS} + ${SECONDS - 1}`;

/** A row of `reading` as it is asked for with `READING_FIELDS`. */
export type ReadingRow = readonly [
  patient: number,
  at: number,
  mgdl: number,
  trend: number | null,
  color: number | null,
  context: number,
  drift: number,
  created: number,
];

const REST = 'mgdl, trend, color, context, drift, created';

/** To be selected. */
export const READING_FIELDS = `${PATIENT}, ${AT}, ${REST}`;

/** To be inserted. */
export const READING_COLUMNS = `key, ${REST}`;

/** Whether a reading can be of it. @param at UTC seconds */
export const isSecond = (at: number): boolean => at > 0 && at < SECONDS;

/**
 * The number of a reading.
 * @param patient the person's, above 0
 * @param at UTC seconds, above 0
 * @throws RangeError for a second that nobody has
 */
export function keyOf(patient: number, at: number): number {
  if (!isSecond(at)) throw new RangeError(`no second of a reading: ${at}`);
  return patient * SECONDS + at;
}

/** Says when in a reading's number: UTC seconds. */
export function secondIn(key: number): number {
  return key % SECONDS;
}

/** The numbers of a person's readings in `[from, to)`, whole UTC seconds or infinite, for `THEIRS`. */
export function keysOf(patient: number, from: number, to: number): [from: number, to: number] {
  return [keyFrom(patient, from), keyFrom(patient, to)];
}

/** The least number of a person's readings at a second or later. */
export function keyFrom(patient: number, at: number): number {
  return patient * SECONDS + Math.min(Math.max(at, 0), SECONDS);
}
