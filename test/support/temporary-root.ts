import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const IN_MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 * 1024 ** 3;

/** Where temporary folders belong: in memory where that is large enough, for there no write waits for a disk. */
export function temporaryPlace(): string {
  // A place that somebody chose stays.
  if (process.platform !== 'linux' || process.env['TMPDIR']) return tmpdir();
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    // Some tests start programs that they have put there.
    const isBarred = /^\S+ \/dev\/shm \S+ \S*\bnoexec\b/m.test(readFileSync('/proc/mounts', 'utf8'));
    return bavail * bsize >= ENOUGH_BYTES && !isBarred ? IN_MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** All temporary folders of a run lie in one, which goes away with it: the workers themselves end without a last word. */
export default function setup(): () => void {
  const root = mkdtempSync(join(temporaryPlace(), 'glucoglance-'));
  // Some tests start a process of another user in a folder below it.
  chmodSync(root, 0o711);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = root;
  return () => rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}
