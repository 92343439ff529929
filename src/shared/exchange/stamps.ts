import type { LocalTime } from '../statistics/civil-clock.ts';
import { DAY, SECOND } from '../time.ts';
import type { DateOrder } from './import-file.ts';

/** A stamp of a clock; which of its figures is the day is not decided. */
export interface Stamp {
  date: StampDate;
  /** Since midnight. */
  seconds: number;
  /** Stamps of one form were written by one program: how they are divided, where the year stands, 12 or 24 hours. */
  form: number;
}

/** The midnights that the figures of a date may mean; null where they cannot stand in that order. */
export interface StampDate extends Record<DateOrder, LocalTime | null> {
  yearFirst: boolean;
  divider: number;
}

const DIVIDERS = '-/.';
const DATE = /^(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}))$/;
const TIME =
  /^(?:T|,?[ \u00a0\u202f]+)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[ \u00a0\u202f]*([ap])\.?[ \u00a0\u202f]?m\.?)?$/i;

/**
 * Reads stamps, each date once. Null where a text is no stamp of a day and a time. Years have four figures: of two nobody
 * knows which they are.
 */
export function stampReader(): (text: string) => Stamp | null {
  const dates = new Map<string, StampDate | null>();
  return (text) => {
    const end = text.search(/[T,\s]/);
    const dateText = text.slice(0, end);
    const known = dates.get(dateText);
    const date = known === undefined ? dateIn(dateText) : known;
    if (known === undefined) dates.set(dateText, date);
    if (date === null || end === -1) return null;
    const time = timeIn(text.slice(end));
    if (time === null) return null;
    const form = date.divider * 4 + (date.yearFirst ? 2 : 0) + (time.twelveHours ? 1 : 0);
    return { date, seconds: time.seconds, form };
  };
}

function dateIn(text: string): StampDate | null {
  const found = DATE.exec(text);
  if (!found) return null;
  const yearFirst = found[1] !== undefined;
  const [first, second, third] = (yearFirst ? [1, 3, 4] : [5, 7, 8]).map((at) => Number(found[at]));
  if (first === undefined || second === undefined || third === undefined) return null;
  return {
    yearFirst,
    divider: DIVIDERS.indexOf(found[2] ?? found[6] ?? ''),
    ymd: yearFirst ? midnight(first, second, third) : null,
    dmy: yearFirst ? null : midnight(third, second, first),
    mdy: yearFirst ? null : midnight(third, first, second),
  };
}

function timeIn(text: string): { seconds: number; twelveHours: boolean } | null {
  const found = TIME.exec(text);
  if (!found) return null;
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  const half = found[4]?.toLowerCase();
  if (minute > 59 || second > 59) return null;
  if (half === undefined ? hour > 23 : hour < 1 || hour > 12) return null;
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  return { seconds: hours * 3600 + minute * 60 + second, twelveHours: half !== undefined };
}

/** No sensor of these is older; an earlier year is a clock that was never set. */
const EARLIEST_YEAR = 2000;

/** What the clock showed, if the figures stand in that order; null where they cannot. */
export function wallOf({ date, seconds }: Stamp, order: DateOrder): LocalTime | null {
  const midnight = date[order];
  return midnight === null ? null : midnight + seconds * SECOND;
}

function midnight(year: number, month: number, day: number): LocalTime | null {
  if (year < EARLIEST_YEAR || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return null;
  return Date.UTC(year, month - 1, day);
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
  const date = midnight(part(1), part(2), part(3));
  if (date === null) return null;
  const local = date + (part(4) * 3600 + part(5) * 60 + part(6)) * SECOND;
  const zone = found[7];
  if (zone === undefined) return { at: local, offsetMinutes: null };
  if (zone === 'Z') return { at: local, offsetMinutes: 0 };
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  if (minutes * 60 * SECOND >= DAY) return null;
  const offsetMinutes = zone.startsWith('-') ? -minutes : minutes;
  return { at: local - offsetMinutes * 60 * SECOND, offsetMinutes };
}
