import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openHistory } from '../../../src/main/history/history.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { ourselves } from '../../../src/main/files/named-process.ts';
import { NOON, reading } from '../../support/readings.ts';
import { runCli, temporaryDirectory, type CliRun } from '../../support/run-cli.ts';
import { hasTerminals, TerminalRun } from '../../support/run-in-terminal.ts';
import { valueOf } from '../history/history-folder.ts';

type Json = Record<string, unknown>;

const ENTRY = join(import.meta.dirname, '../../../src/main/cli/index.ts');

/** A data folder with so many readings, a minute apart from noon on. */
function folderWith(readings: number): string {
  const dataDir = temporaryDirectory();
  add(dataDir, 0, readings);
  return dataDir;
}

function add(dataDir: string, first: number, count: number): void {
  const history = valueOf(openHistory(join(dataDir, 'history.db'), systemClock));
  const more = Array.from({ length: count }, (_, i) => reading({ measuredAt: NOON + (first + i) * 60_000 }));
  valueOf(history.record(more));
  history.close();
}

const glucoglance = (dataDir: string, ...args: string[]): Promise<CliRun> =>
  runCli([...args, '--data-dir', dataDir]);

const readingsIn = async (dataDir: string) =>
  ((await glucoglance(dataDir, 'history', '--json')).json() as Json[]).length;

const errorOf = ({ error }: CliRun) => (JSON.parse(error.split('\n').at(-2) ?? '') as { error: Json }).error;

describe('backup, backups, restore', () => {
  test('make a copy, list it, put it back and keep what was there', async () => {
    const dataDir = folderWith(100);
    const made = await glucoglance(dataDir, 'backup', '--json');
    expect(made).toMatchObject({ code: 0, error: '' });
    const { file } = made.json() as { file: string };
    expect(made.json()).toEqual({ file, bytes: readFileSync(file).length, readings: 100 });
    add(dataDir, 100, 7);

    const listed = (await glucoglance(dataDir, 'backups', '--json')).json() as Json[];
    expect(listed).toEqual([
      {
        file,
        bytes: readFileSync(file).length,
        readings: 100,
        at: expect.any(String) as string,
        verified: true,
      },
    ]);

    // A script that nobody can be asked by has to be sure.
    const unsure = await glucoglance(dataDir, 'restore', file, '--json');
    expect(unsure).toMatchObject({ code: 2, out: '' });
    expect(errorOf(unsure)).toMatchObject({ code: 'badInput' });
    expect(unsure.error).toContain('It lacks 7 readings that are recorded now');
    expect(await readingsIn(dataDir)).toBe(107);

    writeFileSync(join(dataDir, 'alarms.json'), '{"kept":true}');
    const restored = await glucoglance(dataDir, 'restore', file, '--yes', '--json');
    expect(restored).toMatchObject({ code: 0, error: '' });
    const { setAside } = restored.json() as { setAside: string };
    expect(restored.json()).toEqual({ restored: file, setAside, readings: 100 });
    expect(await readingsIn(dataDir)).toBe(100);
    expect(readFileSync(join(dataDir, 'alarms.json'), 'utf8')).toBe('{"kept":true}');
    expect(existsSync(join(dataDir, 'poller.lock'))).toBe(false);

    // By its name among the backups.
    const name = setAside.slice(setAside.lastIndexOf('/') + 1);
    expect((await glucoglance(dataDir, 'restore', name, '--yes')).code).toBe(0);
    expect(await readingsIn(dataDir)).toBe(107);
    expect((await glucoglance(dataDir, 'backups')).out).toMatch(/File .*State .*Readings/);
  });

  test('refuse a restore while somebody watches, naming the process', async () => {
    const dataDir = folderWith(10);
    const { file } = (await glucoglance(dataDir, 'backup', '--json')).json() as { file: string };
    add(dataDir, 10, 1);
    writeFileSync(join(dataDir, 'poller.lock'), JSON.stringify(ourselves()));
    const refused = await glucoglance(dataDir, 'restore', file, '--yes', '--json');
    expect(refused).toMatchObject({ code: 8, out: '' });
    expect(errorOf(refused)).toMatchObject({ code: 'folderWatched' });
    expect(errorOf(refused)['message']).toContain(String(process.pid));
    expect(await readingsIn(dataDir)).toBe(11);
    // A copy is made all the same.
    expect((await glucoglance(dataDir, 'backup')).code).toBe(0);
  });

  test('say what cannot be done', async () => {
    const empty = temporaryDirectory();
    expect((await glucoglance(empty, 'backup', '--json')).code).toBe(7);
    expect(await glucoglance(empty, 'backups', '--json')).toMatchObject({ code: 0, out: '[]\n' });
    expect((await glucoglance(empty, 'backups')).error).toBe('There is no backup yet.\n');
    expect(readdirSync(empty)).toEqual([]);

    const dataDir = folderWith(10);
    expect((await glucoglance(dataDir, 'restore', 'missing.bak', '--yes')).code).toBe(8);
    expect((await glucoglance(dataDir, 'backup', '--output', '')).code).toBe(2);
    expect((await glucoglance(dataDir, 'backup', '--output', join(dataDir, 'history.db'))).code).toBe(2);
    mkdirSync(join(dataDir, 'backups'));
    writeFileSync(join(dataDir, 'backups', '20261120T120000Z.bak'), 'no history');
    expect((await glucoglance(dataDir, 'backups', '--json')).json()).toMatchObject([
      { readings: null, at: '2026-11-20T12:00:00.000Z', verified: false },
    ]);
    expect((await glucoglance(dataDir, 'restore', '20261120T120000Z.bak', '--yes')).code).toBe(8);
    expect(await readingsIn(dataDir)).toBe(10);
  });

  test.skipIf(!hasTerminals)('ask on a terminal, and take only a yes for one', async () => {
    const dataDir = folderWith(10);
    const { file } = (await glucoglance(dataDir, 'backup', '--json')).json() as { file: string };
    add(dataDir, 10, 1);
    for (const [answer, code, left] of [
      ['no', 0, 11],
      ['\u0003', 130, 11],
      ['ja', 0, 10],
    ] as const) {
      const command = [process.execPath, ENTRY, 'restore', file, '--lang', 'de', '--data-dir', dataDir];
      const run = new TerminalRun(command);
      await expect.poll(() => run.text).toContain('(ja/nein)');
      expect(run.text).toContain('Ihr fehlt 1 Messwert');
      run.type(answer === '\u0003' ? answer : `${answer}\n`);
      expect(await run.ended).toBe(code);
      expect(await readingsIn(dataDir)).toBe(left);
    }
  });
});
