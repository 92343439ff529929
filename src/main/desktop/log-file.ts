import electronLog from 'electron-log/node';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DAY } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';

/*
 * electron-log in its form for plain Node: the one for Electron would listen to every window on an IPC channel of its
 * own and send it each line in development. Of what is left, only the file is used.
 */

const NAME = 'glucoglance';
const MOST_BYTES = 1024 * 1024;
const MOST_FILES = 5;
const CHECK_EVERY_MS = DAY / 24;
/** A file is written for a day at most and goes before its first line is seven days old. */
const LONGEST_IN_USE_MS = DAY;
const LONGEST_KEPT_MS = 7 * DAY - LONGEST_IN_USE_MS - 2 * CHECK_EVERY_MS;

/** The files of the log. Nothing here throws: a disk that takes no lines costs only the lines. */
export interface LogFile {
  readonly folder: string;
  /** Writes a line at once. */
  write(line: string): void;
  /** The last so many lines, oldest first. */
  last(count: number): string[];
}

/**
 * `logs/` in a data folder: five files of a mebibyte and of a day each, for this user alone.
 *
 * @param onRecovered told after the first line that can be written again: how many were lost before it
 */
export function openLogFile(
  dataDir: string,
  clock: Pick<Clock, 'now'>,
  onRecovered: (lines: number) => void = () => {},
): LogFile {
  const folder = join(dataDir, 'logs');
  const files = Array.from({ length: MOST_FILES }, (_, age) =>
    join(folder, age === 0 ? `${NAME}.log` : `${NAME}.${age}.log`),
  );
  const current = files[0]!;
  const logger = fileLogger(current, () => rotate(files));
  const watched = new WeakSet<object>();
  let failed = false;
  let lost = 0;
  let checkedAt = -Infinity;

  const tryWrite = (line: string): boolean => {
    failed = false;
    // electron-log gives a file up for good if it cannot be opened once, so it is only asked where it can.
    if (!attempt(() => touch(current))) return false;
    const file = logger.transports.file.getFile();
    if (!watched.has(file)) file.on('error', () => (failed = true));
    watched.add(file);
    const now = clock.now();
    if (Math.abs(now - checkedAt) >= CHECK_EVERY_MS) {
      checkedAt = now;
      attempt(() => tidy(files, now, () => file.clear()));
    }
    logger.info(line);
    return !failed;
  };

  return {
    folder,
    write(line) {
      // A line that broke off must not swallow the next one.
      if (!attempt(() => tryWrite(lost > 0 ? `\n${line}` : line))) lost += 1;
      else if (lost > 0) {
        const before = lost;
        lost = 0;
        onRecovered(before);
      }
    },
    last(count) {
      let lines: string[] = [];
      for (const file of files) {
        if (lines.length >= count) break;
        attempt(() => (lines = [...linesOf(file), ...lines]));
      }
      return lines.slice(Math.max(0, lines.length - count));
    },
  };
}

/** A logger with one way out: lines as they come, into one file. */
function fileLogger(path: string, archive: () => void): ReturnType<typeof electronLog.create> {
  const logger = electronLog.create({ logId: path });
  for (const { transports } of [logger, electronLog]) {
    transports.remote.level = false;
    // Also its complaints about files, which have paths in them.
    transports.console.writeFn = () => {};
    // Only where it runs in Electron; in this form it sends nothing, and need not try.
    if ('ipc' in transports && transports.ipc) transports.ipc.level = false;
  }
  const { file } = logger.transports;
  // Else it looks for the name in a package.json around the program.
  file.setAppName(NAME);
  file.resolvePathFn = () => path;
  file.archiveLogFn = archive;
  file.maxSize = MOST_BYTES;
  file.sync = true;
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  file.transforms = [({ data }) => String(data[0])];
  return logger;
}

/** By age too: on quiet days a mebibyte lasts for months. @param clear empties the file that is being written */
function tidy(files: readonly string[], now: number, clear: () => void): void {
  if (isOlder(begunAt(files[0]!), now, LONGEST_IN_USE_MS)) {
    rotate(files);
    clear();
  }
  for (const old of files.slice(1))
    if (isOlder(changedAt(old), now, LONGEST_KEPT_MS)) attempt(() => rmSync(old));
}

/** Each file takes the place of the next older one; the oldest goes. */
function rotate(files: readonly string[]): void {
  for (let age = files.length - 1; age > 0; age--) attempt(() => renameSync(files[age - 1]!, files[age]!));
  // What another program holds fast cannot be moved; it must not grow for ever.
  attempt(() => rmSync(files[0]!, { force: true }));
}

function touch(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
}

/** Where the clock was set, a file of another time is as good as old. */
function isOlder(at: number | null, now: number, than: number): boolean {
  return at !== null && Math.abs(now - at) > than;
}

/** When the first line was written, ms UTC; null where there is none. */
function begunAt(path: string): number | null {
  const start = Buffer.alloc(100);
  const file = openSync(path, 'r');
  const length = readSync(file, start);
  closeSync(file);
  const written = /"at":"([^"]+)"/.exec(start.toString('latin1', 0, length))?.[1];
  const at = written === undefined ? NaN : new Date(written).getTime();
  if (length === 0) return null;
  return Number.isNaN(at) ? changedAt(path) : at;
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');
}

function changedAt(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** @returns whether it was done: false where it said so or threw */
function attempt(action: () => unknown): boolean {
  try {
    return action() !== false;
  } catch {
    return false;
  }
}
