import { onReaderGone } from './closed-pipe.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { inEnglish } from '../../shared/messages/speech.ts';
import { problemSentence } from '../../shared/messages/sentences/problem.ts';
import { escapedForPrint, printable } from '../../shared/printable.ts';
import { tableLines, type Column } from './table.ts';
import { rowsOf } from './text-width.ts';

/** Where the program writes; the process's own streams, or a test's. */
export interface Streams {
  out: TerminalStream;
  error: TerminalStream;
}

type TerminalStream = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

/** The cells in a row of a terminal, 80 where it does not say; null where nobody is looking. */
export function terminalWidth({ isTTY, columns }: TerminalStream): number | null {
  return isTTY === true ? columns || 80 : null;
}

/** Data on standard output, messages on standard error; neither with anything that would drive the terminal. */
export class Output {
  readonly #streams: Streams;
  readonly #closed: (() => void)[] = [];
  #failure: string | null = null;
  #progress: string | null = null;

  constructor(streams: Streams) {
    this.#streams = streams;
    // Who reads us may stop reading (`| head`): that ends the writing, not the program in an error.
    streams.out.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') this.#failure ??= error.code ?? 'unknown';
      for (const listener of this.#closed) listener();
    });
    streams.error.on('error', () => {});
  }

  /** Waits until everything is written; why it could not be, unless the reader had enough. */
  async finished(): Promise<Problem | null> {
    await this.piece('');
    return this.#failure === null ? null : problem('outputFailed', { cause: this.#failure });
  }

  /** Whether a person is looking. */
  get terminal(): boolean {
    return this.#streams.out.isTTY === true;
  }

  /** Calls back when nobody reads standard output any more, though nothing be written. @returns ends the waiting */
  onClosed(listener: () => void): () => void {
    this.#closed.push(listener);
    const { out } = this.#streams;
    return 'fd' in out && typeof out.fd === 'number' ? onReaderGone(out.fd, listener) : () => {};
  }

  line(text: string): void {
    this.#streams.out.write(`${escapedForPrint(text)}\n`);
  }

  /** A whole document, as it is. */
  document(text: string): void {
    this.#streams.out.write(text);
  }

  /** A sentence that is what was asked for; on a terminal its rows end between words. */
  sentence(text: string): void {
    const width = terminalWidth(this.#streams.out);
    for (const row of width === null ? [text] : rowsOf(text, width)) this.line(row);
  }

  /** One JSON document; a list gets a line per element, written piece by piece so that years of readings fit. */
  async json(value: unknown): Promise<void> {
    if (!Array.isArray(value) || value.length === 0) {
      this.line(JSON.stringify(value));
      return;
    }
    const pieces = 500;
    for (let start = 0; start < value.length; start += pieces) {
      const lines = value
        .slice(start, start + pieces)
        .map((element) => escapedForPrint(JSON.stringify(element)));
      const opening = start === 0 ? '[' : ',\n ';
      await this.piece(opening + lines.join(',\n '));
    }
    this.line(']');
  }

  /** A piece of a document, as it is; waits until a slow reader has taken it. */
  piece(text: string | Uint8Array): Promise<void> {
    const { out } = this.#streams;
    return new Promise((resolve) => {
      out.write(text, () => resolve());
    });
  }

  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const { out } = this.#streams;
    const cells = rows.map((row) => row.map(printable));
    for (const line of tableLines(columns, cells, terminalWidth(out))) out.write(`${line}\n`);
  }

  /** A sentence for the person, never mixed with the data. */
  say(text: string): void {
    const { error } = this.#streams;
    const width = terminalWidth(error);
    const plain = printable(text);
    error.write(`${width === null ? plain : rowsOf(plain, width).join('\n')}\n`);
  }

  /**
   * Says how far something long has come, on a line that the next such, or null, takes away again. For a person who looks
   * on, nobody else.
   */
  progress(text: string | null): void {
    const { error } = this.#streams;
    if (error.isTTY !== true || text === this.#progress) return;
    this.#progress = text;
    error.write(`\r${text === null ? '' : printable(text)}\u001b[K`);
  }

  problem(problem: Problem): void {
    this.say(problemSentence(problem, localTime));
  }

  /** What ends a command. Whoever ends it by a prompt knows why. */
  failure(problem: Problem, json: boolean): void {
    if (problem.code === 'promptEnded') return;
    if (!json) return this.problem(problem);
    const { code, retryAt } = problem;
    const message = inEnglish(() => problemSentence(problem, localTime));
    const error = { code, message, retryAt: retryAt === undefined ? null : new Date(retryAt).toISOString() };
    this.#streams.error.write(`${escapedForPrint(JSON.stringify({ error }))}\n`);
  }
}

/** `14:32:05`, with the date in front of it on any other day than today; the system's zone. */
export function localTime(instant: number): string {
  const date = new Date(instant);
  const two = (part: number) => String(part).padStart(2, '0');
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return date.toDateString() === new Date().toDateString() ? time : `${day} ${time}`;
}

/** An instant as programs read it; none where there is none. */
export const isoOf = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString();
