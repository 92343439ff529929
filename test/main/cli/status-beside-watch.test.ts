import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../../src/main/simulator/simulator.ts';
import { DAY, HOUR } from '../../../src/shared/time.ts';
import { cleanEnvironment, temporaryDirectory } from '../../support/run-cli.ts';
import { calm } from '../../support/staying.ts';

// Bars that ask for the status all the time beside a `watch` of the built program, which polls and commits every second.

const isLong = process.env['GLUCOGLANCE_LONG'] === '1';
const COMMAND = resolve(import.meta.dirname, '../../../scripts/glucoglance.mjs');
const CALLS = 10_000;
const ROUNDS = 9;
const AT_ONCE = 4;
const ALLOWED_MS = 50;
/** A world in which each poll finds a reading that is new. */
const SPEED = 60;

const root = cleanEnvironment();

/** A real `watch` of its own simulator, seen from outside: when its polls came, and when its history was written. */
async function startWatch() {
  const start = Date.now() - 3 * DAY;
  const simulator = await startSimulator({ scenario: calm, start, speed: SPEED });
  const begun = performance.now() - (simulator.now() - start) / SPEED;
  const dataDir = temporaryDirectory();
  const args = ['watch', '--json', '--interval', '1', '--base-url', simulator.url, '--data-dir', dataDir];
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: {
      ...root,
      LIBRELINKUP_EMAIL: simulator.email,
      LIBRELINKUP_PASSWORD: simulator.password,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(async () => {
    child.kill();
    await once(child, 'close');
    await simulator.close();
  });
  const polls = new Set<number>();
  const writes: number[] = [];
  const log = watch(dataDir, (_, name) => name === 'history.db-wal' && writes.push(performance.now()));
  onTestFinished(() => log.close());
  const lines = createInterface({ input: child.stdout });
  let readings = 0;
  lines.on('line', (line) => (readings += line.includes('"type":"reading"') ? 1 : 0));
  // By the second the first is recorded.
  while (readings < 2) await once(lines, 'line');
  return {
    dataDir,
    /** To be called more often than the simulator forgets. */
    look(): void {
      for (const { path, at } of simulator.requests)
        if (path === '/llu/connections') polls.add(begun + (at - start) / SPEED);
    },
    /** How long a poll came after the one before, and its commit after it, within a time; ms. */
    measured(from: number, to: number): { polls: number[]; commits: number[] } {
      const within = [...polls].filter((at) => at >= from && at < to).toSorted((a, b) => a - b);
      const commits = within.flatMap((at, i) => {
        const written = writes.find((one) => one >= at && one < (within[i + 1] ?? to));
        return written === undefined ? [] : [written - at];
      });
      return { polls: within.slice(1).map((at, i) => at - within[i]!), commits };
    },
  };
}

async function status(dataDir: string): Promise<void> {
  const args = [COMMAND, 'status', '--data-dir', dataDir];
  const [code] = (await once(spawn(process.execPath, args, { env: root, stdio: 'ignore' }), 'close')) as [
    number,
  ];
  expect(code).toBe(0);
}

const most = (times: readonly number[]) => Math.max(...times);

describe.skipIf(!isLong)(`${CALLS} calls of status beside a watch (long)`, () => {
  /*
   * Two watches run at once, and the statuses are those of one of them: what the calls take of the computer, and
   * whatever else it does, both have alike. Without an influence each of a round's two longest times is as likely the
   * longer one, however busy the computer is; so that in every one of nine rounds the one that is looked at is behind by
   * more than 50 ms once in 500 runs at most. A status that kept a poll or a commit waiting would show in each.
   */
  it(
    'delays no poll and no commit by more than 50 ms, against the same calls beside another watch',
    async () => {
      const [looked, other] = await Promise.all([startWatch(), startWatch()]);

      const behind: { polls: number; commits: number }[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const from = performance.now();
        let left = Math.ceil(CALLS / ROUNDS);
        const caller = async () => {
          while (left-- > 0) {
            await status(looked.dataDir);
            looked.look();
            other.look();
          }
        };
        await Promise.all(Array.from({ length: AT_ONCE }, caller));
        const [of, elsewhere] = [looked, other].map((one) => one.measured(from, performance.now()));
        for (const times of [of!, elsewhere!]) {
          expect(times.polls.length).toBeGreaterThan(5);
          expect(times.commits.length).toBeGreaterThan(5);
        }
        behind.push({
          polls: most(of!.polls) - most(elsewhere!.polls),
          commits: most(of!.commits) - most(elsewhere!.commits),
        });
      }
      console.log(`behind by ms, round by round: ${JSON.stringify(behind)}`);
      expect(Math.min(...behind.map(({ polls }) => polls))).toBeLessThanOrEqual(ALLOWED_MS);
      expect(Math.min(...behind.map(({ commits }) => commits))).toBeLessThanOrEqual(ALLOWED_MS);
    },
    2 * HOUR,
  );
});
