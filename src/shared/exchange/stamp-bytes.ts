const DAY_SECONDS = 86_400;
const [ZERO, COLON] = [48, 58];
/** `2026-11-21T` and `14:32:05`. */
const DATE_BYTES = 11;
export const STAMP_BYTES = 19;

/** `00` … `59`, two bytes each. */
const TWO = Uint8Array.from(
  { length: 120 },
  (_, i) => ZERO + (i % 2 === 0 ? Math.floor(i / 20) : (i >> 1) % 10),
);

/**
 * Writes one time after another as `isoStamps` does, as bytes where they are to stand: seconds since 1970, UTC or on
 * somebody's clock, of years of four figures. Times of one day that follow each other share its date.
 */
export function isoStampBytes(): (seconds: number, into: Uint8Array, at: number) => void {
  const encoder = new TextEncoder();
  let begin = Number.NaN;
  let date = new Uint8Array();
  return (seconds, into, at) => {
    let second = seconds - begin;
    // Also where there was none before.
    if (!(second >= 0 && second < DAY_SECONDS)) {
      begin = Math.floor(seconds / DAY_SECONDS) * DAY_SECONDS;
      date = encoder.encode(new Date(begin * 1000).toISOString().slice(0, DATE_BYTES));
      second = seconds - begin;
    }
    for (let k = 0; k < DATE_BYTES; k++) into[at + k] = date[k]!;
    const hour = (second / 3600) | 0;
    const minute = ((second - hour * 3600) / 60) | 0;
    two(hour, into, at + DATE_BYTES);
    into[at + 13] = COLON;
    two(minute, into, at + 14);
    into[at + 16] = COLON;
    two(second - hour * 3600 - minute * 60, into, at + 17);
  };
}

function two(figure: number, into: Uint8Array, at: number): void {
  into[at] = TWO[figure * 2]!;
  into[at + 1] = TWO[figure * 2 + 1]!;
}
