import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { livingHolder, releaseLock, takeLock } from '../../../src/main/files/lock-file.ts';
import { ourselves } from '../../../src/main/files/named-process.ts';
import { MINUTE } from '../../../src/shared/time.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

/** Processes that live as long as a test, to hold locks. */
let others: ChildProcess[];
beforeEach(async () => {
  others = [0, 1].map(() => spawn(process.execPath, ['-e', 'process.stdin.resume()']));
  await Promise.all(others.map((other) => once(other, 'spawn')));
});
afterEach(async () => {
  const ended = others.map((other) => once(other, 'exit'));
  for (const other of others) other.kill('SIGKILL');
  await Promise.all(ended);
});

const holderOf = (path: string) => livingHolder(path, MINUTE);
/** As a process makes it: there with its content from the first moment on. */
function heldBy(path: string, other: ChildProcess): void {
  writeFileSync(`${path}.made`, JSON.stringify({ ...ourselves(), pid: other.pid, start: null }));
  renameSync(`${path}.made`, path);
}
const pidIn = (path: string) => (JSON.parse(readFileSync(path, 'utf8')) as { pid: number }).pid;

describe('a lock that others take and release while it is looked at', () => {
  it('is not taken away from one that has just taken it, nor from a third', async () => {
    const path = join(temporaryDirectory(), 'one.lock');
    const [first, second] = others as [ChildProcess, ChildProcess];
    let looks = 0;
    // Free at the first look, then taken; released and taken again at the second, which finds nothing between the two.
    const looked = async (at: string) => {
      looks += 1;
      if (looks === 1) heldBy(path, first);
      else if (looks === 2) heldBy(path, second);
      else {
        // Whoever moved it aside left the place to a third.
        if (at !== path) heldBy(path, first);
        return holderOf(at);
      }
      return null;
    };
    expect(await takeLock(path, looked)).toMatchObject({ pid: second.pid });
    expect(pidIn(path)).toBe(second.pid);
  });

  it('is ours only once its file names us, however often it changes hands before', async () => {
    const path = join(temporaryDirectory(), 'one.lock');
    let looks = 0;
    // Taken each time between a look and our own try, and released before the next look: nine times.
    const looked = async () => {
      looks += 1;
      rmSync(path, { force: true });
      if (looks < 18 && looks % 2 === 1) heldBy(path, others[0]!);
      return null;
    };
    expect(await takeLock(path, looked)).toBeNull();
    expect(pidIn(path)).toBe(process.pid);
  });
});

describe('a lock that nobody alive holds', () => {
  it.each([
    ['a file of a process that is gone', (path: string) => writeFileSync(path, '{"pid":4194304}')],
    ['an empty file', (path: string) => writeFileSync(path, '')],
    ['an empty folder', (path: string) => mkdirSync(path)],
  ])('is taken: %s', async (_what, leave) => {
    const folder = temporaryDirectory();
    const path = join(folder, 'one.lock');
    leave(path);
    expect(await takeLock(path, holderOf)).toBeNull();
    expect(pidIn(path)).toBe(process.pid);
    await releaseLock(path);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('and that cannot be taken away keeps nobody from the work', async () => {
    const path = join(temporaryDirectory(), 'one.lock');
    mkdirSync(join(path, 'full'), { recursive: true });
    mkdirSync(join(`${path}.dead.${process.pid}`, 'full'), { recursive: true });
    expect(await takeLock(path, holderOf)).toBeNull();
  });
});
