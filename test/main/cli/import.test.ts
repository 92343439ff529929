import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { openHistory } from '../../../src/main/history/history.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { libreviewFile } from '../../support/file-to-import.ts';
import { reading } from '../../support/readings.ts';
import { runCli, temporaryDirectory, type CliRun } from '../../support/run-cli.ts';
import { hasTerminals, TerminalRun } from '../../support/run-in-terminal.ts';

type Json = Record<string, unknown>;

const ENTRY = resolve(import.meta.dirname, '../../../src/main/cli/index.ts');
const MIDNIGHT = Date.UTC(2026, 10, 19, 23);
const ADA = { patientId: 'ada', firstName: 'Ada', lastName: 'Lovelace', target: null, unit: null };
const BEN = { ...ADA, patientId: 'ben', firstName: 'Ben', lastName: 'Nevis' };

let dataDir: string;

/** A data folder in which these people are known, with one reading of Ada's heard at 00:15 of her clock. */
function know(...people: (typeof ADA)[]): void {
  const history = openHistory(join(dataDir, 'history.db'), systemClock);
  if (!history.ok) throw new Error(history.problem.code);
  for (const person of people) history.value.rememberPerson(person);
  history.value.record([reading({ measuredAt: MIDNIGHT + 15 * 60_000 + 20_000, mgdl: 101 })]);
  history.value.close();
}

function fileOf(bytes: Uint8Array | string, name = 'readings.csv'): string {
  const path = join(temporaryDirectory(), name);
  writeFileSync(path, bytes);
  return path;
}

/** Twenty rows of the 20th, which is no month. */
const rows = Array.from({ length: 20 }, (_, i) => [i * 15, 100 + (i % 5)] as const);
const plain = () => fileOf(libreviewFile([...rows, [400, 120, 1]]));
/** Days and months that fit either way: two days of which nothing tells more. */
const ambiguous = () =>
  fileOf(
    new TextDecoder().decode(libreviewFile(rows.slice(0, 3))).replaceAll('20-11-2026', '03-04-2026') +
      'FreeStyle LibreLink,0A1B2C,05-06-2026 10:15,0,120,,,,,,,,,,,,,,\n',
  );

function glucoglance(...args: string[]): Promise<CliRun> {
  return runCli([...args, '--data-dir', dataDir]);
}

beforeEach(() => {
  dataDir = temporaryDirectory();
});

