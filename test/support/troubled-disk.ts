import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Enough for some days of a person's readings, and soon full. */
const SIZE = '12m';

/** A folder on a disk of its own, which can be full, read-only, gone, and replaced by another one. */
export interface TroubledDisk {
  readonly folder: string;
  fill(): void;
  makeRoom(): void;
  /** Whoever opens something now finds it read-only. */
  makeReadOnly(): void;
  /** In its place is something that nobody can write to. */
  takeAway(): void;
  /** Another disk is there, as empty as on its first day, or as this one was when it was copied. */
  replace(by: 'empty' | 'older'): void;
  copy(): void;
  /** The first disk is there again, as it was. */
  putBack(): void;
}

/**
 * Real file systems in memory; null where this process may not mount.
 *
 * @param atEnd is given what takes it all away again
 */
export function troubledDisk(atEnd: (takeAway: () => void) => void): TroubledDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const around = mkdtempSync(join(tmpdir(), 'glucoglance-disks-'));
  const place = (name: string): string => {
    mkdirSync(join(around, name));
    return join(around, name);
  };
  const [own, other, nothing] = [place('own'), place('other'), place('nothing')];
  const [older, folder] = [join(around, 'older'), place('folder')];
  const mounted: string[] = [];
  const mount = (at: string, ...how: string[]): boolean => {
    if (!runs('mount', ...how, at)) return false;
    mounted.push(at);
    return true;
  };
  const newDisk = (at: string) => mount(at, '-t', 'tmpfs', '-o', `size=${SIZE},mode=700`, 'tmpfs');
  /** What is in the place of the folder. */
  const show = (from: string, readOnly = false): void => {
    while (runs('mountpoint', '-q', folder)) must('umount', '-l', folder);
    must('mount', '--bind', from, folder);
    if (readOnly) must('mount', '-o', 'remount,bind,ro', folder);
  };
  atEnd(() => {
    while (runs('mountpoint', '-q', folder)) runs('umount', '-l', folder);
    for (const at of mounted.toReversed()) runs('umount', '-l', at);
    rmSync(around, { recursive: true, force: true });
  });
  if (!newDisk(own)) return null;
  show(own);
  const ballast = join(own, 'ballast');
  return {
    folder,
    fill() {
      for (const piece of [65_536, 4096, 1]) {
        try {
          for (;;) appendFileSync(ballast, Buffer.alloc(piece));
        } catch {
          // Smaller pieces may find room yet.
        }
      }
      if (statfsSync(own).bavail > 0) throw new Error('There is room left.');
    },
    makeRoom: () => rmSync(ballast, { force: true }),
    makeReadOnly() {
      show(own, true);
      // What is open stays open, and may be written; that its index is gone makes whoever has it look again.
      rmSync(join(own, 'history.db-shm'), { force: true });
    },
    takeAway: () => show(nothing, true),
    replace(by) {
      if (!mounted.includes(other)) newDisk(other);
      for (const name of readdirSync(other)) rmSync(join(other, name), { recursive: true });
      if (by === 'older') cpSync(older, other, { recursive: true });
      show(other);
    },
    copy() {
      rmSync(older, { recursive: true, force: true });
      cpSync(own, older, { recursive: true });
    },
    putBack: () => show(own),
  };
}

function runs(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function must(command: string, ...args: string[]): void {
  if (!runs(command, ...args)) throw new Error(`${command} ${args.join(' ')} failed.`);
}
