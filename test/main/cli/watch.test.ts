import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { json, startFaultServer } from '../../support/fault-server.ts';
import { cleanEnvironment, runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { calm } from '../../support/staying.ts';

const ENTRY = resolve(import.meta.dirname, '../../../src/main/cli/index.ts');

type Event = {
  type: string;
  code?: string;
  reading?: { patientName: string; measuredAt: string };
  message?: string;
  retryAt?: string | null;
};

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ scenario: calm });
});
afterAll(() => simulator.close());

const listed = () => simulator.requests.filter(({ path }) => path === '/llu/connections').length;
const environment = () => ({ LIBRELINKUP_EMAIL: simulator.email, LIBRELINKUP_PASSWORD: simulator.password });

/** A `watch` that goes on until it is told to stop. */
class Watching {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly ended: Promise<unknown[]>;
  error = '';
  #text = '';

  constructor(dataDir: string, ...args: string[]) {
    const all = ['watch', '--data-dir', dataDir, '--base-url', simulator.url, ...args];
    this.child = spawn(process.execPath, [ENTRY, ...all], {
      env: cleanEnvironment(environment()),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#text += text));
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.error += text));
    this.ended = once(this.child, 'close');
  }

  get events(): Event[] {
    const lines = this.#text.split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as Event);
  }

  /** Waits for an event of a type. */
  async until(type: string): Promise<void> {
    while (!this.events.some((event) => event.type === type)) await once(this.child.stdout, 'data');
  }
}