describe('import', () => {
  it('says in JSON how the file was understood and what became of it', async () => {
    know(ADA);
    const file = plain();
    const run = await glucoglance('import', file, '--json');
    expect(run).toMatchObject({ code: 0, error: '' });
    expect(run.json()).toEqual({
      importId: 1,
      format: 'libreview',
      layout: 'account',
      unit: 'mgdl',
      unitBasis: 'read',
      dateOrder: 'dmy',
      dateOrderBasis: 'read',
      zone: 'Europe/Berlin',
      from: '2026-11-19T23:00:00.000Z',
      to: '2026-11-20T03:45:00.000Z',
      rows: 21,
      inserted: 19,
      duplicates: 1,
      conflicts: 0,
      skipped: [{ reason: 'scan', rows: 1 }],
      alreadyImportedAt: null,
    });
    expect(Object.keys(run.json() as Json).join()).toBe(
      'importId,format,layout,unit,unitBasis,dateOrder,dateOrderBasis,zone,from,to,rows,inserted,duplicates,conflicts,skipped,alreadyImportedAt',
    );
    const again = (await glucoglance('import', file, '--json')).json() as Json;
    expect(again).toMatchObject({ importId: 2, inserted: 0, duplicates: 20 });
    expect(Date.parse(again['alreadyImportedAt'] as string)).toBeGreaterThan(Date.now() - 60_000);
    const history = (await glucoglance('history', '--json')).json() as Json[];
    expect(history.map(({ source }) => source).filter((source) => source === 'import')).toHaveLength(19);
    expect(
      ((await glucoglance('imports', '--json')).json() as Json[]).map((one) => Object.keys(one).join()),
    ).toEqual(Array(2).fill('importId,at,format,from,to,inserted'));
  });

  it('takes one back, and knows no other', async () => {
    know(ADA);
    await glucoglance('import', plain());
    expect((await glucoglance('imports', 'undo', '1', '--json')).json()).toEqual({ removed: 19 });
    expect((await glucoglance('imports', '--json')).json()).toEqual([]);
    expect((await glucoglance('history', '--json')).json()).toHaveLength(1);
    const again = await glucoglance('imports', 'undo', '1', '--json');
    expect([again.code, again.out]).toEqual([2, '']);
    expect(JSON.parse(again.error)).toMatchObject({ error: { code: 'importUnknown' } });
    expect((await glucoglance('imports', 'undo', 'first')).code).toBe(2);
  });

  it('with --dry-run stores nothing', async () => {
    know(ADA);
    const run = await glucoglance('import', plain(), '--dry-run', '--json');
    expect(run.json()).toMatchObject({ importId: null, inserted: 19, duplicates: 1 });
    expect((await glucoglance('history', '--json')).json()).toHaveLength(1);
    expect((await glucoglance('imports', '--json')).json()).toEqual([]);
  });

  it('takes scans where they are wanted', async () => {
    know(ADA);
    const run = await glucoglance('import', plain(), '--scans', '--json');
    expect(run.json()).toMatchObject({ inserted: 20, skipped: [] });
    const stats = await glucoglance('stats', '--json', '--from', '2026-11-20', '--to', '2026-11-21');
    expect(stats.json()).toMatchObject({ readings: 20 });
  });

  it('says in words how the file was understood, on standard error', async () => {
    know(ADA);
    const run = await glucoglance('import', plain());
    expect(run).toMatchObject({ code: 0, out: '' });
    expect(run.error).toBe(
      `LibreView export: 20 Nov 2026, 00:00 to 20 Nov 2026, 04:45.
Unit: mg/dL (as the file says).
Dates: day, month, year (as the file says).
Time zone: Europe/Berlin (guessed).
Of 1 reading that is recorded here too, 1 agrees.
Left out: 1 scans.
Imported 19 readings; 1 were known already, 0 differ from what is recorded, which stays.
“glucoglance imports undo 1” takes it back.
`,
    );
    const german = await glucoglance('import', plain(), '--lang', 'de');
    expect(german.error).toContain('Dieselbe Datei wurde am ');
  });

  it('asks for the option that decides, with three rows in words', async () => {
    know(ADA);
    const run = await glucoglance('import', ambiguous());
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.error).toContain('--date-order');
    expect(run.error.match(/line \d+: “/g)).toHaveLength(3);
    expect(run.error).toContain('“05-06-2026 10:15” is 5 Jun 2026, 10:15 or 6 May 2026, 10:15');
    const given = await glucoglance('import', ambiguous(), '--date-order', 'mdy', '--json');
    expect(given.json()).toMatchObject({ dateOrder: 'mdy', dateOrderBasis: 'given', inserted: 4 });
  });

  it('asks whose it is where several are known', async () => {
    know(ADA, BEN);
    const run = await glucoglance('import', plain(), '--json');
    expect([run.code, run.out]).toEqual([2, '']);
    const { error } = JSON.parse(run.error) as { error: Json };
    expect(error).toMatchObject({ code: 'ownerUndecided' });
    expect(error['message']).toContain('--patient: Ada Lovelace (ada), Ben Nevis (ben)');
    const given = await glucoglance('import', plain(), '--patient', 'Ben', '--json');
    expect(given.json()).toMatchObject({ inserted: 20, duplicates: 0 });
    expect((await glucoglance('import', plain(), '--patient', 'Cleo')).code).toBe(7);
  });

  it.each([
    ['a file that is not there', () => '/no/such/file.csv', 2, 'There is no such file'],
    ['a folder', () => temporaryDirectory(), 2, 'cannot be read'],
    ['something else', () => fileOf('a picture'), 2, 'cannot be imported'],
    ['nothing', () => fileOf(''), 2, 'nothing in it'],
  ])('refuses %s', async (_, file, code, words) => {
    know(ADA);
    const run = await glucoglance('import', file());
    expect(run.code).toBe(code);
    expect(run.error.toLowerCase()).toContain(words.toLowerCase());
  });

  it.each([
    [['--format', 'excel'], 2],
    [['--date-order', 'ydm'], 2],
    [['--zone', 'Europe/Nowhere'], 2],
    [['--unit', 'mmol'], 2],
    [['--format', 'clarity'], 2],
  ])('with %j ends with %i', async (options, code) => {
    know(ADA);
    expect((await glucoglance('import', plain(), ...options)).code).toBe(code);
    expect((await glucoglance('imports', '--json')).json()).toEqual([]);
  });

  it('with nobody known says to sign in first', async () => {
    const run = await glucoglance('import', plain(), '--json');
    expect(run.code).toBe(7);
    expect(JSON.parse(run.error)).toMatchObject({ error: { code: 'nobodyKnown' } });
  });

  it(
    'waits for a history that another process writes, and then ends with 8',
    { timeout: 60_000 },
    async () => {
      know(ADA);
      const file = plain();
      const writer = new Database(join(dataDir, 'history.db'));
      writer.exec('BEGIN IMMEDIATE');
      const begun = performance.now();
      const waiting = await glucoglance('import', file);
      const waited = performance.now() - begun;
      writer.exec('ROLLBACK');
      writer.close();
      expect(waiting.code).toBe(8);
      expect(waited).toBeGreaterThan(5000);
      expect((await glucoglance('imports', '--json')).json()).toEqual([]);
      expect((await glucoglance('import', file)).code).toBe(0);
    },
  );

  it('makes no other files', async () => {
    know(ADA);
    await glucoglance('import', plain());
    expect(existsSync(join(dataDir, 'readings.csv'))).toBe(false);
  });
});

