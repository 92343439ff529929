import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { main } from '../../../src/main/cli/program.ts';
import { openHistory, type PersonInfo } from '../../../src/main/history/history.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { SAFETY_IN_ENGLISH } from '../../../src/shared/messages/safety.ts';
import { MINUTE } from '../../../src/shared/time.ts';
import { NOON, reading } from '../../support/readings.ts';
import { cleanEnvironment } from '../../support/run-cli.ts';
import { personInfo, temporaryFolder, valueOf } from '../history/history-folder.ts';

const ENTRY = join(import.meta.dirname, '../../../src/main/cli/index.ts');
const SAFETY = `${SAFETY_IN_ENGLISH.join('\n')}\n`;
const BEN = personInfo({ patientId: 'ben', firstName: 'Ben' });
const NAMED = 'The archive holds everything of everybody, with their names.\n';

/** Runs the program in this process. */
async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const streams = { out: new PassThrough(), error: new PassThrough() };
  let [out, error] = ['', ''];
  streams.out.setEncoding('utf8').on('data', (text: string) => (out += text));
  streams.error.setEncoding('utf8').on('data', (text: string) => (error += text));
  const code = await main(args, cleanEnvironment(), streams);
  await new Promise(setImmediate);
  return { code, out, error };
}

/** A data folder with three readings of the first of some people. */
function folderOf(...people: PersonInfo[]): string {
  const dataDir = temporaryFolder();
  const history = valueOf(openHistory(join(dataDir, 'history.db'), systemClock));
  for (const person of people) valueOf(history.rememberPerson(person));
  const readings = [0, 1, 2].map((i) => reading({ measuredAt: NOON + i * MINUTE }));
  if (people.length > 0) valueOf(history.record(readings));
  history.close();
  return dataDir;
}

/** One person with a reading a minute. */
function longFolder(minutes: number): string {
  const dataDir = folderOf(personInfo());
  const db = new Database(join(dataDir, 'history.db'));
  db.exec(`WITH RECURSIVE n (i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < ${minutes - 1})
    INSERT INTO reading (key, mgdl, trend, color, context, drift, created)
    SELECT (1 << 33) + ${NOON / 1000} - 400 * 86400 + i * 60, 40 + i % 400, 1 + i % 5, 1, 1, 0, 10 FROM n`);
  db.close();
  return dataDir;
}