describe('watch', () => {
  it('prints the contract’s events and ends after so many polls', async () => {
    const dataDir = temporaryDirectory();
    const run = await runCli(
      ['watch', '--count', '2', '--interval', '1', '--base-url', simulator.url, '--data-dir', dataDir],
      { environment: environment() },
    );
    expect(run.code).toBe(0);
    const events = run.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Event);
    const readings = events.flatMap(({ type, reading }) => (type === 'reading' && reading ? [reading] : []));
    // Between the polls a minute may begin, and with it another reading of somebody.
    expect([...new Set(readings.map(({ patientName }) => patientName))]).toEqual([
      'Ada Lindqvist',
      'Ben Marlowe',
    ]);
    const each = readings.map(({ patientName, measuredAt }) => `${patientName} ${measuredAt}`);
    expect(new Set(each).size).toBe(each.length);
    expect(events.filter(({ type }) => type === 'state')).toEqual([
      { type: 'state', code: 'ok', message: 'Connected; readings are coming in.', retryAt: null },
    ]);
    expect(run.error).toMatch(/^Recorded 18\d readings in \d+ s\.\n$/);
    const history = await runCli(['history', '--json', '--data-dir', dataDir]);
    expect((history.json() as unknown[]).length).toBeGreaterThan(180);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends on %s with 0, leaving no lock', async (signal) => {
    const dataDir = temporaryDirectory();
    const watching = new Watching(dataDir);
    await watching.until('state');
    expect(readdirSync(dataDir)).toContain('poller.lock');
    watching.child.kill(signal);
    expect(await watching.ended).toEqual([0, null]);
    expect(watching.error).toContain('Recorded');
    expect(readdirSync(dataDir)).not.toContain('poller.lock');
  });

  it('goes on when standard input ends, and ends quietly when nobody reads it', async () => {
    const server = await startSimulator({ scenario: calm });
    const watching = new Watching(temporaryDirectory(), '--interval', '1', '--base-url', server.url);
    watching.child.stdin.end();
    await watching.until('state');
    expect(watching.child.exitCode).toBeNull();
    watching.child.stdout.destroy();
    expect(await watching.ended).toEqual([0, null]);
    expect(watching.error).not.toMatch(/EPIPE|at .*:\d+/);
    await server.close();
  });

  it('C7: ends when its pipe closes, though there is nothing more to write', async () => {
    const command = '"$0" "$@" | head -1; echo "then ${PIPESTATUS[0]}"';
    const args = [ENTRY, 'watch', '--base-url', simulator.url, '--data-dir', temporaryDirectory()];
    const shell = spawn('bash', ['-c', command, process.execPath, ...args], {
      env: cleanEnvironment(environment()),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let out = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    await once(shell, 'close');
    const [first = '', last] = out.trimEnd().split('\n');
    expect((JSON.parse(first) as Event).type).toBe('state');
    expect(last).toBe('then 0');
  });

  it('polls alone: another reads along, and current answers from the history', async () => {
    const dataDir = temporaryDirectory();
    const first = new Watching(dataDir);
    await first.until('state');
    const asked = listed();

    const second = new Watching(dataDir);
    await second.until('reading');
    expect(second.error).toContain(`Process ${first.child.pid} asks the server`);
    const current = await runCli(['current', '--json', '--data-dir', dataDir, '--base-url', simulator.url], {
      environment: environment(),
    });
    expect(current).toMatchObject({ code: 0 });
    expect(current.json()).toHaveLength(2);
    expect(current.error).toContain(`Process ${first.child.pid}`);
    // Only the first one's own polls may have come in between, and those are a minute apart.
    expect(listed()).toBe(asked);

    first.child.kill('SIGTERM');
    await first.ended;
    second.child.kill('SIGTERM');
    expect(await second.ended).toEqual([0, null]);
  });

  it('says what is wrong and until when, and goes on', async () => {
    const server = await startFaultServer(json(200, { status: 429, data: { data: { lockout: 300 } } }));
    const run = await runCli(
      ['watch', '--count', '1', '--base-url', server.url, '--data-dir', temporaryDirectory()],
      { environment: environment() },
    );
    expect(run.code).toBe(0);
    const [event] = run.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Event);
    expect(event).toMatchObject({ type: 'state', code: 'lockedOut' });
    expect(event?.message).toContain('locked');
    expect(Date.parse(event?.retryAt ?? '') - Date.now()).toBeGreaterThan(300_000);
    await server.close();
  });

  it('ends when it counts polls that can never come, and says why', async () => {
    const server = await startFaultServer(json(200, { status: 2, error: { message: 'notAuthenticated' } }));
    const run = await runCli(
      [
        'watch',
        '--count',
        '3',
        '--interval',
        '1',
        '--base-url',
        server.url,
        '--data-dir',
        temporaryDirectory(),
      ],
      { environment: environment() },
    );
    expect(run.code).toBe(3);
    expect(server.received).toHaveLength(1);
    await server.close();
  });

  it('says that nothing is recorded, and ends with 8 when that is so at the end', async () => {
    const dataDir = temporaryDirectory();
    const foreign = Buffer.alloc(4096);
    foreign.write('SQLite format 3\0', 0, 'latin1');
    foreign.writeUInt16BE(4096, 16);
    foreign.set([1, 1, 0, 0x40, 0x20, 0x20], 18);
    foreign.writeUInt32BE(0x12345678, 68);
    writeFileSync(join(dataDir, 'history.db'), foreign);
    const run = await runCli(
      ['watch', '--count', '2', '--interval', '1', '--base-url', simulator.url, '--data-dir', dataDir],
      { environment: environment() },
    );
    expect(run.code).toBe(8);
    const states = run.out.split('\n').filter((line) => line.includes('"state"'));
    expect(states.join()).toContain('historyForeign');
    expect(run.out).toContain('"reading"');
  });

  it('does not begin without credentials, nor ask a real server more than once a minute', async () => {
    expect(await runCli(['watch', '--data-dir', temporaryDirectory()])).toMatchObject({ code: 3, out: '' });
    const often = await runCli(['watch', '--interval', '10', '--data-dir', temporaryDirectory()], {
      environment: environment(),
    });
    expect(often).toMatchObject({ code: 2, out: '' });
    for (const bad of [
      ['--count', '0'],
      ['--interval', 'x'],
      ['--count', '-1'],
    ]) {
      expect(await runCli(['watch', ...bad, '--demo', '--data-dir', temporaryDirectory()])).toMatchObject({
        code: 2,
      });
    }
  });
});
