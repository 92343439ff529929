import { linkSync, writeFileSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { SECOND } from '../../shared/time.ts';
import { inTurn } from '../files/kept-file.ts';
import { holderNamedIn, livingHolder, ourselves, removeDeadLock } from '../lock-holder.ts';
import { removeFile } from '../remove-file.ts';

/** A holder that has not shown itself for so long is gone, whatever its process id is used for now. */
const DEAD_AFTER_MS = 90 * SECOND;
export const HEARTBEAT_MS = 15 * SECOND;

function lockPath(dataDir: string): string {
  return join(dataDir, 'poller.lock');
}

/**
 * The right to ask the server for a data directory; one process has it, so that two of them do not use up the account's
 * budget. It is a file that the holder touches now and then: its age by this computer's clock says whether the holder
 * still lives.
 */
export class PollerLock {
  readonly #path: string;
  #held = false;
  /** A heartbeat that the disk has not taken yet. */
  #isBeating = false;

  constructor(dataDir: string) {
    this.#path = lockPath(dataDir);
  }

  /**
   * Takes the right if nobody alive has it. Null: we have it; else the process that does.
   *
   * A folder that cannot be written is no reason not to watch over somebody: then there is no lock.
   */
  acquire(): number | null {
    if (this.#held) return null;
    for (let attempt = 0; attempt < 3; attempt += 1) {
      // Looked for first: where another one asks, nothing is written here.
      const holder = livingOther(this.#path);
      if (holder !== null) return holder;
      if (this.#create()) return null;
      removeDeadLock(this.#path, livingOther);
    }
    return livingOther(this.#path);
  }

  /** Shows that we live, as soon as the disk takes it. False when the right was lost meanwhile, as after a long sleep. */
  beat(): boolean {
    if (!this.#held) return false;
    if (holderNamedIn(this.#path)?.pid !== process.pid) {
      this.#held = false;
      return false;
    }
    if (!this.#isBeating) {
      this.#isBeating = true;
      void inTurn(() => utimes(this.#path, Date.now() / SECOND, Date.now() / SECOND))
        // The folder is gone or full; nothing a heartbeat could do about it.
        .catch(() => {})
        .then(() => (this.#isBeating = false));
    }
    return true;
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    if (holderNamedIn(this.#path)?.pid === process.pid) removeFile(this.#path);
  }

  /** With its content from the first moment on, which a link gives and opening a new file does not. */
  #create(): boolean {
    const own = `${this.#path}.${process.pid}`;
    try {
      writeFileSync(own, JSON.stringify(ourselves()), { mode: 0o600 });
      linkSync(own, this.#path);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      // Where nothing can be written, as on a full disk, somebody may hold the right all the same.
      if (livingOther(this.#path) !== null) return false;
    } finally {
      removeFile(own);
    }
    this.#held = true;
    return true;
  }
}

/** The process that asks the server for this data directory, if one lives. */
export function pollerOf(dataDir: string): number | null {
  return livingOther(lockPath(dataDir));
}

/** Our own number there without us holding it was another process's before it was ours. */
function livingOther(path: string): number | null {
  const holder = livingHolder(path, DEAD_AFTER_MS);
  return holder === null || holder.pid === process.pid ? null : holder.pid;
}
