import type { Link, PersonState } from '../../shared/state/app-state.ts';
import { freshnessOf } from '../../shared/glucose/freshness.ts';
import { personName, type Reading } from '../../shared/glucose/reading.ts';
import type { Person } from '../../shared/glucose/reading.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { measuresFrom, type Doubt, type Sensor } from '../libre/source.ts';

/** A sensor that has warmed up measures, its phone uploads: until its first reading is due it is nobody's fault. */
const FIRST_READING_MS = 5 * MINUTE;
/** Without an answer for so long, what is missing is missing here. */
const ANSWERS_END_MS = 5 * MINUTE;

/**
 * Days a sensor lasts, where the user has not said: the interface does not. Plus sensors (15 days) have serials that
 * begin with `01` (Libre 2 Plus), or after `0G` in the sequence of Libre 3 (Libre 3 Plus).
 */
export function assumedSensorDays(serial: string): 14 | 15 {
  return serial.startsWith('01') || (/^0[A-Z]/.test(serial) && serial > '0G000') ? 15 : 14;
}

/** What stands between one person's sensor and the newest reading we have of it. */
export function personLink(
  known: {
    person: Person;
    reading: Reading | null;
    sensor: Sensor | null;
    sensorDays: 14 | 15 | null;
    doubt: Doubt | null;
    /** The account's latest reading is more than five minutes ahead of us. */
    inFuture: boolean;
    /** When the account last said what is known here, ms UTC; now, where it is not given. */
    heardAt?: number | null;
  },
  now: number,
): Link {
  const { reading, sensor, doubt } = known;
  const name = personName(known.person);
  if (reading && freshnessOf(reading.measuredAt, now) === 'current')
    return doubt === 'contradicting' ? { code: 'readingsContradict', name } : { code: 'ok' };
  // Before everything that would be the sensor's or the phone's fault.
  if (doubt === 'unreadable') return { code: 'readingUnreadable', name };
  if (sensor?.activatedAt != null) {
    const warm = measuresFrom(sensor)!;
    const sinceActivation = reading === null || reading.measuredAt < warm;
    if (now < warm + FIRST_READING_MS && now >= sensor.activatedAt && sinceActivation)
      return { code: 'sensorWarmingUp', name, until: warm };
    const end = sensor.activatedAt + (known.sensorDays ?? assumedSensorDays(sensor.serial)) * DAY;
    // Sensors run on a little; an end is only one when the readings have ended too, not only our answers.
    const heardAt = known.heardAt ?? now;
    const asOf = now - heardAt > ANSWERS_END_MS ? heardAt : now;
    const wasHeard = reading === null ? null : freshnessOf(reading.measuredAt, asOf);
    if (now >= end && wasHeard !== 'current' && wasHeard !== 'delayed') {
      return { code: 'sensorEnded', name, endedAt: reading ? Math.max(end, reading.measuredAt) : end };
    }
  }
  if (known.inFuture) return { code: 'readingInFuture', name };
  if (reading === null) return { code: 'noReadingYet', name };
  const code = freshnessOf(reading.measuredAt, now) === 'delayed' ? 'delayed' : 'phoneSilent';
  return { code, name, lastAt: reading.measuredAt };
}

const ORDER: readonly Link['code'][] = [
  'problem',
  'starting',
  'clockWrong',
  'readingUnreadable',
  'phoneSilent',
  'sensorEnded',
  'noReadingYet',
  'readingInFuture',
  'sensorWarmingUp',
  'readingsContradict',
  'delayed',
  'ok',
];

/** The one to speak of: the way to the server before the people, among them the worst. */
export function worstLink(server: Link, people: readonly Pick<PersonState, 'link'>[]): Link {
  const links = [server, ...people.map(({ link }) => link)];
  return links.reduce((worst, link) => (ORDER.indexOf(link.code) < ORDER.indexOf(worst.code) ? link : worst));
}

/** What makes two links the same state: the cause, not the countdown. */
export function linkCause(link: Link): string {
  if (link.code === 'problem') return `problem:${link.problem.code}`;
  return 'name' in link ? `${link.code}:${link.name}` : link.code;
}
