import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openLogFile } from '../../../src/main/desktop/log-file.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const MIB = 1024 * 1024;

/** As long as lines are, and distinguishable. */
const line = (number: number, at = 0, length = 200) =>
  JSON.stringify({ at: new Date(at).toISOString(), number, filling: '-'.repeat(length) });

function opened(onRecovered?: (lines: number) => void) {
  const dataDir = temporaryDirectory();
  const clock = new FakeClock(Date.now());
  const file = openLogFile(dataDir, clock, onRecovered);
  const write = (number: number, length?: number) => file.write(line(number, clock.now(), length));
  const numbers = (count = 1e6) =>
    file.last(count).map((one) => (JSON.parse(one) as { number: number }).number);
  return { dataDir, clock, file, write, numbers, folder: file.folder };
}

describe('the file of the log', () => {
  it('has a line for each, at once, for this user alone', () => {
    const { folder, write, numbers } = opened();
    write(1);
    write(2);
    expect(readFileSync(join(folder, 'glucoglance.log'), 'utf8')).toMatch(
      /^\{.*"number":1.*\}\r?\n\{.*"number":2.*\}\r?\n$/,
    );
    expect(numbers()).toEqual([1, 2]);
    expect(statSync(join(folder, 'glucoglance.log')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('takes a line as it is, whatever a logger would make of it', () => {
    const { file } = opened();
    for (const one of ['%s %d %o', '%c red', '[object Object]', 'ü 🩸']) file.write(one);
    expect(file.last(9)).toEqual(['%s %d %o', '%c red', '[object Object]', 'ü 🩸']);
  });

  it('never grows over five files of a mebibyte, and loses only the oldest lines', () => {
    const { folder, write, numbers } = opened();
    const lines = 6500;
    for (let number = 0; number < lines; number++) write(number, 1000);
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)));
    expect(readdirSync(folder).sort()).toEqual([
      'glucoglance.1.log',
      'glucoglance.2.log',
      'glucoglance.3.log',
      'glucoglance.4.log',
      'glucoglance.log',
    ]);
    for (const { size, mode } of sizes) {
      expect(size).toBeLessThan(MIB + 1200);
      expect(mode & 0o777).toBe(0o600);
    }
    const kept = numbers();
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => lines - kept.length + i));
    expect(kept.length).toBeGreaterThan(4000);
    expect(numbers(3)).toEqual([lines - 3, lines - 2, lines - 1]);
    expect(numbers(0)).toEqual([]);
  });

  it('counts the bytes of a new day anew', () => {
    const { clock, folder, write } = opened();
    for (let number = 0; number < 900; number++) write(number, 1000);
    clock.advance(25 * HOUR);
    for (let number = 0; number < 300; number++) write(number, 1000);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('goes on where the last run ended', () => {
    const { dataDir, clock, write } = opened();
    write(1);
    const file = openLogFile(dataDir, clock);
    file.write(line(2));
    expect(file.last(5)).toHaveLength(2);
  });

  it('keeps no line for longer than seven days, also after weeks in which nothing was written', () => {
    const { clock, folder, write, numbers } = opened();
    const writtenAt: number[] = [];
    const begin = clock.now();
    for (let hour = 0; hour < 24 * 30; hour++) {
      writtenAt.push(clock.now());
      write(hour);
      // The system stamps files by its own clock.
      utimesSync(join(folder, 'glucoglance.log'), clock.now() / 1000, clock.now() / 1000);
      for (const number of numbers()) expect(clock.now() - writtenAt[number]!).toBeLessThan(7 * DAY);
      clock.advance(hour === 24 * 20 ? 9 * DAY : HOUR);
    }
    expect(clock.now() - begin).toBeGreaterThan(38 * DAY);
    expect(readdirSync(folder)).toHaveLength(5);
  });

  it('takes a clock that was set for a reason to begin anew', () => {
    const { clock, write, folder, numbers } = opened();
    clock.jump(400 * DAY);
    write(1);
    clock.jump(-400 * DAY);
    write(2);
    expect(readdirSync(folder)).toHaveLength(2);
    expect(numbers()).toEqual([1, 2]);
  });

  it('a folder that cannot be made costs only lines; when it can, the loss is told', () => {
    const told: number[] = [];
    const { dataDir, folder, write, numbers } = opened((lines) => told.push(lines));
    writeFileSync(join(dataDir, 'logs'), 'in the way');
    for (const number of [1, 2, 3]) expect(() => write(number)).not.toThrow();
    expect(numbers()).toEqual([]);
    rmSync(folder);
    write(4);
    write(5);
    expect(told).toEqual([3]);
    expect(numbers()).toEqual([4, 5]);
  });

  it('does not grow for ever where the files before it cannot be moved', () => {
    const { folder, write } = opened();
    mkdirSync(join(folder, 'glucoglance.1.log', 'in the way'), { recursive: true });
    for (let number = 0; number < 2500; number++) write(number, 1000);
    expect(statSync(join(folder, 'glucoglance.log')).size).toBeLessThan(MIB + 1200);
  });

  it('a file that cannot be opened once is written as soon as it can', () => {
    const { folder, write, numbers } = opened();
    mkdirSync(join(folder, 'glucoglance.log'), { recursive: true });
    write(1);
    rmSync(join(folder, 'glucoglance.log'), { recursive: true });
    write(2);
    expect(numbers()).toEqual([2]);
  });

  it.skipIf(!existsSync('/dev/full'))('nothing is printed, whatever happens', () => {
    const folder = temporaryDirectory();
    const program = `
      import { rmSync, symlinkSync } from 'node:fs';
      import { openLogFile } from '${pathToFileURL(resolve('src/main/desktop/log-file.ts')).href}';
      const file = openLogFile(process.argv[1], { now: () => Date.now() });
      file.write('line');
      rmSync(file.folder + '/glucoglance.log');
      symlinkSync('/dev/full', file.folder + '/glucoglance.log');
      file.write('line');
      const other = openLogFile('/dev/null', { now: () => Date.now() });
      other.write('line');
    `;
    const args = ['--input-type=module', '--eval', program, folder];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readdirSync(folder)).toEqual(['logs']);
  });

  it.skipIf(!existsSync('/dev/full'))('a full disk costs only lines', () => {
    const told: number[] = [];
    const { folder, write, numbers } = opened((lines) => told.push(lines));
    write(0);
    rmSync(join(folder, 'glucoglance.log'));
    symlinkSync('/dev/full', join(folder, 'glucoglance.log'));
    for (const number of [1, 2]) expect(() => write(number)).not.toThrow();
    rmSync(join(folder, 'glucoglance.log'));
    write(3);
    expect(told).toEqual([2]);
    expect(numbers()).toEqual([3]);
  });

  it('a line that broke off does not take the next one with it', () => {
    const { dataDir, clock, folder, file, write } = opened();
    write(1);
    rmSync(folder, { recursive: true });
    writeFileSync(join(dataDir, 'logs'), '');
    write(2);
    rmSync(folder);
    mkdirSync(folder);
    writeFileSync(join(folder, 'glucoglance.log'), `${line(1, clock.now())}\n{"at":"20`);
    write(3);
    expect(file.last(1)).toEqual([line(3, clock.now())]);
  });

  it('somebody who deletes the folder meanwhile is no trouble', () => {
    const { folder, write, numbers } = opened();
    write(1);
    rmSync(folder, { recursive: true });
    write(2);
    expect(numbers()).toEqual([2]);
  });
});
