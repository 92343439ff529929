import { stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedProcess } from '../../shared/named-process.ts';
import { SECOND } from '../../shared/time.ts';
import { inTurn } from '../files/in-turn.ts';
import { holderNamedIn, livingOther, releaseLock, takeLock } from '../files/lock-file.ts';

/** A holder that has not shown itself for so long is gone, whatever its process id is used for now. */
const DEAD_AFTER_MS = 90 * SECOND;
export const HEARTBEAT_MS = 30 * SECOND;

function lockPath(dataDir: string): string {
  return join(dataDir, 'poller.lock');
}

/**
 * The right to ask the server for a data directory; one process has it, so that two of them do not use up the account's
 * budget. It is a file that the holder touches now and then: its age by this computer's clock says whether the holder
 * still lives. Whatever is asked here is answered when the disk answers.
 */
export class PollerLock {
  readonly #path: string;
  #held = false;
  /** The time that the last heartbeat gave to the file, ms UTC: as long as it has that, nobody else has touched it. */
  #touchedAt: number | null = null;
  /** Asked of the disk and not answered yet; nothing is asked twice at a time. */
  #taking: Promise<number | null> | null = null;
  #beating: Promise<boolean> | null = null;

  constructor(dataDir: string) {
    this.#path = lockPath(dataDir);
  }

  /**
   * Takes the right if nobody alive has it. Null: we have it; else the process that does.
   *
   * A folder that cannot be written is no reason not to watch over somebody: then there is no lock.
   */
  acquire(): Promise<number | null> {
    this.#taking ??= inTurn(async () => {
      const holder = this.#held ? null : await takeLock(this.#path, holderOf);
      this.#held = holder === null;
      return holder?.pid ?? null;
    }).finally(() => (this.#taking = null));
    return this.#taking;
  }

  /** Shows that we live. False where we have not the right, or lost it meanwhile, as after a long sleep. */
  beat(): Promise<boolean> {
    this.#beating ??= inTurn(async () => {
      this.#held &&= await this.#isStillOurs();
      const now = Math.floor(Date.now() / SECOND);
      // The folder is gone or full; nothing a heartbeat could do about it.
      if (this.#held) await utimes(this.#path, now, now).catch(() => {});
      this.#touchedAt = now * SECOND;
      return this.#held;
    }).finally(() => (this.#beating = null));
    return this.#beating;
  }

  async #isStillOurs(): Promise<boolean> {
    const touchedAt = await stat(this.#path).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    );
    if (touchedAt !== null && touchedAt === this.#touchedAt) return true;
    return (await holderNamedIn(this.#path))?.pid === process.pid;
  }

  release(): Promise<void> {
    return inTurn(async () => {
      if (this.#held) await releaseLock(this.#path);
      this.#held = false;
    });
  }
}

/** The process that asks the server for this data directory, if one lives. */
export async function pollerOf(dataDir: string): Promise<number | null> {
  return (await inTurn(() => holderOf(lockPath(dataDir))))?.pid ?? null;
}

function holderOf(path: string): Promise<NamedProcess | null> {
  return livingOther(path, DEAD_AFTER_MS);
}
