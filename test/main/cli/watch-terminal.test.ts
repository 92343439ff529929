import { resolve } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { hasTerminals, TerminalRun } from '../../support/run-in-terminal.ts';

const ENTRY = resolve(import.meta.dirname, '../../../src/main/cli/index.ts');

function watch(columns: number, environment: Record<string, string> = {}): TerminalRun {
  const command = [process.execPath, ENTRY, '--demo', 'watch', '--data-dir', temporaryDirectory()];
  return new TerminalRun(command, { columns, environment });
}

describe.skipIf(!hasTerminals)('C3: watch on a terminal', () => {
  it('of 40 columns shows how old each value is', async () => {
    const run = watch(40);
    await run.until(/Ada[^\n]*\d+ (s|min)/);
    await run.until(/Ben[^\n]*\d+ (s|min)/);
    run.type('\u0003');
    expect(await run.ended).toBe(0);
    const lines = run.text
      .split('\n')
      .map((line) => line.replace(/^.*\r|\^C/g, ''))
      .filter((line) => /mg\/dL|mmol\/L/.test(line))
      // An alarm, which the demonstration has at some times of the day, tells its value's time instead, after a bell.
      .filter((line) => !line.startsWith('\u0007'));
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of lines) {
      expect(line).toMatch(/, \d+ (s|min)$|  \d+ (s|min)$/);
      expect(stringWidth(line)).toBeLessThan(40);
    }
    // A colour is there, that of the range at this time of the day, and the cursor is given back.
    // eslint-disable-next-line no-control-regex
    expect(run.shown).toMatch(/\u001b\[3\d;1m/);
    expect(run.shown.lastIndexOf('\u001b[?25h')).toBeGreaterThan(run.shown.lastIndexOf('\u001b[?25l'));
  });

  it('without colour where NO_COLOR asks for none', async () => {
    const run = watch(80, { NO_COLOR: '1' });
    await run.until(/Ada[^\n]*\d+ (s|min)/);
    run.type('\u0003');
    expect(await run.ended).toBe(0);
    // eslint-disable-next-line no-control-regex
    expect(run.shown).not.toMatch(/\u001b\[[\d;]+m/);
  });

  it('that is dumb prints plain lines', async () => {
    const run = watch(80, { TERM: 'dumb' });
    await run.until(/Ada[^\n]*\d+ (s|min)/);
    await run.until(/Connected/);
    run.type('\u0003');
    expect(await run.ended).toBe(0);
    // eslint-disable-next-line no-control-regex
    expect(run.shown).not.toMatch(/\u001b|[^\r\n]\r[^\n]/);
    expect(run.shown).toMatch(/^\d\d:\d\d:\d\d Ada Lindqvist {2}\d+ mg\/dL/m);
    expect(run.shown).toMatch(/^\d\d:\d\d:\d\d Connected; readings are coming in\.$/m);
  });
});
