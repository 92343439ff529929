import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ourselves } from '../../../src/main/files/named-process.ts';
import { pollerOf, PollerLock } from '../../../src/main/monitor/poller-lock.ts';

const CHILD = join(import.meta.dirname, 'poller-lock-child.ts');
const SECOND = 1000;

let dataDir: string;
let file: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-lock-'));
  onTestFinished(() => {
    chmodSync(join(folder, 'data'), 0o700);
    rmSync(folder, { recursive: true, force: true });
  });
  dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  file = join(dataDir, 'poller.lock');
});

type Action = 'acquire' | 'beat' | 'release';

/** Another process with a lock of its own on the same folder. */
class Other {
  readonly #child;
  readonly #lines;

  /** @param uid whom to become; empty: nobody else */
  constructor(uid = '') {
    const stdio: ['pipe', 'pipe', 'inherit'] = ['pipe', 'pipe', 'inherit'];
    this.#child = spawn(process.execPath, [CHILD, dataDir, uid], { stdio });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    onTestFinished(() => this.kill());
  }

  get pid(): number {
    return this.#child.pid!;
  }

  async do(action: Action): Promise<unknown> {
    this.#child.stdin.write(`${action}\n`);
    const line = await this.#lines.next();
    if (line.done) throw new Error('The other process has ended.');
    return JSON.parse(line.value) as unknown;
  }

  /** Ends it as a crash would: it cleans up nothing. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

/** The holder has not shown itself for so long, ms. */
function silentFor(milliseconds: number): void {
  const at = (Date.now() - milliseconds) / 1000;
  utimesSync(file, at, at);
}

const holderIn = (path: string) => (JSON.parse(readFileSync(path, 'utf8')) as { pid: number }).pid;

describe('the right to poll', () => {
  it('belongs to the first; the others learn who has it', async () => {
    const other = new Other();
    expect(await other.do('acquire')).toBeNull();
    const lock = new PollerLock(dataDir);
    expect(await lock.acquire()).toBe(other.pid);
    expect(await lock.acquire()).toBe(other.pid);
    expect(await lock.beat()).toBe(false);
    expect(await pollerOf(dataDir)).toBe(other.pid);
    expect(await other.do('acquire')).toBeNull();
    expect(await other.do('beat')).toBe(true);
    expect(readdirSync(dataDir)).toEqual(['poller.lock']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is free once it was released, and only the holder can release it', async () => {
    const other = new Other();
    await other.do('acquire');
    const lock = new PollerLock(dataDir);
    await lock.acquire();
    await lock.release();
    expect(await pollerOf(dataDir)).toBe(other.pid);
    await other.do('release');
    expect(existsSync(file)).toBe(false);
    expect(await pollerOf(dataDir)).toBeNull();
    expect(await lock.acquire()).toBeNull();
    expect(await other.do('acquire')).toBe(process.pid);
    await lock.release();
    await lock.release();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('goes to one of many who come at the same moment', async () => {
    const others = Array.from({ length: 6 }, () => new Other());
    // A holder that has died makes them all want to clear up, too.
    writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1 }));
    const answers = await Promise.all(others.map((other) => other.do('acquire')));
    const beats = await Promise.all(others.map((other) => other.do('beat')));
    expect(answers).toContain(null);
    expect(beats.filter((beat) => beat === true)).toHaveLength(1);
    expect(await pollerOf(dataDir)).toBe(others[beats.indexOf(true)]!.pid);
  });
});

describe('a holder', () => {
  it('that has died is replaced at once', async () => {
    const other = new Other();
    await other.do('acquire');
    await other.kill();
    expect(existsSync(file)).toBe(true);
    expect(await pollerOf(dataDir)).toBeNull();
    const lock = new PollerLock(dataDir);
    expect(await lock.acquire()).toBeNull();
    expect(holderIn(file)).toBe(process.pid);
    await lock.release();
  });

  it('that hangs is replaced after 90 seconds without a heartbeat, and notices', async () => {
    const other = new Other();
    await other.do('acquire');
    const lock = new PollerLock(dataDir);
    silentFor(85 * SECOND);
    expect(await lock.acquire()).toBe(other.pid);
    silentFor(95 * SECOND);
    expect(await lock.acquire()).toBeNull();
    expect(await other.do('beat')).toBe(false);
    expect(await other.do('acquire')).toBe(process.pid);
    await other.do('release');
    expect(holderIn(file)).toBe(process.pid);
    await lock.release();
  });

  it('stays one by its heartbeat', async () => {
    const other = new Other();
    await other.do('acquire');
    const before = Date.now();
    silentFor(85 * SECOND);
    expect(await other.do('beat')).toBe(true);
    // A file system counts in coarser steps than the clock.
    await expect.poll(() => statSync(file).mtimeMs).toBeGreaterThan(before - SECOND);
  });

  it('from the future is not believed', async () => {
    const other = new Other();
    await other.do('acquire');
    silentFor(-95 * SECOND);
    const lock = new PollerLock(dataDir);
    expect(await lock.acquire()).toBeNull();
    await lock.release();
  });

  it.skipIf(process.platform !== 'linux')('R6: whose number another process has by now is none', async () => {
    writeFileSync(file, JSON.stringify({ ...ourselves(), pid: process.ppid, start: 'another boot 1' }));
    expect(await pollerOf(dataDir)).toBeNull();
    const lock = new PollerLock(dataDir);
    expect(await lock.acquire()).toBeNull();
    await lock.release();
  });

  it('R6: of another computer or container lives by its heartbeat', async () => {
    writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1, start: 'x', place: 'elsewhere' }));
    expect(await pollerOf(dataDir)).toBe(2 ** 22 + 1);
    silentFor(95 * SECOND);
    expect(await pollerOf(dataDir)).toBeNull();
  });

  it('R6: that is a folder is none, and goes', async () => {
    mkdirSync(file);
    expect(await pollerOf(dataDir)).toBeNull();
    const lock = new PollerLock(dataDir);
    expect(await lock.acquire()).toBeNull();
    expect(holderIn(file)).toBe(process.pid);
    await lock.release();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('with our own number was another process before us', async () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid }));
    expect(await pollerOf(dataDir)).toBeNull();
    const lock = new PollerLock(dataDir);
    expect(await lock.acquire()).toBeNull();
    expect(await lock.beat()).toBe(true);
    await lock.release();
  });

  it.each(['', 'x', '{"pid":0}', '{"pid":-1}', '{"pid":"1"}', '[]', '\0\0\0'])(
    'that cannot be read is none: %j',
    async (content) => {
      writeFileSync(file, content);
      expect(await pollerOf(dataDir)).toBeNull();
      const lock = new PollerLock(dataDir);
      expect(await lock.acquire()).toBeNull();
      expect(holderIn(file)).toBe(process.pid);
      await lock.release();
    },
  );

  it('whose file is gone takes the right anew', async () => {
    const lock = new PollerLock(dataDir);
    await lock.acquire();
    rmSync(file);
    expect(await lock.beat()).toBe(false);
    expect(await lock.acquire()).toBeNull();
    expect(await lock.beat()).toBe(true);
    await lock.release();
  });
});

