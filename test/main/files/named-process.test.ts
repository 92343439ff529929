import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ourselves, stateOf } from '../../../src/main/files/named-process.ts';

describe('a process that another one looks for', () => {
  let other: ChildProcess;
  const ofOther = (start: string | null = null) => stateOf({ ...ourselves(), pid: other.pid!, start });

  beforeEach(async () => {
    other = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    await once(other, 'spawn');
  });
  afterEach(async () => {
    if (other.exitCode !== null || other.signalCode !== null) return;
    const ended = once(other, 'exit');
    other.kill('SIGKILL');
    await ended;
  });

  it('is there while it runs, and gone once it has ended', async () => {
    expect([stateOf(ourselves()), ofOther()]).toEqual(['there', 'there']);
    const ended = once(other, 'exit');
    other.kill('SIGKILL');
    await ended;
    expect(ofOther()).toBe('gone');
  });

  it('of another computer or container cannot be looked for', () => {
    expect(stateOf({ pid: 4_194_304, start: null, place: 'elsewhere' })).toBe('there');
  });

  describe.runIf(process.platform === 'linux')('where the system tells more', () => {
    it('is stopped between the signals', async () => {
      other.kill('SIGSTOP');
      while (ofOther() !== 'stopped') await pause(5);
      other.kill('SIGCONT');
      while (ofOther() === 'stopped') await pause(5);
      expect(ofOther()).toBe('there');
    });

    // Each look takes two buffers of 8 kB, and what asks a server for weeks names itself several times a minute.
    it('asks when it began itself only once', () => {
      const first = ourselves();
      const before = readsSoFar();
      for (let i = 0; i < 1000; i += 1) expect(ourselves()).toEqual(first);
      expect(readsSoFar() - before).toBeLessThan(1000);
    });

    it('is gone where its number is another one’s by now', () => {
      expect(ofOther(ourselves().start)).toBe('gone');
      expect(ofOther('another boot 7')).toBe('gone');
    });

    it('is gone though its parent has not asked how it ended', async () => {
      // The shell becomes a program that asks about nobody.
      const parent = spawn('sh', ['-c', 'sleep 600 & echo $!; exec sleep 600']);
      try {
        const [text] = (await once(parent.stdout, 'data')) as [Buffer];
        const child = { pid: Number(String(text)), start: null, place: null };
        process.kill(child.pid, 'SIGKILL');
        while (stateOf(child) !== 'gone') await pause(5);
        expect(() => process.kill(child.pid, 0)).not.toThrow();
      } finally {
        const ended = once(parent, 'exit');
        parent.kill('SIGKILL');
        await ended;
      }
    });
  });
});

/** How often this process has read anything. */
function readsSoFar(): number {
  return Number(/^syscr: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}
