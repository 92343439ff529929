import { renameSync, writeFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { removeFile } from '../remove-file.ts';

/** What is done to files one after the other. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Does something to a file once everything before it is done. One at a time in the whole process: the threads of the
 * system's calls that a disk keeps waiting also look up the names of servers.
 */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(work);
  turn = done.catch(() => {});
  return done;
}

/** Once all that was to be done to files by now is done. */
export function allWritten(): Promise<void> {
  return inTurn(() => Promise.resolve());
}

/**
 * A small file that is written whole, again and again, by whoever cannot wait for the disk: of what is to be written
 * while it is busy only the newest is. A disk that does not take it costs only that.
 */
export class KeptFile {
  readonly #path: string;
  #next: string | null = null;
  /** Grows with what is done at once, which nothing that is under way may undo. */
  #atOnce = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** In one step, so that a computer that loses its power leaves the old content or the new one. @returns once it is tried */
  write(text: string): Promise<void> {
    const isWaiting = this.#next !== null;
    this.#next = text;
    return isWaiting ? allWritten() : inTurn(() => this.#write());
  }

  /** At once, for a process that ends. */
  writeNow(text: string): void {
    this.#atOnce += 1;
    this.#next = null;
    const temporary = `${this.#path}.${process.pid}.now`;
    try {
      writeFileSync(temporary, text, { mode: 0o600 });
      renameSync(temporary, this.#path);
    } catch {
      removeFile(temporary);
    }
  }

  /** Takes it away, with what is still to be written. */
  remove(): Promise<void> {
    this.#atOnce += 1;
    this.#next = null;
    return inTurn(() => rm(this.#path, { force: true })).catch(() => {});
  }

  async #write(): Promise<void> {
    const text = this.#next;
    this.#next = null;
    if (text === null) return;
    const atOnce = this.#atOnce;
    const temporary = `${this.#path}.${process.pid}`;
    try {
      await writeFile(temporary, text, { mode: 0o600 });
      if (this.#atOnce === atOnce) await rename(temporary, this.#path);
      else await rm(temporary, { force: true });
    } catch {
      await rm(temporary, { force: true }).catch(() => {});
    }
  }
}
