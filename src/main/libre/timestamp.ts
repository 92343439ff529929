import { MINUTE } from '../../shared/time.ts';

const US = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\s+(\d{1,2}):(\d{2}):(\d{2})(?:\s*([AP])M)?$/i;
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?$/;
const HTTP = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Readings from before the sensor existed, or from the far future, are broken clocks. */
const FIRST_YEAR = 2010;
const LAST_YEAR = 2099;

/**
 * Reads a LibreLinkUp timestamp, `M/D/YYYY h:mm:ss AM` (always US order), as if it were UTC.
 *
 * By hand, because `new Date(text)` reads it in the computer's zone and is an hour wrong in the night the clocks
 * change. A 24-hour clock and ISO 8601, with an offset or without, are accepted too; the order of day and month is
 * never guessed. Returns ms, or null for anything else.
 */
export function parseTimestamp(text: string): number | null {
  const read = parse(text);
  return read && read.digits - (read.offset ?? 0);
}

/**
 * What a clock on a wall showed, as if it were UTC, ms; null where the text does not say: `Z` is nobody's wall.
 */
export function parseWallClock(text: string): number | null {
  const read = parse(text);
  return read === null || read.isUtc ? null : read.digits;
}

/** The digits as if they were UTC, and how far they say to be ahead of it, ms. */
interface Written {
  digits: number;
  offset: number | null;
  isUtc: boolean;
}

function parse(text: string): Written | null {
  const us = US.exec(text.trim());
  if (us) {
    const [, month, day, year, hour, minute, second, half] = us;
    const hour24 = hourOf(Number(hour), half?.toUpperCase());
    const digits = instant(Number(year), Number(month), Number(day), hour24, Number(minute), Number(second));
    return digits === null ? null : { digits, offset: null, isUtc: false };
  }
  const iso = ISO.exec(text.trim());
  if (!iso) return null;
  const [year, month, day, hour, minute, second] = iso.slice(1, 7).map(Number);
  const digits = instant(year!, month!, day!, hour!, minute!, second!);
  return digits === null ? null : { digits, offset: offsetOf(iso[7]), isUtc: iso[7] === 'Z' };
}

/** The hour of the day; one that no clock shows is 24. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return hour < 1 || hour > 12 ? 24 : (hour % 12) + (half === 'P' ? 12 : 0);
}

/** `+01:00`, `-0530`, `+01` in ms. */
function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined || zone === 'Z') return null;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return (zone.startsWith('-') ? -minutes : minutes) * MINUTE;
}

/** Reads an HTTP date (`Date`, `Retry-After`), RFC 9110 5.6.7 preferred form; ms UTC or null. */
export function parseHttpDate(text: string): number | null {
  const match = HTTP.exec(text.trim());
  if (!match) return null;
  const [, day, month, year, hour, minute, second] = match;
  const monthNumber = MONTHS.indexOf(month!) + 1;
  return instant(Number(year), monthNumber, Number(day), Number(hour), Number(minute), Number(second));
}

function instant(year: number, month: number, day: number, hour: number, minute: number, second: number) {
  if (year < FIRST_YEAR || year > LAST_YEAR || hour > 23 || minute > 59 || second > 59) return null;
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC rolls 31 April over to May; a date that does not come back as it was is none.
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : null;
}
