import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../src/main/cli/exit-codes.ts';
import { temporaryDirectory } from '../support/run-cli.ts';

const PAGE = readFileSync(resolve(import.meta.dirname, '../../docs/server.md'), 'utf8');

/** The units of the page, by the names that stand before them. */
const UNIT = /^`~\/\.config\/systemd\/user\/([\w.-]+)`:\n\n```systemd\n(.*?)^```/gms;
const units = [...PAGE.matchAll(UNIT)].map(([, name = '', text = '']) => ({ name, text }));
const verifies = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('the units of docs/server.md', () => {
  it('are a service, and a timer that looks at it', () => {
    expect(units.map(({ name }) => name)).toEqual([
      'glucoglance.service',
      'glucoglance-look.service',
      'glucoglance-look.timer',
    ]);
  });

  it.skipIf(!verifies)('are understood by systemd, without a word', () => {
    const folder = join(temporaryDirectory(), 'units');
    mkdirSync(folder);
    for (const { name, text } of units) writeFileSync(join(folder, name), text);
    const paths = units.map(({ name }) => join(folder, name));
    const { stdout, stderr } = spawnSync('systemd-analyze', ['--user', 'verify', ...paths], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: folder },
    });
    // What it says of this machine's own units is no matter of ours.
    expect(`${stdout}${stderr}`.split('\n').filter((line) => line.includes('glucoglance'))).toEqual([]);
  });

  it('wait for life twice as long as it is shown in, and let the program speak that shows it', () => {
    const { text } = units[0]!;
    expect(text).toMatch(/^Type=notify\nNotifyAccess=all$/m);
    const patienceMs = Number(/^WatchdogSec=(\d+)$/m.exec(text)![1]) * 1000;
    // By three minutes without a poll it has not been silent for long yet.
    expect(patienceMs).toBeGreaterThanOrEqual(2 * 60_000);
  });

  it('does not start again where only a person can help', () => {
    const never = /^RestartPreventExitStatus=(.*)$/m.exec(units[0]!.text)![1]!.split(' ').map(Number);
    expect(never).toEqual([EXIT_CODES.usage, EXIT_CODES.signInNeeded, EXIT_CODES.termsNotAccepted]);
    expect(never).not.toContain(EXIT_CODES.lockedOut);
  });
});
