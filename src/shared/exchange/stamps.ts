import type { LocalTime } from '../statistics/civil-clock.ts';
import { DAY, SECOND } from '../time.ts';
import type { DateOrder } from './import-file.ts';

/** A stamp of a clock, cut into its figures; which of them is the day is not decided. */
export interface Stamp {
  first: number;
  second: number;
  third: number;
  yearFirst: boolean;
  /** Since midnight. */
  seconds: number;
  /** Stamps of one form were written by one program: how they are divided, where the year stands, 12 or 24 hours. */
  form: number;
}

const FORMS = '-/.';
const STAMP =
  /^(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}))(?:T|,?[ \u00a0\u202f]+)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[ \u00a0\u202f]*([ap])\.?[ \u00a0\u202f]?m\.?)?$/i;

/** Null where the text is no stamp of a day and a time. Years have four figures: of two nobody knows which they are. */
export function stampOf(text: string): Stamp | null {
  const found = STAMP.exec(text);
  if (!found) return null;
  const yearFirst = found[1] !== undefined;
  const figure = (at: number): number => Number(found[at]);
  const [hour, minute, second] = [figure(9), figure(10), found[11] === undefined ? 0 : figure(11)];
  const half = found[12]?.toLowerCase();
  if (minute > 59 || second > 59) return null;
  if (half === undefined ? hour > 23 : hour < 1 || hour > 12) return null;
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  return {
    first: figure(yearFirst ? 1 : 5),
    second: figure(yearFirst ? 3 : 7),
    third: figure(yearFirst ? 4 : 8),
    yearFirst,
    seconds: hours * 3600 + minute * 60 + second,
    form: FORMS.indexOf(found[2] ?? found[6] ?? '') * 4 + (yearFirst ? 2 : 0) + (half === undefined ? 0 : 1),
  };
}

/** No sensor of these is older; an earlier year is a clock that was never set. */
const EARLIEST_YEAR = 2000;

/** What the clock showed, if the figures stand in that order; null where they cannot. */
export function wallOf(stamp: Stamp, order: DateOrder): LocalTime | null {
  if (stamp.yearFirst !== (order === 'ymd')) return null;
  const { first, second, third } = stamp;
  if (order === 'ymd') return at(first, second, third, stamp.seconds);
  return order === 'dmy' ? at(third, second, first, stamp.seconds) : at(third, first, second, stamp.seconds);
}

function at(year: number, month: number, day: number, seconds: number): LocalTime | null {
  if (year < EARLIEST_YEAR || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return null;
  return Date.UTC(year, month - 1, day) + seconds * SECOND;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * The instant (ms UTC, whole seconds) of an ISO 8601 text, and the minutes from UTC that it names: null where it names
 * none; then it is taken as UTC.
 */
export function isoInstant(text: string): { at: number; offsetMinutes: number | null } | null {
  const found = INSTANT.exec(text);
  if (!found) return null;
  const part = (index: number): number => Number(found[index]);
  if (part(4) > 23 || part(5) > 59 || part(6) > 59) return null;
  const local = at(part(1), part(2), part(3), part(4) * 3600 + part(5) * 60 + part(6));
  if (local === null) return null;
  const zone = found[7];
  if (zone === undefined) return { at: local, offsetMinutes: null };
  if (zone === 'Z') return { at: local, offsetMinutes: 0 };
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  if (minutes * 60 * SECOND >= DAY) return null;
  const offsetMinutes = zone.startsWith('-') ? -minutes : minutes;
  return { at: local - offsetMinutes * 60 * SECOND, offsetMinutes };
}
