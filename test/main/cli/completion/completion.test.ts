import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definedProgram } from '../../../../src/main/cli/completion/defined.ts';
import { everyCommand } from '../../../../src/main/cli/completion/described.ts';
import { EXPORT_FORMATS } from '../../../../src/shared/exchange/export-formats.ts';
import { STATUS_FORMATS } from '../../../../src/shared/status/formats/formats.ts';
import { runCli, temporaryDirectory } from '../../../support/run-cli.ts';
import { isInstalled, offered, SHELLS } from './shells.ts';
import { ZshTerminal } from './zsh-terminal.ts';

const root = definedProgram();
const names = (path: string) =>
  everyCommand(root)
    .find((one) => one.path === path)!
    .commands.flatMap((one) => one.names)
    .toSorted();
const options = (path: string) =>
  everyCommand(root)
    .find((one) => one.path === path)!
    .options.map(({ long }) => long);

/** What is typed up to the key, and all that is to be offered then. */
const LINES: [line: string, expected: readonly string[]][] = [
  ['glucoglance ', names('')],
  ['glucoglance ex', ['export']],
  ['glucoglance log', ['login', 'logout']],
  ['glucoglance --demo --data-dir somewhere ex', ['export']],
  ['glucoglance export --format ', EXPORT_FORMATS],
  ['glucoglance export --format ni', ['nightscout']],
  ['glucoglance status --format ', STATUS_FORMATS],
  ['glucoglance status --unit ', ['mgdl', 'mmol']],
  ['glucoglance --unit m', ['mgdl', 'mmol']],
  ['glucoglance --data-dir x export --fo', ['--format']],
  ['glucoglance alarms ', names('alarms')],
  ['glucoglance alarms rehearse --da', ['--data-dir', '--days']],
  ['glucoglance alarms reh', ['rehearse']],
  ['glucoglance completion ', ['bash', 'fish', 'zsh']],
  ['glucoglance import re', ['readings.csv']],
  ['glucoglance export --output re', ['readings.csv']],
  // A person's name is nobody's to guess, nor is a number.
  ['glucoglance current ', []],
  ['glucoglance daily --days ', []],
];

describe.each(SHELLS)('in a real %s', (shell) => {
  // Where it is not installed only CI has to have it.
  const skip = !isInstalled(shell) && !process.env['CI'];
  const folder = temporaryDirectory();
  let offers: (line: string) => string[] | Promise<string[]>;
  let terminal: ZshTerminal | null = null;

  beforeAll(async () => {
    const run = await runCli(['completion', shell]);
    expect(run).toMatchObject({ code: 0, error: '' });
    writeFileSync(join(folder, 'readings.csv'), '');
    mkdirSync(join(folder, 'data'));
    if (skip) return;
    if (shell !== 'zsh') {
      offers = (line) => offered(shell, run.out, line, folder);
      return;
    }
    terminal = new ZshTerminal(run.out, folder);
    await terminal.ready();
    offers = (line) => terminal!.offered(line);
  });
  afterAll(() => terminal?.close());

  it.skipIf(skip).each(LINES)('"%s" is completed', async (line, expected) => {
    expect(await offers(line)).toEqual(expected.toSorted());
  });

  it.skipIf(skip)('folders are offered for the data folder, and no files', async () => {
    const found = await offers('glucoglance --data-dir ');
    expect(found.map((one) => one.replace(/\/$/, ''))).toEqual(['data']);
  });

  it.skipIf(skip)('every command offers each of its options', async () => {
    for (const { path } of everyCommand(root).slice(1)) {
      const found = await offers(`glucoglance ${path} --`);
      expect(found).toEqual([...new Set([...options(path), ...options('')])].toSorted());
    }
  });
});

describe('completion', () => {
  it('is for these shells alone', async () => {
    const run = await runCli(['completion', 'tcsh', '--json']);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(JSON.parse(run.error)).toMatchObject({ error: { code: 'badInput' } });
  });
});
