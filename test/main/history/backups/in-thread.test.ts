import Database from 'better-sqlite3';
import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { backupFolder } from '../../../../src/main/history/backups/backup-names.ts';
import { HistoryThread } from '../../../../src/main/history/history-thread.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { NOON, reading } from '../../../support/readings.ts';
import { filledHistory, valueOf } from '../history-folder.ts';

/** So large that copying it takes many steps. */
function largeHistory(): string {
  const path = filledHistory();
  const db = new Database(path);
  db.exec('CREATE TABLE more (bytes BLOB)');
  db.prepare('INSERT INTO more VALUES (?)').run(Buffer.alloc(100_000_000, 7));
  db.close();
  return path;
}

test('what is asked while a backup is made is answered before it, and none of it hangs', async () => {
  const clock = new FakeClock(NOON);
  const history = new HistoryThread(largeHistory(), clock);
  const done: string[] = [];
  const backup = history.ask('backup', { output: null }).then((made) => {
    done.push('backup');
    return made;
  });
  for (let i = 1; i <= 20; i++) {
    const readings = [reading({ measuredAt: NOON - i * 60_000 })];
    valueOf(await history.ask('record', { people: [], readings }));
    done.push('record');
    // Nobody asks for anything meanwhile, for as long as it takes.
    clock.advance(60_000);
    expect(history.state.problem).toBeNull();
  }
  const { readings } = valueOf(await backup);
  expect(readings).toBeGreaterThanOrEqual(2000);
  expect(done.indexOf('backup')).toBeGreaterThan(2);
  await history.close();
});

test('a backup does not keep the program from ending, and leaves nothing behind', async () => {
  const path = largeHistory();
  const history = new HistoryThread(path, new FakeClock(NOON));
  const backup = history.ask('backup', { output: null });
  const ended = expect(backup).rejects.toThrow('Nobody waits');
  valueOf(await history.ask('look', null));
  await history.close();
  await ended;
  expect(existsSync(backupFolder(path)) ? readdirSync(backupFolder(path)) : []).toEqual([]);
});
