import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { openHistory } from '../../src/main/history/history.ts';
import { ada } from '../../src/main/simulator/people.ts';
import { systemClock } from '../../src/main/time/clock.ts';
import { fillYear } from './filled-year.ts';
import type { Measurement } from './measuring.ts';

const CALLS = 10_000;
const PROCESSES = 300;
const ROUNDS = 5;
const ROOT = resolve(import.meta.dirname, '../..');

/**
 * What a commit to the history of a year takes while 10,000 statuses of it are looked at in another process, by the
 * function that the command calls, and 300 by the command itself; and how late a timer of the process that commits is
 * meanwhile, which is what a poll would wait for. Against as many statuses of another folder, in turn: what they take of
 * the processor is no matter of the history.
 */
export async function measure(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  const path = join(folder, 'history.db');
  try {
    const now = Date.now();
    fillYear(path, now);
    const other = join(folder, 'other');
    fillYear(join(other, 'history.db'), now);
    const opened = openHistory(path, systemClock);
    if (!opened.ok) throw new Error(opened.problem.code);
    const history = opened.value;
    let at = Math.floor(now / 1000) * 1000;
    const commits = async (isOver: () => boolean) => {
      const [took, late]: [number[], number[]] = [[], []];
      while (!isOver()) {
        const asked = performance.now();
        await later(20);
        late.push(performance.now() - asked - 20);
        const began = performance.now();
        at += 1000;
        const reading = { ...VALUE, patientId: ada.patientId, measuredAt: at };
        const recorded = history.record([reading]);
        if (!recorded.ok) throw new Error(recorded.problem.code);
        took.push(performance.now() - began);
      }
      return { took, late };
    };
    const reader = join(folder, 'reader.cjs');
    const short = JSON.stringify(join(ROOT, 'out/main/status-now.cjs'));
    writeFileSync(
      reader,
      `const { statusTextNow } = require(${short});
       for (let i = 0; i < ${CALLS / ROUNDS}; i++)
         if (!statusTextNow(['status', '--data-dir', process.argv[2]], {})) process.exit(1);`,
    );
    const run = async (...args: string[]) => {
      const [code] = (await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'close')) as [number];
      if (code !== 0) throw new Error(`A status ended with ${code}.`);
    };
    const beside = async (dataDir: string) => {
      let isOver = false;
      const looking = Promise.all([
        run(reader, dataDir),
        (async () => {
          for (let i = 0; i < PROCESSES / ROUNDS; i += 1)
            await run(join(ROOT, 'scripts/glucoglance.mjs'), 'status', '--data-dir', dataDir);
        })(),
      ]).finally(() => (isOver = true));
      const measured = await commits(() => isOver);
      await looking;
      return measured;
    };
    const [of, elsewhere] = [nothing(), nothing()];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [sum, dataDir] of [
        [elsewhere, other],
        [of, folder],
      ] as const) {
        const { took, late } = await beside(dataDir);
        sum.took.push(...took);
        sum.late.push(...late);
      }
    }
    history.close();
    const row = (what: string, quiet: number[], busy: number[]): Measurement => ({
      what,
      figure: `${(worst(busy) - worst(quiet)).toFixed(1)} ms`,
      goal: '≤ 50 ms',
      detail:
        `the longest beside ${worst(busy).toFixed(1)} ms, of another folder ${worst(quiet).toFixed(1)} ms; ` +
        `of 99 % ${ninetyNine(busy).toFixed(1)} and ${ninetyNine(quiet).toFixed(1)} ms; ${busy.length} commits`,
    });
    return [
      row(`a commit beside ${CALLS} statuses and ${PROCESSES} processes`, elsewhere.took, of.took),
      row('a poll that is due beside them', elsewhere.late, of.late),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const VALUE = {
  mgdl: 120,
  offScale: null,
  trend: null,
  color: null,
  utcOffsetSeconds: 3600,
  sensorSerial: null,
  target: { low: 70, high: 180 },
  source: 'live',
} as const;

const nothing = (): Record<'took' | 'late', number[]> => ({ took: [], late: [] });
const worst = (times: readonly number[]): number => Math.max(...times);
const ninetyNine = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
