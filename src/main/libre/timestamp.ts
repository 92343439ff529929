const US = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\s+(\d{1,2}):(\d{2}):(\d{2})\s*([AP])M$/i;
const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?Z?$/;
const HTTP = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Readings from before the sensor existed, or from the far future, are broken clocks. */
const FIRST_YEAR = 2010;
const LAST_YEAR = 2099;

/**
 * Reads a LibreLinkUp timestamp, `M/D/YYYY h:mm:ss AM` (always US order), as if it were UTC.
 *
 * By hand, because `new Date(text)` reads it in the computer's zone and is an hour wrong in the night the clocks
 * change. ISO 8601 is accepted too, as some clients saw it. Returns ms, or null for anything else.
 */
export function parseTimestamp(text: string): number | null {
  const us = US.exec(text.trim());
  if (us) {
    const [, month, day, year, hour, minute, second, half] = us;
    if (Number(hour) < 1 || Number(hour) > 12) return null;
    const hour24 = (Number(hour) % 12) + (half?.toUpperCase() === 'P' ? 12 : 0);
    return instant(Number(year), Number(month), Number(day), hour24, Number(minute), Number(second));
  }
  const iso = ISO.exec(text.trim());
  if (!iso) return null;
  const [year, month, day, hour, minute, second] = iso.slice(1).map(Number);
  return instant(year!, month!, day!, hour!, minute!, second!);
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
