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
import { openLogFile } from '../../../src/main/log/log-file.ts';
import { allWritten } from '../../../src/main/files/in-turn.ts';
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
  const write = async (number: number) => {
    file.write(line(number, clock.now()));
    await allWritten();
  };
  /** So many of a kilobyte; not all at once, since only so much waits in memory. */
  const writeMany = async (count: number) => {
    for (let number = 0; number < count; number++) {
      file.write(line(number, clock.now(), 1000));
      if (number % 500 === 499) await allWritten();
    }
    await allWritten();
  };
  const numbers = async (count = 1e6) =>
    (await file.last(count)).map((one) => (JSON.parse(one) as { number: number }).number);
  return { dataDir, clock, file, write, writeMany, numbers, folder: file.folder };
}

describe('the file of the log', () => {
  it('has a line for each, at once, for this user alone', async () => {
    const { folder, write, numbers } = opened();
    await write(1);
    await write(2);
    expect(readFileSync(join(folder, 'glucoglance.log'), 'utf8')).toMatch(
      /^\{.*"number":1.*\}\r?\n\{.*"number":2.*\}\r?\n$/,
    );
    expect(await numbers()).toEqual([1, 2]);
    expect(statSync(join(folder, 'glucoglance.log')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('tells of lines that still wait, too', async () => {
    const { file, write } = opened();
    await write(1);
    file.write('2');
    expect(await file.last(9)).toEqual([expect.stringContaining('"number":1'), '2']);
  });

  it('is told at once what is lost where too much waits, and keeps the rest in order', async () => {
    const told: number[] = [];
    const { clock, file, numbers } = opened((lines) => told.push(lines));
    for (let number = 0; number < 1500; number++) file.write(line(number, clock.now(), 1000));
    await allWritten();
    const kept = await numbers();
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, number) => number));
    expect(kept.length).toBeGreaterThan(900);
    expect(told).toEqual([1500 - kept.length]);
  });

  it('has each line once and in order, wherever a write is when all is to be written at once', async () => {
    for (let turns = 0; turns < 60; turns++) {
      const { file, folder, numbers, clock } = opened();
      for (const number of [0, 1, 2]) file.write(line(number, clock.now()));
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      file.write(line(3, clock.now()));
      file.writeNow();
      const atOnce = readFileSync(join(folder, 'glucoglance.log'), 'utf8').trim().split(/\r?\n/);
      expect(atOnce).toHaveLength(4);
      file.write(line(4, clock.now()));
      await allWritten();
      expect(await numbers()).toEqual([0, 1, 2, 3, 4]);
    }
  });

  it('takes a line as it is, whatever a logger would make of it', async () => {
    const { file } = opened();
    for (const one of ['%s %d %o', '%c red', '[object Object]', 'ü 🩸']) file.write(one);
    expect(await file.last(9)).toEqual(['%s %d %o', '%c red', '[object Object]', 'ü 🩸']);
  });

  it('never grows over five files of a mebibyte, and loses only the oldest lines', async () => {
    const { folder, writeMany, numbers } = opened();
    const lines = 6500;
    await writeMany(lines);
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
    const kept = await numbers();
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => lines - kept.length + i));
    expect(kept.length).toBeGreaterThan(4000);
    expect(await numbers(3)).toEqual([lines - 3, lines - 2, lines - 1]);
    expect(await numbers(0)).toEqual([]);
  });

  it('counts the bytes of a new day anew', async () => {
    const { clock, folder, writeMany } = opened();
    await writeMany(900);
    clock.advance(25 * HOUR);
    await writeMany(300);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('goes on where the last run ended', async () => {
    const { dataDir, clock, write } = opened();
    await write(1);
    const file = openLogFile(dataDir, clock);
    file.write(line(2));
    expect(await file.last(5)).toHaveLength(2);
  });

  it('keeps no line for longer than seven days, also after weeks in which nothing was written', async () => {
    const { clock, folder, write, numbers } = opened();
    const writtenAt: number[] = [];
    const begin = clock.now();
    for (let hour = 0; hour < 24 * 30; hour++) {
      writtenAt.push(clock.now());
      await write(hour);
      // The system stamps files by its own clock.
      utimesSync(join(folder, 'glucoglance.log'), clock.now() / 1000, clock.now() / 1000);
      for (const number of await numbers()) expect(clock.now() - writtenAt[number]!).toBeLessThan(7 * DAY);
      clock.advance(hour === 24 * 20 ? 9 * DAY : HOUR);
    }
    expect(clock.now() - begin).toBeGreaterThan(38 * DAY);
    expect(readdirSync(folder)).toHaveLength(5);
  });

  it('takes a clock that was set for a reason to begin anew', async () => {
    const { clock, write, folder, numbers } = opened();
    clock.jump(400 * DAY);
    await write(1);
    clock.jump(-400 * DAY);
    await write(2);
    expect(readdirSync(folder)).toHaveLength(2);
    expect(await numbers()).toEqual([1, 2]);
  });

  it('a folder that cannot be made costs only lines; when it can, the loss is told', async () => {
    const told: number[] = [];
    const { dataDir, folder, write, numbers } = opened((lines) => told.push(lines));
    writeFileSync(join(dataDir, 'logs'), 'in the way');
    for (const number of [1, 2, 3]) await write(number);
    expect(await numbers()).toEqual([]);
    rmSync(folder);
    await write(4);
    await write(5);
    expect(told).toEqual([3]);
    expect(await numbers()).toEqual([4, 5]);
  });

  it('does not grow for ever where the files before it cannot be moved', async () => {
    const { folder, writeMany } = opened();
    mkdirSync(join(folder, 'glucoglance.1.log', 'in the way'), { recursive: true });
    await writeMany(2500);
    expect(statSync(join(folder, 'glucoglance.log')).size).toBeLessThan(MIB + 1200);
  });

  it('a file that cannot be opened once is written as soon as it can', async () => {
    const { folder, write, numbers } = opened();
    mkdirSync(join(folder, 'glucoglance.log'), { recursive: true });
    await write(1);
    rmSync(join(folder, 'glucoglance.log'), { recursive: true });
    await write(2);
    expect(await numbers()).toEqual([2]);
  });

  it.skipIf(!existsSync('/dev/full'))('nothing is printed, whatever happens', async () => {
    const folder = temporaryDirectory();
    const program = `
      import { rmSync, symlinkSync } from 'node:fs';
      import { openLogFile } from '${pathToFileURL(resolve('src/main/log/log-file.ts')).href}';
      import { systemClock } from '${pathToFileURL(resolve('src/main/time/clock.ts')).href}';
      import { allWritten } from '${pathToFileURL(resolve('src/main/files/in-turn.ts')).href}';
      const file = openLogFile(process.argv[1], systemClock);
      file.write('line');
      await allWritten();
      rmSync(file.folder + '/glucoglance.log');
      symlinkSync('/dev/full', file.folder + '/glucoglance.log');
      file.write('line');
      await allWritten();
      file.write('line');
      file.writeNow();
      const other = openLogFile('/dev/null', systemClock);
      other.write('line');
      await allWritten();
      other.write('line');
      other.writeNow();
    `;
    const args = ['--input-type=module', '--eval', program, folder];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readdirSync(folder)).toEqual(['logs']);
  });

  it.skipIf(!existsSync('/dev/full'))('a full disk costs only lines', async () => {
    const told: number[] = [];
    const { folder, write, numbers } = opened((lines) => told.push(lines));
    await write(0);
    rmSync(join(folder, 'glucoglance.log'));
    symlinkSync('/dev/full', join(folder, 'glucoglance.log'));
    for (const number of [1, 2]) await write(number);
    rmSync(join(folder, 'glucoglance.log'));
    await write(3);
    expect(told).toEqual([2]);
    expect(await numbers()).toEqual([3]);
  });

  it('a line that broke off does not take the next one with it', async () => {
    const { dataDir, clock, folder, file, write } = opened();
    await write(1);
    rmSync(folder, { recursive: true });
    writeFileSync(join(dataDir, 'logs'), '');
    await write(2);
    rmSync(folder);
    mkdirSync(folder);
    writeFileSync(join(folder, 'glucoglance.log'), `${line(1, clock.now())}\n{"at":"20`);
    await write(3);
    expect(await file.last(1)).toEqual([line(3, clock.now())]);
  });

  it('somebody who deletes the folder meanwhile is no trouble', async () => {
    const { folder, write, numbers } = opened();
    await write(1);
    rmSync(folder, { recursive: true });
    await write(2);
    expect(await numbers()).toEqual([2]);
  });
});
