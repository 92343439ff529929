import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** So that there is room for a backup; it takes only what is written. */
const SIZE = 160 * 1024 * 1024;
/** Whatever becomes of the test: a file system must not stay frozen. Later than any test may end, however busy the machine. */
const THAWED_AFTER_S = 240;

/** A disk of its own that can be made not to answer whoever writes. */
export interface Disk {
  folder: string;
  freeze(): void;
  thaw(): void;
}

/**
 * A file system in a file, mounted; null where this process may not mount, or there are no tools for it.
 *
 * @param atEnd is given what takes it away again
 */
export function mountDisk(atEnd: (takeAway: () => void) => void): Disk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const around = mkdtempSync(join(tmpdir(), 'glucoglance-disk-'));
  const [image, folder] = [join(around, 'image'), join(around, 'disk')];
  mkdirSync(folder);
  writeFileSync(image, '');
  truncateSync(image, SIZE);
  const isMounted = runs('mkfs.ext4', '-q', image) && runs('mount', '-o', 'loop', image, folder);
  let isFrozen = false;
  let later: ChildProcess | null = null;
  const thaw = (): void => {
    if (isFrozen && !runs('fsfreeze', '-u', folder)) throw new Error(`${folder} stays frozen.`);
    isFrozen = false;
    later?.kill();
  };
  atEnd(() => {
    thaw();
    if (isMounted && !runs('umount', folder)) runs('umount', '-l', folder);
    rmSync(around, { recursive: true, force: true });
  });
  // Whether it can be frozen shows only by doing it.
  if (!isMounted || !runs('fsfreeze', '-f', folder) || !runs('fsfreeze', '-u', folder)) return null;
  return {
    folder,
    freeze() {
      later = spawn('sh', ['-c', `sleep ${THAWED_AFTER_S}; fsfreeze -u "$0"`, folder], {
        detached: true,
        stdio: 'ignore',
      });
      later.unref();
      if (!runs('fsfreeze', '-f', folder)) throw new Error(`${folder} cannot be frozen.`);
      isFrozen = true;
    },
    thaw,
  };
}

function runs(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
