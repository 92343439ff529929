import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { parseScenario } from '../../../src/main/simulator/scenarios.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { at, call, signIn, textAt, parseWireTime, numberAt, type Json } from './third-party-client.ts';

export const MINUTE = 60_000;
/** On a whole minute: Ada's sensor measures 37 seconds after it, Ben's 11. */
export const LAUNCH = Date.UTC(2026, 10, 21, 12);

/** A scenario being watched over the wire, at minutes of its own. */
export interface ScenarioRun {
  simulator: Simulator;
  clock: FakeClock;
  /** Of a sign-in at launch. */
  headers: Record<string, string>;
  /** Moves on to a minute after the launch. */
  goTo(minute: number): void;
  /** A path's answer as it comes, to be read as text. */
  fetch(path?: string, headers?: Record<string, string>): Promise<Response>;
  get(path?: string): Promise<Json>;
}

const running: Simulator[] = [];

/** For `afterEach`. */
export async function endRuns(): Promise<void> {
  for (const simulator of running.splice(0)) await simulator.close();
}

/** Launches a scenario, or a chain of them, and signs in. */
export async function launch(names: string, options: { clock?: FakeClock } = {}): Promise<ScenarioRun> {
  const clock = options.clock ?? new FakeClock(LAUNCH);
  const parsed = parseScenario(names);
  if ('unknown' in parsed) throw new Error(`unknown: ${parsed.unknown.join()}`);
  const simulator = await startSimulator({ clock, scenario: parsed.scenario });
  running.push(simulator);
  const headers = await signIn(simulator);
  const url = (path = '/llu/connections') => simulator.url + path;
  return {
    simulator,
    clock,
    headers,
    goTo: (minute) => clock.advance(LAUNCH + minute * MINUTE - clock.now()),
    fetch: (path, own = headers) => fetch(url(path), { headers: own }),
    get: async (path) => (await call(url(path), { headers })).body,
  };
}

/** What the list gives for the newest reading of its nth person. */
export function liveOf(list: Json, place = 0) {
  const reading = at(list, 'data', place, 'glucoseMeasurement');
  return {
    at: parseWireTime(textAt(reading, 'FactoryTimestamp')),
    mgdl: numberAt(reading, 'ValueInMgPerDl'),
    isHigh: at(reading, 'isHigh'),
    isLow: at(reading, 'isLow'),
    trend: at(reading, 'TrendArrow'),
  };
}
