import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a second instance tells the first. */
export interface SecondInstance {
  argv: string[];
  workingDirectory: string;
  additionalData: unknown;
}

/**
 * The single-instance lock of one user data folder, across processes: a file with the holder's process id, and a
 * folder into which others put what they have to say. Files, because Electron's call is synchronous: when it returns
 * false, the first instance has been told.
 */
export class SingleInstance {
  readonly #lock: string;
  readonly #inbox: string;
  #release: (() => void) | null = null;

  constructor(userData: string) {
    const folder = join(userData, 'stand-in');
    this.#lock = join(folder, 'instance.lock');
    this.#inbox = join(folder, 'second-instances');
    mkdirSync(this.#inbox, { recursive: true });
  }

  get held(): boolean {
    return this.#release !== null;
  }

  /** True where this process now holds the lock; else its holder has been told, and hears it through `onSecond`. */
  request(own: SecondInstance, onSecond: (second: SecondInstance) => void): boolean {
    if (this.held) return true;
    const holder = this.#take();
    if (holder !== process.pid) {
      // Addressed to one holder, so that a later one does not read it; renamed, so that none reads half of it.
      const name = `${holder}-${process.pid}-${Date.now()}`;
      writeFileSync(join(this.#inbox, `.${name}`), JSON.stringify(own));
      renameSync(join(this.#inbox, `.${name}`), join(this.#inbox, `${name}.json`));
      return false;
    }
    const mine = (name: string) => name.startsWith(`${process.pid}-`) && name.endsWith('.json');
    const drain = () => {
      for (const name of readdirSync(this.#inbox).filter(mine)) {
        const file = join(this.#inbox, name);
        const second = JSON.parse(readFileSync(file, 'utf8')) as SecondInstance;
        rmSync(file);
        onSecond(second);
      }
    };
    const watcher = watch(this.#inbox, { persistent: false }, drain);
    this.#release = () => {
      watcher.close();
      rmSync(this.#lock, { force: true });
    };
    // What came between the lock and the watcher.
    drain();
    return true;
  }

  release(): void {
    this.#release?.();
    this.#release = null;
  }

  /** The process that holds the lock: this one, where it could be had. */
  #take(): number {
    try {
      writeFileSync(this.#lock, String(process.pid), { flag: 'wx' });
    } catch {
      const holder = Number(readFileSync(this.#lock, 'utf8'));
      if (holder !== process.pid && isAlive(holder)) return holder;
      // Its holder was killed.
      writeFileSync(this.#lock, String(process.pid));
    }
    return process.pid;
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
