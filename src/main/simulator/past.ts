import { SCALE } from '../../shared/glucose/range.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { HOUR, MINUTE, SECOND } from '../../shared/time.ts';
import { systemClock } from '../time/clock.ts';
import { pastClock, pastGlucose } from './demo-days.ts';
import type { SimulatedPerson } from './people.ts';
import { USUAL_SEED } from './random.ts';
import { sensorValues, type SensorValue } from './readings.ts';
import { colorOf } from './wire-shapes.ts';
import { createWorld } from './world.ts';

/** The time that is to be filled: from one instant up to another, ms UTC. */
export interface Past {
  /** Default: that of a simulator which is given none. */
  seed?: number;
  from: number;
  until: number;
}

/** So long before its end a past is as if somebody had followed live; before that as if from graphs, later and coarser. */
const LIVE_MS = 12 * HOUR;

/**
 * What a follower of somebody would have recorded by now, oldest first: the same days as the service gives, by the
 * seed, and on some of them what makes a history worth looking at.
 */
export function* pastReadings(
  person: SimulatedPerson,
  { seed = USUAL_SEED, from, until }: Past,
): Generator<Reading> {
  const scenario = { description: '', people: [person], glucose: pastGlucose(person, until) };
  // Its time is not looked at.
  const world = createWorld(scenario, { clock: systemClock, seed, start: until, speed: 1 });
  const clock = pastClock(person, from, until);
  // One for all: it is handed to another thread with each of them, and sooner so.
  const target = { low: person.targetLow, high: person.targetHigh };
  const readingOf = (value: SensorValue, source: 'graph' | 'live'): Reading => ({
    patientId: person.patientId,
    measuredAt: value.at,
    ...scaled(value),
    color: colorOf(value.mgdl, person),
    utcOffsetSeconds: clock(value.at) / SECOND,
    sensorSerial: world.sensor(person, value.at).serial,
    target,
    source,
  });
  const live = Math.max(from, until - LIVE_MS);
  const points = { from, to: live, every: 5 * MINUTE, kind: 'smoothedAt' } as const;
  for (const value of sensorValues(world, person, points)) yield readingOf(value, 'graph');
  const minutes = { from: live, to: until, every: MINUTE, kind: 'measuredAt' } as const;
  for (const value of sensorValues(world, person, minutes)) yield readingOf(value, 'live');
}

function scaled({ mgdl, offScale, trend }: SensorValue): Pick<Reading, 'mgdl' | 'offScale' | 'trend'> {
  const end = offScale === 'LO' ? SCALE.low : SCALE.high;
  return { mgdl: offScale === null ? mgdl : end, offScale, trend: trend === 0 ? null : trend };
}
