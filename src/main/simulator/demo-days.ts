import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { zoneOffset } from './civil-time.ts';
import type { SimulatedPerson } from './people.ts';
import type { Scenario } from './scenario.ts';

/** What happens to somebody on some of the days before the demo begins, besides what happens on any day. */
interface Events {
  /** How many nights before: glucose goes far down, and far up. */
  lowNight: number;
  highNight: number;
  /** The phone was left somewhere: how many days before, at what hour, and for how many hours. */
  phoneLeft: { daysBefore: number; hour: number; hours: number };
  /** A journey, first and last day, and how far the clock there is ahead of the one at home, ms. */
  journey: { first: number; last: number; ahead: number };
}

/** All of it old enough for the graph that the service gives of the last hours to know nothing of it. */
const EVENTS: Partial<Record<string, Events>> = {
  ada: {
    lowNight: 3,
    highNight: 9,
    phoneLeft: { daysBefore: 11, hour: 17.6, hours: 21 },
    // To Lisbon.
    journey: { first: 27, last: 23, ahead: -HOUR },
  },
  ben: {
    lowNight: 8,
    highNight: 4,
    phoneLeft: { daysBefore: 6, hour: 9.2, hours: 8.5 },
    // To Chicago.
    journey: { first: 20, last: 17, ahead: -HOUR },
  },
};

/** Glucose leaves the ordinary day for a level, stays about it, and comes back; all times in ms. */
interface Excursion {
  from: number;
  way: number;
  stays: number;
  back: number;
  /** mg/dL; it swings so far to both sides, once in so long. */
  level: number;
  swing: number;
  period: number;
}

const smooth = (share: number) => share * share * (3 - 2 * share);

/** How much of an excursion there is at an instant, 0 … 1. */
function weightOf({ from, way, stays, back }: Excursion, at: number): number {
  const since = at - from;
  const left = way + stays + back - since;
  return smooth(Math.max(0, Math.min(1, since / way, left / back)));
}

/** How many hours after midnight, some days before an instant and where somebody lives, ms UTC. */
function civilInstant({ zone }: SimulatedPerson, before: number, days: number, hour: number): number {
  const day = Math.floor((before + zoneOffset(zone, before)) / DAY) - days;
  return day * DAY + hour * HOUR - zoneOffset(zone, day * DAY);
}

/** Low from one o'clock on, twice treated with too little; high from a late meal until breakfast. */
function badNights(person: SimulatedPerson, { lowNight, highNight }: Events, until: number): Excursion[] {
  const low = {
    from: civilInstant(person, until, lowNight, 0.7),
    way: 80 * MINUTE,
    stays: 160 * MINUTE,
    back: 75 * MINUTE,
    // Under 54 and above the end of the scale, with the noise too.
    level: 47,
    swing: 2,
    period: 55 * MINUTE,
  };
  const high = {
    from: civilInstant(person, until, highNight, -1.6),
    way: 110 * MINUTE,
    stays: 6 * HOUR,
    back: 3 * HOUR,
    level: 287,
    swing: 14,
    period: 170 * MINUTE,
  };
  return [low, high];
}

/** The glucose of somebody before an instant, with their bad nights and the hours in which nothing came. */
export function pastGlucose(person: SimulatedPerson, until: number): NonNullable<Scenario['glucose']> {
  const events = EVENTS[person.key];
  if (events === undefined) return (mgdl) => mgdl;
  const nights = badNights(person, events, until);
  const { daysBefore, hour, hours } = events.phoneLeft;
  const left = civilInstant(person, until, daysBefore, hour);
  return (mgdl, at, _, __, ordinary) => {
    if (at >= left && at < left + hours * HOUR) return null;
    const night = nights.find((one) => weightOf(one, at) > 0);
    if (night === undefined) return mgdl;
    // The noise of the sensor goes along, so that nothing jumps.
    const goal = night.level + night.swing * Math.cos((2 * Math.PI * (at - night.from)) / night.period);
    return mgdl + (goal - ordinary(at)) * weightOf(night, at);
  };
}

/**
 * The clock of somebody's phone minus UTC, ms, between two instants less than half a year apart. There is a change in
 * it whatever the season: that of daylight saving, or else a journey.
 */
export function pastClock(person: SimulatedPerson, from: number, until: number): (instant: number) => number {
  const [before, after] = [zoneOffset(person.zone, from), zoneOffset(person.zone, until)];
  if (before !== after) {
    const change = changeBetween(person.zone, from, until);
    return (at) => (at < change ? before : after);
  }
  const journey = EVENTS[person.key]?.journey;
  if (journey === undefined) return () => before;
  const leaves = civilInstant(person, until, journey.first, 8);
  const returns = civilInstant(person, until, journey.last, 20);
  return (at) => (at >= leaves && at < returns ? before + journey.ahead : before);
}

/** The minute in which a zone's clock is set. Found once: asking the zone about each reading would take a second. */
function changeBetween(zone: string, from: number, until: number): number {
  const before = zoneOffset(zone, from);
  let [known, changed] = [Math.floor(from / MINUTE), Math.ceil(until / MINUTE)];
  while (changed - known > 1) {
    const middle = Math.floor((known + changed) / 2);
    if (zoneOffset(zone, middle * MINUTE) === before) known = middle;
    else changed = middle;
  }
  return changed * MINUTE;
}
