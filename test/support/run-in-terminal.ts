import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { cleanEnvironment } from './run-cli.ts';

/** Whether `script` of util-linux is here, which gives a program a terminal. */
export const hasTerminals =
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;

interface TerminalOptions {
  environment?: Record<string, string>;
  columns?: number;
  /** Whoever has several tests type into it ends it. */
  isKept?: boolean;
}

/** A program that runs in a pseudo-terminal: what it shows, and what is typed into it. */
export class TerminalRun {
  /** All it has shown, with `\r\n` made `\n`. */
  shown = '';
  /** The same without what moves the cursor or colours. */
  get text(): string {
    // eslint-disable-next-line no-control-regex
    return this.shown.replace(/\u001b\[[\d;?]*[A-Za-z]/g, '');
  }
  /** Its exit code. */
  readonly ended: Promise<number | null>;
  readonly #child;

  constructor(
    command: readonly string[],
    { environment = {}, columns = 80, isKept = false }: TerminalOptions = {},
  ) {
    const quoted = command.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
    const line = `stty cols ${columns} rows 40; exec ${quoted}`;
    this.#child = spawn('script', ['--quiet', '--return', '--flush', '--command', line, '/dev/null'], {
      env: cleanEnvironment({ SHELL: '/bin/sh', TERM: 'xterm-256color', ...environment }),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout
      .setEncoding('utf8')
      .on('data', (text: string) => (this.shown += text.replaceAll('\r\n', '\n')));
    // A test that fails does not leave the program running; the terminal's end reaches it as SIGHUP.
    if (!isKept) onTestFinished(() => void this.#child.kill());
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  /** Waits until it has shown something. @param from of its text, where it is looked for */
  async until(pattern: RegExp, from = 0): Promise<void> {
    while (!pattern.test(from === 0 ? this.shown : this.text.slice(from))) {
      await Promise.race([
        once(this.#child.stdout, 'data'),
        this.ended.then(() => Promise.reject(new Error(this.shown))),
      ]);
    }
  }

  type(text: string): void {
    this.#child.stdin.write(text);
  }
}
