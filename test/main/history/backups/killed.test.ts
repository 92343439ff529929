import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { act } from '../../../../src/main/history/acts.ts';
import { contentsOf, withBackup } from '../../../../src/main/history/backups/backup-contents.ts';
import { backupsOf } from '../../../../src/main/history/backups/backup-names.ts';
import { HistoryFile } from '../../../../src/main/history/history-file.ts';
import { systemClock } from '../../../../src/main/time/clock.ts';
import { NOON, reading } from '../../../support/readings.ts';
import { runs } from '../../../support/runs.ts';
import { filledHistory, stored, temporaryFolder, valueOf } from '../history-folder.ts';
import { placeOf } from './place.ts';

const CHILD = join(import.meta.dirname, 'killed-child.ts');
const LATER = Array.from({ length: 10 }, (_, i) => reading({ measuredAt: NOON - (i + 1) * 60_000 }));

/** A folder with a history of 2,010 readings, of which a backup has 2,000; large enough to be copied in steps. */
async function begun(): Promise<{ folder: string; backup: string }> {
  const path = filledHistory();
  const place = placeOf(path);
  const db = valueOf(place.file.whole());
  db.exec('CREATE TABLE more (bytes BLOB)');
  db.prepare('INSERT INTO more VALUES (?)').run(Buffer.alloc(8_000_000, 7));
  const made = valueOf(await act(place, 'backup', { output: null }));
  valueOf(valueOf(place.file.open()).record(LATER));
  place.file.close();
  return { folder: join(path, '..'), backup: made.path.slice(join(path, '..').length) };
}

/** Does it in copies of a folder, killed before each of its steps, until it comes to its end. */
function killedAtEach(
  { folder, name, request }: { folder: string; name: string; request: (path: string) => object | null },
  check: (path: string, isDone: boolean) => void,
): number {
  const stride = runs(4, 1);
  for (let step = 1; ; step += stride) {
    const copy = join(temporaryFolder(), 'data');
    cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
    const path = join(copy, 'history.db');
    const given = JSON.stringify(request(copy));
    const { signal, stderr } = spawnSync(process.execPath, [CHILD, path, String(step), name, given], {
      encoding: 'utf8',
    });
    expect(stderr).not.toContain('Error');
    check(path, signal === null);
    if (signal === null) return step;
    expect(signal).toBe('SIGKILL');
  }
}

/** What a next start makes of it, whatever it has to see to first. */
function readingsAfter(path: string): number {
  const file = new HistoryFile(path, systemClock);
  file.open();
  const all = stored(valueOf(file.open()), null);
  // It can be recorded to as ever.
  valueOf(valueOf(file.open()).record([reading({ measuredAt: NOON - 3_600_000 })]));
  file.close();
  const db = new Database(path);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
  return all.length;
}

describe('killed at any step', { timeout: 1_200_000 }, () => {
  test('a backup is whole or none, and the next one is made', async () => {
    const { folder } = await begun();
    const steps = killedAtEach(
      { folder, name: 'backup', request: () => ({ output: null }) },
      (path, isDone) => {
        const made = backupsOf(path);
        if (isDone) expect(made).toHaveLength(2);
        for (const [index, one] of made.entries())
          expect(valueOf(withBackup(one.path, contentsOf)).readings).toBe(
            index === 0 && made.length > 1 ? 2010 : 2000,
          );
        expect(readingsAfter(path)).toBe(2010);
      },
    );
    expect(steps).toBeGreaterThan(8);
  });

  test('a restore has put all back or nothing, and what was there is kept', async () => {
    const { folder, backup } = await begun();
    let [before, after] = [0, 0];
    killedAtEach(
      { folder, name: 'restore', request: (copy) => ({ path: join(copy, backup) }) },
      (path, isDone) => {
        const readings = readingsAfter(path);
        if (isDone) expect(readings).toBe(2000);
        expect([2000, 2010]).toContain(readings);
        if (readings === 2010) return void (before += 1);
        after += 1;
        const aside = backupsOf(path).find(({ reason }) => reason === 'restore');
        expect(valueOf(withBackup(aside!.path, contentsOf)).readings).toBe(2010);
      },
    );
    expect([before > 0, after > 0]).toEqual([true, true]);
  });

  test('a damaged history comes back whole', async () => {
    const { folder } = await begun();
    const path = join(folder, 'history.db');
    writeFileSync(path, readFileSync(path).fill(0xa5, 0, 100));
    const steps = killedAtEach({ folder, name: 'look', request: () => null }, (at) => {
      expect(readingsAfter(at)).toBe(2010);
    });
    expect(steps).toBeGreaterThan(4);
  });
});
