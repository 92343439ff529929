import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { runCli, temporaryDirectory, type CliRun } from '../../support/run-cli.ts';
import { NOON, reading } from '../../support/readings.ts';
import { openedHistory, rowsOf, valueOf } from '../history/history-folder.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const asAccount = (dataDir: string, ...args: string[]): Promise<CliRun> =>
  runCli([...args, '--base-url', simulator.url, '--data-dir', dataDir], {
    environment: { LIBRELINKUP_EMAIL: simulator.email, LIBRELINKUP_PASSWORD: simulator.password },
  });
const asDemo = (dataDir: string, ...args: string[]): Promise<CliRun> =>
  runCli([...args, '--demo', '--data-dir', dataDir]);

const OF_ACCOUNT = 'belongs to an account';
const OF_DEMO = 'belongs to the demo';
const codesOf = (run: CliRun) => (JSON.parse(run.error) as { error: { code: string } }).error.code;

describe('a data folder', () => {
  it('of an account is none for the demo, also before anything is recorded', async () => {
    const dataDir = temporaryDirectory();
    expect((await asAccount(dataDir, 'authenticate')).code).toBe(0);
    const before = readFileSync(join(dataDir, 'state.json'), 'utf8');
    for (const command of ['current', 'history', 'watch']) {
      const refused = await asDemo(dataDir, command, '--json');
      expect([refused.code, refused.out], command).toEqual([2, '']);
      expect(codesOf(refused), command).toBe('folderOfAccount');
    }
    expect((await asDemo(dataDir, 'current')).error).toContain(OF_ACCOUNT);
    expect(readFileSync(join(dataDir, 'state.json'), 'utf8')).toBe(before);
    expect((await asAccount(dataDir, 'record')).code).toBe(0);
  });

  it('of the demo is none for an account', async () => {
    const dataDir = temporaryDirectory();
    expect((await asDemo(dataDir, 'record')).code).toBe(0);
    const [before] = rowsOf(join(dataDir, 'history.db'), 'SELECT count(*) AS n FROM reading');
    for (const command of ['record', 'history', 'erase --everything --yes']) {
      const refused = await asAccount(dataDir, ...command.split(' '));
      expect([refused.code, refused.out], command).toEqual([2, '']);
      expect(refused.error, command).toContain(OF_DEMO);
    }
    expect(rowsOf(join(dataDir, 'history.db'), 'SELECT count(*) AS n FROM reading')).toEqual([before]);
    expect((await asDemo(dataDir, 'current')).code).toBe(0);
  });

  it('that was never marked is an account’s where somebody is known who is not of the demo', async () => {
    const dataDir = temporaryDirectory();
    const history = openedHistory(join(dataDir, 'history.db'));
    valueOf(history.record([reading({ measuredAt: NOON })]));
    history.close();
    const refused = await asDemo(dataDir, 'history', '--json');
    expect([refused.code, codesOf(refused)]).toEqual([2, 'folderOfAccount']);
    expect(rowsOf(join(dataDir, 'history.db'), 'SELECT count(*) AS n FROM reading')).toEqual([{ n: 1 }]);
    expect((await asAccount(dataDir, 'history', 'ada')).code).toBe(0);
  });
});
