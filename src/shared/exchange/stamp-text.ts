/** `00` … `59`. */
const TWO = Array.from({ length: 60 }, (_, figure) => String(figure).padStart(2, '0'));
const DAY_SECONDS = 86_400;

const two = (figure: number): string => TWO[figure] ?? '';

/** A time of the day without its seconds: `14:32`. @param second of the day */
function clockText(second: number): string {
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}`;
}

/**
 * Writes one time after another: seconds since 1970, UTC or on somebody's clock. Times of one day that follow each other
 * share its date, which is what makes years of them quick.
 *
 * @param date writes a day, given as `YYYY-MM-DD`
 */
function stamps(date: (isoDay: string) => string): (seconds: number) => { day: string; second: number } {
  let day = Number.NaN;
  let text = '';
  return (seconds) => {
    const own = Math.floor(seconds / DAY_SECONDS);
    if (own !== day) {
      day = own;
      text = date(new Date(own * DAY_SECONDS * 1000).toISOString().slice(0, 10));
    }
    return { day: text, second: seconds - own * DAY_SECONDS };
  };
}

/** `2026-11-21T14:32:05`. */
export function isoStamps(): (seconds: number) => string {
  const stamp = stamps((day) => `${day}T`);
  return (seconds) => {
    const { day, second } = stamp(seconds);
    return `${day}${clockText(second)}:${two(second % 60)}`;
  };
}

/** `21-11-2026 14:32`, as LibreView writes a minute where days come first. */
export function dayFirstMinutes(): (seconds: number) => string {
  const stamp = stamps((day) => `${day.slice(8)}-${day.slice(5, 7)}-${day.slice(0, 4)} `);
  return (seconds) => {
    const { day, second } = stamp(seconds);
    return day + clockText(second);
  };
}
