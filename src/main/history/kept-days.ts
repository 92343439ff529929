import type Database from 'better-sqlite3';

export const DAY_SECONDS = 86_400;

/** One person's readings of a UTC day, oldest first, in columns of equal length. */
export interface KeptDay {
  /** Seconds since the day began. */
  second: Uint32Array;
  mgdl: Uint16Array;
  /** Their keys in the table of contexts. */
  context: Uint32Array;
}

/** Says that readings of a person (their key) may be others at a UTC second. */
export type Touch = (patient: number, at: number) => void;

/** Two years at a reading a minute, in ten megabytes: what was not asked for longest makes way. */
const MOST_READINGS = 2 ** 20;

/**
 * Days of readings in memory, so that the next question need not read them again. Nothing of it is on the disk, and
 * nobody who writes has to think of it: whatever another process commits, or this connection writes otherwise than
 * inside `during`, lets all of it go.
 */
export class KeptDays {
  readonly #others: Database.Statement<[], number>;
  readonly #own: Database.Statement<[], number>;
  /** What was written by others and by ourselves up to what is kept, as SQLite counts it. */
  #seen = { others: Number.NaN, own: Number.NaN };
  /** Those asked for last come last. */
  readonly #days = new Map<string, KeptDay>();
  #readings = 0;
  readonly #most: number;

  /** @param most readings that are kept, of all people together */
  constructor(db: Database.Database, most = MOST_READINGS) {
    this.#most = most;
    this.#others = db.prepare<[], number>('PRAGMA data_version').pluck();
    this.#own = db.prepare<[], number>('SELECT total_changes()').pluck();
  }

  /** Lets go of what may no longer be so. Inside the transaction that reads. */
  renew(): void {
    const [others, own] = [this.#others.get() ?? Number.NaN, this.#own.get() ?? Number.NaN];
    if (others === this.#seen.others && own === this.#seen.own) return;
    this.#days.clear();
    this.#readings = 0;
    this.#seen = { others, own };
  }

  /** A day since 1970 of somebody; read where it is not kept. */
  day(patient: number, day: number, read: () => KeptDay): KeptDay {
    const name = `${patient} ${day}`;
    const known = this.#days.get(name);
    const found = known ?? read();
    if (known) this.#days.delete(name);
    else this.#readings += found.second.length;
    this.#days.set(name, found);
    for (const [oldest, { second }] of this.#days) {
      if (this.#readings <= this.#most) break;
      this.#days.delete(oldest);
      this.#readings -= second.length;
    }
    return found;
  }

  /**
   * Writes something that says which readings it changes.
   *
   * @param work calls `touch` for each. What throws may have changed anything.
   */
  during<T>(work: (touch: Touch) => T): T {
    const isOurs = this.#own.get() === this.#seen.own;
    const touched = new Set<string>();
    let last = { patient: Number.NaN, day: Number.NaN };
    const done = work((patient, at) => {
      const day = Math.floor(at / DAY_SECONDS);
      if (patient === last.patient && day === last.day) return;
      last = { patient, day };
      touched.add(`${patient} ${day}`);
    });
    if (!isOurs) return done;
    for (const name of touched) {
      this.#readings -= this.#days.get(name)?.second.length ?? 0;
      this.#days.delete(name);
    }
    this.#seen.own = this.#own.get() ?? Number.NaN;
    return done;
  }
}
