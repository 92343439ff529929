import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { definedProgram } from '../../../../src/main/cli/completion/defined.ts';
import { everyCommand } from '../../../../src/main/cli/completion/described.ts';
import { MANUAL_FACTS } from '../../../../src/main/cli/completion/manual-facts.ts';
import { manualPage } from '../../../../src/main/cli/completion/manual.ts';
import { EXIT_CODES } from '../../../../src/main/cli/exit-codes.ts';
import { temporaryDirectory } from '../../../support/run-cli.ts';
import { isInstalled } from './shells.ts';

const DOCUMENT = resolve(import.meta.dirname, '../../../../docs/command-line.md');
const root = definedProgram();

describe('the manual page', () => {
  it('names every exit code there is, as the document does', () => {
    const codes = MANUAL_FACTS.exitCodes.map(([code]) => code);
    expect(codes).toEqual([...new Set([0, ...Object.values(EXIT_CODES)])].toSorted((a, b) => a - b));
    for (const code of codes)
      expect(readFileSync(DOCUMENT, 'utf8')).toMatch(new RegExp(`^\\| ${code} +\\|`, 'm'));
  });

  it.skipIf(!isInstalled('man') && !process.env['CI'])(
    'is shown by man, with every command and option',
    () => {
      const path = join(temporaryDirectory(), 'glucoglance.1');
      writeFileSync(path, manualPage(root, { ...MANUAL_FACTS, version: '1.2.3' }));
      const env = { PATH: process.env['PATH'], MANWIDTH: '200', LC_ALL: 'C.UTF-8', MANPAGER: 'cat' };
      const { stdout, stderr, status } = spawnSync('man', ['--warnings', '-l', path], {
        encoding: 'utf8',
        env,
      });
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toContain('Glucoglance 1.2.3');
      const words = stdout.replaceAll('\u2010', '-').split(/[\s,]+/);
      for (const { path: command, options } of everyCommand(root)) {
        for (const word of command.split(' ')) expect(['', ...words]).toContain(word);
        for (const { long } of options) expect(words).toContain(long);
      }
      // Nothing is taken for a request.
      expect(stdout).toContain('readings, data_glucose'.split(',')[0]);
      expect(stdout).not.toMatch(/\\[-&e(]/);
    },
  );
});
