import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { erase, whatGoes } from '../../../src/main/erase/erase.ts';
import { runs } from '../../support/runs.ts';
import { rowsOf, temporaryFolder, valueOf } from '../history/history-folder.ts';
import { BEN, bensRows, fill, filesIn, tracesOfAda } from './erasable-folder.ts';
import { profileOf } from './profile-of.ts';

const CHILD = join(import.meta.dirname, 'erasing-child.ts');
const READINGS = 2000;

/** Begins to erase, and is killed so many ms later, unless it is done by then. */
async function killedAfter(dataDir: string, whom: string, moment: number): Promise<boolean> {
  const child = spawn(process.execPath, [CHILD, dataDir, whom], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close') as Promise<[number | null, string | null]>;
  await once(child.stdout, 'data');
  await setTimeout(moment);
  child.kill('SIGKILL');
  return (await ended)[1] === 'SIGKILL';
}

test('kill -9 while erasing: the same command again brings it to its end', { timeout: 900_000 }, async () => {
  const filled = temporaryFolder();
  await fill(filled, READINGS);
  const bens = bensRows(join(filled, 'history.db'));
  let killed = 0;
  const rounds = runs(8, 100);
  for (let round = 0; round < rounds; round++) {
    const dataDir = join(temporaryFolder(), 'data');
    cpSync(filled, dataDir, { recursive: true });
    const path = join(dataDir, 'history.db');
    const everything = round % 4 === 3;
    // As she is called here: what is known by it must not be gone before she is.
    const whom = everything ? 'everything' : 'Grandma Lovelacenberg';
    // Where it then is differs from run to run; what must hold does not.
    if (!(await killedAfter(dataDir, whom, (round * 41) % 240))) continue;
    killed += 1;
    const profile = profileOf(dataDir);
    const isDone = !existsSync(join(dataDir, 'erasing.json')) && tracesOfAda(dataDir, READINGS).length === 0;
    if (!isDone) {
      const what = valueOf(await whatGoes(profile, everything ? null : whom));
      valueOf(await erase(profile, what));
    }
    await profile.close();
    expect(tracesOfAda(dataDir, READINGS)).toEqual([]);
    expect(rowsOf(path, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    if (!everything) expect(bensRows(path)).toEqual(bens);
    else for (const bytes of filesIn(dataDir).values()) expect(bytes.includes(BEN.patientId)).toBe(false);
  }
  expect(killed).toBeGreaterThan(rounds / 4);
});