describe('export', () => {
  it('writes to standard output, and what must be known of it beside it', async () => {
    const ran = await run('export', '--data-dir', folderOf(personInfo()));
    expect(ran).toMatchObject({ code: 0, error: SAFETY });
    expect(ran.out.split('\r\n')).toHaveLength(5);
    expect(ran.out).toContain(
      '2026-11-20T12:00:00,2026-11-20T13:00:00,60,133,7.4,stable,live,,0HPD2YWLC0\r\n',
    );
  });

  it('says so in the language of the terminal, and in English', async () => {
    const ran = await run('export', '--lang', 'de', '--data-dir', folderOf(personInfo()));
    expect(ran.error).toMatch(/^Dosierungsentscheidungen/);
    expect(ran.error.endsWith(SAFETY)).toBe(true);
  });

  it('writes a file whole, for this user alone, and says what is in it', async () => {
    const where = ['--data-dir', folderOf(personInfo())];
    const folder = temporaryFolder();
    const file = join(folder, 'readings.json');
    const ran = await run('export', 'Ada', '--format', 'nightscout', '--output', file, '--json', ...where);
    expect(ran).toMatchObject({ code: 0, error: SAFETY });
    expect(JSON.parse(ran.out)).toEqual({
      format: 'nightscout',
      output: file,
      readings: 3,
      from: '2026-11-20T12:00:00.000Z',
      to: '2026-11-20T12:02:00.000Z',
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(3);
    expect(readdirSync(folder)).toEqual(['readings.json']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    const told = await run('export', '--from', '2026-11-20T12:01:00Z', '--output', file, ...where);
    expect(told).toMatchObject({ code: 0, out: '', error: `${SAFETY}Written to ${file}: 2 readings.\n` });
  });

  it.each(['fhir', 'archive'])('of what says it itself, nothing beside it: %s', async (format) => {
    const ran = await run('export', '--format', format, '--data-dir', folderOf(personInfo()));
    expect(ran).toMatchObject({ code: 0, error: format === 'archive' ? NAMED : '' });
    for (const sentence of SAFETY_IN_ENGLISH) expect(ran.out).toContain(sentence);
  });

  it('writes in the unit of the account unless another is asked for', async () => {
    const dataDir = folderOf(personInfo({ unit: 'mmol' }));
    const own = await run('export', '--format', 'clarity', '--data-dir', dataDir);
    expect(own.out).toContain('"7.4"');
    const asked = await run('export', '--format', 'clarity', '--unit', 'mgdl', '--data-dir', dataDir);
    expect(asked.out).toContain('"133"');
  });

  it.each([
    [['--json'], 'badInput'],
    [['--output', ''], 'badInput'],
    [['--format', 'excel'], 'badInput'],
    [['--format', 'archive', 'Ada'], 'badInput'],
    [['--format', 'archive', '--days', '7'], 'badInput'],
    [['--format', 'archive', '--from', 'today'], 'badInput'],
    [['--days', ''], 'badInput'],
    [['--days', '7', '--from', 'today'], 'badInput'],
    [['--from', 'now', '--to', 'yesterday'], 'badInput'],
    [[], 'personRequired'],
    [['--format', 'libreview', '--names'], 'personRequired'],
  ])('refuses %j', async (given, code) => {
    const dataDir = folderOf(personInfo(), BEN);
    const folder = temporaryFolder();
    const output =
      given.includes('--output') || code !== 'personRequired' ? [] : ['--output', join(folder, 'a')];
    const ran = await run('export', ...given, ...output, '--json', '--data-dir', dataDir);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(JSON.parse(ran.error)).toMatchObject({ error: { code } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('has an unknown person, and nobody, as 7', async () => {
    const unknown = await run('export', 'Cleo', '--data-dir', folderOf(personInfo()));
    expect(unknown).toMatchObject({ code: 7, out: '' });
    expect(await run('export', '--data-dir', folderOf())).toMatchObject({ code: 7, out: '' });
  });

  it('has a folder that is not there as 8', async () => {
    const file = join(temporaryFolder(), 'nowhere', 'a.csv');
    const ran = await run('export', '--output', file, '--data-dir', folderOf(personInfo()));
    expect(ran).toMatchObject({ code: 8, out: '' });
  });

  it.skipIf(!existsSync('/dev/full'))('does not lose what cannot be written without a word', () => {
    const command = `"${process.execPath}" "${ENTRY}" export --data-dir "${folderOf(personInfo())}" > /dev/full 2>/dev/null; echo $?`;
    expect(execFileSync('sh', ['-c', command], { encoding: 'utf8', env: cleanEnvironment() })).toBe('8\n');
  });

  it('ends quietly where nobody reads on', async () => {
    const child = spawn(process.execPath, [ENTRY, 'export', '--data-dir', longFolder(300_000)], {
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let error = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(error).toBe(SAFETY);
  });

  it('a year at a reading a minute takes no more room than a part of it', async () => {
    const args = ['--max-old-space-size=40', ENTRY, 'export', '--data-dir', longFolder(525_600)];
    const child = spawn(process.execPath, args, {
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let bytes = 0;
    let last = '';
    child.stdout.on('data', (piece: Buffer) => {
      bytes += piece.length;
      last = (last + piece.subarray(-100).toString()).slice(-100);
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(bytes).toBeGreaterThan(525_600 * 65);
    expect(last).toContain('2026-11-20T12:02:00,');
  });

  it('Ctrl+C takes away what was written so far, and leaves what was there', async () => {
    const folder = join(temporaryFolder(), 'files');
    mkdirSync(folder);
    const hold = pathToFileURL(join(import.meta.dirname, '../../support/held-write.ts')).href;
    const file = join(folder, 'readings.csv');
    const args = ['--import', hold, ENTRY, 'export', '--output', file, '--data-dir', longFolder(1000)];
    const child = spawn(process.execPath, args, {
      env: cleanEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let error = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      error += text;
      if (error.endsWith('under way\n')) child.kill('SIGINT');
    });
    expect(await once(child, 'close')).toEqual([null, 'SIGINT']);
    expect(error).toBe(`${SAFETY}under way\n`);
    expect(readdirSync(folder)).toEqual([]);
  });
});
