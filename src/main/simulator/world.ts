import type { Clock } from '../clock.ts';
import { glucoseOf, type Glucose } from './glucose.ts';
import type { SimulatedPerson } from './people.ts';
import type { Circumstances, Scenario } from './scenarios.ts';

/** The simulated world: its time, who is in it and their glucose. */
export interface World {
  scenario: Scenario;
  launchedAt: number;
  /** The world's time, ms UTC. */
  now(): number;
  glucose(person: SimulatedPerson): Glucose;
}

/** @param start the world's time at launch, ms UTC; @param speed world seconds per second of the clock */
export function createWorld(
  scenario: Scenario,
  options: { clock: Clock; seed: number; start: number; speed: number },
): World {
  const { clock, seed, start, speed } = options;
  const launchedByClock = clock.now();
  const known = new Map<string, Glucose>();
  return {
    scenario,
    launchedAt: start,
    now: () => Math.floor(start + (clock.now() - launchedByClock) * speed),
    glucose(person) {
      const glucose = known.get(person.key) ?? glucoseOf(seed, person);
      known.set(person.key, glucose);
      return glucose;
    },
  };
}

export function circumstancesOf(world: World): Circumstances {
  return { launchedAt: world.launchedAt, now: world.now() };
}