describe('a folder that cannot be used', () => {
  it('that is missing keeps nobody from polling', async () => {
    dataDir = join(dataDir, 'missing');
    const lock = new PollerLock(dataDir);
    expect(await lock.acquire()).toBeNull();
    await lock.beat();
    expect(await lock.acquire()).toBeNull();
    await lock.release();
    expect(existsSync(dataDir)).toBe(false);
  });

  it('that is a file keeps nobody from polling', async () => {
    dataDir = file;
    writeFileSync(file, '');
    const lock = new PollerLock(dataDir);
    expect(await lock.acquire()).toBeNull();
    await lock.beat();
    await lock.release();
    expect(await pollerOf(dataDir)).toBeNull();
  });

  const root = process.getuid?.() === 0;
  const nobody = root ? '65534' : '';

  describe.skipIf(process.platform === 'win32')('for want of rights', () => {
    it.each([
      ['cannot be written', 0o555],
      ['cannot be entered', 0o000],
    ])('that %s keeps nobody from polling', async (_, mode) => {
      chmodSync(join(dataDir, '..'), 0o755);
      chmodSync(dataDir, mode);
      const other = new Other(nobody);
      expect(await other.do('acquire')).toBeNull();
      await other.do('beat');
      expect(await other.do('acquire')).toBeNull();
      await other.do('release');
    });

    it('that cannot be written still tells who polls', async () => {
      const holder = new Other();
      await holder.do('acquire');
      chmodSync(join(dataDir, '..'), 0o755);
      chmodSync(file, 0o644);
      chmodSync(dataDir, 0o555);
      const other = new Other(nobody);
      expect(await other.do('acquire')).toBe(holder.pid);
      chmodSync(dataDir, 0o700);
    });
  });
});
