import { afterEach, expect, it } from 'vitest';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { allWritten } from '../../../src/main/files/in-turn.ts';
import { ServerState } from '../../../src/main/libre/server-state.ts';
import { memoryVault } from '../../../src/main/credentials/vault.ts';
import { LibreClient } from '../../../src/main/libre/client.ts';
import { createTransport } from '../../../src/main/libre/transport.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { runs } from '../../support/runs.ts';
import { SimulatedWorld } from '../../support/simulated-world.ts';

const MINUTE = 60_000;
/** A week of polls and thousands of restarts in `npm run test:long`. */
const DAYS = runs(2, 7);
const RESTARTS = runs(2000, 10_000);
const RUN_MINUTES = DAYS * 24 * 60;
const LIST = '/llu/connections';

// The way to force a collection where the process was not started for it.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapUsed(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

let world: SimulatedWorld | null = null;
afterEach(async () => {
  await world?.stop();
  world = null;
});

it('days of polls: never two at once, never more than one a minute, no growth, nothing left behind', async () => {
  // A day in another world first, so that what the engine compiles on the way is not taken for the monitor's growth.
  world = new SimulatedWorld({ scenario: 'steady' });
  await world.start();
  await world.run(24 * 60 * MINUTE);
  await world.stop();

  world = new SimulatedWorld({ scenario: 'steady' });
  let polls = 0;
  world.monitor.subscribe((event) => {
    if (event.type === 'polled') polls += 1;
  });
  await world.start();
  await world.run(100 * MINUTE);
  const before = heapUsed();
  world.requests.length = 0;
  const after100 = polls;
  await world.run(RUN_MINUTES * MINUTE);
  const lists = world.requests.filter(({ path }) => path === LIST);
  expect(polls - after100).toBe(lists.length);
  expect(lists.length).toBeGreaterThan(RUN_MINUTES * 0.99);
  expect(lists.length).toBeLessThanOrEqual(RUN_MINUTES + 1);
  expect(world.mostAtOnce).toBe(1);
  const gaps = lists.slice(1).map(({ at }, index) => at - lists[index]!.at);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(55_000);
  // What the test itself remembers of the days is not the monitor's.
  world.requests.length = 0;
  lists.length = 0;
  gaps.length = 0;
  expect(heapUsed()).toBeLessThanOrEqual(before * 1.1);
  await world.stop();
  expect(world.clock.pending).toBe(0);
}, 1_800_000);

it('no restart signs in inside a lockout', async () => {
  // The client alone, as each restart makes it anew over the same folder: thousands of monitors would test the disk.
  const dataDir = temporaryDirectory();
  const clock = new FakeClock();
  const vault = memoryVault();
  await vault.writeCredentials({ email: 'a@example.com', password: 'x' });
  let signIns: number[] = [];
  const answering = (async (url: string) => {
    if (url.endsWith('/login')) signIns.push(clock.now());
    return Response.json({ status: 429, data: { code: 60, data: { lockout: 300 }, message: 'locked' } });
  }) as typeof fetch;
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let restart = 0; restart < RESTARTS; restart += 1) {
    const state = new ServerState(dataDir);
    const client = new LibreClient({
      transport: createTransport({ fetch: answering, clock }),
      clock,
      server: { baseUrl: 'http://127.0.0.1', apiVersion: '4.17.0', userAgent: 'test' },
      vault,
      memoryOf: (email) => state.account('http://127.0.0.1', email),
      run: { random },
    });
    const asked = await client.connections();
    expect(asked).toMatchObject({ ok: false, problem: { code: 'lockedOut' } });
    await allWritten();
    clock.advance(Math.floor(random() * 20_000));
  }
  expect(signIns.length).toBeGreaterThan(10);
  const gaps = signIns.slice(1).map((at, index) => at - signIns[index]!);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(330_000);
  signIns = [];
}, 1_800_000);
