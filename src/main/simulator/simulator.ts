import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '../time/clock.ts';
import { account } from './account.ts';
import { USUAL_SEED } from './random.ts';
import { scenarios, type Scenario, type ScenarioName } from './scenarios.ts';
import { createHttpServer, createSwitch } from './server.ts';
import { createService } from './service.ts';
import { truthOf, type Truth } from './truth.ts';
import { momentOf, createWorld } from './world.ts';

export type { SensorValue } from './readings.ts';
export {
  isScenarioName,
  parseScenario,
  scenarioNames,
  scenarios,
  type Scenario,
  type ScenarioName,
} from './scenarios.ts';
export type { Truth } from './truth.ts';

export interface SimulatorOptions {
  /** TCP port on 127.0.0.1; 0, the default, for any free one. */
  port?: number;
  /** A name of the registry, or a scenario made for the occasion. Default `two-people`. */
  scenario?: ScenarioName | Scenario;
  /** The same seed gives the same days. Default 1. */
  seed?: number;
  clock?: Clock;
  /** The world's time at launch, ms UTC. Default: the clock's. */
  start?: number;
  /** World seconds per second of the clock. Default 1. */
  speed?: number;
}

/** One request the simulator got. */
export interface SeenRequest {
  method: string;
  /** Without the query. */
  path: string;
  /** The world's time, ms UTC. */
  at: number;
}

/** A running LibreLinkUp on loopback. */
export interface Simulator {
  /** `http://127.0.0.1:<port>`, no slash at the end. */
  url: string;
  email: string;
  password: string;
  /** The world's time, ms UTC. */
  now(): number;
  /** The newest requests, oldest first. */
  requests: readonly SeenRequest[];
  /** For tests and rehearsals: while it is offline every connection is reset, open ones included. */
  setOnline(online: boolean): void;
  /**
   * For tests: what a client could have read of somebody between two instants of the world (ms UTC, both inside) by
   * asking all the time, had every request been answered. Throws where nobody has the id.
   */
  truth(patientId: string, from: number, to: number): Truth;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

/** A demo may run for weeks; nobody looks further back than this. */
const REQUESTS_KEPT = 1000;

/** Starts it. Rejects with node's own error, code included, where the port is taken or not allowed. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, scenario = 'two-people', seed = USUAL_SEED, clock = systemClock, speed = 1 } = options;
  const world = createWorld(typeof scenario === 'string' ? scenarios[scenario] : scenario, {
    clock,
    seed,
    start: options.start ?? clock.now(),
    speed,
  });
  const requests: SeenRequest[] = [];
  let url = '';
  const service = createService(world, () => url);
  const server = createHttpServer({
    arrived(request) {
      requests.push({ method: request.method, path: request.path, at: world.now() });
      if (requests.length > REQUESTS_KEPT) requests.shift();
      return world.scenario.delay?.(request, momentOf(world)) ?? 0;
    },
    reply: service,
    clock,
    now: () => world.now(),
  });
  const setOnline = createSwitch(server);

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    email: account.email,
    password: account.password,
    now: () => world.now(),
    requests,
    setOnline,
    truth(patientId, from, to) {
      const person = world.scenario.people.find((one) => one.patientId === patientId);
      if (!person) throw new Error(`Nobody here has the id ${patientId}.`);
      return truthOf(world, person, from, to);
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
