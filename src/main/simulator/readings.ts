import type { TrendArrow } from '../../shared/glucose/trend.ts';
import { SCALE } from '../../shared/glucose/range.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/time.ts';
import type { Glucose } from './glucose.ts';
import type { SimulatedPerson } from './people.ts';
import { draw, stream } from './random.ts';
import { isMeasuring, PRODUCTS } from './sensor.ts';
import type { World } from './world.ts';

/** A value the sensor gave, before it is written as the wire writes it. */
export interface SensorValue {
  /** ms UTC, whole seconds. */
  at: number;
  /** Integer mg/dL; one past the scale where `offScale` is set. */
  mgdl: number;
  offScale: 'HI' | 'LO' | null;
  /** 0: not determined. */
  trend: TrendArrow | 0;
}

/** A logbook entry: a scan, or the value that raised an alarm (wire `type` 1 and 3). */
export interface LogbookEntry {
  value: SensorValue;
  alarm: 'urgentLow' | 'low' | 'high' | null;
}

/** How far back the newest live reading is looked for: a scenario may have withheld all since. */
const LOOK_BACK = 3 * DAY;
/** The graph serves this much, its newest point at least `GRAPH_LAG` behind the live reading, as captured ones do. */
const GRAPH_SPAN = 11.65 * HOUR;
const GRAPH_LAG = 17 * MINUTE;
const LOGBOOK_SPAN = 14 * DAY;

/** What a person's sensor says at an instant; null where it says nothing (warm-up, or the scenario's doing). */
function rawValue(world: World, person: SimulatedPerson, at: number, kind: keyof Glucose): number | null {
  if (!isMeasuring(world.sensor(person, at), at)) return null;
  const glucose = world.glucose(person);
  const mgdl = glucose[kind](at);
  const { scenario, launchedAt } = world;
  return scenario.glucose ? scenario.glucose(mgdl, at, person, launchedAt, glucose.trueAt) : mgdl;
}

/** The arrow for a change in mg/dL per minute, by Abbott's bands of 1 and 2. */
export function arrowOf(perMinute: number): TrendArrow {
  const size = Math.abs(perMinute);
  if (size < 1) return 3;
  if (size <= 2) return perMinute < 0 ? 2 : 4;
  return perMinute < 0 ? 1 : 5;
}

/** Arrow of the true slope over the last five minutes; 0 where there was nothing five minutes ago. */
function trendAt(world: World, person: SimulatedPerson, at: number): TrendArrow | 0 {
  const here = rawValue(world, person, at, 'trueAt');
  const before = rawValue(world, person, at - 5 * MINUTE, 'trueAt');
  return here === null || before === null ? 0 : arrowOf((here - before) / 5);
}

function valueAt(
  world: World,
  person: SimulatedPerson,
  at: number,
  kind: 'measuredAt' | 'smoothedAt',
): SensorValue | null {
  const raw = rawValue(world, person, at, kind);
  if (raw === null) return null;
  const mgdl = Math.round(raw);
  // The flags mark HI and LO only, no captured reading has one; which number comes with them is not known.
  if (mgdl < SCALE.low) return { at, mgdl: SCALE.low - 1, offScale: 'LO', trend: 0 };
  if (mgdl > SCALE.high) return { at, mgdl: SCALE.high + 1, offScale: 'HI', trend: 0 };
  return { at, mgdl, offScale: null, trend: kind === 'measuredAt' ? trendAt(world, person, at) : 0 };
}

/** The last of the instants `every` ms apart, on the person's second, that is not after `at`. */
function floorTo(person: SimulatedPerson, at: number, every: number): number {
  const phase = person.phaseSeconds * SECOND;
  return Math.floor((at - phase) / every) * every + phase;
}

/** Up to when the service has somebody's readings at `now`. */
function knownUntil(world: World, person: SimulatedPerson, now: number, of: 'live' | 'graph'): number {
  const until = world.scenario.knownUntil?.(of, now, person, world.launchedAt) ?? now;
  return Math.min(until, now);
}

/**
 * The newest live reading there is, by default at the world's now: without a new one the server goes on serving the
 * last.
 */
