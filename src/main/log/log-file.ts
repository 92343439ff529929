import { appendFileSync, mkdirSync, statSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { EOL } from 'node:os';
import { join } from 'node:path';
import { DAY } from '../../shared/time.ts';
import { answered, inTurn } from '../files/in-turn.ts';
import type { Clock } from '../time/clock.ts';

const NAME = 'glucoglance';
const MOST_BYTES = 1024 * 1024;
const MOST_FILES = 5;
/** So much waits in memory for a disk that does not answer, characters. */
const MOST_WAITING = MOST_BYTES;
const CHECK_EVERY_MS = DAY / 24;
/** A file is written for a day at most and goes before its first line is seven days old. */
const LONGEST_IN_USE_MS = DAY;
const LONGEST_KEPT_MS = 7 * DAY - LONGEST_IN_USE_MS - 2 * CHECK_EVERY_MS;
/** A disk that answers has long taken a write by then. */
const MOST_LOOKS = 100_000;

/** The files of the log. Nothing here throws: a disk that takes no lines costs only the lines. */
export interface LogFile {
  readonly folder: string;
  /** Hands a line over, which is written as soon as the disk takes it. */
  write(line: string): void;
  /** Writes at once what still waits, for a process that ends. */
  writeNow(): void;
  /** The last so many lines, oldest first, also those that wait; these alone where the disk does not answer. */
  last(count: number): Promise<string[]>;
}

/**
 * `logs/` in a data folder: five files of a mebibyte and of a day each, for this user alone.
 *
 * @param onRecovered told after the first lines that can be written again: how many were lost before
 */
export function openLogFile(
  dataDir: string,
  clock: Pick<Clock, 'now' | 'after'>,
  onRecovered: (lines: number) => void = () => {},
): LogFile {
  const folder = join(dataDir, 'logs');
  const files = Array.from({ length: MOST_FILES }, (_, age) =>
    join(folder, age === 0 ? `${NAME}.log` : `${NAME}.${age}.log`),
  );
  const current = files[0]!;
  /** Not known to be written, oldest first. */
  let waiting: string[] = [];
  let size = 0;
  let lost = 0;
  let isDue = false;
  let checkedAt = -Infinity;
  /** The first so many of those that wait are on their way to the disk, and there once the file has so many bytes. */
  let underWay: { count: number; until: number } | null = null;
  /** How often all was written at once, whatever was being done about it. */
  let atOnce = 0;

  const take = (count: number): void => {
    for (const line of waiting.splice(0, count)) size -= line.length;
  };
  // A line that broke off must not swallow the next one.
  const textOf = (lines: readonly string[]): string =>
    (lost > 0 ? EOL : '') + lines.map((line) => line + EOL).join('');

  /** Writes as many lines as belong into one file. */
  const writeSome = async (): Promise<void> => {
    const before = atOnce;
    let count = waiting.length;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await makeRoom(clock.now());
      const file = await open(current, 'a', 0o600);
      try {
        const { size: begin } = await file.stat();
        if (atOnce !== before) return;
        count = fitting(waiting, MOST_BYTES - begin);
        const bytes = Buffer.from(textOf(waiting.slice(0, count)));
        underWay = { count, until: begin + bytes.length };
        const { bytesWritten } = await file.write(bytes);
        if (bytesWritten < bytes.length) throw new Error('The disk is full.');
      } finally {
        await file.close();
      }
      if (atOnce !== before) return;
      take(count);
      const missing = lost;
      lost = 0;
      if (missing > 0) onRecovered(missing);
    } catch {
      if (atOnce !== before) return;
      take(count);
      lost += count;
    } finally {
      underWay = null;
    }
  };

  const makeRoom = async (now: number): Promise<void> => {
    if (Math.abs(now - checkedAt) >= CHECK_EVERY_MS) {
      checkedAt = now;
      await tidy(files, now);
    }
    if (((await statOf(current))?.size ?? 0) > MOST_BYTES) await rotate(files);
  };

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) await writeSome();
    isDue = false;
  };

  return {
    folder,
    write(line) {
      if (size + line.length > MOST_WAITING) {
        lost += 1;
        return;
      }
      waiting.push(line);
      size += line.length;
      if (isDue) return;
      isDue = true;
      void inTurn(writeAll);
    },
    writeNow() {
      attempt(() => {
        // What is under way comes to the disk without us. Where it does not, the disk takes nothing from us either.
        if (underWay !== null && !hasGrown(current, underWay.until)) return;
        take(underWay?.count ?? 0);
        underWay = null;
        const text = textOf(waiting);
        take(waiting.length);
        atOnce += 1;
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        appendFileSync(current, text, { mode: 0o600 });
      });
    },
    async last(count) {
      const written = inTurn(async () => [...(await newest(files, count)), ...waiting]);
      const lines = (await answered(clock, written, null)) ?? waiting;
      return lines.slice(Math.max(0, lines.length - count));
    },
  };
}

/** How many of the lines go into a file that takes so many bytes more: one at least, and the last one may go over it. */
function fitting(lines: readonly string[], bytes: number): number {
  let left = bytes;
  const full = lines.findIndex((line) => (left -= Buffer.byteLength(line) + EOL.length) < 0);
  return full === -1 ? lines.length : full + 1;
}

/** Whether a file comes to have so many bytes while we look on. */
function hasGrown(path: string, bytes: number): boolean {
  for (let look = 0; look < MOST_LOOKS; look += 1)
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= bytes) return true;
  return false;
}

/** The newest lines of the files, at least so many where there are, oldest first. */
async function newest(files: readonly string[], count: number): Promise<string[]> {
  let lines: string[] = [];
  for (const file of files) {
    if (lines.length >= count) break;
    const text = await readFile(file, 'utf8').catch(() => '');
    lines = [...text.split(/\r?\n/).filter((line) => line !== ''), ...lines];
  }
  return lines;
}

/** By age too: on quiet days a mebibyte lasts for months. */
async function tidy(files: readonly string[], now: number): Promise<void> {
  if (isOlder(await begunAt(files[0]!), now, LONGEST_IN_USE_MS)) await rotate(files);
  for (const old of files.slice(1))
    if (isOlder((await statOf(old))?.mtimeMs ?? null, now, LONGEST_KEPT_MS)) await rm(old).catch(() => {});
}

/** Each file takes the place of the next older one; the oldest goes. */
async function rotate(files: readonly string[]): Promise<void> {
  for (let age = files.length - 1; age > 0; age--) await rename(files[age - 1]!, files[age]!).catch(() => {});
  // What another program holds fast cannot be moved; it must not grow for ever.
  await rm(files[0]!, { force: true }).catch(() => {});
}

/** Where the clock was set, a file of another time is as good as old. */
function isOlder(at: number | null, now: number, than: number): boolean {
  return at !== null && Math.abs(now - at) > than;
}

/** When the first line was written, ms UTC; null where there is none. */
async function begunAt(path: string): Promise<number | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(100));
    const written = /"at":"([^"]+)"/.exec(buffer.toString('latin1', 0, bytesRead))?.[1];
    const at = written === undefined ? NaN : new Date(written).getTime();
    if (bytesRead === 0) return null;
    return Number.isNaN(at) ? (await file.stat()).mtimeMs : at;
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

function statOf(path: string): Promise<{ size: number; mtimeMs: number } | null> {
  return stat(path).catch(() => null);
}

function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // Only lines.
  }
}
