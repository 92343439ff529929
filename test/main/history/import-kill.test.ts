import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { NOON, reading } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import { openedHistory, rowsOf, stored, temporaryFolder, valueOf } from './history-folder.ts';

const CHILD = join(import.meta.dirname, 'importing-child.ts');
const ROWS = 4000;

/** Kills the importing child a moment after it has begun so many imports and undoings. */
async function killedAfter(path: string, begun: number, moment: number): Promise<void> {
  const child = spawn(process.execPath, [CHILD, path, String(ROWS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let lines = 0;
  child.stdout.on('data', (text: Buffer) => {
    lines += text.toString().split('\n').length - 1;
    // Where it then is differs from run to run; what must hold does not.
    if (lines >= begun) void setTimeout(moment).then(() => child.kill('SIGKILL'));
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

test(
  'kill -9 while importing and taking back leaves all of it or nothing',
  { timeout: 3_600_000 },
  async () => {
    const path = join(temporaryFolder(), 'history.db');
    const heard = reading({ measuredAt: NOON - 30 * 86_400_000 });
    const history = openedHistory(path);
    valueOf(history.record([heard]));
    history.close();
    for (let round = 0; round < runs(4, 200); round++) {
      await killedAfter(path, 1 + (round % 4), (round * 7) % 40);
      const after = openedHistory(path);
      const imports = valueOf(after.imports.all());
      expect(imports.length).toBeLessThan(2);
      expect(stored(after)).toHaveLength(1 + imports.length * ROWS);
      expect(stored(after)).toContainEqual(heard);
      after.close();
      expect(rowsOf(path, 'PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
      expect(rowsOf(path, 'PRAGMA foreign_key_check')).toEqual([]);
    }
  },
);
