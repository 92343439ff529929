import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeEach, describe, expect, it } from 'vitest';
import { openHistory } from '../../../src/main/history/history.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { STATUS_FORMATS } from '../../../src/shared/status/formats/formats.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import type { StatusJson } from '../../../src/shared/status/status-json.ts';
import { reading } from '../../support/readings.ts';
import { cleanEnvironment, runCli, temporaryDirectory, type CliRun } from '../../support/run-cli.ts';
import { valueOf } from '../history/history-folder.ts';

const MINUTE = 60_000;
const ENTRY = resolve(import.meta.dirname, '../../../src/main/cli/index.ts');
let dataDir: string;

beforeEach(() => {
  dataDir = temporaryDirectory();
});

/** Somebody with readings, each so many minutes old. */
function record(firstName: string, minutes: readonly number[], changes: Partial<Reading> = {}): void {
  const history = valueOf(openHistory(join(dataDir, 'history.db'), systemClock));
  const patientId = firstName.toLowerCase();
  const person = { patientId, firstName, lastName: 'Test', target: { low: 70, high: 180 } };
  valueOf(history.rememberPerson({ ...person, unit: 'mgdl' }));
  const at = (age: number) => Math.floor(Date.now() / 1000) * 1000 - age * MINUTE;
  valueOf(history.record(minutes.map((age) => reading({ patientId, measuredAt: at(age), ...changes }))));
  history.close();
}

const status = (...args: string[]): Promise<CliRun> => runCli(['status', ...args, '--data-dir', dataDir]);
const errorOf = ({ error }: CliRun) => (JSON.parse(error) as { error: { code: string } }).error.code;

