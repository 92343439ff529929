import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fillYear } from './filled-year.ts';
import { median, type Measurement } from './measuring.ts';

const ROUNDS = 31;
const COMMAND = resolve(import.meta.dirname, '../glucoglance.mjs');

/**
 * How long a bar waits for `glucoglance status` on the history of a year, against a Node that starts and ends. In turn, so
 * that whatever slows the machine slows both; the ratio is of the medians, as a bar has it.
 */
export function measure(): Measurement[] {
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  try {
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, '');
    const dataDir = join(folder, 'data');
    fillYear(join(dataDir, 'history.db'), Date.now());
    const took = (...args: string[]): number => {
      const began = performance.now();
      const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
      return performance.now() - began;
    };
    const times: Record<'empty' | 'plain' | 'json', number[]> = { empty: [], plain: [], json: [] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      const one = {
        empty: took(empty),
        plain: took(COMMAND, 'status', '--data-dir', dataDir),
        json: took(COMMAND, 'status', '--format', 'json', '--data-dir', dataDir),
      };
      // The first round reads everything from the disk.
      if (round > 0) for (const name of ['empty', 'plain', 'json'] as const) times[name].push(one[name]);
    }
    const base = median(times.empty);
    return (['plain', 'json'] as const).map((format): Measurement => {
      const figure = median(times[format]);
      return {
        what: `glucoglance status --format ${format}, against an empty Node`,
        figure: `${(figure / base).toFixed(2)} x`,
        goal: '≤ 2',
        detail: `median of ${ROUNDS}: ${figure.toFixed(0)} ms (goal ≤ 150) and ${base.toFixed(0)} ms`,
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