describe.skipIf(!hasTerminals)('import on a terminal', () => {
  const begin = (file: string) =>
    new TerminalRun([process.execPath, ENTRY, 'import', file, '--data-dir', dataDir]);

  it('asks what nothing decides, until it is answered', async () => {
    know(ADA, BEN);
    const run = begin(ambiguous());
    await run.until(/Whose readings.*Number: /s);
    run.type('2\r');
    await run.until(/Which comes first.*Number: /s);
    run.type('3\r');
    await run.until(/Number: [^\n]*3\s[^]*Number: /);
    run.type('1\r');
    expect(await run.ended).toBe(0);
    expect(run.text).toContain('Imported 4 readings');
    const history = (await glucoglance('history', 'ben', '--json')).json() as Json[];
    expect(history.map(({ measuredAt }) => measuredAt)).toContain('2026-06-05T08:15:00.000Z');
  });

  it('that is ended at a question stores nothing: 130', async () => {
    know(ADA);
    const run = begin(ambiguous());
    await run.until(/Number: /);
    run.type('\u0003');
    expect(await run.ended).toBe(130);
    expect((await glucoglance('imports', '--json')).json()).toEqual([]);
  });

  it('says how far it has come, on a line that it takes away again', async () => {
    know(ADA);
    const run = begin(fileOf(libreviewFile(Array.from({ length: 10_000 }, (_, i) => [i, 100] as const))));
    expect(await run.ended).toBe(0);
    const [, ...told] = run.shown.replaceAll('\u001b[K', '<clear>').split('\rDone: ');
    expect(told.length).toBeGreaterThan(3);
    // Each from the beginning of the line, and at last nothing of it is left.
    for (const one of told) expect(one).toMatch(/^\d+%<clear>/);
    expect(told.at(-1)).toMatch(/^\d+%<clear>\r<clear>[^]*Imported \d/);
  });
});
