import { HOUR, MINUTE, SECOND } from '../../shared/time.ts';
import type { SimulatedPerson } from './people.ts';
import { graphReadings, latestReading, type SensorValue } from './readings.ts';
import type { World } from './world.ts';

/** What there was to be had of one person, each instant once, oldest first. */
export interface Truth {
  /** Every live reading that was the newest one for a while; dated as the wire dated it. */
  live: SensorValue[];
  /** Every point some graph held. */
  graph: SensorValue[];
}

const byTime = (values: Map<number, SensorValue>) =>
  [...values.values()].sort((one, other) => one.at - other.at);

/** The first of the instants a minute apart, at a place in the minute, that is not before `from`; ms. */
function firstAt(place: number, from: number): number {
  return from + ((((place - from) % MINUTE) + MINUTE) % MINUTE);
}

/**
 * What a client could have read between two instants of the world (ms UTC, both inside) by asking all the time, had
 * every request been answered: faults that take the place of an answer are not looked at, changed readings are.
 */
export function truthOf(world: World, person: SimulatedPerson, from: number, to: number): Truth {
  const live = new Map<number, SensorValue>();
  const look = (now: number) => {
    const value = latestReading(world, person, now);
    if (value) live.set(value.at, value);
  };
  look(from);
  // What is newest changes when the sensor measures and, in a scenario, at whole minutes after the launch.
  for (const place of [person.phaseSeconds * SECOND, world.launchedAt]) {
    for (let now = firstAt(place, from); now <= to; now += MINUTE) look(now);
  }
  const graph = new Map<number, SensorValue>();
  // A point stays in the graph for half a day, so that none comes and goes within an hour.
  for (let now = from; now < to + HOUR; now += HOUR) {
    for (const point of graphReadings(world, person, Math.min(now, to))) graph.set(point.at, point);
  }
  return { live: byTime(live), graph: byTime(graph) };
}
