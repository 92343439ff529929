import type { LocalTime } from '../statistics/civil-clock.ts';
import { DAY, HOUR } from '../time.ts';
import { DATE_ORDERS, type DateOrder, type Decided } from './import-file.ts';
import { clockOf, type SheetRow } from './sheet.ts';
import { wallOf, type Stamp } from './stamps.ts';

/** A row whose stamp is one. */
export type StampedRow = SheetRow & { stamp: Stamp };

/** Other evidence than the stamps themselves. */
export interface OrderEvidence {
  given: DateOrder | null;
  /** ms UTC */
  now: number;
  /** Whether readings that we heard prove an order for these rows. */
  isProven: (order: DateOrder, rows: readonly StampedRow[]) => boolean;
}

/** Rows that say something must be so many, and the others at most one in twenty of them: a slip decides nothing. */
const LEAST_ROWS = 3;
const SLIPS = 20;
/** Of the stamps that can be times so many fit the order that holds; the others are skipped. */
const FITTING_SHARE = 0.9;

/**
 * The order of day, month and year, once for all rows, which are of one form. `ambiguous`: two fit, and nothing decides;
 * `none`: none fits, or not the one that was given.
 */
export function chooseOrder(
  rows: readonly StampedRow[],
  evidence: OrderEvidence,
): Decided<DateOrder> | 'ambiguous' | 'none' {
  const possible = rows.filter(({ stamp }) => DATE_ORDERS.some((order) => wallOf(stamp, order) !== null));
  const fits = (order: DateOrder): boolean => {
    const fitting = possible.filter(({ stamp }) => wallOf(stamp, order) !== null).length;
    return fitting > 0 && fitting >= FITTING_SHARE * possible.length;
  };
  const { given } = evidence;
  if (given !== null) return fits(given) ? { value: given, basis: 'given' } : 'none';
  if (possible[0]?.stamp.date.yearFirst) return fits('ymd') ? { value: 'ymd', basis: 'read' } : 'none';

  const counted = countFits(possible, evidence.now);
  const differing = possible.filter(isTelling);
  // No row is of two days: what only one order fits, and nothing else, depends on the choice.
  if (differing.length === 0) {
    const value = counted.only.mdy > counted.only.dmy ? 'mdy' : 'dmy';
    return fits(value) ? { value, basis: 'read' } : 'none';
  }
  for (const [one, other] of BOTH_WAYS) {
    const isRead = outweighs(counted.only[one], counted.only[other], possible.length);
    const isPast = outweighs(counted.future[other], counted.future[one], possible.length);
    if (isRead || (isPast && counted.only[other] === 0))
      return fits(one) ? { value: one, basis: 'read' } : 'none';
  }
  if (!fits('dmy') || !fits('mdy')) return 'none';
  const proven = (['dmy', 'mdy'] as const).filter((order) => evidence.isProven(order, differing));
  if (proven.length === 1 && proven[0]) return { value: proven[0], basis: 'proven' };
  for (const [one, other] of BOTH_WAYS) {
    if (runsThroughMidnight(possible, one, other)) return { value: one, basis: 'guessed' };
  }
  return 'ambiguous';
}

const BOTH_WAYS = [
  ['dmy', 'mdy'],
  ['mdy', 'dmy'],
] as const;

function outweighs(count: number, against: number, all: number): boolean {
  return (count >= LEAST_ROWS || (count === all && count > 0)) && against * SLIPS <= count;
}

/** How many stamps only one order fits, and how many would be of a time to come. */
function countFits(rows: readonly StampedRow[], now: number) {
  const only = { dmy: 0, mdy: 0 };
  const future = { dmy: 0, mdy: 0 };
  for (const { stamp } of rows) {
    const [dmy, mdy] = [wallOf(stamp, 'dmy'), wallOf(stamp, 'mdy')];
    if (dmy !== null && mdy === null) only.dmy += 1;
    if (mdy !== null && dmy === null) only.mdy += 1;
    // A clock may be a day from UTC, and no more.
    if (dmy !== null && dmy > now + DAY) future.dmy += 1;
    if (mdy !== null && mdy > now + DAY) future.mdy += 1;
  }
  return { only, future };
}

const AT_MIDNIGHT = HOUR;
const NEXT_DAYS = 3 * DAY;
const FAR = 20 * DAY;

/**
 * Whether the rows of each device go on through midnight in one order, and from each day to another month in the other:
 * a sensor is worn for days on end, not on the third of every month.
 */
function runsThroughMidnight(rows: readonly StampedRow[], one: DateOrder, other: DateOrder): boolean {
  const last = new Map<number, [LocalTime, LocalTime]>();
  let through = 0;
  for (const row of rows) {
    const { stamp } = row;
    const [here, there] = [wallOf(stamp, one), wallOf(stamp, other)];
    if (here === null || there === null) return false;
    const group = clockOf(row);
    const before = last.get(group);
    last.set(group, [here, there]);
    if (before === undefined || dayOf(before[0]) === dayOf(here)) continue;
    const step = here - before[0];
    if (step <= 0 || step > NEXT_DAYS || Math.abs(there - before[1]) < FAR) return false;
    if (step <= AT_MIDNIGHT) through += 1;
  }
  return through > 0;
}

function dayOf(wall: LocalTime): number {
  return Math.floor(wall / DAY);
}

/** Whether both orders fit a row's stamp, and make two times of it. */
function isTelling({ stamp }: StampedRow): boolean {
  const [dmy, mdy] = [wallOf(stamp, 'dmy'), wallOf(stamp, 'mdy')];
  return dmy !== null && mdy !== null && dmy !== mdy;
}

/** Three rows of the file that the orders read differently: one near the beginning, the middle and the end. */
export function telling(rows: readonly StampedRow[]): StampedRow[] {
  const differing = rows.filter(isTelling);
  const places = new Set([0, Math.floor((differing.length - 1) / 2), differing.length - 1]);
  return [...places].flatMap((at) => differing[at] ?? []);
}
