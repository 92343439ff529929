/** A backup of a year at one reading a minute, against SQLite's own copying of it; and a damaged year mended. */
import Database from 'better-sqlite3';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { act } from '../../src/main/history/acts.ts';
import { backupFolder } from '../../src/main/history/backups/backup-names.ts';
import { HistoryFile } from '../../src/main/history/history-file.ts';
import { systemClock } from '../../src/main/time/clock.ts';
import { fillYear } from './filled-year.ts';
import { median, type Measurement } from './measuring.ts';

const ROUNDS = 9;

export async function measure(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  try {
    const path = join(folder, 'history.db');
    fillYear(path, Date.now());
    return [...(await copying(path)), ...mending(path, folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function copying(path: string): Promise<Measurement[]> {
  const file = new HistoryFile(path, systemClock);
  const opened = file.whole();
  if (!opened.ok) throw new Error(opened.problem.code);
  const db = opened.value;
  const output = join(path, '..', 'copy.bak');
  const ours: number[] = [];
  const sqlites: number[] = [];
  const checked: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const own = await took(() => act({ file, now: Date.now(), goOn: () => {} }, 'backup', { output }));
    rmSync(output);
    const bare = await took(() => db.backup(output, { progress: () => 512 }));
    const check = await took(() => quickCheck(output));
    rmSync(output);
    if (round === 0) continue;
    ours.push(own);
    sqlites.push(bare);
    checked.push(bare + check);
  }
  file.close();
  const [own, bare, check] = [median(ours), median(sqlites), median(checked)];
  const shown = (against: number) => `${own.toFixed(0)} ms against ${against.toFixed(0)} ms`;
  return [
    {
      what: "verified backup of a year / SQLite's own",
      figure: `${(own / bare).toFixed(2)} x`,
      goal: '<= 2 x',
      detail: `${shown(bare)}, ${(statSync(path).size / 1024 / 1024).toFixed(1)} MB, two people`,
    },
    {
      what: "the same / SQLite's own and its quick_check",
      figure: `${(own / check).toFixed(2)} x`,
      goal: '-',
      detail: shown(check),
    },
  ];
}

function mending(path: string, folder: string): Measurement[] {
  const damaged = readFileSync(path).fill(0xa5, 4096 * 100, 4096 * 103);
  const times = [true, false].map((hasBackup) => {
    const copy = join(folder, `damaged-${hasBackup}`, 'history.db');
    mkdirSync(backupFolder(copy), { recursive: true });
    if (hasBackup) copyFileSync(path, join(backupFolder(copy), '20200101T000000Z.bak'));
    writeFileSync(copy, damaged);
    const file = new HistoryFile(copy, systemClock);
    const start = performance.now();
    const found = file.open();
    const time = performance.now() - start;
    if (found.ok || found.problem.code !== 'historyDamaged') throw new Error('It is not damaged.');
    file.close();
    return time;
  });
  return times.map((time, index) => ({
    what: `a damaged year of two people mended ${index === 0 ? 'with' : 'without'} a backup`,
    figure: `${(time / 1000).toFixed(1)} s`,
    goal: '<= 5 s',
    detail: 'in the thread of the history; readings are judged meanwhile',
  }));
}

function quickCheck(path: string): void {
  const db = new Database(path, { readonly: true });
  db.pragma('quick_check');
  db.close();
}

async function took(work: () => unknown): Promise<number> {
  globalThis.gc?.();
  const start = performance.now();
  await work();
  return performance.now() - start;
}
