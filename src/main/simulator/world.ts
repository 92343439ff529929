import { SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';
import { glucoseOf, type Glucose } from './glucose.ts';
import type { SimulatedPerson } from './people.ts';
import type { ScenarioMoment, Scenario } from './scenario.ts';
import { wornSensor, type WornSensor } from './sensor.ts';

/** The simulated world: its time, who is in it and their glucose. */
export interface World {
  scenario: Scenario;
  launchedAt: number;
  /** The world's time, ms UTC. */
  now(): number;
  glucose(person: SimulatedPerson): Glucose;
  /** What somebody wears at an instant, ms UTC. */
  sensor(person: SimulatedPerson, at: number): WornSensor;
  /** True the first time it is asked about something. */
  once: (what: string) => boolean;
}

/** @param start the world's time at launch, ms UTC; @param speed world seconds per second of the clock */
export function createWorld(
  scenario: Scenario,
  options: { clock: Clock; seed: number; start: number; speed: number },
): World {
  const { clock, seed, start, speed } = options;
  const launchedByClock = clock.now();
  const known = new Map<string, Glucose>();
  const asked = new Set<string>();
  // Sensors are put on at whole seconds.
  const launchedSecond = Math.floor(start / SECOND) * SECOND;
  const changes = (scenario.sensorChanges ?? []).map(({ ends, next }) => ({
    ends: launchedSecond + ends,
    next: launchedSecond + next,
  }));
  return {
    scenario,
    launchedAt: start,
    now: () => Math.floor(start + (clock.now() - launchedByClock) * speed),
    glucose(person) {
      const glucose = known.get(person.key) ?? glucoseOf(seed, person);
      known.set(person.key, glucose);
      return glucose;
    },
    sensor: (person, at) => wornSensor(person, at, person === scenario.people[0] ? changes : []),
    once(what) {
      if (asked.has(what)) return false;
      asked.add(what);
      return true;
    },
  };
}

export function momentOf(world: World): ScenarioMoment {
  return { launchedAt: world.launchedAt, now: world.now(), once: world.once };
}
