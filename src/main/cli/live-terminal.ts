import { fitted, type Piece } from './live-view.ts';
import { cutTo, isolated, rowsOf, widthOf } from './text-width.ts';

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
    this.#colour = hasColour(environment);
    terminal.write(`${ESCAPE}?25l`); // hides the cursor, which would jump about
  }

  draw(lines: readonly Piece[][]): void {
    const rows = lines.flatMap((line) => wrapped(line, this.#width));
    const text = rows.map((row) => `${this.#fit(row, this.#width)}${ESCAPE}K`).join('\n');
    this.#terminal.write(`${this.#back()}${text}\n${ESCAPE}J`);
    this.#drawn = rows.length;
  }

  /** A sentence that stays, above the lines that are drawn over; the next drawing puts them back. */
  say(text: string): void {
    this.#terminal.write(`${this.#back()}${ESCAPE}J${rowsOf(text, this.#width).join('\n')}\n`);
    this.#drawn = 0;
  }

  /** Leaves the last lines standing and gives the cursor back. */
  end(): void {
    this.#terminal.write(`${ESCAPE}?25h`);
  }

  /** Cells of a row; the last one of the terminal stays free. */
  get #width(): number {
    return (this.#terminal.columns || 80) - 1;
  }

  #back(): string {
    return this.#drawn === 0 ? '' : `${ESCAPE}${this.#drawn}A\r`;
  }

  /** As much of a line as fits, with its colours. A line that wrapped would be drawn below itself next time. */
  #fit(line: readonly Piece[], width: number): string {
    let room = width;
    let text = '';
    for (const { text: piece, style } of fitted(line, width)) {
      const shown = isolated(cutTo(piece, room));
      room -= widthOf(shown);
      text += style && this.#colour && shown !== '' ? `${ESCAPE}${STYLES[style]}m${shown}${ESCAPE}0m` : shown;
    }
    return text;
  }
}

/** Whether colours are wanted: as FORCE_COLOR says, else unless NO_COLOR says otherwise. */
export function hasColour({ FORCE_COLOR, NO_COLOR }: NodeJS.ProcessEnv): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return !NO_COLOR;
}

/** A sentence that is too long goes on in further rows, between words; a line of values is one row. */
export function wrapped(line: readonly Piece[], width: number): Piece[][] {
  const [first, ...rest] = line;
  const isSentence = first?.text.trimEnd().endsWith('.') === true;
  if (!first || !isSentence) return [[...line]];
  const rows = rowsOf(first.text, width).map((text): Piece[] => [{ text }]);
  const tail = rest.reduce((sum, { text }) => sum + widthOf(text), 0);
  const last = rows.at(-1)!;
  if (widthOf(last[0]!.text) + tail <= width) last.push(...rest);
  else rows.push(rest.map((piece) => ({ ...piece, text: piece.text.trimStart() })));
  return rows;
}
