import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { freshnessOf } from '../../../src/shared/glucose/freshness.ts';
import { readConnections, readGraph } from '../../../src/main/libre/wire.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { networkError, SimulatedWorld, type Fault } from '../../support/simulated-world.ts';
import { historyBehind } from '../../support/history-behind.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const RUNS = runs(100, 2_000);
/** Each takes about a quarter of a second of a processor; only for what hangs. */
const LIMIT = RUNS * 10 * SECOND;

/** What can happen to a request. Each is one the real world has shown. */
const FAULTS: Record<string, () => Fault> = {
  dns: () => networkError('ENOTFOUND'),
  reset: () => networkError('ECONNRESET'),
  tls: () => networkError('CERT_HAS_EXPIRED'),
  cut: () => (reply) => ({ ...reply, body: JSON.stringify(reply.body).slice(0, 40) }),
  portal: () => () => ({ http: 200, body: '<html>Sign in</html>' }),
  unavailable: () => () => ({ http: 503, body: 'no' }),
  maintenance: () => () => ({ http: 200, body: { status: 911 } }),
  expired: () => () => ({ http: 401, body: { message: 'invalid or expired jwt' } }),
  rateLimited: () => () => ({ http: 429, body: {}, headers: { 'retry-after': '90' } }),
  blocked: () => () => ({ http: 403, body: '<html>Cloudflare</html>' }),
  nobody: () => (reply) => ({ ...reply, body: { status: 0, data: [] } }),
  garbage: () => () => ({ http: 200, body: { status: 0, data: { x: 1 } } }),
};

type Step =
  | { kind: 'run'; minutes: number }
  | { kind: 'fault'; fault: string; minutes: number; every: number }
  | { kind: 'sleep'; minutes: number }
  | { kind: 'restart' }
  | { kind: 'jump'; minutes: number };

const minutes = fc.integer({ min: 1, max: 25 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('run' as const), minutes }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      fault: fc.constantFrom(...Object.keys(FAULTS)),
      minutes,
      // 1: every request fails; 2: every other one, and so on.
      every: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('sleep' as const), minutes: fc.integer({ min: 1, max: 600 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('jump' as const),
      minutes: fc.integer({ min: -300, max: 300 }),
    }),
  },
);

/** A world that remembers what it really served, and what the monitor told. */
class Watched {
  readonly world = new SimulatedWorld();
  readonly served = new Set<string>();
  readonly told = new Map<string, number[]>();
  #requests = 0;

  constructor() {
    this.world.onAnswer = (request, reply) => {
      const data = reply.http === 200 ? (reply.body as { data?: unknown }).data : null;
      const patientId = request.path.split('/')[3] ?? '';
      const readings = request.path.endsWith('/graph')
        ? (readGraph(data, patientId, Infinity)?.readings ?? [])
        : request.path === '/llu/connections'
          ? (readConnections(data, Infinity)?.people ?? []).flatMap(({ latest }) => latest ?? [])
          : [];
      for (const reading of readings) this.served.add(`${reading.patientId} ${reading.measuredAt}`);
    };
    this.#listen();
  }

  #listen(): void {
    this.world.monitor.subscribe((event) => {
      if (event.type !== 'reading') return;
      const { patientId, measuredAt } = event.reading;
      this.told.set(patientId, [...(this.told.get(patientId) ?? []), measuredAt]);
    });
  }

  async take(one: Step): Promise<void> {
    const { world } = this;
    switch (one.kind) {
      case 'run':
        return world.run(one.minutes * MINUTE);
      case 'fault':
        world.fault = () => (++this.#requests % one.every === 0 ? FAULTS[one.fault]!() : null);
        await world.run(one.minutes * MINUTE);
        world.fault = () => null;
        return;
      case 'sleep':
        world.clock.sleep(one.minutes * MINUTE);
        return world.run(10 * SECOND);
      case 'restart':
        this.told.clear();
        await world.stop();
        await world.restart();
        this.#listen();
        return;
      case 'jump':
        world.clock.jump(one.minutes * MINUTE);
        // Sleep and a clock set back by as much at the same moment cannot be told from nothing; the next answer does.
        return world.run(3 * MINUTE);
    }
  }

  /** The laws that hold at any moment. */
  check(one: Step): void {
    const { monitor, clock } = this.world;
    const trueNow = clock.now() - clock.jumped;
    const { link, people } = monitor.state;
    for (const { reading } of people) {
      const current = reading !== null && freshnessOf(reading.measuredAt, trueNow) === 'current';
      if (!current) expect(link.code, JSON.stringify(one)).not.toBe('ok');
    }
    if (people.length === 0) expect(link.code).not.toBe('ok');
    for (const instants of this.told.values()) {
      for (let index = 1; index < instants.length; index += 1) {
        expect(instants[index]!).toBeGreaterThan(instants[index - 1]!);
      }
    }
    expect(this.world.mostAtOnce).toBeLessThanOrEqual(1);
  }

  /** Everything served is recorded, and nothing else, once each. */
  checkHistory(): void {
    const history = historyBehind(this.world.profile);
    const read = history.ok ? history.value.read((stored) => stored.readings(null)) : history;
    const stored = read.ok ? read.value.map(({ patientId, measuredAt }) => `${patientId} ${measuredAt}`) : [];
    expect(new Set(stored).size).toBe(stored.length);
    expect(new Set(stored)).toEqual(this.served);
  }
}

it(
  'whatever happens: what was served is recorded once, and a value that is not current has a cause',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const watched = new Watched();
        try {
          await watched.world.start();
          for (const one of steps) {
            await watched.take(one);
            watched.check(one);
          }
          await watched.world.run(20 * MINUTE);
          await watched.world.stop();
          watched.checkHistory();
        } finally {
          await watched.world.stop();
          rmSync(watched.world.dataDir, { recursive: true });
        }
      }),
      { numRuns: RUNS },
    );
  },
  LIMIT,
);
