/** `00` … `59`. */
const TWO = Array.from({ length: 60 }, (_, figure) => String(figure).padStart(2, '0'));
const DAY_SECONDS = 86_400;

const two = (figure: number): string => TWO[figure] ?? '';

/** Times of the day as they were written once: what is put together of few texts is written quickly. */
const minutes: string[] = [];
const seconds: string[] = [];

/** `14:32`. @param second of the day */
function minuteText(second: number): string {
  const minute = Math.floor(second / 60);
  return (minutes[minute] ??= `${two(Math.floor(minute / 60))}:${two(minute % 60)}`);
}

/** `14:32:05`. */
function secondText(second: number): string {
  return (seconds[second] ??= `${minuteText(second)}:${two(second % 60)}`);
}

/**
 * Writes one time after another: seconds since 1970, UTC or on somebody's clock. Times of one day that follow each other
 * share its date.
 *
 * @param date writes a day, given as `YYYY-MM-DD`
 * @param clock writes a second of the day
 */
function stamps(
  date: (isoDay: string) => string,
  clock: (second: number) => string,
): (seconds: number) => string {
  let day = Number.NaN;
  let text = '';
  return (instant) => {
    const own = Math.floor(instant / DAY_SECONDS);
    if (own !== day) {
      day = own;
      text = date(new Date(own * DAY_SECONDS * 1000).toISOString().slice(0, 10));
    }
    return text + clock(instant - own * DAY_SECONDS);
  };
}

/** `2026-11-21T14:32:05`. */
export function isoStamps(): (seconds: number) => string {
  return stamps((day) => `${day}T`, secondText);
}

/** `21-11-2026 14:32`, as LibreView writes a minute where days come first. */
export function dayFirstMinutes(): (seconds: number) => string {
  return stamps((day) => `${day.slice(8)}-${day.slice(5, 7)}-${day.slice(0, 4)} `, minuteText);
}
