import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { inTurn } from './in-turn.ts';
import { removeFile } from './remove-file.ts';

/**
 * Writes a file in one step, so that a computer that loses its power leaves the old content or the new one. To be done
 * in turn.
 *
 * @param isWanted asked before the last step
 * @returns whether the disk took it
 */
export async function replaceFile(
  path: string,
  content: string | Buffer,
  isWanted: () => boolean = () => true,
): Promise<boolean> {
  const temporary = `${path}.${process.pid}`;
  try {
    await writeFile(temporary, content, { mode: 0o600 });
    if (isWanted()) {
      await rename(temporary, path);
      return true;
    }
  } catch {
    // The old content stays.
  }
  await removeFile(temporary);
  return false;
}

/**
 * A small file that is written whole, again and again, by whoever cannot wait for the disk: of what is to be written
 * while it is busy only the newest is. A disk that does not take it costs only that.
 */
export class KeptFile {
  readonly #path: string;
  #next: string | null = null;
  /** Settles once what waits is tried. */
  #turn: Promise<void> = Promise.resolve();
  /** Grows with what is done at once, which nothing that is under way may undo. */
  #atOnce = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Whole or not at all. @returns once it is tried */
  write(text: string): Promise<void> {
    const isWaiting = this.#next !== null;
    this.#next = text;
    // A disk that hangs for days is asked once.
    if (!isWaiting) this.#turn = inTurn(() => this.#write());
    return this.#turn;
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
      try {
        rmSync(temporary, { force: true });
      } catch {
        // It stays behind.
      }
    }
  }

  /** Takes it away, with what is still to be written. */
  remove(): Promise<void> {
    this.#atOnce += 1;
    this.#next = null;
    return inTurn(() => removeFile(this.#path));
  }

  async #write(): Promise<void> {
    const text = this.#next;
    this.#next = null;
    const atOnce = this.#atOnce;
    if (text !== null) await replaceFile(this.#path, text, () => this.#atOnce === atOnce);
  }
}
