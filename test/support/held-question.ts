import Database from 'better-sqlite3';
import { writeSync } from 'node:fs';

// Loaded before a program: it waits for ever in the first reading it takes from a history, and says so before.
const statement = new Database(':memory:').prepare('SELECT 1');
const prototype = Object.getPrototypeOf(statement) as Database.Statement;
const all = Reflect.get(prototype, 'all');
Object.assign(prototype, {
  all(this: Database.Statement, ...given: unknown[]): unknown[] {
    if (!this.source.includes('FROM reading')) return all.apply(this, given);
    writeSync(2, 'under way\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    return [];
  },
});