describe('status', () => {
  it('says what is recorded, how old it is, and that nobody watches', async () => {
    record('Ada', [1, 6]);
    const run = await status();
    expect(run).toMatchObject({ code: 0, error: '' });
    expect(run.out).toBe('133 mg/dL → +0 · 1 min ago · in range · not watching\n');
  });

  it('is the object of the contract with --json, and nothing else', async () => {
    record('Ada', [1]);
    const run = await status('--json');
    expect(run).toMatchObject({ code: 0, error: '' });
    const json = run.json() as StatusJson;
    expect(Object.keys(json)).toEqual([
      'patientId',
      'patientName',
      'mgdl',
      'mmol',
      'trend',
      'deltaMgdl',
      'ageSeconds',
      'freshness',
      'range',
      'alarm',
      'snoozedUntil',
      'link',
      'polledBy',
    ]);
    expect(json).toMatchObject({ mgdl: 133, mmol: 7.4, link: { code: 'notWatching' }, polledBy: null });
    expect((await status('--format', 'json')).json()).toEqual({
      ...json,
      ageSeconds: expect.any(Number) as number,
    });
  });

  it.each(STATUS_FORMATS)('ends well also where there is nothing yet: %s', async (format) => {
    const run = await runCli(['status', '--format', format, '--data-dir', join(dataDir, 'none')]);
    expect(run).toMatchObject({ code: 0, error: '' });
    expect(run.out).toMatch(/\n$/);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('leaves nothing behind in the folder but what SQLite keeps of readers', async () => {
    record('Ada', [1]);
    const before = readdirSync(dataDir);
    const bytes = readFileSync(join(dataDir, 'history.db'));
    await status();
    expect(readdirSync(dataDir).filter((name) => !/-(shm|wal)$/.test(name))).toEqual(
      before.filter((name) => !/-(shm|wal)$/.test(name)),
    );
    expect(readFileSync(join(dataDir, 'history.db'))).toEqual(bytes);
  });

  it('is of whom one asks for, by any part of a name that says it, and exits 7 for nobody known', async () => {
    record('Ada', [1]);
    record('Ben', [1], { mgdl: 62 });
    expect((await status()).out).toMatch(/^Ben 62 /);
    for (const name of ['ada', 'ADA TEST', 'ada test']) expect((await status(name)).out).toMatch(/^Ada 133 /);
    const nobody = await status('Cleo', '--json');
    expect([nobody.code, nobody.out, errorOf(nobody)]).toEqual([7, '', 'personUnknown']);
  });

  it('is of the one chosen for the tray, by the name and in the unit of the settings', async () => {
    record('Ada', [1]);
    record('Ben', [1], { mgdl: 62 });
    const settings = {
      version: 1,
      unit: 'mmol',
      people: { ada: { name: 'Mum' } },
      desktop: { trayPerson: 'ada' },
    };
    writeFileSync(join(dataDir, 'config.json'), JSON.stringify(settings));
    expect((await status()).out).toMatch(/^Mum 7\.4 mmol\/L /);
    expect((await status('--unit', 'mgdl')).out).toMatch(/^Mum 133 mg\/dL /);
    expect(((await status('--json')).json() as StatusJson).patientName).toBe('Mum');
  });

  it.each([
    { args: ['--format', 'yaml'], code: 'badInput' },
    { args: ['--format', 'plain', '--json'], code: 'badInput' },
    { args: ['--unit', 'mg'], code: 'badInput' },
    { args: ['--colour'], code: 'usage' },
  ])('refuses $args', async ({ args, code }) => {
    const run = await status(...args, '--json');
    expect([run.code, run.out, errorOf(run)]).toEqual([2, '', code]);
  });

  it('says in words what is wrong with the history, and exits 0', async () => {
    writeFileSync(join(dataDir, 'history.db'), 'no history '.repeat(100));
    const run = await status();
    expect(run).toMatchObject({ code: 0, error: '' });
    expect(run.out).toMatch(/^no reading to show · The history /);
  });

  it('of the demo begins with DEMO and starts no simulator', async () => {
    mkdirSync(dataDir, { recursive: true });
    const run = await runCli(['--demo', 'status', '--data-dir', dataDir]);
    expect(run.out).toBe('DEMO no reading to show · not watching\n');
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('refuses to take the folder of an account for the demo', async () => {
    writeFileSync(join(dataDir, 'state.json'), JSON.stringify({ owner: 'account' }));
    const run = await status('--demo', '--json');
    expect([run.code, run.out, errorOf(run)]).toEqual([2, '', 'folderOfAccount']);
  });

  it('speaks the language of the terminal', async () => {
    record('Ada', [1, 6]);
    expect((await status('--lang', 'de')).out).toBe(
      '133 mg/dL → +0 · vor 1 min · im Zielbereich · keine Überwachung\n',
    );
  });
});

describe('status --follow', () => {
  /** A run that goes on, with its lines. */
  function follow(...args: string[]) {
    const child = spawn(process.execPath, [ENTRY, 'status', '--follow', '--data-dir', dataDir, ...args], {
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return { child, next: async () => (await lines.next()).value as string };
  }

  it('writes a line at each change, and ends quietly when it is told to', async () => {
    record('Ada', [30]);
    const { child, next } = follow();
    expect(await next()).toMatch(/^no data since /);
    record('Ada', [0]);
    expect(await next()).toMatch(/^133 mg\/dL /);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(child.stderr.read()).toBeNull();
  });

  it('ends when nobody reads it any more', async () => {
    record('Ada', [1]);
    const { child, next } = follow('--format', 'waybar');
    await next();
    child.stdout.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('status beside a watch', () => {
  it('says who watches and what they know, and that nobody does once it has ended', async () => {
    const watching = spawn(process.execPath, [ENTRY, '--demo', 'watch', '--json', '--data-dir', dataDir], {
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const json = async () => (await status('--json')).json() as StatusJson;
    await expect.poll(json).toMatchObject({ polledBy: 'watch', link: { code: 'ok' }, freshness: 'current' });
    expect((await status()).out).toMatch(/^DEMO /);
    const code = once(watching, 'close');
    watching.kill('SIGTERM');
    expect(await code).toEqual([0, null]);
    expect(await json()).toMatchObject({ polledBy: null, alarm: null, link: { code: 'notWatching' } });
  });
});
