import { describe, expect, it } from 'vitest';
import { zoneOffset } from '../../../src/main/simulator/civil-time.ts';
import { pastReadings } from '../../../src/main/simulator/past.ts';
import { ada, ben, type SimulatedPerson } from '../../../src/main/simulator/people.ts';
import { graphReadings } from '../../../src/main/simulator/readings.ts';
import { scenarios } from '../../../src/main/simulator/scenarios.ts';
import { sensorAt } from '../../../src/main/simulator/sensor.ts';
import { truthOf } from '../../../src/main/simulator/truth.ts';
import { createWorld, type World } from '../../../src/main/simulator/world.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Ends of ninety days: with a change of the clocks in them, and in the summer, without. */
const ENDS = {
  winter: Date.UTC(2026, 10, 29, 15, 24, 30),
  spring: Date.UTC(2027, 4, 3, 2, 0, 1),
  summer: Date.UTC(2027, 8, 14, 23, 59, 59),
};
const cases = Object.entries(ENDS).flatMap(([season, until]) =>
  [ada, ben].map((of) => [season, of.firstName, of, until] as const),
);

const past = (of: SimulatedPerson, until: number, days = 90): Reading[] => [
  ...pastReadings(of, { from: until - days * DAY, until }),
];

function worldAt(now: number): World {
  return createWorld(scenarios['two-people'], { clock: new FakeClock(now), seed: 1, start: now, speed: 1 });
}

/** Times without a reading, longer than from the last point to the first minute: from the last one before to the first one after. */
function gaps(readings: readonly Reading[]): { from: number; to: number }[] {
  return readings.flatMap(({ measuredAt: to }, place) => {
    const from = readings[place - 1]?.measuredAt ?? to;
    return to - from > 6 * MINUTE ? [{ from, to }] : [];
  });
}

/** The longest stretch of which all readings are so, hours; and when it began. */
function longest(readings: readonly Reading[], isSo: (mgdl: number) => boolean) {
  let best = { hours: 0, from: 0 };
  let from: number | null = null;
  for (const { mgdl, measuredAt } of readings) {
    from = isSo(mgdl) ? (from ?? measuredAt) : null;
    if (from !== null && measuredAt - from > best.hours * HOUR)
      best = { hours: (measuredAt - from) / HOUR, from };
  }
  return best;
}

const localHour = ({ zone }: SimulatedPerson, at: number) =>
  ((((at + zoneOffset(zone, at)) % DAY) + DAY) % DAY) / HOUR;

