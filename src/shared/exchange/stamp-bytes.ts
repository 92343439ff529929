import { pieceOf, putPiece, type Piece } from './byte-pieces.ts';

const [DAY_SECONDS, DAY_MINUTES] = [86_400, 1440];
/** `2026-11-21T`, `14:32:` and `05`. */
const [DATE_BYTES, MINUTE_BYTES] = [11, 6];
export const STAMP_BYTES = 19;

const two = (figure: number) => String(figure).padStart(2, '0');
/** `00` … `59`, two bytes each. */
const SECONDS = Uint16Array.from({ length: 60 }, (_, second) => pieceOf(two(second)).words[0]!);

/**
 * Writes one time after another as `isoStamps` does, as bytes where they are to stand: seconds since 1970, UTC or on
 * somebody's clock, of years of four figures. Times of one day that follow each other share its date.
 */
export function isoStampBytes(): (seconds: number, into: DataView, at: number) => void {
  const minutes: (Piece | undefined)[] = Array.from({ length: DAY_MINUTES });
  let begin = Number.NaN;
  let date = pieceOf('');
  return (seconds, into, at) => {
    let second = seconds - begin;
    // Also where there was none before.
    if (!(second >= 0 && second < DAY_SECONDS)) {
      begin = Math.floor(seconds / DAY_SECONDS) * DAY_SECONDS;
      date = pieceOf(new Date(begin * 1000).toISOString().slice(0, DATE_BYTES));
      second = seconds - begin;
    }
    const minute = (second / 60) | 0;
    const piece = (minutes[minute] ??= pieceOf(`${two((minute / 60) | 0)}:${two(minute % 60)}:`));
    putPiece(date, into, at);
    putPiece(piece, into, at + DATE_BYTES);
    into.setUint16(at + DATE_BYTES + MINUTE_BYTES, SECONDS[second - minute * 60]!, true);
  };
}
