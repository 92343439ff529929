import { onReaderGone } from './closed-pipe.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { problemSentence } from '../../shared/messages/en.ts';
import { escapedForPrint, printable } from '../../shared/printable.ts';

/** Where the program writes; the process's own streams, or a test's. */
export interface Streams {
  out: NodeJS.WritableStream & { isTTY?: boolean };
  error: NodeJS.WritableStream;
}

/** A column of a table: its heading, and whether its cells are numbers, which stand at the right. */
export interface Column {
  heading: string;
  number?: boolean;
}

/** Data on standard output, messages on standard error; neither with anything that would drive the terminal. */
export class Output {
  readonly #streams: Streams;
  readonly #closed: (() => void)[] = [];
  #failure: string | null = null;

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
    await this.#write('');
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
      await this.#write(opening + lines.join(',\n '));
    }
    this.line(']');
  }

  /** Waits until a slow reader has taken what it was given. */
  #write(text: string): Promise<void> {
    const { out } = this.#streams;
    return new Promise((resolve) => {
      out.write(text, () => resolve());
    });
  }

  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const cells = rows.map((row) => row.map(printable));
    const all = [columns.map((column) => column.heading), ...cells];
    const widths = columns.map((_, index) => Math.max(...all.map((row) => widthOf(row[index] ?? ''))));
    for (const row of all) {
      const padded = columns.map(({ number }, index) => {
        const cell = row[index] ?? '';
        const room = ' '.repeat(widths[index]! - widthOf(cell));
        return number ? room + cell : cell + room;
      });
      this.line(padded.join('  ').trimEnd());
    }
  }

  /** A sentence for the person, never mixed with the data. */
  say(text: string): void {
    this.#streams.error.write(`${printable(text)}\n`);
  }

  problem(problem: Problem): void {
    this.say(problemSentence(problem, localTime));
  }

  /** What ends a command. Whoever ends it by a prompt knows why. */
  failure(problem: Problem, json: boolean): void {
    if (problem.code === 'promptEnded') return;
    if (!json) return this.problem(problem);
    const { code, retryAt } = problem;
    const message = problemSentence(problem, localTime);
    const error = { code, message, retryAt: retryAt === undefined ? null : new Date(retryAt).toISOString() };
    this.say(JSON.stringify({ error }));
  }
}

const graphemes = new Intl.Segmenter();

/** Characters as a reader counts them. */
function widthOf(text: string): number {
  return [...graphemes.segment(text)].length;
}

/** `14:32:05`, with the date in front of it on any other day than today; the system's zone. */
export function localTime(instant: number): string {
  const date = new Date(instant);
  const two = (part: number) => String(part).padStart(2, '0');
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return date.toDateString() === new Date().toDateString() ? time : `${day} ${time}`;
}
