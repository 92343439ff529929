import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter();
const PLAIN = /^[\x20-\x7e]*$/;

/** How many cells of a terminal a text takes: two for an ideograph or an emoji, none for a combining accent. */
export function widthOf(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

/** As much of a text as fits into so many cells, never a part of a character. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = '';
  let room = width;
  for (const { segment } of graphemes.segment(text)) {
    room -= widthOf(segment);
    if (room < 0) break;
    cut += segment;
  }
  return cut;
}

/** The same with `…` where something is missing. */
export function shortenedTo(text: string, width: number): string {
  return widthOf(text) <= width ? text : `${cutTo(text, Math.max(0, width - 1)).trimEnd()}…`;
}

/** A text in rows of so many cells, broken between words; inside one only where it is wider than a row. */
export function rowsOf(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text];
  const rows: string[] = [];
  let row = '';
  for (let word of text.split(' ')) {
    if (row !== '' && widthOf(row) + 1 + widthOf(word) > width) {
      rows.push(row);
      row = '';
    }
    for (; row === '' && widthOf(word) > width; word = word.slice(rows.at(-1)!.length))
      rows.push(cutTo(word, width) || word);
    row = row === '' ? word : `${row} ${word}`;
  }
  return row === '' && rows.length > 0 ? rows : [...rows, row];
}

/** A text that runs from right to left in marks that keep a terminal from running what stands beside it so too. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
