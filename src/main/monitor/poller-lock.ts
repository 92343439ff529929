import { linkSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { removeFile } from '../remove-file.ts';

/** A holder that has not shown itself for so long is gone, whatever its process id is used for now. */
const DEAD_AFTER_MS = 90_000;
export const HEARTBEAT_MS = 15_000;

const holderSchema = z.object({ pid: z.int().positive() });

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
      if (this.#create()) return null;
      const holder = livingHolder(this.#path);
      if (holder !== null) return holder;
      this.#removeDead();
    }
    return livingHolder(this.#path);
  }

  /** Shows that we live. False when the right was lost meanwhile, as after a long sleep. */
  beat(): boolean {
    if (!this.#held) return false;
    try {
      if (holderOf(this.#path) !== process.pid) {
        this.#held = false;
        return false;
      }
      const now = Date.now() / 1000;
      utimesSync(this.#path, now, now);
    } catch {
      // The folder is gone or full; nothing a heartbeat could do about it.
    }
    return true;
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    if (holderOf(this.#path) === process.pid) removeFile(this.#path);
  }

  /** With its content from the first moment on, which a link gives and opening a new file does not. */
  #create(): boolean {
    const own = `${this.#path}.${process.pid}`;
    try {
      writeFileSync(own, JSON.stringify({ pid: process.pid }), { mode: 0o600 });
      linkSync(own, this.#path);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      // Where nothing can be written, as on a full disk, somebody may hold the right all the same.
      if (livingHolder(this.#path) !== null) return false;
    } finally {
      removeFile(own);
    }
    this.#held = true;
    return true;
  }

  /** Of two that find a holder dead only one can rename its file; who renames a living one by mistake puts it back. */
  #removeDead(): void {
    const aside = `${this.#path}.dead.${process.pid}`;
    try {
      renameSync(this.#path, aside);
      if (livingHolder(aside) !== null) linkSync(aside, this.#path);
    } catch {
      // Someone else was quicker.
    } finally {
      removeFile(aside);
    }
  }
}

/** The process that asks the server for this data directory, if one lives. */
export function pollerOf(dataDir: string): number | null {
  return livingHolder(lockPath(dataDir));
}

function livingHolder(path: string): number | null {
  try {
    if (Math.abs(Date.now() - statSync(path).mtimeMs) > DEAD_AFTER_MS) return null;
    const pid = holderOf(path);
    // Our own number there without us holding it was another process's before it was ours.
    return pid !== null && pid !== process.pid && isAlive(pid) ? pid : null;
  } catch {
    return null;
  }
}

function holderOf(path: string): number | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).pid;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
