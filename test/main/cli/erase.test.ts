import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ourselves } from '../../../src/main/files/named-process.ts';
import { startSimulator } from '../../../src/main/simulator/simulator.ts';
import { ada } from '../../../src/main/simulator/people.ts';
import { keyringMissing } from '../../support/private-keyring.ts';
import { runCli, temporaryDirectory, type CliRun } from '../../support/run-cli.ts';
import { hasTerminals, TerminalRun } from '../../support/run-in-terminal.ts';
import { ADA, BEN, fill, tracesOfAda } from '../erase/erasable-folder.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const ENTRY = join(ROOT, 'src/main/cli/index.ts');
const COUNT = 20;

async function filled(): Promise<string> {
  const dataDir = temporaryDirectory();
  await fill(dataDir, COUNT);
  return dataDir;
}

const glucoglance = (dataDir: string, ...args: string[]): Promise<CliRun> =>
  runCli([...args, '--data-dir', dataDir]);

const codeOf = ({ error }: CliRun) =>
  (JSON.parse(error.split('\n').at(-2) ?? '') as { error: { code: string } }).error.code;

describe('erase', () => {
  test('shows what goes, wants to be sure, and leaves nothing', async () => {
    const dataDir = await filled();
    const before = tracesOfAda(dataDir, COUNT);
    const unsure = await glucoglance(dataDir, 'erase', ADA.patientId, '--json');
    expect(unsure).toMatchObject({ code: 2, out: '' });
    expect(codeOf(unsure)).toBe('badInput');
    for (const words of [
      'Of Grandma Lovelacenberg: 90 readings, 1 journal entry and 1 import.',
      'Alarms for Grandma Lovelacenberg end.',
      'Not reached: reports, exports and backups',
      '--yes',
    ])
      expect(unsure.error).toContain(words);
    expect(unsure.error).not.toContain('E-mail, password');
    expect(tracesOfAda(dataDir, COUNT)).toEqual(before);

    const erased = await glucoglance(dataDir, 'erase', ADA.patientId, '--yes', '--json');
    expect(erased).toMatchObject({ code: 0, error: '' });
    expect(erased.json()).toEqual({
      erased: { readings: 90, journal: 1, backups: expect.any(Number) as number, files: 8 },
    });
    expect(tracesOfAda(dataDir, COUNT)).toEqual([]);
    expect(existsSync(join(dataDir, 'poller.lock'))).toBe(false);
    expect((await glucoglance(dataDir, 'erase', ADA.patientId, '--yes', '--json')).code).toBe(7);
    expect((await glucoglance(dataDir, 'history', BEN.patientId, '--json')).json()).toHaveLength(41);

    // Without a keychain that could be asked, it is said that it was not.
    const rest = await glucoglance(dataDir, 'erase', '--everything', '--yes');
    expect(rest.code).toBe(0);
    expect(rest.error).toContain('Erased: 41 readings, 1 journal entry,');
    expect(rest.error).toContain('was not erased');
    expect((await glucoglance(dataDir, 'history', '--json')).out).toBe('[]\n');
  });

  test('refuses while somebody watches, naming the process, and what says too much or too little', async () => {
    const dataDir = await filled();
    const before = tracesOfAda(dataDir, COUNT);
    for (const wrong of [[], [ADA.patientId, '--everything']]) {
      const run = await glucoglance(dataDir, 'erase', ...wrong, '--yes', '--json');
      expect(run).toMatchObject({ code: 2, out: '' });
      expect(codeOf(run)).toBe('badInput');
    }
    writeFileSync(join(dataDir, 'poller.lock'), JSON.stringify(ourselves()));
    const refused = await glucoglance(dataDir, 'erase', ADA.patientId, '--yes', '--json');
    expect(refused).toMatchObject({ code: 8, out: '' });
    expect(codeOf(refused)).toBe('folderWatched');
    expect(refused.error).toContain(String(process.pid));
    expect(tracesOfAda(dataDir, COUNT)).toEqual(before);
  });

  test.skipIf(!hasTerminals)('asks on a terminal, in German too', async () => {
    const dataDir = await filled();
    for (const [answer, code, isLeft] of [
      ['nein', 0, true],
      ['ja', 0, false],
    ] as const) {
      const command = [
        process.execPath,
        ENTRY,
        'erase',
        ADA.patientId,
        '--lang',
        'de',
        '--data-dir',
        dataDir,
      ];
      const run = new TerminalRun(command);
      await expect.poll(() => run.text).toContain('(ja/nein)');
      expect(run.text).toContain('Alarme für Grandma Lovelacenberg enden.');
      run.type(`${answer}\n`);
      expect(await run.ended).toBe(code);
      expect(tracesOfAda(dataDir, COUNT).length > 0).toBe(isLeft);
    }
  });
});

test.skipIf(keyringMissing() !== null)('with the last person the keychain is emptied', async () => {
  const simulator = await startSimulator({ scenario: 'steady' });
  const home = mkdtempSync(join(tmpdir(), 'glucoglance-keyring-'));
  mkdirSync(join(home, 'run'), { mode: 0o700 });
  const run = `"${process.execPath}" "${ENTRY}" --base-url ${simulator.url} --data-dir "${home}/data"`;
  const script = `
    printf '%s\\n' '${simulator.password}' | ${run} authenticate --email ${simulator.email} --password-stdin >/dev/null; echo $?
    ${run} record --json >/dev/null; echo $?
    ${run} backfill --json >/dev/null; echo $?
    ${run} erase ${ada.firstName} --yes >/dev/null 2>&1; echo $?
    ${run} current >/dev/null 2>&1; echo $?
    export LIBRELINKUP_EMAIL=${simulator.email} LIBRELINKUP_PASSWORD='${simulator.password}'
    ${run} record --json >/dev/null 2>&1; echo $?
    ${run} backfill --json; echo $?
    ${run} backfill ${ada.firstName} --json 2>&1 | grep -o personErased
    ${run} history --json`;
  try {
    const { stdout } = await promisify(execFile)(
      'dbus-run-session',
      ['--', join(ROOT, 'test/support/private-keyring.sh'), 'sh', '-c', script],
      { env: { PATH: process.env['PATH'], HOME: home, XDG_RUNTIME_DIR: join(home, 'run') } },
    );
    expect(stdout.trim().split('\n')).toEqual([
      '0',
      '0',
      '0',
      '0',
      // Nothing is kept to sign in with, and who could sign in all the same records nobody.
      '3',
      '7',
      '{"received":0,"inserted":0,"duplicates":0}',
      '0',
      'personErased',
      '[]',
    ]);
  } finally {
    await simulator.close();
    rmSync(home, { recursive: true, force: true });
  }
});
