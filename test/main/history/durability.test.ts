import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NOON } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import { openedHistory, rowsOf, temporaryFolder, valueOf } from './history-folder.ts';

const CHILD = join(import.meta.dirname, 'recording-child.ts');

/** Runs the recording child and kills it when it has acknowledged `count` instants, wherever it then is. */
async function acknowledgedUntilKilled(path: string, start: number, count: number): Promise<number[]> {
  const child = spawn(process.execPath, [CHILD, path, String(start)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.split('\n').length > count) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  // A last line cut short was not acknowledged in full.
  return output.split('\n').slice(0, -1).map(Number);
}

test(
  'nothing acknowledged is lost to kill -9, and the file stays sound',
  { timeout: 3_600_000 },
  async () => {
    const path = join(temporaryFolder(), 'history.db');
    const rounds = runs(50, 1000);
    const acknowledged: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const start = NOON + acknowledged.length * 60_000;
      const instants = await acknowledgedUntilKilled(path, start, 1 + ((round * 17) % 40));
      expect(instants[0]).toBe(start);
      acknowledged.push(...instants);
      const history = openedHistory(path);
      const missing = valueOf(
        history.read((stored) => acknowledged.filter((instant) => !stored.has('ada', instant))),
      );
      expect(missing).toEqual([]);
      history.close();
      expect(rowsOf(path, 'PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
    }
    const stored = valueOf(openedHistory(path).read((readings) => readings.readings('ada')));
    // What was recorded without being acknowledged may be there too, never more than one a round.
    expect(stored.length - acknowledged.length).toBeLessThanOrEqual(rounds);
    const improved = new Set(acknowledged);
    for (const { measuredAt, source } of stored) if (improved.has(measuredAt)) expect(source).toBe('live');
  },
);