export function latestReading(
  world: World,
  person: SimulatedPerson,
  now: number = world.now(),
): SensorValue | null {
  const newest = floorTo(person, knownUntil(world, person, now, 'live'), MINUTE);
  for (let at = newest; at > newest - LOOK_BACK; at -= MINUTE) {
    const value = valueAt(world, person, at, 'measuredAt');
    const ahead = world.scenario.datedAhead?.(at, person, world.launchedAt) ?? 0;
    if (value) return { ...value, at: at + ahead };
  }
  return null;
}

/**
 * The graph, by default at the world's now, oldest first. Its instants stay on one grid, so that two graphs name the same
 * points; on the 15-minute grid the newest point is therefore 17 to 31 minutes behind, on the 5-minute one 17 to 21.
 */
export function graphReadings(
  world: World,
  person: SimulatedPerson,
  now: number = world.now(),
): SensorValue[] {
  const every = PRODUCTS[person.sensorKind].graphMinutes * MINUTE;
  const last = floorTo(person, floorTo(person, now, MINUTE) - GRAPH_LAG, every);
  const until = knownUntil(world, person, now, 'graph');
  const points: SensorValue[] = [];
  for (let at = last - Math.floor(GRAPH_SPAN / every) * every; at <= Math.min(last, until); at += every) {
    const value = valueAt(world, person, at, 'smoothedAt');
    if (value) points.push(value);
  }
  return points;
}

/**
 * Everything a sensor gave from one instant up to another, ms UTC, whoever may have heard it; oldest first.
 *
 * @param every ms between two values
 * @param kind `measuredAt` as live readings have it, with a trend, `smoothedAt` as the graph has it
 */
export function* sensorValues(
  world: World,
  person: SimulatedPerson,
  { from, to, every, kind }: { from: number; to: number; every: number; kind: 'measuredAt' | 'smoothedAt' },
): Generator<SensorValue> {
  for (let at = floorTo(person, from - 1, every) + every; at < to; at += every) {
    const value = valueAt(world, person, at, kind);
    if (value) yield value;
  }
}

/** Which of the wearer's alarms a value lies in. */
function alarmOf(person: SimulatedPerson, mgdl: number): LogbookEntry['alarm'] {
  if (mgdl < 55) return 'urgentLow';
  if (mgdl < person.phoneLow) return 'low';
  return mgdl > person.phoneHigh ? 'high' : null;
}

/** Values that entered an alarm, looked at every five minutes: enough for a list of past alarms. */
function alarmEntries(world: World, person: SimulatedPerson, from: number, to: number): LogbookEntry[] {
  const entries: LogbookEntry[] = [];
  let before: LogbookEntry['alarm'] = null;
  for (let at = floorTo(person, from, 5 * MINUTE); at <= to; at += 5 * MINUTE) {
    const raw = rawValue(world, person, at, 'measuredAt');
    const alarm = raw === null ? null : alarmOf(person, Math.round(raw));
    if (alarm !== null && alarm !== before && !(before === 'urgentLow' && alarm === 'low')) {
      const value = valueAt(world, person, at, 'measuredAt');
      if (value) entries.push({ value, alarm });
    }
    before = alarm;
  }
  return entries;
}

/** Scans of somebody with a scannable sensor: a handful on each day. */
function scanEntries(world: World, person: SimulatedPerson, from: number, to: number): LogbookEntry[] {
  if (person.sensorKind !== 'libre2') return [];
  const entries: LogbookEntry[] = [];
  const times = stream(0, `${person.key}/scans`);
  for (let slot = Math.floor(from / (6 * HOUR)); slot <= to / (6 * HOUR); slot += 1) {
    const at = floorTo(person, (slot + draw(times, slot)) * 6 * HOUR, MINUTE);
    const value = at > from && at <= to ? valueAt(world, person, at, 'measuredAt') : null;
    if (value) entries.push({ value, alarm: null });
  }
  return entries;
}

/** The logbook at the world's now: scans and alarms of a fortnight, newest first. */
export function logbookEntries(world: World, person: SimulatedPerson): LogbookEntry[] {
  const to = knownUntil(world, person, world.now(), 'graph');
  const from = to - LOGBOOK_SPAN;
  const entries = [...alarmEntries(world, person, from, to), ...scanEntries(world, person, from, to)];
  return entries.sort((one, other) => other.value.at - one.value.at);
}
