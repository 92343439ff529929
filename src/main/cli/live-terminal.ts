import type { Piece } from './live-view.ts';

type Terminal = NodeJS.WriteStream;

const ESCAPE = '\u001b[';
const STYLES: Record<NonNullable<Piece['style']>, string> = {
  in_range: '32;1',
  high: '33;1',
  low: '31;1',
  dim: '2',
  struck: '9;2',
};

/** Lines at the bottom of a terminal that are drawn over again. Leaves the terminal as it was. */
export class LiveTerminal {
  readonly #terminal: Terminal;
  readonly #colour: boolean;
  #drawn = 0;

  constructor(terminal: Terminal, environment: NodeJS.ProcessEnv) {
    this.#terminal = terminal;
    this.#colour = !environment['NO_COLOR'];
    terminal.write(`${ESCAPE}?25l`); // hides the cursor, which would jump about
  }

  draw(lines: readonly Piece[][]): void {
    const width = this.#terminal.columns || 80;
    const rows = lines.flatMap((line) => wrapped(line, width - 1));
    const text = rows.map((row) => `${this.#fit(row, width - 1)}${ESCAPE}K`).join('\n');
    this.#terminal.write(`${this.#back()}${text}\n${ESCAPE}J`);
    this.#drawn = rows.length;
  }

  /** A line that stays, above those that are drawn over; the next drawing puts them back. */
  say(text: string): void {
    this.#terminal.write(`${this.#back()}${ESCAPE}J${text}\n`);
    this.#drawn = 0;
  }

  /** Leaves the last lines standing and gives the cursor back. */
  end(): void {
    this.#terminal.write(`${ESCAPE}?25h`);
  }

  #back(): string {
    return this.#drawn === 0 ? '' : `${ESCAPE}${this.#drawn}A\r`;
  }

  /** As much of a line as fits, with its colours. A line that wrapped would be drawn below itself next time. */
  #fit(line: readonly Piece[], width: number): string {
    let room = width;
    let text = '';
    for (const { text: piece, style } of line) {
      const characters = Array.from(piece).slice(0, room);
      room -= characters.length;
      const shown = characters.join('');
      text += style && this.#colour && shown !== '' ? `${ESCAPE}${STYLES[style]}m${shown}${ESCAPE}0m` : shown;
    }
    return text;
  }
}

/** A sentence that is too long goes on in further rows, between words; a line of values is one row, cut where it ends. */
export function wrapped(line: readonly Piece[], width: number): Piece[][] {
  const [first, ...rest] = line;
  const isSentence = first?.text.trimEnd().endsWith('.') === true;
  if (!first || !isSentence) return [[...line]];
  const rows: Piece[][] = [];
  let row = '';
  for (const word of first.text.split(' ')) {
    if (row !== '' && row.length + 1 + word.length > width) {
      rows.push([{ text: row }]);
      row = '';
    }
    row = row === '' ? word : `${row} ${word}`;
  }
  const tail = rest.reduce((length, { text }) => length + text.length, 0);
  if (row.length + tail <= width) return [...rows, [{ text: row }, ...rest]];
  return [...rows, [{ text: row }], rest.map((piece) => ({ ...piece, text: piece.text.trimStart() }))];
}
