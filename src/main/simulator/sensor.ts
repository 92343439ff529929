import { DAY, MINUTE } from '../../shared/time.ts';
import { draw, stream } from './random.ts';
import type { SensorKind, SimulatedPerson } from './people.ts';

/** One worn sensor. */
export interface Sensor {
  /** As the wire spells it, see `makeSerial`. */
  serial: string;
  /** ms UTC, whole seconds. */
  activatedAt: number;
}

/** Facts of a product: wire `pt`, uploader app `dtid`, graph spacing in minutes, as captured. */
export const PRODUCTS: Record<SensorKind, { pt: number; dtid: number; graphMinutes: number }> = {
  libre2: { pt: 3, dtid: 40066, graphMinutes: 15 },
  libre3: { pt: 4, dtid: 40068, graphMinutes: 5 },
};

/** No values for the first hour of a sensor; the wire's `w`. */
export const WARM_UP_MINUTES = 60;

/** Both products last 14 days; a new one is put on the moment the old one ends. */
export const SENSOR_LIFE = 14 * DAY;

/** The letters Abbott's serials are written with: none that looks like a digit. */
const SERIAL_LETTERS = '0123456789ACDEFGHJKLMNPQRTUVWXYZ';

/**
 * Libre 2 serials come without their family digit (`MH…`), Libre 3 ones with a `0` too many at the end
 * (xdripswift #666). `0E…` and not a later letter, which clients take for the 15-day Libre 3 Plus.
 */
function makeSerial(person: SimulatedPerson, index: number): string {
  const letters = stream(index, `${person.key}/serial`);
  const middle = Array.from({ length: 7 }, (_, place) => {
    return SERIAL_LETTERS[Math.floor(draw(letters, place) * SERIAL_LETTERS.length)];
  }).join('');
  return person.sensorKind === 'libre2' ? `MH${middle}` : `0E${middle}0`;
}

/** A sensor is asked about with each value; making its serial would take longer than the value. */
const serials = new WeakMap<SimulatedPerson, Map<number, string>>();

function serialOf(person: SimulatedPerson, index: number): string {
  const known = serials.get(person) ?? new Map<number, string>();
  serials.set(person, known);
  const serial = known.get(index) ?? makeSerial(person, index);
  known.set(index, serial);
  return serial;
}

function indexAt(person: SimulatedPerson, at: number): number {
  return Math.floor((at - person.firstSensor) / SENSOR_LIFE);
}

/** The sensor worn at an instant (ms UTC) by the calendar alone, so that history has its sensor changes too. */
export function sensorAt(person: SimulatedPerson, at: number): Sensor {
  const index = indexAt(person, at);
  return { serial: serialOf(person, index), activatedAt: person.firstSensor + index * SENSOR_LIFE };
}

/** When a worn sensor ends and the next one is put on, ms UTC. */
export interface ChangeOfSensor {
  ends: number;
  next: number;
}

/** What somebody has on the arm; `ended` until the next one is put on. */
export interface WornSensor extends Sensor {
  ended: boolean;
}

/**
 * The sensor worn at an instant where the calendar has been overruled: by changes in order of time, before and
 * between which a sensor follows the other as ever. The one that ends first has had its full fortnight.
 */
export function wornSensor(
  person: SimulatedPerson,
  at: number,
  changes: readonly ChangeOfSensor[],
): WornSensor {
  const [first] = changes;
  if (first === undefined) return { ...sensorAt(person, at), ended: false };
  const place = changes.findLastIndex(({ next }) => next <= at);
  const begun = changes[place]?.next ?? first.ends - SENSOR_LIFE;
  const ends = changes[place + 1]?.ends ?? Infinity;
  const later = Math.floor((Math.min(at, ends - 1) - begun) / SENSOR_LIFE);
  const index = indexAt(person, first.ends) + place + 1 + later;
  return { serial: serialOf(person, index), activatedAt: begun + later * SENSOR_LIFE, ended: at >= ends };
}

/** Whether a sensor measures at an instant, ms UTC. */
export function isMeasuring({ activatedAt, ended }: WornSensor, at: number): boolean {
  return !ended && at - activatedAt >= WARM_UP_MINUTES * MINUTE;
}

/** Whether the sensor worn at that instant by the calendar does not measure yet. */
export function isWarmingUp(person: SimulatedPerson, at: number): boolean {
  return !isMeasuring(wornSensor(person, at, []), at);
}