describe.each(cases)('ninety days to the %s of %s', (season, _name, of, until) => {
  const readings = past(of, until);

  it('are on the scale, each second once, in order, at the second of the person', () => {
    expect(readings.length).toBeGreaterThan(25_000);
    const isRight = ({ mgdl, offScale, measuredAt, patientId }: Reading, place: number) =>
      patientId === of.patientId &&
      offScale === null &&
      Number.isInteger(mgdl) &&
      mgdl >= 40 &&
      mgdl <= 400 &&
      (measuredAt / SECOND) % 60 === of.phaseSeconds &&
      measuredAt > (readings[place - 1]?.measuredAt ?? until - 90 * DAY - 1) &&
      measuredAt < until;
    expect(readings.filter((one, place) => !isRight(one, place))).toEqual([]);
  });

  it('are of graphs, and live for the last half day', () => {
    const isRight = ({ source, measuredAt, trend }: Reading) =>
      measuredAt < until - 12 * HOUR ? source === 'graph' && trend === null : source === 'live';
    expect(readings.filter((one) => !isRight(one))).toEqual([]);
    expect(readings.filter(({ trend }) => trend !== null).length).toBeGreaterThan(600);
  });

  it('have a gap of some hours, and one of an hour wherever a sensor is changed, and no other', () => {
    const all = gaps(readings);
    const changes = all.filter(({ from, to }) => to - from < 2 * HOUR);
    expect(all).toHaveLength(changes.length + 1);
    expect(changes.length).toBeGreaterThanOrEqual(5);
    for (const gap of changes) {
      const { activatedAt } = sensorAt(of, gap.to);
      expect(Math.abs(gap.from - activatedAt)).toBeLessThan(6 * MINUTE);
      expect(Math.abs(gap.to - activatedAt - HOUR)).toBeLessThan(6 * MINUTE);
    }
  });

  it('come from a sensor a fortnight', () => {
    const serials = [...new Set(readings.map(({ sensorSerial }) => sensorSerial))];
    expect([7, 8]).toContain(serials.length);
    const isWorn = ({ sensorSerial, measuredAt }: Reading) =>
      sensorSerial === sensorAt(of, measuredAt).serial;
    expect(readings.filter((one) => !isWorn(one))).toEqual([]);
  });

  it('have a night of lows under 54 and one of long highs, in the last fortnight', () => {
    const low = longest(readings, (mgdl) => mgdl < 54);
    expect(low.hours).toBeGreaterThan(2.4);
    expect(localHour(of, low.from)).toBeLessThan(4);
    const high = longest(readings, (mgdl) => mgdl > 250);
    expect(high.hours).toBeGreaterThan(6);
    expect((localHour(of, high.from) + 12) % 24).toBeLessThan(16);
    for (const { from } of [low, high]) expect(until - from).toBeLessThan(14 * DAY);
  });

  it('carry a change of the clock: daylight saving where there is one, else a journey', () => {
    const offsets = readings.map(({ utcOffsetSeconds }) => utcOffsetSeconds! / 3600);
    const changes = readings.slice(1).filter((_, place) => offsets[place] !== offsets[place + 1]);
    expect(changes).toHaveLength(season === 'summer' ? 2 : 1);
    const home = (at: number) => zoneOffset(of.zone, at) / HOUR;
    // One an hour is enough to look at: a zone takes its time.
    const away = readings.filter((one, place) => place % 12 === 0 && offsets[place] !== home(one.measuredAt));
    if (season !== 'summer') expect(away).toEqual([]);
    else {
      expect(away.length).toBeGreaterThan(3 * 24);
      expect(away.at(-1)!.measuredAt - away[0]!.measuredAt).toBeLessThan(5 * DAY);
      expect(until - away.at(-1)!.measuredAt).toBeGreaterThan(14 * DAY);
    }
  });

  it('are what the simulator serves: live, and as the graph', () => {
    const byInstant = new Map(readings.map((one) => [one.measuredAt, one]));
    const truth = truthOf(worldAt(until), of, until - 6 * HOUR, until - MINUTE);
    const live = truth.live.filter(({ at }) => at >= until - 6 * HOUR);
    expect(live.length + (gaps(readings).at(-1)!.to > until - 6 * HOUR ? 60 : 0)).toBeGreaterThan(350);
    for (const { at, mgdl, trend } of live)
      expect(byInstant.get(at)).toMatchObject({ mgdl, trend: trend === 0 ? null : trend });
    for (const daysAgo of [1.5, 40, 70]) {
      const points = graphReadings(worldAt(until), of, until - daysAgo * DAY);
      expect(points.length).toBeGreaterThan(30);
      for (const { at, mgdl } of points) expect(byInstant.get(at)).toMatchObject({ mgdl, trend: null });
    }
  });

  it('never jump', () => {
    const jumps = readings.filter(({ mgdl, measuredAt }, place) => {
      const before = readings[place - 1];
      return before && measuredAt - before.measuredAt <= 5 * MINUTE && Math.abs(mgdl - before.mgdl) >= 30;
    });
    expect(jumps).toEqual([]);
  });

  it('are the same whenever they are made', () => {
    expect(JSON.stringify(past(of, until)) === JSON.stringify(readings)).toBe(true);
    const values = (some: readonly Reading[]) => some.map(({ measuredAt, mgdl }) => [measuredAt, mgdl]);
    const shorter = past(of, until, 30);
    // The last half day is live in both, what was before of graphs.
    expect(JSON.stringify(values(shorter))).toBe(JSON.stringify(values(readings.slice(-shorter.length))));
  });
});

it('somebody nothing is told of has ordinary days', () => {
  const stranger = { ...ada, key: 'eve' };
  const readings = past(stranger, ENDS.summer);
  expect(gaps(readings).filter(({ from, to }) => to - from > 2 * HOUR)).toEqual([]);
  expect(new Set(readings.map(({ utcOffsetSeconds }) => utcOffsetSeconds))).toEqual(new Set([7200]));
});
